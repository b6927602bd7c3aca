"""The reports as they were made: each is a picture of the records on one day, and never changes."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId, append_only


class YearReport(Model):
    """One report about a year; making it again gives the next number, and the earlier ones stay."""

    __tablename__ = "year_report"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(content_hash) = 64", name="content_hash"),
    )
    id: Mapped[RowId]
    year: Mapped[int] = mapped_column(ForeignKey("budget_year.year"))
    number: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]
    last_movement_id: Mapped[int] = mapped_column(ForeignKey("movement.id"))
    """The last movement that the figures tell of, in this year's accounts and the year's before."""
    content: Mapped[str] = mapped_column(Text)
    """JSON as reports/rules/content.py writes it: whole numbers and codes, no sentences."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the content, also in the logbook."""


append_only(cast(Table, YearReport.__table__))
