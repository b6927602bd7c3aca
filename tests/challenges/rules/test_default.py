"""Not deciding in time: what it costs, to the day and the euro (Awb 4:17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.clock import read_clock
from challenges.rules.default import in_default
from challenges.rules.history import Event, Happening
from challenges.rules.presets import PRESETS, Penalty, Preset

H = Happening
AWB = PRESETS[Preset.AWB]
RECEIVED = Event(H.RECEIVED, date(2026, 9, 28))  # the last day for a decision is 23 November
NOTICE = Event(H.IN_DEFAULT, date(2026, 11, 30))


def default_on(today, *events, terms=AWB):
    history = (RECEIVED, *events)
    return in_default(history, today, read_clock(history, today, terms), terms)


@pytest.mark.parametrize(
    ("days", "euros"),
    [(-3, 0), (0, 0), (1, 23), (14, 322), (15, 357), (28, 812), (29, 857), (41, 1397), (42, 1442), (43, 1442)],
)
def test_a_day_costs_23_then_35_then_45_euros_and_1442_in_all(days, euros):
    assert Penalty().owed_cents(days) == euros * 100


def test_a_penalty_counts_at_most_42_days():
    assert Penalty().most_days == 42


@pytest.mark.parametrize(
    ("today", "days", "euros"),
    [
        (date(2026, 11, 30), 0, 0),
        (date(2026, 12, 14), 0, 0),  # the last of the two weeks costs nothing
        (date(2026, 12, 15), 1, 23),
        (date(2026, 12, 28), 14, 322),
        (date(2027, 1, 25), 42, 1442),
        (date(2027, 6, 1), 42, 1442),
    ],
)
def test_two_weeks_after_the_notice_every_day_costs_money(today, days, euros):
    found = default_on(today, NOTICE)
    assert (found.days, found.owed_cents) == (days, euros * 100)
    assert (found.decide_before, found.first_day, found.last_day) == (
        date(2026, 12, 14),
        date(2026, 12, 15),
        date(2027, 1, 25),
    )


def test_the_two_weeks_end_on_a_working_day_and_the_42_days_wherever_they_end():
    # received on Friday 11 December: 25 December is Christmas Day, then a weekend; Monday 28 December
    found = default_on(date(2027, 3, 1), Event(H.IN_DEFAULT, date(2026, 12, 11)))
    assert (found.decide_before, found.first_day, found.last_day) == (
        date(2026, 12, 28),
        date(2026, 12, 29),
        date(2027, 2, 8),
    )


def test_a_notice_that_comes_too_early_has_no_effect_and_a_second_one_has():
    early = Event(H.IN_DEFAULT, date(2026, 11, 23))
    assert default_on(date(2027, 1, 1), early) is None
    assert default_on(date(2027, 1, 1), early, NOTICE).received_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("decided_on", "days"),
    [(date(2026, 12, 10), 0), (date(2026, 12, 15), 0), (date(2026, 12, 16), 1), (date(2027, 3, 1), 42)],
)
def test_the_day_of_the_decision_costs_nothing_any_more(decided_on, days):
    assert default_on(date(2027, 6, 1), NOTICE, Event(H.DECIDED, decided_on)).days == days


def test_a_notice_after_the_decision_comes_too_late():
    assert default_on(date(2027, 1, 1), Event(H.DECIDED, date(2026, 11, 30)), NOTICE) is None


def test_nothing_is_owed_while_the_clock_stood_in_time():
    asked = Event(H.COMPLETION_ASKED, date(2026, 11, 16), until=date(2026, 12, 14))
    assert default_on(date(2026, 12, 1), asked, NOTICE) is None


def test_a_municipality_whose_answer_is_no_decision_owes_nothing():
    assert default_on(date(2027, 1, 1), NOTICE, terms=replace(AWB, penalty=None)) is None


@given(st.integers(0, 400), st.integers(1, 200))
def test_waiting_a_day_longer_never_costs_less_nor_more_than_45_euros(days, notice):
    today = RECEIVED.on + timedelta(days=days)
    event = Event(H.IN_DEFAULT, RECEIVED.on + timedelta(days=notice))
    before, after = default_on(today, event), default_on(today + timedelta(days=1), event)
    if before is not None:
        assert 0 <= after.owed_cents - before.owed_cents <= 45_00
        assert after.owed_cents <= 1_442_00
