"""What a report must say, and to which day it answers: worked by hand, and held for all days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.reporting import (
    MOST_DAYS,
    Cost,
    Report,
    answers_to,
    days_to_come,
    faults_of_days,
    faults_of_report,
)

BEGAN, TODAY = date(2026, 12, 1), date(2027, 1, 5)
WELL = Report(
    date(2026, 12, 1), date(2026, 12, 31), "Wij snoeiden de heggen en ruimden elke week op.",
    costs=(Cost("Gereedschap", 250_00), Cost("Koffie", 12_50)),
)  # fmt: skip


def fields(report, today=TODAY):
    return [fault.field for fault in faults_of_report(report, today, BEGAN)]


def test_a_report_about_what_was_done_is_well():
    assert fields(WELL) == []
    assert WELL.spent_cents == 262_50


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"first_day": date(2026, 11, 30)}, ["first_day"]),
        ({"last_day": date(2026, 11, 30)}, ["last_day"]),
        ({"last_day": date(2027, 1, 5)}, []),
        ({"last_day": date(2027, 1, 6)}, ["last_day"]),
        ({"done": "Kort."}, ["done"]),
        ({"went_well": "x" * 3001}, ["went_well"]),
        ({"minutes": -1}, ["hours"]),
        ({"costs": (Cost("Gereedschap", None),)}, ["cents-0"]),
        ({"costs": (Cost("", 5_00),)}, ["what-0"]),
        ({"costs": (Cost("Koffie", 5_00), Cost("Thee", 0))}, ["cents-1"]),
        ({"done": "", "minutes": -1, "costs": (Cost("", None),)}, ["done", "hours", "cents-0", "what-0"]),
    ],
)
def test_everything_that_is_wrong_is_said_at_once(change, wrong):
    assert fields(replace(WELL, **change)) == wrong


@pytest.mark.parametrize(
    ("day", "is_possible"),
    [
        (date(2026, 12, 1), False),
        (date(2026, 12, 2), True),
        (date(2027, 11, 30), True),
        (date(2028, 11, 30), True),
        (date(2028, 12, 1), False),
    ],
)
def test_a_report_is_due_after_the_first_day_and_within_a_year_after_the_last(day, is_possible):
    assert (not faults_of_days([day], BEGAN, date(2027, 11, 30))) is is_possible


def test_there_is_an_end_to_the_number_of_reports():
    days = [BEGAN + timedelta(days=number + 1) for number in range(MOST_DAYS + 1)]
    assert not faults_of_days(days[:-1], BEGAN, date(2027, 11, 30))
    assert [fault.field for fault in faults_of_days(days, BEGAN, date(2027, 11, 30))] == ["report_days"]


MARCH, JUNE = date(2027, 3, 1), date(2027, 6, 1)


def test_a_report_answers_to_the_oldest_open_day():
    assert answers_to([MARCH, JUNE], [], date(2027, 2, 20)) == MARCH
    assert answers_to([MARCH, JUNE], [MARCH], date(2027, 5, 20)) == JUNE
    assert answers_to([MARCH, JUNE], [MARCH, JUNE], date(2027, 8, 20)) == date(2027, 8, 20)
    assert answers_to([], [], date(2027, 8, 20)) == date(2027, 8, 20)


DAYS = st.sets(st.dates(date(2026, 1, 1), date(2030, 1, 1)), max_size=8)


@given(DAYS, DAYS)
def test_every_due_day_is_open_or_answered_and_never_both(due, reported):
    still_open = days_to_come(due, reported)
    assert set(still_open) | (due & reported) == due
    assert not set(still_open) & reported
    assert list(still_open) == sorted(still_open)
