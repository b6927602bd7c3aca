"""Every step of an objection in every state by everyone, expected by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from challenges.rules.objection_life import (
    OBJECTION_LIFE,
    ObjectionBy,
    ObjectionSituation,
    ObjectionState,
    ObjectionStep,
)
from lives.lifecycle import StepRefused

ALL_WELL = ObjectionSituation(
    is_uninvolved=True,
    is_interested_party=True,
    is_in_time_or_excused=True,
    had_chance_to_repair=True,
    has_hearing_report=True,
    hearing_may_be_left_out=True,
    has_motivation=True,
)
SITUATIONS = {
    "all well": ALL_WELL,
    "involved": replace(ALL_WELL, is_uninvolved=False),
    "late": replace(ALL_WELL, is_in_time_or_excused=False, had_chance_to_repair=False),
    "no party": replace(ALL_WELL, is_interested_party=False, had_chance_to_repair=False),
    "not repaired yet": replace(ALL_WELL, had_chance_to_repair=False),
    "not heard": replace(ALL_WELL, has_hearing_report=False, hearing_may_be_left_out=False),
    "no reasons": replace(ALL_WELL, has_motivation=False),
    "nothing": ObjectionSituation(),
}
TAKING_UP = {("filed", "admit_objection"): "admissible"}
TURNING_AWAY = {("filed", "reject_as_inadmissible"): "objection_inadmissible"}
INVITING = {("admissible", "invite"): "hearing"}
DECIDING_AT_ONCE = {
    ("admissible", "uphold"): "upheld",
    ("admissible", "uphold_partly"): "partly_upheld",
    ("admissible", "dismiss"): "dismissed",
}
DECIDING_AFTER_HEARING = {
    ("hearing", "uphold"): "upheld",
    ("hearing", "uphold_partly"): "partly_upheld",
    ("hearing", "dismiss"): "dismissed",
}
DECIDING = {**DECIDING_AT_ONCE, **DECIDING_AFTER_HEARING}
WITHDRAWING = {
    ("filed", "withdraw_objection"): "objection_withdrawn",
    ("admissible", "withdraw_objection"): "objection_withdrawn",
    ("hearing", "withdraw_objection"): "objection_withdrawn",
}
EXPECTED = {
    ("objection_clerk", "all well"): {**TAKING_UP, **TURNING_AWAY, **INVITING, **DECIDING},
    ("objection_clerk", "involved"): {},
    ("objection_clerk", "late"): {**TURNING_AWAY, **INVITING, **DECIDING},
    ("objection_clerk", "no party"): {**TURNING_AWAY, **INVITING, **DECIDING},
    ("objection_clerk", "not repaired yet"): {**TAKING_UP, **INVITING, **DECIDING},
    ("objection_clerk", "not heard"): {**TAKING_UP, **TURNING_AWAY, **INVITING},
    ("objection_clerk", "no reasons"): {**TAKING_UP, **INVITING},
    ("objection_clerk", "nothing"): {},
    **{("objector", name): WITHDRAWING for name in SITUATIONS},
    **{("stranger", name): {} for name in SITUATIONS},
}


def after(step, state, role, situation):
    try:
        return OBJECTION_LIFE.take(step, state, {role}, situation)
    except StepRefused:
        return None


def test_every_actor_stands_in_every_situation_of_the_table():
    assert set(EXPECTED) == set(product([*map(str, ObjectionBy), "stranger"], SITUATIONS))


@pytest.mark.parametrize(("actor", "name"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor, name):
    found = {
        (str(state), str(step)): after(step, state, actor, SITUATIONS[name])
        for state, step in product(ObjectionState, ObjectionStep)
    }
    assert {place: state for place, state in found.items() if state is not None} == EXPECTED[actor, name]


def test_a_hearing_is_left_out_only_with_a_written_reason_for_that():
    heard_only = replace(ALL_WELL, hearing_may_be_left_out=False)
    assert after("dismiss", ObjectionState.ADMISSIBLE, "objection_clerk", heard_only) is None
    assert after("dismiss", ObjectionState.HEARING, "objection_clerk", heard_only) is ObjectionState.DISMISSED


def test_every_state_step_and_role_has_a_word_of_its_own():
    codes = [code for code, _ in OBJECTION_LIFE.words]
    assert sorted(codes) == sorted([*ObjectionState, *ObjectionStep, *ObjectionBy])
