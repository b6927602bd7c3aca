"""A round of 2027: collect 1-28 March (summer time begins on the 28th), review until 25 April,
vote 13-31 October (summer time ends on the 31st)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives.periods import Days
from rounds.rules.calendar import Phase, RoundCalendar, calendar_faults, calendar_from_days, phase_at

CALENDAR = calendar_from_days(
    Days(date(2027, 3, 1), date(2027, 3, 28)),
    date(2027, 4, 25),
    Days(date(2027, 10, 13), date(2027, 10, 31)),
)


def utc(month: int, day: int, hour: int, minute: int = 0, second: int = 0, micro: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, second, micro, tzinfo=UTC)


def test_days_up_to_and_including_become_moments_in_amsterdam() -> None:
    # winter time: midnight is 23:00 UTC; summer time: 22:00 UTC
    assert (
        RoundCalendar(
            collect_from=utc(2, 28, 23),
            collect_until=utc(3, 28, 22),
            review_until=utc(4, 25, 22),
            opens_at=utc(10, 12, 22),
            closes_at=utc(10, 31, 23),
            grace=timedelta(minutes=5),
        )
        == CALENDAR
    )


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (utc(1, 1, 0), Phase.AHEAD),
        (utc(2, 28, 22, 59, 59, 999999), Phase.AHEAD),
        (utc(2, 28, 23), Phase.COLLECTING),
        (utc(3, 28, 21, 59, 59, 999999), Phase.COLLECTING),
        (utc(3, 28, 22), Phase.REVIEWING),
        (utc(4, 25, 21, 59, 59, 999999), Phase.REVIEWING),
        (utc(4, 25, 22), Phase.PREPARING),
        (utc(10, 12, 21, 59, 59, 999999), Phase.PREPARING),
        (utc(10, 12, 22), Phase.VOTING),
        (utc(10, 31, 22), Phase.VOTING),  # would be closed if summer time still held
        (utc(10, 31, 22, 59, 59, 999999), Phase.VOTING),
        (utc(10, 31, 23), Phase.GRACE),
        (utc(10, 31, 23, 4, 59, 999999), Phase.GRACE),
        (utc(10, 31, 23, 5), Phase.CLOSED),
        (utc(12, 31, 0), Phase.CLOSED),
    ],
)
def test_the_phase_follows_the_dates_to_the_microsecond(moment: datetime, phase: Phase) -> None:
    assert phase_at(CALENDAR, moment) is phase


def test_a_moment_without_time_zone_has_no_phase() -> None:
    with pytest.raises(ValueError, match="without time zone"):
        phase_at(CALENDAR, datetime(2027, 1, 1))  # noqa: DTZ001


@given(st.datetimes(timezones=st.just(UTC)), st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_round_never_goes_back_to_an_earlier_phase(moment: datetime, later: timedelta) -> None:
    order = list(Phase)
    try:
        after = moment + later
    except OverflowError:
        return
    assert order.index(phase_at(CALENDAR, moment)) <= order.index(phase_at(CALENDAR, after))


def test_a_calendar_in_order_has_no_fault_and_phases_may_touch() -> None:
    assert calendar_faults(CALENDAR) == ()
    touching = replace(CALENDAR, review_until=CALENDAR.collect_until, opens_at=CALENDAR.collect_until)
    assert calendar_faults(touching) == ()
    assert phase_at(touching, CALENDAR.collect_until) is Phase.VOTING


def test_all_faults_of_a_calendar_are_told_at_once() -> None:
    backwards = RoundCalendar(utc(6, 1, 0), utc(5, 1, 0), utc(4, 1, 0), utc(3, 1, 0), utc(2, 1, 0), timedelta(hours=2))
    assert [str(fault.message) for fault in calendar_faults(backwards)] == [
        "Collecting plans must end after it begins.",
        "The review must end after collecting ends.",
        "The vote must open after the review ends.",
        "The vote must close after it opens.",
        "The grace time is at most one hour.",
    ]


def test_a_stretch_of_nothing_is_a_fault_where_people_act() -> None:
    assert len(calendar_faults(replace(CALENDAR, collect_from=CALENDAR.collect_until))) == 1
    assert len(calendar_faults(replace(CALENDAR, closes_at=CALENDAR.opens_at))) == 1
