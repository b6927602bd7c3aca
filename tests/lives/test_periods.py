from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives.periods import Days, Stretch, amsterdam_moment, day_of, end_of_day, start_of_day


def test_a_summer_day_begins_two_hours_and_a_winter_day_one_hour_before_utc() -> None:
    assert start_of_day(date(2027, 7, 1)) == datetime(2027, 6, 30, 22, tzinfo=UTC)
    assert start_of_day(date(2027, 1, 1)) == datetime(2026, 12, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25), (date(2027, 5, 5), 24)])
def test_the_days_of_the_clock_change_have_23_and_25_hours(day: date, hours: int) -> None:
    assert end_of_day(day) - start_of_day(day) == timedelta(hours=hours)


def test_a_day_up_to_and_including_ends_with_its_last_microsecond() -> None:
    days = Days(date(2027, 3, 1), date(2027, 3, 28))
    last = datetime(2027, 3, 28, 21, 59, 59, 999999, tzinfo=UTC)  # summer time since that morning
    assert days.contains(last)
    assert not days.contains(last + timedelta(microseconds=1))
    assert days.contains(datetime(2027, 2, 28, 23, tzinfo=UTC))
    assert not days.contains(datetime(2027, 2, 28, 22, 59, 59, tzinfo=UTC))
    assert days.count == 28


def test_a_skipped_clock_time_counts_on_and_a_double_one_is_the_first() -> None:
    assert amsterdam_moment(date(2027, 3, 28), 2, 30) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert amsterdam_moment(date(2027, 10, 31), 2, 30) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_moment_without_time_zone_is_a_fault() -> None:
    naive = datetime(2027, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="without time zone"):
        day_of(naive)
    with pytest.raises(ValueError, match="without time zone"):
        Stretch(naive, datetime(2027, 1, 2, tzinfo=UTC))


def test_days_that_end_before_they_begin_are_a_fault() -> None:
    with pytest.raises(ValueError, match="before the first"):
        Days(date(2027, 1, 2), date(2027, 1, 1))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_is_in_exactly_its_own_day(moment: datetime) -> None:
    day = day_of(moment)
    assert Days(day, day).contains(moment)
    assert not Days(day + timedelta(days=1), day + timedelta(days=9)).contains(moment)
    assert not Days(day - timedelta(days=9), day - timedelta(days=1)).contains(moment)
