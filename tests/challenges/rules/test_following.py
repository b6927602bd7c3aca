"""What follows from an upheld objection in every state, and how far silence is: by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from challenges.rules.clock import read_clock
from challenges.rules.default import in_default
from challenges.rules.following import follow_up_of
from challenges.rules.history import Event, Happening
from challenges.rules.presets import terms_of
from challenges.rules.silence import silence_stage
from challenges.rules.states import RequestState

FOLLOWS = {
    # a decision is there, or was opened again by another objection
    "draft": "decide_again", "submitted": "decide_again", "acknowledged": "decide_again",
    "admissibility_check": "decide_again", "awaiting_completion": "decide_again", "not_processed": "decide_again",
    "inadmissible": "decide_again", "dialogue": "decide_again", "assessment": "decide_again",
    "advised": "decide_again", "council_required": "decide_again", "granted": "decide_again",
    "partly_granted": "decide_again", "refused": "decide_again", "agreement_drafting": "decide_again",
    "no_agreement": "decide_again",
    "active": "end_agreement", "evaluation": "end_agreement", "extended": "end_agreement",
    "completed": "nothing_left", "terminated": "nothing_left", "withdrawn": "nothing_left",
}  # fmt: skip


def test_every_state_is_in_the_table():
    assert set(FOLLOWS) == set(map(str, RequestState))


@pytest.mark.parametrize("state", FOLLOWS)
def test_what_follows_an_upheld_objection_to_a_decision(state):
    assert follow_up_of(RequestState(state), has_decision=True) == FOLLOWS[state]


@pytest.mark.parametrize("state", FOLLOWS)
def test_to_silence_the_first_decision_still_comes_unless_nothing_is_left(state):
    expected = "nothing_left" if FOLLOWS[state] == "nothing_left" else "decide_now"
    assert follow_up_of(RequestState(state), has_decision=False) == expected


RECEIVED = Event(Happening.RECEIVED, date(2026, 9, 28))  # eight weeks: until 23 November
NOTICE = Event(Happening.IN_DEFAULT, date(2026, 11, 30))  # two weeks: until 14 December
TOO_EARLY = Event(Happening.IN_DEFAULT, date(2026, 11, 20))
DECIDED = Event(Happening.DECIDED, date(2026, 12, 16))


@pytest.mark.parametrize(
    ("history", "today", "stage"),
    [
        ((), "2026-11-24", "not_late"),
        ((RECEIVED,), "2026-11-23", "not_late"),
        ((RECEIVED,), "2026-11-24", "late"),
        ((RECEIVED, TOO_EARLY), "2026-12-24", "late"),
        ((RECEIVED, NOTICE), "2026-11-30", "two_weeks"),
        ((RECEIVED, NOTICE), "2026-12-14", "two_weeks"),
        ((RECEIVED, NOTICE), "2026-12-15", "open"),
        ((RECEIVED, NOTICE, DECIDED), "2026-12-15", "open"),
        ((RECEIVED, NOTICE, DECIDED), "2026-12-16", "not_late"),
        ((RECEIVED, NOTICE, DECIDED), "2027-01-16", "not_late"),
    ],
)
def test_how_far_silence_is(history, today, stage):
    terms, day = terms_of("awb", owes_penalty=True), date.fromisoformat(today)
    clock = read_clock(history, day, terms)
    found = in_default(history, day, clock, terms) if clock else None
    assert silence_stage(clock, found, day) == stage


def test_the_penalty_says_so_far_and_at_most():
    terms = terms_of("awb", owes_penalty=True)
    day = date(2026, 12, 15) + timedelta(days=14)  # the fifteenth day
    clock = read_clock((RECEIVED, NOTICE), day, terms)
    found = in_default((RECEIVED, NOTICE), day, clock, terms)
    assert (found.days, found.owed_cents, found.most_cents) == (15, 357_00, 1442_00)
    assert found.last_day == date(2027, 1, 25)
