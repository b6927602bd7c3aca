"""Every step in every state by everyone. What is expected is written here by hand, not read from the table."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from deals.rules.life import DEAL_LIFE, By, DealSituation, DealState, DealStep
from lives.lifecycle import StepRefused

SMALL = DealSituation(is_complete=True, has_result=True, has_reason=True, is_small=True, has_papers=True)
LARGE = replace(SMALL, is_small=False)
EARLY = replace(LARGE, was_terminated=True)
WAITING = replace(SMALL, payments_waiting=1)
NOTHING = DealSituation()
BEGIN = {("concept", "activate"): "in_execution"}
EXPECTED: dict[tuple[str, str], dict[tuple[str, str], str]] = {
    ("coordinator", "small"): {
        **BEGIN,
        ("concept", "terminate"): "terminated",
        ("in_execution", "end"): "done",
        ("in_execution", "terminate"): "terminated",
    },
    ("coordinator", "large"): {
        **BEGIN,
        ("concept", "terminate"): "terminated",
        ("in_execution", "end"): "settling",
        ("in_execution", "terminate"): "settling",
    },
    ("coordinator", "early"): {
        **BEGIN,
        ("concept", "terminate"): "terminated",
        ("in_execution", "end"): "settling",
        ("in_execution", "terminate"): "settling",
    },
    ("coordinator", "waiting"): BEGIN,
    ("coordinator", "nothing"): {},
    ("finance", "small"): {("settling", "settle"): "done"},
    ("finance", "large"): {("settling", "settle"): "done"},
    ("finance", "early"): {("settling", "settle"): "terminated"},
    ("finance", "waiting"): {},
    ("finance", "nothing"): {},
    **{
        (who, name): {} for who in ("partner", "stranger") for name in ("small", "large", "early", "waiting", "nothing")
    },
}
SITUATIONS = {"small": SMALL, "large": LARGE, "early": EARLY, "waiting": WAITING, "nothing": NOTHING}


def after(step: str, state: DealState, who: str, situation: DealSituation) -> str | None:
    try:
        return DEAL_LIFE.take(step, state, {who}, situation)
    except StepRefused:
        return None


@pytest.mark.parametrize(("actor", "name"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor: str, name: str) -> None:
    found = {(str(s), str(t)): after(t, s, actor, SITUATIONS[name]) for s, t in product(DealState, DealStep)}
    assert {place: state for place, state in found.items() if state} == EXPECTED[actor, name]


def test_every_state_step_and_role_has_a_word_of_its_own() -> None:
    assert sorted(code for code, _ in DEAL_LIFE.words) == sorted([*DealState, *DealStep, *By])
