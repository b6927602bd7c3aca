"""The clock of a request: what happened to it → the last day for a decision, the days left, and why it stands.

For applicants, the coordinator's work list and the public register alike. Deadlines follow from what happened and
from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from challenges.rules.history import Event, Happening, Stop, in_order, stops_of
from challenges.rules.presets import RequestTerms
from lives.holidays import WorkingDays
from lives.periods import Days
from lives.terms import DUTCH_WORKING_DAYS, Counted, Origin, Term, Unit, count_term, is_stopped, running_days_left

_DAY = timedelta(days=1)


class ClockState(StrEnum):
    RUNNING = "running"
    STANDING = "standing"
    LATE = "late"
    STOPPED = "stopped"
    """There is a decision, or the request was withdrawn."""


@dataclass(frozen=True)
class Clock:
    """What the clock says on a day. `last_day` is "tot en met"; while the clock stands it is the earliest that it can
    be, and moves with every day that it stands."""

    state: ClockState
    received_on: date
    last_day: date
    days_left: int
    stops: tuple[Stop, ...]
    counted: Counted
    expected_on: date | None = None
    """The day named in a notice that the decision takes longer, whether or not the law's last day moved with it."""
    ended_on: date | None = None
    is_decided: bool = False

    @property
    def standing(self) -> tuple[Stop, ...]:
        """Why it stands now: every stop that has not ended."""
        return tuple(stop for stop in self.stops if stop.is_open) if self.state is ClockState.STANDING else ()

    @property
    def was_in_time(self) -> bool | None:
        """Whether the decision came in time; nothing while there is none."""
        return self.ended_on <= self.last_day if self.ended_on is not None and self.is_decided else None


def read_clock(
    history: Iterable[Event], today: date, terms: RequestTerms, calendar: WorkingDays = DUTCH_WORKING_DAYS
) -> Clock | None:
    """The clock of a request on a day; nothing before it was received.

    Received on 28 September 2026 under the Awb: 8 weeks, up to and including 23 November. On 16 November, with
    nothing else in its history, 8 days are left.
    """
    events = in_order(history, today)
    received = _first(events, Happening.RECEIVED)
    if received is None:
        return None
    ended = _first_of(events, (Happening.DECIDED, Happening.WITHDRAWN))
    looked_at = today if ended is None else ended.on
    events = in_order(events, looked_at)
    stops = stops_of(events, looked_at)
    counted, expected = _count(received.on, events, stops, terms, calendar)
    halted = [stop.days for stop in stops]
    left = 0 if ended else running_days_left(counted.last, today, halted)
    state = _state(ended is not None, looked_at, counted.last, halted)
    decided = ended is not None and ended.what is Happening.DECIDED
    ended_on = ended.on if ended else None
    return Clock(state, received.on, counted.last, left, stops, counted, expected, ended_on, decided)


def last_day_on(
    history: Iterable[Event], today: date, terms: RequestTerms, calendar: WorkingDays = DUTCH_WORKING_DAYS
) -> date | None:
    """The last day for a decision as it was known on a day: what happened later is left out."""
    clock = read_clock(history, today, terms, calendar)
    return None if clock is None else clock.last_day


def _state(has_ended: bool, today: date, last: date, halted: list[Days]) -> ClockState:
    if has_ended:
        return ClockState.STOPPED
    if today > last:
        return ClockState.LATE
    return ClockState.STANDING if is_stopped(today, halted) else ClockState.RUNNING


def _count(
    received: date, events: tuple[Event, ...], stops: tuple[Stop, ...], terms: RequestTerms, calendar: WorkingDays
) -> tuple[Counted, date | None]:
    """The term with everything that lengthened it in time: found complex (ordinance), or a notice (Awb 4:14)."""
    halted = [stop.days for stop in stops]
    counted = count_term(terms.decision, received, halted, calendar)
    expected: date | None = None
    for event in events:
        # what comes after the last day cannot bring back a term that is over
        in_time = event.on <= counted.last
        if event.what is Happening.FOUND_COMPLEX and terms.complex_decision is not None and in_time:
            counted = _later(counted, count_term(terms.complex_decision, received, halted, calendar))
        if event.what is Happening.NOTICE_GIVEN and event.until is not None and event.until > event.on:
            expected = event.until
            if terms.notice_gives_new_day and in_time:
                counted = _later(counted, _named(event.on, event.until, stops))
    return counted, expected


def _named(given: date, named: date, stops: tuple[Stop, ...]) -> Counted:
    """The day that a notice names; a stop that begins after the notice puts it off, one that was known does not."""
    later = [stop.days for stop in stops if stop.first > given]
    return count_term(Term((named - given).days, Unit.DAYS, Origin.ORDINANCE), given, later)


def _later(one: Counted, other: Counted) -> Counted:
    return other if other.last > one.last else one


def _first(events: Iterable[Event], what: Happening) -> Event | None:
    return _first_of(events, (what,))


def _first_of(events: Iterable[Event], whats: tuple[Happening, ...]) -> Event | None:
    return next((event for event in events if event.what in whats), None)
