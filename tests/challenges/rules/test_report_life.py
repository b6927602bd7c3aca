"""Every step of a report in every state by everyone. What is expected is written by hand, not read from the table."""

from __future__ import annotations

from itertools import product

import pytest

from challenges.rules.report_life import REPORT_LIFE, ReportSituation, ReportState, ReportStep
from challenges.rules.states import By
from lives.lifecycle import StepRefused

SITUATIONS = {
    "all well": ReportSituation(has_question=True, is_newest_text=True),
    "older text": ReportSituation(has_question=True),
    "no question": ReportSituation(is_newest_text=True),
}
READING = {("handed_in", "ask"): "asked", ("handed_in", "accept"): "accepted"}
ANSWERING = {("asked", "answer"): "handed_in"}
EXPECTED = {
    ("coordinator", "all well"): READING,
    ("coordinator", "older text"): {},
    ("coordinator", "no question"): {("handed_in", "accept"): "accepted"},
    **{("applicant", name): ANSWERING for name in SITUATIONS},
    **{(who, name): {} for who in ("college_clerk", "product", "stranger") for name in SITUATIONS},
}


def after(step, state, actor, situation):
    try:
        return str(REPORT_LIFE.take(step, state, {actor}, situation))
    except StepRefused:
        return None


def test_everybody_stands_in_every_situation():
    assert set(EXPECTED) == set(product([*map(str, By), "stranger"], SITUATIONS))


@pytest.mark.parametrize(("actor", "name"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor, name):
    found = {
        (str(state), str(step)): after(step, state, actor, SITUATIONS[name])
        for state, step in product(ReportState, ReportStep)
    }
    assert {place: state for place, state in found.items() if state} == EXPECTED[actor, name]


def test_every_state_and_step_has_a_word():
    codes = [code for code, _ in REPORT_LIFE.words]
    assert sorted(codes) == sorted([*ReportState, *ReportStep, By.APPLICANT, By.COORDINATOR])
