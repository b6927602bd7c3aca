"""Every step in every state by everyone. What is expected is written here by hand, not read from the table."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from lives.lifecycle import StepRefused
from quick_plans.rules.life import QUICK_LIFE, By, QuickSituation, QuickState, QuickStep

ALL_WELL = QuickSituation(has_mandate=True, mandate_covers_amount=True, has_reason=True)
EXPECTED = {
    ("coordinator", "all well"): {
        ("sent", "grant"): "granted", ("sent", "refuse"): "refused", ("sent", "refer"): "referred",
    },
    ("coordinator", "no mandate"): {("sent", "refer"): "referred"},
    ("coordinator", "small mandate"): {("sent", "refuse"): "refused", ("sent", "refer"): "referred"},
    ("coordinator", "in doubt"): {("sent", "refuse"): "refused", ("sent", "refer"): "referred"},
    ("coordinator", "investment"): {("sent", "refuse"): "refused", ("sent", "refer"): "referred"},
    ("coordinator", "no reason"): {("sent", "grant"): "granted"},
    ("proposer", "all well"): {("sent", "withdraw"): "withdrawn"},
    ("proposer", "no mandate"): {("sent", "withdraw"): "withdrawn"},
    ("stranger", "all well"): {},
}  # fmt: skip
SITUATIONS = {
    "all well": ALL_WELL,
    "no mandate": replace(ALL_WELL, has_mandate=False),
    "small mandate": replace(ALL_WELL, mandate_covers_amount=False),
    "in doubt": replace(ALL_WELL, open_doubts=1),
    "investment": replace(ALL_WELL, hard_grounds=1),
    "no reason": replace(ALL_WELL, has_reason=False),
}


def after(step, state, roles, situation):
    try:
        return QUICK_LIFE.take(step, state, roles, situation)
    except StepRefused:
        return None


@pytest.mark.parametrize(("actor", "name"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor, name):
    found = {
        (str(state), str(step)): after(step, state, {actor}, SITUATIONS[name])
        for state, step in product(QuickState, QuickStep)
    }
    assert {place: state for place, state in found.items() if state is not None} == EXPECTED[actor, name]


def test_every_state_step_and_role_has_a_word_of_its_own():
    codes = [code for code, _ in QUICK_LIFE.words]
    assert sorted(codes) == sorted([*QuickState, *QuickStep, *By])
