"""Mandates: who may decide about small plans, where, up to which amount and how long, by which decision."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId


class Mandate(Model):
    """What was recorded stands; a mandate ends by its last day or is withdrawn."""

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("largest_cents > 0", name="largest_cents"),
        CheckConstraint("valid_until >= valid_from", name="days"),
        CheckConstraint("reference <> ''", name="reference"),
        CheckConstraint("recorded_by_key <> person_key", name="not_for_oneself"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_key IS NULL)", name="withdrawn"),
        # a granted plan refers to all three
        UniqueConstraint("id", "person_key", "largest_cents"),
    )
    id: Mapped[RowId]
    person_key: Mapped[Key] = mapped_column(ForeignKey("person.key"), index=True)
    area_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    """Nothing: everywhere."""
    largest_cents: Mapped[Cents]
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date] = mapped_column(Date)
    """The last day, "tot en met"."""
    reference: Mapped[str] = mapped_column(String(120))
    recorded_by_key: Mapped[Key]
    recorded_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    withdrawn_by_key: Mapped[Key | None]
