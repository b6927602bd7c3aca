"""Days as people count them ("tot en met", in Amsterdam), computed as half-open stretches of time.

Calendars and terms ask here which moment a day begins, so that summer time is right everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def require_aware(moment: datetime) -> datetime:
    """The same moment; raises ValueError for one without a time zone (a fault in the program)."""
    if moment.utcoffset() is None:
        raise ValueError(f"a moment without time zone: {moment!r}")
    return moment


def start_of_day(day: date) -> datetime:
    """The UTC moment at which the day begins in Amsterdam. 1 July 2027 begins at 22:00 UTC on 30 June."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first UTC moment after the day in Amsterdam: the day itself is before it."""
    return start_of_day(day + timedelta(days=1))


def day_of(moment: datetime) -> date:
    """The day in Amsterdam at that moment."""
    return require_aware(moment).astimezone(AMSTERDAM).date()


def last_day(ends_before: datetime) -> date:
    """The last day "tot en met" of a stretch that ends at this moment: midnight still belongs to the day before."""
    return day_of(ends_before - timedelta(microseconds=1))


def amsterdam_moment(day: date, hour: int, minute: int = 0) -> datetime:
    """The UTC moment of a clock time in Amsterdam.

    A time that the spring change skips (28 March 2027, 02:30) counts on from before it (03:30 summer
    time); one that occurs twice in autumn is the first of the two.
    """
    return datetime.combine(day, time(hour, minute), AMSTERDAM).astimezone(UTC)


@dataclass(frozen=True)
class Stretch:
    """Time from `begins_at` up to, but not including, `ends_before`."""

    begins_at: datetime
    ends_before: datetime

    def __post_init__(self) -> None:
        require_aware(self.begins_at)
        require_aware(self.ends_before)

    def contains(self, moment: datetime) -> bool:
        return self.begins_at <= require_aware(moment) < self.ends_before


@dataclass(frozen=True)
class Days:
    """The days from `first` up to and including `last`, in Amsterdam."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the last day {self.last} is before the first {self.first}")

    @property
    def stretch(self) -> Stretch:
        return Stretch(start_of_day(self.first), end_of_day(self.last))

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def contains(self, moment: datetime) -> bool:
        return self.stretch.contains(moment)
