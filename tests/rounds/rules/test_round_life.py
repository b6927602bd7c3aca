"""Every step in every state by everyone, in each phase. Expectations are written by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from lives.lifecycle import StepRefused
from rounds.rules.calendar import Phase
from rounds.rules.life import ROUND_LIFE, RoundBy, RoundSituation, RoundState, RoundStep

READY = RoundSituation(Phase.AHEAD, every_area_has_plans=True, year_is_fixed=True, is_counted=True)
ANNOUNCE = {("concept", "announce"): "announced"}
SEAL = {("announced", "seal"): "sealed"}
CLOSE = {("sealed", "close"): "closed"}
PUBLISH = {("closed", "publish"): "published"}
REFERENCE = "reference"
# which acts are open to whom in which phase, when nothing else stands in the way
EXPECTED: dict[tuple[str, str], dict[tuple[str, str], str]] = {
    ("administrator", "ahead"): ANNOUNCE | PUBLISH,
    ("administrator", "collecting"): ANNOUNCE | PUBLISH,
    ("administrator", "reviewing"): ANNOUNCE | PUBLISH,
    ("administrator", "preparing"): ANNOUNCE | SEAL | PUBLISH,
    ("administrator", "voting"): ANNOUNCE | PUBLISH,
    ("administrator", "grace"): ANNOUNCE | PUBLISH,
    ("administrator", "closed"): ANNOUNCE | PUBLISH,
    ("administrator", REFERENCE): ANNOUNCE | SEAL | PUBLISH,
    ("system", "ahead"): ANNOUNCE | PUBLISH,
    ("system", "collecting"): ANNOUNCE | PUBLISH,
    ("system", "reviewing"): ANNOUNCE | PUBLISH,
    ("system", "preparing"): ANNOUNCE | SEAL | PUBLISH,
    ("system", "voting"): ANNOUNCE | PUBLISH,
    ("system", "grace"): ANNOUNCE | PUBLISH,
    ("system", "closed"): ANNOUNCE | CLOSE | PUBLISH,
    ("system", REFERENCE): ANNOUNCE | SEAL | CLOSE | PUBLISH,
} | {("resident", phase): {} for phase in ["ahead", "preparing", "voting", "closed", REFERENCE]}


def after(step: str, state: RoundState, actor: str, situation: RoundSituation) -> str | None:
    try:
        return ROUND_LIFE.take(step, state, {actor}, situation)
    except StepRefused:
        return None


@pytest.mark.parametrize(("actor", "phase"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor: str, phase: str) -> None:
    is_reference = phase == REFERENCE
    situation = replace(READY, phase=Phase.VOTING if is_reference else Phase(phase), is_reference=is_reference)
    found = {
        (str(state), str(step)): after(step, state, actor, situation) for state, step in product(RoundState, RoundStep)
    }
    assert {place: state for place, state in found.items() if state is not None} == EXPECTED[actor, phase]


@pytest.mark.parametrize(
    ("step", "state", "situation", "ground"),
    [
        ("announce", "concept", replace(READY, has_faults=True), "has_no_faults"),
        ("seal", "announced", READY, "is_reviewed"),
        ("seal", "announced", replace(READY, phase=Phase.VOTING), "is_reviewed"),
        ("seal", "announced", replace(READY, phase=Phase.PREPARING, year_is_fixed=False), "has_money"),
        (
            "seal",
            "announced",
            replace(READY, phase=Phase.PREPARING, every_area_has_plans=False),
            "has_plans_everywhere",
        ),
        ("seal", "concept", READY, "not_in_table"),
        ("close", "sealed", replace(READY, phase=Phase.GRACE), "is_over"),
        ("close", "published", READY, "not_in_table"),
        ("publish", "closed", replace(READY, is_counted=False), "is_counted"),
        ("publish", "sealed", READY, "not_in_table"),
    ],
)
def test_a_refused_step_names_its_ground(step: str, state: str, situation: RoundSituation, ground: str) -> None:
    with pytest.raises(StepRefused) as refused:
        ROUND_LIFE.take(step, RoundState(state), {"system"}, situation)
    assert refused.value.ground == ground


def test_every_state_step_and_role_has_a_word_of_its_own() -> None:
    codes = [code for code, _ in ROUND_LIFE.words]
    assert sorted(codes) == sorted([*RoundState, *RoundStep, *RoundBy])
