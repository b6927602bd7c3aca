"""Where letters on paper go: kept apart from what is public, so that it can be taken away when the case is over."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId


class PostalAddress(Model):
    """The postal address of who asked or objects on paper."""

    __tablename__ = "challenge_address"
    __table_args__ = (UniqueConstraint("about"), CheckConstraint("lines <> ''", name="lines"))
    id: Mapped[RowId]
    about: Mapped[str] = mapped_column(String(40))
    """challenge:12 or objection:3."""
    lines: Mapped[str] = mapped_column(Text)
    noted_by_key: Mapped[Key]
    noted_at: Mapped[Moment]
