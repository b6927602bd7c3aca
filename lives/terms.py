"""How long a legal term lasts: its last day, what moves that day, and what stops the counting.

A term begins on the day after the event and is given "tot en met" its last day, in Amsterdam. These are our readings
of the law; a municipality's lawyer sets which terms it uses.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from lives.holidays import WorkingDays
from lives.periods import Days

_DAY = timedelta(days=1)
DUTCH_WORKING_DAYS = WorkingDays()


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Origin(StrEnum):
    """Where a term stands: an act of parliament or a national decree (arts. 1 and 5 of the Algemene termijnenwet), an
    ordinance, or an ordinance which says that the Algemene termijnenwet applies to it."""

    LAW = "law"
    ORDINANCE = "ordinance"
    ORDINANCE_UNDER_THE_ACT = "ordinance_under_the_act"


# Algemene termijnenwet art. 4 under a: it does not apply to longer terms
LONGEST_UNDER_THE_ACT = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3}


@dataclass(frozen=True)
class Term:
    """A number of days, weeks or months, and where it is laid down. Raises ValueError for less than one."""

    number: int
    unit: Unit
    origin: Origin = Origin.LAW

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"a term of {self.number} {self.unit} is none")

    @property
    def is_under_the_act(self) -> bool:
        """Whether the Algemene termijnenwet applies: terms of law up to 90 days, 12 weeks or 3 months (arts. 1 and 4).

        8 weeks of the Awb: yes. 26 weeks of an ordinance: no, even where the ordinance declares the Act applicable.
        """
        return self.origin is not Origin.ORDINANCE and self.number <= LONGEST_UNDER_THE_ACT[self.unit]


@dataclass(frozen=True)
class Counted:
    """A term as it was counted: `full_on` is the day on which its number is full, `last` the day on which it ends
    after the Algemene termijnenwet; both "tot en met". `stopped` are the days on which it did not run."""

    term: Term
    event: date
    full_on: date
    last: date
    stopped: int

    @property
    def days(self) -> Days:
        """From the day after the event up to and including the last day."""
        return Days(self.event + _DAY, self.last)

    @property
    def is_moved(self) -> bool:
        return self.last != self.full_on


def count_term(
    term: Term, event: date, stops: Iterable[Days] = (), calendar: WorkingDays = DUTCH_WORKING_DAYS
) -> Counted:
    """Count a term from the day after the event; days inside a stop do not count (Awb 4:15).

    Each stop that begins before the term is full puts the end off by its days. Stops that overlap count once, a stop
    after the end changes nothing. Received on Monday 28 September 2026, 26 weeks of an ordinance: full on Monday
    29 March 2027, Easter Monday, and not moved.
    """
    halted = _apart(stops)
    full_on = unmoved_last_day(term, event)
    length = (full_on - event).days
    for stop in halted:
        if stop.last > event and stop.first <= full_on:
            full_on += stop.last - max(stop.first - _DAY, event)
    last = _moved(event, full_on, length, halted, calendar) if term.is_under_the_act else full_on
    return Counted(term, event, full_on, last, (full_on - event).days - length)


def unmoved_last_day(term: Term, event: date) -> date:
    """The last day by the calendar alone, weekends and holidays included.

    European Convention on the Calculation of Time-Limits (Basel 1972), art. 4: weeks end on the day with the same
    name; months on the day with the same number, or on the last day of a shorter month. One month after 31 January
    2027 is 28 February 2027.
    """
    if term.unit is Unit.MONTHS:
        return _months_later(event, term.number)
    return event + timedelta(days=term.number * (7 if term.unit is Unit.WEEKS else 1))


def counted_back(term: Term, event: date) -> date:
    """The day that lies a whole term before an event; it never moves (Algemene termijnenwet art. 1 para 2).

    Ten days before Wednesday 5 May 2027 is Sunday 25 April 2027.
    """
    if term.unit is Unit.MONTHS:
        return _months_later(event, -term.number)
    return event - timedelta(days=term.number * (7 if term.unit is Unit.WEEKS else 1))


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_stopped(day: date, stops: Iterable[Days]) -> bool:
    """Whether the clock stands still on this day."""
    return any(stop.first <= day <= stop.last for stop in stops)


def _apart(stops: Iterable[Days]) -> tuple[Days, ...]:
    """The same days as stretches that do not overlap, the oldest first."""
    apart: list[Days] = []
    for stop in sorted(stops, key=lambda each: each.first):
        if apart and stop.first <= apart[-1].last:
            apart[-1] = Days(apart[-1].first, max(apart[-1].last, stop.last))
        else:
            apart.append(stop)
    return tuple(apart)


def _moved(event: date, day: date, length: int, stops: tuple[Days, ...], calendar: WorkingDays) -> date:
    """To a working day on which the term runs (art. 1 para 1), and so far that a term of at least three days holds
    two of them (art. 2). A working day on which the clock stands is no day of the term."""

    def is_full_working_day(each: date) -> bool:
        return calendar.is_working_day(each) and not is_stopped(each, stops)

    least = 2 if length >= 3 else 0
    # from the end back: two are soon found
    within = (day - timedelta(days=back) for back in range((day - event).days))
    working = sum(1 for _ in islice(filter(is_full_working_day, within), 2))
    ends_here = is_full_working_day(day)
    while working < least or not ends_here:
        day += _DAY
        ends_here = is_full_working_day(day)
        working += ends_here
    return day


def running_days_left(last: date, today: date, stops: Iterable[Days] = ()) -> int:
    """How many days of the term are still to run, today included; 0 when it is over.

    On Monday 22 March 2027 a term up to and including Monday 29 March has 8 days left.
    """
    stopped = sum(max(0, (min(stop.last, last) - max(stop.first, today)).days + 1) for stop in _apart(stops))
    return max(0, (last - today).days + 1 - stopped)
