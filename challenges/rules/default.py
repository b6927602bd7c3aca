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
from lives.terms import DUTCH_WORKING_DAYS, Term, Unit, count_term

_DAY = timedelta(days=1)
FIXING = Term(2, Unit.WEEKS)
PAYING = Term(6, Unit.WEEKS)


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


def last_owed_day(found: InDefault) -> date:
    """The last day for which money is owed. One day in default, from 15 December 2026: that day itself."""
    return found.first_day + timedelta(days=found.days - 1)


def may_fix_penalty(found: InDefault | None, clock: Clock, today: date) -> bool:
    """Whether the amount is final: there is a decision, or the last day that costs money is over."""
    return found is not None and found.days > 0 and (clock.ended_on is not None or today > found.last_day)


def fix_penalty_by(found: InDefault, calendar: WorkingDays = DUTCH_WORKING_DAYS) -> date:
    """The last day to fix the amount: two weeks after the last day for which it is owed (Awb 4:18).

    Owed up to and including Monday 25 January 2027: by Monday 8 February.
    """
    return count_term(FIXING, last_owed_day(found), (), calendar).last


def pay_penalty_by(fixed_on: date, calendar: WorkingDays = DUTCH_WORKING_DAYS) -> date:
    """The last day to pay: six weeks after the amount was announced (Awb 4:87). Fixed on 1 February 2027: 15 March."""
    return count_term(PAYING, fixed_on, (), calendar).last


def _first_that_counts(events: tuple[Event, ...], clock: Clock) -> Event | None:
    """One that came too early has no effect; one after the decision neither."""
    notices = (event for event in events if event.what is Happening.IN_DEFAULT and event.on > clock.last_day)
    return next((event for event in notices if clock.ended_on is None or event.on < clock.ended_on), None)
