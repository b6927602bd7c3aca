"""Reads of the outbox (how much waits, what could not be delivered, the newest for the demo) and of letters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from notices.models import LetterPosting, OutboxMail, SentLetter
from notices.rules.delivery import MOST_ATTEMPTS

LARGEST_ID = 2**62


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


@dataclass(frozen=True)
class LetterLine:
    """A letter in a list, with the day on which one on paper was posted."""

    letter: SentLetter
    posted_on: date | None

    @property
    def waits_for_post(self) -> bool:
        return self.letter.way == "paper" and self.posted_on is None


def letters_about(session: Session, subjects: Collection[str]) -> list[LetterLine]:
    """Every letter about these subjects, the newest first."""
    return _lines(session, SentLetter.about.in_(subjects))


def letters_to_post(session: Session) -> list[LetterLine]:
    """Letters on paper that nobody posted yet, the newest first."""
    return _lines(session, (SentLetter.way == "paper") & LetterPosting.id.is_(None))


def find_letter(session: Session, letter_id: int) -> LetterLine | None:
    """One letter, or None."""
    return next(iter(_lines(session, SentLetter.id == letter_id)), None) if 0 < letter_id < LARGEST_ID else None


def _lines(session: Session, chosen: ColumnElement[bool]) -> list[LetterLine]:
    found = (
        select(SentLetter, LetterPosting.posted_on)
        .outerjoin(LetterPosting, LetterPosting.letter_id == SentLetter.id)
        .where(chosen)
        .order_by(SentLetter.id.desc())
    )
    return [LetterLine(letter, posted_on) for letter, posted_on in session.execute(found)]
