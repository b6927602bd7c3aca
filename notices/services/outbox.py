"""The outbox: a mail is put in within the act's own transaction; taking it out is a claim that only one sender wins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from database import transaction
from notices.models import OutboxMail, SentLetter
from notices.rules.delivery import MOST_ATTEMPTS, wait_after

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Enclosure:
    """The letter that goes along with a mail."""

    number: str
    content: str


@dataclass(frozen=True)
class Mail:
    """A mail out of the outbox, free of the database: nothing is locked while it travels."""

    id: int
    to_address: str
    template: str
    facts: dict[str, Any]
    language: str
    created_at: datetime
    letter: Enclosure | None = None


def taken_out(session: Session, row: OutboxMail) -> Mail:
    letter = None if row.letter_id is None else session.get_one(SentLetter, row.letter_id)
    enclosed = None if letter is None else Enclosure(letter.number, letter.content)
    return Mail(row.id, row.to_address, row.template, json.loads(row.facts), row.language, row.created_at, enclosed)


def put_in_outbox(
    session: Session, to: str, template: str, facts: Mapping[str, Any], language: str, now: datetime,
    letter_id: int | None = None,
) -> None:  # fmt: skip
    """Have a mail sent once this transaction stands; `facts` are what templates/mail/<template>.txt needs.
    The letter, where there is one, goes along."""
    row = OutboxMail(
        to_address=to,
        template=template,
        facts=json.dumps(dict(facts), ensure_ascii=False),
        language=language,
        created_at=now,
        try_at=now,
        attempts=0,
        letter_id=letter_id,
    )
    session.add(row)


def claim_due(session: Session, now: datetime, most: int = 50) -> list[Mail]:
    """The mails to try now; each goes to one sender only, and comes back by itself if that sender dies."""
    due = select(OutboxMail).where(_waiting(), OutboxMail.try_at <= now)
    with transaction(session):
        found = session.scalars(due.order_by(OutboxMail.id).limit(most)).all()
        return [taken_out(session, row) for row in found if _claim(session, row, now)]


def _claim(session: Session, row: OutboxMail, now: datetime) -> bool:
    mine = update(OutboxMail).where(OutboxMail.id == row.id, OutboxMail.attempts == row.attempts, _waiting())
    values = {"attempts": row.attempts + 1, "try_at": now + wait_after(row.attempts + 1)}
    result = session.execute(mine.values(values), execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", result).rowcount == 1


def mark_sent(session: Session, number: int, now: datetime) -> None:
    """Sent: the facts go, for they may hold a code."""
    _change(session, number, sent_at=now, facts="{}", failure=None)


def mark_failed(session: Session, number: int, reason: str) -> None:
    """Not sent this time; after the last try it stays as it is, for somebody to look at."""
    _change(session, number, failure=reason[:500])


def forget_old_mail(session: Session, now: datetime) -> None:
    """Mails older than thirty days are deleted, sent or not."""
    with transaction(session):
        session.execute(delete(OutboxMail).where(OutboxMail.created_at < now - KEPT))


def _change(session: Session, number: int, **values: object) -> None:
    with transaction(session):
        session.execute(update(OutboxMail).where(OutboxMail.id == number).values(values))


def _waiting() -> Any:
    return OutboxMail.sent_at.is_(None) & (OutboxMail.attempts < MOST_ATTEMPTS)
