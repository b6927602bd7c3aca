"""The outbox: what must be mailed, as template and facts."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Model, Moment, RowId


class OutboxMail(Model):
    __tablename__ = "outbox_mail"
    id: Mapped[RowId]
    to_address: Mapped[str] = mapped_column(String(254))
    template: Mapped[str] = mapped_column(String(60))
    facts: Mapped[str] = mapped_column(Text)
    """JSON; emptied once sent, since it may hold a sign-in code (demo mode keeps it for its mail page)."""
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[Moment]
    sent_at: Mapped[Moment | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(Text)
