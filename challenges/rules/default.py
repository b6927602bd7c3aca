"""Not deciding in time: the notice of default, two weeks, then a penalty per day (Awb 4:17).

For applicants, who read what they can do, and for finance, which reads what it costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from challenges.rules.clock import Clock
from challenges.rules.history import Event, Happening, in_order
from challenges.rules.presets import RequestTerms
from lives.holidays import WorkingDays
from lives.terms import DUTCH_WORKING_DAYS, count_term

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class InDefault:
    """A notice of default that counts: the first and last day that cost money, the days so far and what they cost."""

    received_on: date
    decide_before: date
    """The last of the two weeks: a decision up to and including this day costs nothing."""
    first_day: date
    last_day: date
    days: int
    owed_cents: int
    most_cents: int
    """What it comes to when every day is used."""


def in_default(
    history: Iterable[Event],
    today: date,
    clock: Clock,
    terms: RequestTerms,
    calendar: WorkingDays = DUTCH_WORKING_DAYS,
) -> InDefault | None:
    """Where a notice of default leads; nothing without one that came after the last day and before the decision.

    Late since 23 November 2026, notice received on 30 November: two weeks, to 14 December; the first day that costs
    money is 15 December, the last 25 January 2027. The 42 days themselves never move (Awb 4:17 para 1).
    """
    if terms.penalty is None:
        return None
    notice = _first_that_counts(in_order(history, today), clock)
    if notice is None:
        return None
    grace = count_term(terms.after_default, notice.on, (), calendar).last
    first = grace + _DAY
    last = first + timedelta(days=terms.penalty.most_days - 1)
    # the day on which the decision is announced is no day of default any more
    until = today if clock.ended_on is None else clock.ended_on - _DAY
    days = max(0, (min(until, last) - first).days + 1)
    owed, most = terms.penalty.owed_cents(days), terms.penalty.owed_cents(terms.penalty.most_days)
    return InDefault(notice.on, grace, first, last, days, owed, most)


def _first_that_counts(events: tuple[Event, ...], clock: Clock) -> Event | None:
    """One that came too early has no effect; one after the decision neither."""
    notices = (event for event in events if event.what is Happening.IN_DEFAULT and event.on > clock.last_day)
    return next((event for event in notices if clock.ended_on is None or event.on < clock.ended_on), None)
