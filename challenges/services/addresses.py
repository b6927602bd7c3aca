"""The postal address of who has no e-mail: written down with what came in on paper, in the same act."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import PostalAddress
from challenges.services.steps import checked_text
from lives.texts import TextLimit
from logbook.services import Act

LINES = TextLimit(0, 300, has_lines=True)


def keep_address(a: Act, about: str, lines: str) -> None:
    """Keep where its letters go; nothing where nobody knows it. Raises RequestRefused."""
    told = checked_text("postal", lines, LINES)
    if told:
        a.session.add(PostalAddress(about=about, lines=told, noted_by_key=a.actor.key, noted_at=a.now))
        a.session.flush()


def address_of(session: Session, about: str) -> str:
    """The lines of the address, or an empty text."""
    return session.scalar(select(PostalAddress.lines).filter_by(about=about)) or ""
