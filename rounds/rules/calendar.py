"""A round's calendar: which phase it is follows from the dates alone, whatever any job did or did not do.

For residents ("what can I do now, until when") and for every act that a phase permits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lives.messages import Message, msg
from lives.periods import Days, end_of_day, require_aware

GRACE = timedelta(minutes=5)
"""Who has a ballot page from before the end may still cast for this long."""


class Phase(StrEnum):
    """Where a round is. A moment belongs to the phase that begins at it: all stretches are half-open."""

    AHEAD = "ahead"
    COLLECTING = "collecting"
    REVIEWING = "reviewing"
    PREPARING = "preparing"
    VOTING = "voting"
    GRACE = "grace"
    CLOSED = "closed"


@dataclass(frozen=True)
class RoundCalendar:
    """The moments of a round, aware. Preparing (letters) runs from the end of the review to the opening."""

    collect_from: datetime
    collect_until: datetime
    review_until: datetime
    opens_at: datetime
    closes_at: datetime
    grace: timedelta = GRACE

    @property
    def closes_for_good_at(self) -> datetime:
        """From this moment on no ballot counts, not even one begun in time."""
        return self.closes_at + self.grace


def phase_at(calendar: RoundCalendar, moment: datetime) -> Phase:
    """The phase at a moment. Voting from 2 to 23 March: at 24:00 on the 22nd it is grace, 5 minutes later closed."""
    require_aware(moment)
    ends = (
        (calendar.collect_from, Phase.AHEAD),
        (calendar.collect_until, Phase.COLLECTING),
        (calendar.review_until, Phase.REVIEWING),
        (calendar.opens_at, Phase.PREPARING),
        (calendar.closes_at, Phase.VOTING),
        (calendar.closes_for_good_at, Phase.GRACE),
    )
    return next((phase for end, phase in ends if moment < end), Phase.CLOSED)


@dataclass(frozen=True)
class CalendarFault:
    """Two dates in the wrong order; `field` is the later one."""

    field: str
    message: Message


def calendar_faults(calendar: RoundCalendar) -> tuple[CalendarFault, ...]:
    """Everything that is wrong with the order of the dates, at once; empty when they are in order."""
    found = (
        (
            calendar.collect_from >= calendar.collect_until,
            "collect_until",
            msg("Collecting plans must end after it begins."),
        ),
        (
            calendar.collect_until > calendar.review_until,
            "review_until",
            msg("The review must end after collecting ends."),
        ),
        (calendar.review_until > calendar.opens_at, "opens_on", msg("The vote must open after the review ends.")),
        (calendar.opens_at >= calendar.closes_at, "closes_on", msg("The vote must close after it opens.")),
        (
            not timedelta(0) <= calendar.grace <= timedelta(hours=1),
            "closes_time",
            msg("The grace time is at most one hour."),
        ),
    )
    return tuple(CalendarFault(field, message) for is_fault, field, message in found if is_fault)


def calendar_from_days(collect: Days, review_until: date, vote: Days) -> RoundCalendar:
    """The calendar of days "tot en met" in Amsterdam: the vote closes at midnight after its last day.

    Voting from 13 to 31 October 2027 closes at 23:00 UTC: summer time ended that morning.
    """
    return RoundCalendar(
        collect_from=collect.stretch.begins_at,
        collect_until=collect.stretch.ends_before,
        review_until=end_of_day(review_until),
        opens_at=vote.stretch.begins_at,
        closes_at=vote.stretch.ends_before,
    )
