"""What is still to come for a request in each state, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from challenges.rules.clock import read_clock
from challenges.rules.coming import Ahead, Expected, Known, ahead
from challenges.rules.history import Event, Happening
from challenges.rules.presets import PRESETS, Preset
from challenges.rules.states import RequestState

TERMS = PRESETS[Preset.AWB]
RECEIVED = date(2026, 9, 28)
SENT = Event(Happening.RECEIVED, RECEIVED)
CHECK, TALK = Expected(Ahead.CHECK, date(2026, 10, 12)), Expected(Ahead.FIRST_TALK, date(2026, 10, 26))
ADVICE, DECISION = Expected(Ahead.ADVICE), Expected(Ahead.DECISION, date(2026, 11, 23))
AGREED = Known(has_talk=True, begins_on=date(2026, 12, 1), ends_on=date(2028, 11, 30),
               report_days=(date(2027, 3, 1), date(2029, 1, 15)))  # fmt: skip
REPORTS = [Expected(Ahead.REPORT, date(2027, 3, 1)), Expected(Ahead.REPORT, date(2029, 1, 15))]
LOOK_BACK, LAST = Expected(Ahead.EVALUATION, date(2027, 12, 1)), Expected(Ahead.LAST_DAY, date(2028, 11, 30))


def coming(state, known=None, *more, today=date(2026, 10, 1)):
    known = Known() if known is None else known
    return list(ahead(RequestState(state), read_clock((SENT, *more), today, TERMS), TERMS, known))


@pytest.mark.parametrize(
    ("state", "known", "expected"),
    [
        ("submitted", Known(), [CHECK, TALK, ADVICE, DECISION]),
        ("acknowledged", Known(), [CHECK, TALK, ADVICE, DECISION]),
        ("admissibility_check", Known(), [CHECK, TALK, ADVICE, DECISION]),
        ("dialogue", Known(), [TALK, ADVICE, DECISION]),
        ("dialogue", Known(has_talk=True), [ADVICE, DECISION]),
        ("assessment", Known(has_talk=True, advice_by=date(2026, 11, 9)),
         [Expected(Ahead.ADVICE, date(2026, 11, 9)), DECISION]),
        ("advised", Known(has_talk=True), [DECISION]),
        ("council_required", Known(has_talk=True), [Expected(Ahead.COUNCIL), DECISION]),
    ],
)  # fmt: skip
def test_until_the_decision_each_step_stands_with_its_last_day(state, known, expected):
    assert coming(state, known) == expected


def test_while_we_wait_the_day_to_complete_comes_first_and_the_decision_moves():
    asked = Event(Happening.COMPLETION_ASKED, date(2026, 10, 5), date(2026, 11, 2))
    found = coming("awaiting_completion", Known(complete_by=date(2026, 11, 2)), asked, today=date(2026, 10, 15))
    # ten days it stood still: 6 up to and including 15 October
    assert found == [
        Expected(Ahead.COMPLETE, date(2026, 11, 2)), TALK, ADVICE, Expected(Ahead.DECISION, date(2026, 12, 3)),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["granted", "partly_granted", "agreement_drafting"])
def test_after_a_yes_the_agreement_comes_and_nobody_knows_when(state):
    assert coming(state, Known(), Event(Happening.DECIDED, date(2026, 9, 30))) == [Expected(Ahead.AGREEMENT)]


@pytest.mark.parametrize("state", ["active", "extended"])
def test_what_runs_has_its_reports_the_looking_back_and_its_last_day_in_order(state):
    assert coming(state, AGREED) == [REPORTS[0], LOOK_BACK, LAST, REPORTS[1]]


def test_one_looks_back_once_by_itself_and_now_when_it_is_going_on():
    evaluated = Known(**{**vars(AGREED), "was_evaluated": True})
    assert coming("active", evaluated) == [REPORTS[0], LAST, REPORTS[1]]
    assert coming("evaluation", AGREED) == [Expected(Ahead.EVALUATION), REPORTS[0], LAST, REPORTS[1]]


@pytest.mark.parametrize(
    "state", ["refused", "inadmissible", "not_processed", "no_agreement", "completed", "terminated", "withdrawn"]
)
def test_nothing_comes_after_an_end(state):
    assert coming(state, Known(), Event(Happening.DECIDED, date(2026, 9, 30))) == []


def test_a_draft_has_nothing_to_wait_for():
    assert ahead(RequestState.DRAFT, None, None, Known()) == ()
