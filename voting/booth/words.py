"""How the booth says times: the last day one can vote, and how long this visit lasts."""

from __future__ import annotations

from datetime import datetime, timedelta

from lives.messages import Day, Message, msg
from lives.periods import AMSTERDAM, day_of, start_of_day


def last_moment(closes_at: datetime) -> Message:
    """A vote that closes at midnight can be voted in up to and including the day before."""
    if closes_at == start_of_day(day_of(closes_at)):
        last = day_of(closes_at - timedelta(seconds=1))
        return msg("You can vote up to and including %(day)s, until 24:00.", day=Day(last))
    return msg("You can vote until %(moment)s.", moment=closes_at)


def clock_time(moment: datetime) -> str:
    """The time of day in Amsterdam: 14:35."""
    return moment.astimezone(AMSTERDAM).strftime("%H:%M")
