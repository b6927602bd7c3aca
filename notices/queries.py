"""Reads of the outbox: how much waits, what could not be delivered, and the newest mails for the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from notices.models import OutboxMail
from notices.rules.delivery import MOST_ATTEMPTS


@dataclass(frozen=True)
class MailCount:
    """Mails that still wait to be sent, and mails that were given up."""

    waiting: int
    given_up: int


def count_mail(session: Session) -> MailCount:
    unsent = OutboxMail.sent_at.is_(None)
    given_up = func.count().filter(OutboxMail.attempts >= MOST_ATTEMPTS)
    total, lost = session.execute(select(func.count(), given_up).select_from(OutboxMail).where(unsent)).one()
    return MailCount(total - lost, lost)


def newest_mail(session: Session, most: int = 50) -> Sequence[OutboxMail]:
    """The newest mails first."""
    return session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc()).limit(most)).all()
