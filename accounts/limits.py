"""Counts attempts in our own table, for sign-in, mail and voting codes, and says when to come back.

Each count is a transaction of its own: it stands whatever becomes of the attempt, and writes no log row.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from accounts.models import Attempt
from accounts.rules.limits import KEPT, LIMITS, Kind, seconds_to_wait
from database import Database, transaction
from lives.messages import msg
from logbook.refusals import Refusal


class LimitReached(Refusal):
    """Too many attempts; `retry_after` says in how many seconds one may try again."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__(msg("Somebody tried this very often in a short time. Please wait a moment."))
        self.retry_after = retry_after


def check(session: Session, kind: Kind, source: str, now: datetime) -> None:
    """Raises LimitReached when this source has used up its attempts. Reads only."""
    limit = LIMITS[kind]
    newest = select(Attempt.at).where(Attempt.kind == kind, Attempt.source == source, Attempt.at > now - limit.within)
    found = session.scalars(newest.order_by(Attempt.at.desc()).limit(limit.most)).all()
    seconds = seconds_to_wait(limit, found, now)
    if seconds:
        raise LimitReached(seconds)


def count(database: Database, kind: Kind, source: str, now: datetime) -> None:
    """Count one attempt or failure, and forget those that no limit looks back to."""
    with database.writing() as session, transaction(session):
        _count(session, kind, source, now)


def check_and_count(database: Database, kind: Kind, source: str, now: datetime) -> None:
    """Raises LimitReached, or counts this attempt; two at once never pass as one."""
    with database.writing() as session, transaction(session):
        _queue(session, kind, source)
        check(session, kind, source, now)
        _count(session, kind, source, now)


def _count(session: Session, kind: Kind, source: str, now: datetime) -> None:
    session.execute(delete(Attempt).where(Attempt.at < now - KEPT))
    session.add(Attempt(kind=kind.value, source=source, at=now))
    session.flush()


def _queue(session: Session, kind: Kind, source: str) -> None:
    """On PostgreSQL attempts of one source wait for each other; SQLite's writers always do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{kind}:{source}", 0))))
