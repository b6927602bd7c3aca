"""The outbox: what must be mailed, as template and facts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Model, Moment, RowId


class OutboxMail(Model):
    __tablename__ = "outbox_mail"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("language IN ('nl','en')", name="language"),
        Index("ix_outbox_mail_sent_at_try_at", "sent_at", "try_at"),
    )
    id: Mapped[RowId]
    to_address: Mapped[str] = mapped_column(String(254))
    template: Mapped[str] = mapped_column(String(60))
    facts: Mapped[str] = mapped_column(Text)
    """JSON; emptied once sent, since it may hold a sign-in code (demo mode keeps it for its mail page)."""
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[Moment]
    try_at: Mapped[Moment]
    """Not before this moment; claimed mails move it ahead, so that two senders never send one mail."""
    sent_at: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(Text)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    """The letter that this mail brings: it goes along as a PDF where one can be made."""
