"""What happened to a request, as far as the clock looks at it: days and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lives.periods import Days

_DAY = timedelta(days=1)


class Happening(StrEnum):
    RECEIVED = "received"
    COMPLETION_ASKED = "completion_asked"
    COMPLETED = "completed"
    DELAY_AGREED = "delay_agreed"
    APPLICANT_DELAYS = "applicant_delays"
    APPLICANT_GOES_ON = "applicant_goes_on"
    FORCE_MAJEURE = "force_majeure"
    FORCE_MAJEURE_OVER = "force_majeure_over"
    NOTICE_GIVEN = "notice_given"
    FOUND_COMPLEX = "found_complex"
    IN_DEFAULT = "in_default"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Event:
    """Something that happened on a day in Amsterdam; `until` is the last day named with it: of the days to complete,
    of the delay agreed to, or the new day of a notice."""

    what: Happening
    on: date
    until: date | None = None


class StopGround(StrEnum):
    """Why the clock stands (Awb 4:15)."""

    COMPLETION = "completion"
    CONSENT = "consent"
    APPLICANT = "applicant"
    FORCE_MAJEURE = "force_majeure"


@dataclass(frozen=True)
class Stop:
    """Days on which the clock stands, "tot en met"; while `is_open` it stands still and `last` is today."""

    ground: StopGround
    first: date
    last: date
    is_open: bool = False
    ends_at_latest: date | None = None

    @property
    def days(self) -> Days:
        return Days(self.first, self.last)

    @property
    def length(self) -> int:
        return self.days.count


_ENDED_BY = {
    Happening.APPLICANT_DELAYS: (Happening.APPLICANT_GOES_ON, StopGround.APPLICANT),
    Happening.FORCE_MAJEURE: (Happening.FORCE_MAJEURE_OVER, StopGround.FORCE_MAJEURE),
}


def in_order(history: Iterable[Event], today: date) -> tuple[Event, ...]:
    """What happened up to and including today, the oldest first; on one day as it was written down."""
    return tuple(sorted((event for event in history if event.on <= today), key=lambda event: event.on))


def stops_of(history: Iterable[Event], today: date) -> tuple[Stop, ...]:
    """Every stretch on which the clock stood or stands, as it can be known today; the oldest first.

    Asked to complete on 5 October with days up to and including 2 November, completed on 15 October: it stood on
    6 to 14 October, nine days; the day on which the answer comes in counts again (Awb 4:15 para 1 under a).
    """
    events = in_order(history, today)
    found = (_stop_of(event, events[place + 1 :], today) for place, event in enumerate(events))
    return tuple(sorted((stop for stop in found if stop is not None), key=lambda stop: (stop.first, stop.last)))


def _stop_of(event: Event, later: tuple[Event, ...], today: date) -> Stop | None:
    match event.what:
        case Happening.COMPLETION_ASKED:
            return _until_completed(event, later, today)
        case Happening.DELAY_AGREED if event.until is not None and event.until > event.on:
            # for as long as was agreed in writing (para 2 under a): known on the day itself
            return Stop(StopGround.CONSENT, event.on + _DAY, event.until, event.until >= today, event.until)
        case Happening.APPLICANT_DELAYS | Happening.FORCE_MAJEURE:
            return _until_it_ended(event, later, today)
        case _:
            return None


def _until_completed(event: Event, later: tuple[Event, ...], today: date) -> Stop | None:
    """From the day after the request; without a last day for it the clock runs on (ECLI:NL:RVS:2016:2527)."""
    if event.until is None or event.until <= event.on:
        return None
    completed = next(_days_of(later, Happening.COMPLETED), None)
    is_open = completed is None and today <= event.until
    last = min(event.until, today if completed is None else completed - _DAY)
    return _stop(StopGround.COMPLETION, event.on + _DAY, last, is_open, event.until)


def _until_it_ended(event: Event, later: tuple[Event, ...], today: date) -> Stop | None:
    """From that day on, as long as it lasts (para 2 under b and c)."""
    ending, ground = _ENDED_BY[event.what]
    ended = next(_days_of(later, ending), None)
    return _stop(ground, event.on, today if ended is None else ended - _DAY, ended is None, None)


def _stop(ground: StopGround, first: date, last: date, is_open: bool, latest: date | None) -> Stop | None:
    return None if last < first else Stop(ground, first, last, is_open, latest if is_open else None)


def _days_of(events: Iterable[Event], what: Happening) -> Iterator[date]:
    return (event.on for event in events if event.what is what)
