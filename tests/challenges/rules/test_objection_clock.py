"""Until when one can object, and when there is an answer, by hand on the calendars of 2026 and 2027."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.history import Event, Happening
from challenges.rules.objection_clock import (
    ObjectionFacts,
    days_to_object,
    is_in_time,
    may_object_to_silence,
    read_objection_clock,
)
from lives.periods import Days

ANNOUNCED = date(2026, 11, 20)  # a Friday: the sixth Friday is New Year's Day
FACTS = ObjectionFacts(received_on=date(2026, 12, 10), announced_on=ANNOUNCED)


@pytest.mark.parametrize(
    ("announced", "first", "last"),
    [
        (ANNOUNCED, date(2026, 11, 21), date(2027, 1, 4)),
        (date(2026, 11, 16), date(2026, 11, 17), date(2026, 12, 28)),
        (date(2027, 2, 15), date(2027, 2, 16), date(2027, 3, 30)),  # Easter Monday
        (date(2027, 3, 25), date(2027, 3, 26), date(2027, 5, 10)),  # Ascension and the equated Friday
    ],
)
def test_one_can_object_for_six_weeks_from_the_day_after_the_announcement(announced, first, last):
    assert days_to_object(announced) == Days(first, last)


@pytest.mark.parametrize(
    ("received", "posted", "expected"),
    [
        (ANNOUNCED, None, True),  # too early does not harm (Awb 6:10)
        (date(2027, 1, 4), None, True),
        (date(2027, 1, 5), None, False),
        (date(2027, 1, 5), date(2027, 1, 4), True),
        (date(2027, 1, 11), date(2027, 1, 4), True),
        (date(2027, 1, 12), date(2027, 1, 4), False),
        (date(2027, 1, 11), date(2027, 1, 5), False),
    ],
)
def test_an_objection_is_in_time_when_received_or_posted_by_the_last_day(received, posted, expected):
    assert is_in_time(days_to_object(ANNOUNCED), received, posted) is expected


@pytest.mark.parametrize(
    ("change", "decide_by"),
    [
        ({}, date(2027, 2, 15)),
        ({"with_committee": True}, date(2027, 3, 30)),
        ({"adjourned_on": date(2027, 2, 10)}, date(2027, 3, 30)),  # six weeks more end on Easter Monday
        ({"with_committee": True, "adjourned_on": date(2027, 3, 30)}, date(2027, 5, 11)),
        ({"adjourned_on": date(2027, 2, 16)}, date(2027, 2, 15)),  # a day too late to put it off
        ({"agreed_until": date(2027, 6, 1)}, date(2027, 6, 1)),
        ({"agreed_until": date(2027, 1, 1)}, date(2027, 2, 15)),
        ({"announced_on": None}, date(2027, 1, 21)),  # to silence: from the day of receipt
    ],
)
def test_an_answer_comes_within_six_or_twelve_weeks_and_six_more(change, decide_by):
    assert read_objection_clock(replace(FACTS, **change), date(2027, 1, 10)).decide_by == decide_by


def test_time_to_repair_does_not_count():
    asked = Event(Happening.COMPLETION_ASKED, date(2027, 1, 11), until=date(2027, 1, 25))
    repaired = Event(Happening.COMPLETED, date(2027, 1, 20))
    clock = read_objection_clock(replace(FACTS, repairs=(asked, repaired)), date(2027, 2, 1))
    # 12 to 19 January: eight days; Tuesday 23 February
    assert (clock.decide_by, clock.days_left, [stop.length for stop in clock.stops]) == (date(2027, 2, 23), 23, [8])


@pytest.mark.parametrize(("today", "left", "is_late"), [(date(2027, 2, 15), 1, False), (date(2027, 2, 16), 0, True)])
def test_an_answer_is_late_after_its_last_day(today, left, is_late):
    clock = read_objection_clock(FACTS, today)
    assert (clock.days_left, clock.is_late) == (left, is_late)


def test_an_answer_that_came_in_time_stays_in_time():
    clock = read_objection_clock(replace(FACTS, decided_on=date(2027, 2, 15)), date(2027, 9, 1))
    assert (clock.days_left, clock.is_late) == (0, False)
    assert read_objection_clock(replace(FACTS, decided_on=date(2027, 2, 16)), date(2027, 9, 1)).is_late


@pytest.mark.parametrize(
    ("over", "received", "expected"),
    [
        (None, date(2027, 1, 1), False),
        (date(2026, 12, 14), date(2026, 12, 14), False),
        (date(2026, 12, 14), date(2026, 12, 15), True),
    ],
)
def test_one_can_object_to_silence_two_weeks_after_a_notice_of_default(over, received, expected):
    assert may_object_to_silence(over, received) is expected


@given(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.booleans(),
    st.one_of(st.none(), st.integers(0, 80)),
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=3),
)
def test_adding_time_never_brings_the_answer_forward(announced, committee, adjourned, repairs):
    facts = ObjectionFacts(announced + timedelta(days=5), announced, committee)
    more = replace(
        facts,
        adjourned_on=None if adjourned is None else announced + timedelta(days=42 + adjourned),
        repairs=tuple(
            Event(
                Happening.COMPLETION_ASKED,
                announced + timedelta(days=begin),
                announced + timedelta(days=begin + length),
            )
            for begin, length in repairs
        ),
    )
    today = announced + timedelta(days=400)
    assert read_objection_clock(more, today).decide_by >= read_objection_clock(facts, today).decide_by
