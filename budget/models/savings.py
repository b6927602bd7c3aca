"""What a neighbourhood saves for: the purpose, the council's decision, and the year in which it ends."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId


class Saving(Model):
    """Money or hours kept over the end of the year; what it holds now stands in the ledger under "save:ID"."""

    __tablename__ = "saving"
    __table_args__ = (
        CheckConstraint("unit IN ('eur','minutes')", name="unit"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("longest_years BETWEEN 1 AND 10", name="longest_years"),
        CheckConstraint("last_year > made_in AND last_year <= made_in + longest_years", name="term"),
        CheckConstraint("reference <> ''", name="reference"),
        CheckConstraint("purpose <> ''", name="purpose"),
        CheckConstraint("state IN ('saving','used','lapsed')", name="state"),
        Index("ix_saving_area_code_unit", "area_code", "unit"),
    )
    id: Mapped[RowId]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    unit: Mapped[str] = mapped_column(String(10), default="eur")
    purpose: Mapped[str] = mapped_column(String(200))
    """What for, for everyone to read."""
    amount: Mapped[Cents]
    """What was set aside at first, in cents or minutes."""
    made_in: Mapped[int]
    """The budget year that the money came from."""
    last_year: Mapped[int]
    """The last year in which it may be used; what is left lapses when that year is closed."""
    longest_years: Mapped[int] = mapped_column(default=3)
    """How long the municipality allowed at that moment."""
    reference: Mapped[str] = mapped_column(String(80))
    """Of the council's decision."""
    state: Mapped[str] = mapped_column(String(10), default="saving")
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]
