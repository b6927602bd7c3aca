"""Holidays held against printed calendars, and Easter against its definition: the Sunday after the full moon."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives.holidays import FIRST_YEAR, Holiday, WorkingDays, easter_sunday, holidays_of, kings_day

CALENDAR = WorkingDays()


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1818, 3, 22),  # the earliest day there is
        (1943, 4, 25),  # the latest
        (1954, 4, 18),  # years in which a simpler computation is a week late
        (1981, 4, 19),
        (2000, 4, 23),
        (2008, 3, 23),
        (2016, 3, 27),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
        (2100, 3, 28),
        (2285, 3, 22),
    ],
)
def test_easter_is_on_the_day_that_calendars_print(year, month, day):
    assert easter_sunday(year) == date(year, month, day)


def paschal_moon(year):
    """The full moon by the tables of the church (epacts with their two exceptions), worked out apart from the rule."""
    century = year // 100 + 1
    epact = (14 + 11 * (year % 19) - 3 * century // 4 + (5 + 8 * century) // 25) % 30
    epact += epact == 0 or (epact == 1 and year % 19 > 10)
    return date(year, 4, 19) - timedelta(days=epact)


@given(st.integers(1583, 9999))
def test_easter_is_the_first_sunday_after_the_full_moon_of_spring(year):
    found = easter_sunday(year)
    assert found.weekday() == 6
    assert timedelta(0) < found - paschal_moon(year) <= timedelta(days=7)
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


def test_the_holidays_of_2027_are_these():
    assert holidays_of(2027) == {
        date(2027, 1, 1): Holiday.NEW_YEAR,
        date(2027, 3, 26): Holiday.GOOD_FRIDAY,
        date(2027, 3, 29): Holiday.EASTER_MONDAY,
        date(2027, 4, 27): Holiday.KINGS_DAY,
        date(2027, 5, 5): Holiday.LIBERATION_DAY,
        date(2027, 5, 6): Holiday.ASCENSION_DAY,
        date(2027, 5, 17): Holiday.WHIT_MONDAY,
        date(2027, 12, 25): Holiday.CHRISTMAS_DAY,
        date(2027, 12, 26): Holiday.SECOND_CHRISTMAS_DAY,
    }


@pytest.mark.parametrize(("year", "day"), [(2014, 26), (2015, 27), (2025, 26), (2026, 27), (2031, 26), (2036, 26)])
def test_kings_day_is_a_day_earlier_where_it_would_be_a_sunday(year, day):
    assert kings_day(year) == date(year, 4, day)


def test_liberation_day_and_ascension_day_can_be_one_day():
    assert len(holidays_of(2016)) == 8
    assert date(2016, 5, 5) in holidays_of(2016)


def test_the_years_before_the_present_king_are_not_guessed():
    with pytest.raises(ValueError, match="2013"):
        holidays_of(FIRST_YEAR - 1)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 11, 27), True),  # a Friday
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 11, 29), False),  # Sunday
        (date(2027, 3, 26), False),  # Good Friday
        (date(2027, 3, 30), True),
        (date(2027, 5, 4), True),  # Remembrance Day is no holiday of this law
        (date(2027, 5, 7), False),  # the Friday after Ascension, equated by decree
        (date(2026, 1, 2), False),  # equated
        (date(2027, 12, 24), True),
        (date(2027, 12, 31), True),
        (date(2028, 5, 5), False),
    ],
)
def test_a_working_day_is_no_saturday_sunday_or_holiday(day, is_working):
    assert CALENDAR.is_working_day(day) is is_working


def test_days_of_a_later_decree_are_added_and_take_nothing_away():
    later = CALENDAR.with_days([date(2029, 5, 11)])
    assert later.holiday_on(date(2029, 5, 11)) is Holiday.EQUATED
    assert later.holiday_on(date(2027, 5, 7)) is Holiday.EQUATED
    assert CALENDAR.is_working_day(date(2029, 5, 11))


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2027, 3, 25), date(2027, 3, 25)),
        (date(2027, 3, 26), date(2027, 3, 30)),  # over Good Friday, the weekend and Easter Monday
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 1, 1), date(2026, 1, 5)),  # New Year, an equated Friday, the weekend
        (date(2027, 12, 25), date(2027, 12, 27)),  # both Christmas days in the weekend: Monday is a working day
    ],
)
def test_the_next_working_day_lies_over_weekend_and_holidays_together(day, following):
    assert CALENDAR.next_working_day(day) == following


@given(st.dates(date(2014, 1, 1), date(2300, 1, 1)))
def test_the_next_working_day_is_never_earlier_nor_more_than_nine_days_later(day):
    following = CALENDAR.next_working_day(day)
    assert day <= following <= day + timedelta(days=9)
    assert CALENDAR.is_working_day(following)
    between = [day + timedelta(days=each) for each in range((following - day).days)]
    assert not any(CALENDAR.is_working_day(each) for each in between)
