"""Which days ask for a reminder: counted by hand, for whatever day somebody looks, and nothing about what is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.clock import read_clock
from challenges.rules.default import in_default
from challenges.rules.history import Event, Happening
from challenges.rules.objection_clock import ObjectionFacts, read_objection_clock
from challenges.rules.presets import PRESETS, Preset
from challenges.rules.reminder_words import core_of, days_late, days_left, subject_of
from challenges.rules.reminding import (
    Reminded,
    Reminder,
    ReminderKind,
    reminders_for,
    reminders_for_advice,
    reminders_for_objection,
    step_of,
)
from challenges.rules.states import RequestState

S, K, H = RequestState, ReminderKind, Happening
TERMS = PRESETS[Preset.AWB]
RECEIVED = date(2026, 9, 28)  # a Monday: the last day is Monday 23 November 2026
DAY = timedelta(days=1)


def asked(today, state=S.ASSESSMENT, *events, has_talk=True, **given):
    history = (Event(H.RECEIVED, RECEIVED), *events)
    clock = read_clock(history, today, TERMS)
    found = in_default(history, today, clock, TERMS) if clock else None
    told = Reminded(state, clock, TERMS, history, has_talk, found, **given)
    return [(each.kind, each.step, each.days) for each in reminders_for(told, today)]


@pytest.mark.parametrize(
    ("days", "step"),
    [(15, None), (14, 14), (12, 14), (8, 14), (7, 7), (3, 7), (2, 2), (0, 2), (-1, None)],
)
def test_who_looks_late_gets_the_step_that_was_reached(days, step):
    assert step_of(days, (14, 7, 2)) == step


@given(st.integers(0, 100), st.sets(st.integers(1, 60), min_size=1, max_size=5))
def test_a_step_is_never_nearer_than_the_day_and_never_skips_a_nearer_one(days, before):
    step = step_of(days, before)
    assert (step is None) == (days > max(before))
    assert step is None or (step >= days and not any(days <= other < step for other in before))


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 8), []),  # fifteen days to go
        (date(2026, 11, 9), [(K.DECISION_SOON, 14, 14)]),
        (date(2026, 11, 16), [(K.DECISION_SOON, 7, 7)]),
        (date(2026, 11, 21), [(K.DECISION_SOON, 2, 2)]),
        (date(2026, 11, 23), [(K.DECISION_SOON, 2, 0)]),
        (date(2026, 11, 24), [(K.DECISION_LATE, 0, 1)]),
        (date(2026, 12, 24), [(K.DECISION_LATE, 0, 31)]),
    ],
)
def test_the_decision_asks_for_three_reminders_and_one_alarm(today, said):
    assert asked(today) == said


def test_a_municipality_chooses_its_own_days():
    assert asked(date(2026, 11, 3), before=(20,)) == [(K.DECISION_SOON, 20, 20)]
    assert asked(date(2026, 11, 2), before=(20,)) == []


@pytest.mark.parametrize(
    ("today", "said"),
    [
        # notice on Monday 30 November: two weeks to 14 December, from the 15th EUR 23 a day
        (date(2026, 11, 30), [(K.DECISION_LATE, 0, 7), (K.IN_DEFAULT, 0, 14)]),
        (date(2026, 12, 14), [(K.DECISION_LATE, 0, 21), (K.IN_DEFAULT, 0, 0)]),
        (date(2026, 12, 15), [(K.DECISION_LATE, 0, 22), (K.IN_DEFAULT, 0, 0), (K.PENALTY_RUNS, 0, 1)]),
        (date(2026, 12, 21), [(K.DECISION_LATE, 0, 28), (K.IN_DEFAULT, 0, 0), (K.PENALTY_RUNS, 0, 7)]),
        (date(2026, 12, 22), [(K.DECISION_LATE, 0, 29), (K.IN_DEFAULT, 0, 0), (K.PENALTY_RUNS, 1, 8)]),
        # the 42 days end on 25 January 2027: no seventh week
        (date(2027, 3, 1), [(K.DECISION_LATE, 0, 98), (K.IN_DEFAULT, 0, 0), (K.PENALTY_RUNS, 5, 42)]),
    ],
)
def test_a_penalty_is_told_each_week_while_it_runs(today, said):
    assert asked(today, S.ASSESSMENT, Event(H.IN_DEFAULT, date(2026, 11, 30))) == said


def test_while_the_clock_stands_the_applicant_is_reminded_and_nobody_of_the_decision():
    question = Event(H.COMPLETION_ASKED, date(2026, 11, 2), date(2026, 11, 30))
    days = {date(2026, 11, 22): [], date(2026, 11, 23): [(K.COMPLETION_SOON, 7, 7)],
            date(2026, 11, 30): [(K.COMPLETION_SOON, 7, 0)]}  # fmt: skip
    assert {day: asked(day, S.AWAITING_COMPLETION, question) for day in days} == days
    # nobody answered: the clock runs again, 28 days later, and it is time to go on
    assert asked(date(2026, 12, 1), S.AWAITING_COMPLETION, question) == [(K.COMPLETION_OVER, 0, 1)]


def test_the_municipality_keeps_its_own_days_too():
    # asking for more until 12 October, the first talk by 26 October
    assert asked(date(2026, 10, 10), S.ACKNOWLEDGED, has_talk=False) == [(K.CHECK_SOON, 2, 2)]
    assert asked(date(2026, 10, 13), S.ACKNOWLEDGED, has_talk=False) == []
    assert asked(date(2026, 10, 19), S.DIALOGUE, has_talk=False) == [(K.TALK_SOON, 7, 7)]
    assert asked(date(2026, 10, 27), S.DIALOGUE, has_talk=False) == [(K.TALK_LATE, 0, 1)]
    assert asked(date(2026, 10, 27), S.DIALOGUE, has_talk=True) == []


def test_looking_back_is_asked_from_its_day_until_somebody_begins():
    decided = Event(H.DECIDED, date(2026, 11, 2))
    begins = {"begins_on": date(2027, 3, 1)}
    assert asked(date(2028, 2, 29), S.ACTIVE, decided, **begins) == []
    assert asked(date(2028, 3, 1), S.ACTIVE, decided, **begins) == [(K.EVALUATION_DUE, 0, 0)]
    assert asked(date(2028, 3, 1), S.EVALUATION, decided, **begins) == []


@given(st.sampled_from([H.DECIDED, H.WITHDRAWN]), st.integers(0, 400))
def test_nothing_is_said_about_a_request_that_is_over(ended, days):
    today = RECEIVED + timedelta(days=days)
    for state in (S.GRANTED, S.REFUSED, S.WITHDRAWN, S.COMPLETED):
        assert asked(today, state, Event(ended, RECEIVED), has_talk=False) == []


def test_advice_is_asked_for_two_days_before_and_told_when_late():
    by = date(2026, 12, 4)
    told = {day: [each.kind for each in reminders_for_advice(by, date(2026, 12, day))] for day in (1, 2, 4, 5)}
    assert told == {1: [], 2: [K.ADVICE_SOON], 4: [K.ADVICE_SOON], 5: [K.ADVICE_LATE]}


def test_an_objection_has_the_same_steps_and_rests_while_its_clock_stands():
    facts = ObjectionFacts(date(2026, 11, 25), date(2026, 11, 20))  # an answer by Monday 15 February 2027

    def told(day, facts=facts):
        return [(each.kind, each.step) for each in reminders_for_objection(read_objection_clock(facts, day), day)]

    assert told(date(2027, 1, 31)) == []
    assert told(date(2027, 2, 1)) == [(K.OBJECTION_SOON, 14)]
    assert told(date(2027, 2, 13)) == [(K.OBJECTION_SOON, 2)]
    assert told(date(2027, 2, 16)) == [(K.OBJECTION_LATE, 0)]
    repair = (Event(H.COMPLETION_ASKED, date(2027, 2, 1), date(2027, 2, 22)),)
    assert told(date(2027, 2, 10), replace(facts, repairs=repair)) == []


@pytest.mark.parametrize("kind", ReminderKind)
def test_every_kind_has_its_words(kind):
    reminder = Reminder(kind, date(2027, 1, 18), 7, 3, 69_00)
    assert "Het plein" in str(subject_of(reminder, "Het plein"))
    assert "2027-01-18" in str(core_of(reminder))
    assert "%(" not in str(core_of(reminder))


def test_days_are_said_as_people_say_them():
    assert [str(days_left(days)) for days in (0, 1, 2)] == ["today", "tomorrow", "in 2 days"]
    assert [str(days_late(days)) for days in (1, 3)] == ["1 day late", "3 days late"]
