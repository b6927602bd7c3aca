"""The terms of an objection: until when one can object, whether one is in time, and when there is an answer.

For everyone whom a decision touches. Objecting does not stop a decision from working (Awb 6:16).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from challenges.rules.history import Event, Stop, stops_of
from challenges.rules.presets import OBJECTION_TERMS, ObjectionTerms
from lives.holidays import WorkingDays
from lives.periods import Days
from lives.terms import DUTCH_WORKING_DAYS, count_term, running_days_left


@dataclass(frozen=True)
class ObjectionFacts:
    """What the terms of an objection follow from. `announced_on` is the day on which the decision was sent to who
    asked (Awb 6:8), nothing for an objection to not deciding in time (Awb 6:12).

    `repairs` are requests to add something (6:6) and the answers, as COMPLETION_ASKED and COMPLETED;
    `adjourned_on` is the day of the one letter that takes six weeks more (7:10 para 3), `agreed_until` a later day
    to which everybody agreed (para 4).
    """

    received_on: date
    announced_on: date | None
    with_committee: bool = False
    repairs: tuple[Event, ...] = ()
    adjourned_on: date | None = None
    agreed_until: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class ObjectionClock:
    """The last day for the decision on an objection, "tot en met", and why it is that day."""

    decide_by: date
    days_left: int
    stops: tuple[Stop, ...]
    is_late: bool


def days_to_object(
    announced_on: date, terms: ObjectionTerms = OBJECTION_TERMS, calendar: WorkingDays = DUTCH_WORKING_DAYS
) -> Days:
    """From the day after the announcement, six weeks (Awb 6:7 and 6:8).

    Announced on Friday 20 November 2026: 21 November up to and including Monday 4 January 2027, because the sixth
    Friday is New Year's Day.
    """
    return count_term(terms.filing, announced_on, (), calendar).days


def days_to_appeal(
    announced_on: date, terms: ObjectionTerms = OBJECTION_TERMS, calendar: WorkingDays = DUTCH_WORKING_DAYS
) -> Days:
    """The days to go to the court after a decision on an objection: the same six weeks (Awb 6:7 and 6:8).

    Announced on Monday 15 February 2027: up to and including Tuesday 30 March, since 29 March is Easter Monday.
    """
    return count_term(terms.filing, announced_on, (), calendar).days


def is_in_time(
    days: Days,
    received_on: date,
    posted_on: date | None = None,
    terms: ObjectionTerms = OBJECTION_TERMS,
    calendar: WorkingDays = DUTCH_WORKING_DAYS,
) -> bool:
    """Received on the last day or before (Awb 6:9 para 1 and 6:10), or posted by then and received within a week
    after it (para 2). The last day is Monday 4 January 2027: posted that day, and received on 11 January, is in time.
    """
    if received_on <= days.last:
        return True
    latest = count_term(terms.by_post_later, days.last, (), calendar).last
    return posted_on is not None and posted_on <= days.last and received_on <= latest


def may_object_to_silence(default_over_on: date | None, received_on: date) -> bool:
    """To not deciding in time: when two weeks passed since a notice of default (Awb 6:12 para 2); no last day, but it
    may not be unreasonably late (para 4). `default_over_on` is the last of those two weeks."""
    return default_over_on is not None and received_on > default_over_on


def read_objection_clock(
    facts: ObjectionFacts,
    today: date,
    terms: ObjectionTerms = OBJECTION_TERMS,
    calendar: WorkingDays = DUTCH_WORKING_DAYS,
) -> ObjectionClock:
    """Six weeks, or twelve with a committee, from the day after the last day to object (Awb 7:10 para 1).

    Announced on 20 November 2026: objecting until 4 January 2027, an answer by 15 February, with a committee by
    30 March (29 March is Easter Monday), and six weeks later when it was put off.
    """
    looked_at = today if facts.decided_on is None else facts.decided_on
    stops = stops_of(facts.repairs, looked_at)
    halted = [stop.days for stop in stops]
    begins = _counts_from(facts, terms, calendar)
    term = terms.decision_with_committee if facts.with_committee else terms.decision
    last = count_term(term, begins, halted, calendar).last
    if facts.adjourned_on is not None and facts.adjourned_on <= last:
        last = count_term(terms.extension, last, halted, calendar).last
    if facts.agreed_until is not None:
        last = max(last, facts.agreed_until)
    left = running_days_left(last, today, halted) if facts.decided_on is None else 0
    return ObjectionClock(last, left, stops, looked_at > last)


def _counts_from(facts: ObjectionFacts, terms: ObjectionTerms, calendar: WorkingDays) -> date:
    """To silence there is no term for objecting: then it counts from the day of receipt."""
    if facts.announced_on is None:
        return facts.received_on
    return days_to_object(facts.announced_on, terms, calendar).last
