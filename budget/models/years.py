"""Budget years, and what was promised out of years to come."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only


class BudgetYear(Model):
    """A year's money and hours and the formula that divides them: concept until two people have fixed it."""

    __tablename__ = "budget_year"
    __table_args__ = (
        CheckConstraint("total_cents > 0 AND total_minutes >= 0", name="total"),
        CheckConstraint("(fixed_at IS NULL) = (reference = '')", name="fixed_with_reference"),
        CheckConstraint("(fixed_at IS NULL) = (fixed_by_key IS NULL)", name="fixed_by_somebody"),
        CheckConstraint("(proposed_at IS NULL) = (proposed_by_key IS NULL)", name="proposed_by_somebody"),
        CheckConstraint(
            "fixed_by_key IS NULL OR (proposed_by_key IS NOT NULL AND fixed_by_key <> proposed_by_key)",
            name="fixed_by_two",
        ),
        CheckConstraint("closed_at IS NULL OR fixed_at IS NOT NULL", name="closed_after_fixing"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_key IS NULL)", name="closed_by_somebody"),
    )
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    total_cents: Mapped[Cents]
    total_minutes: Mapped[Cents] = mapped_column(default=0)
    """Staff time to divide, in minutes."""
    formula: Mapped[str] = mapped_column(Text)
    """JSON: preset, bases, weights, reserve percentage, and the inhabitants it counted with."""
    created_at: Mapped[Moment]
    proposed_at: Mapped[Moment | None]
    proposed_by_key: Mapped[Key | None]
    proposed_reference: Mapped[str] = mapped_column(String(80), default="")
    """Of the adopted budget, as the first of two people wrote it."""
    fixed_at: Mapped[Moment | None]
    fixed_by_key: Mapped[Key | None]
    reference: Mapped[str] = mapped_column(String(80), default="")
    closed_at: Mapped[Moment | None]
    closed_by_key: Mapped[Key | None]


class StandingCommitment(Model):
    """What an area owes in a year to come, by the council's decision: fixing that year books it."""

    __tablename__ = "standing_commitment"
    __table_args__ = (
        UniqueConstraint("area_code", "subject", "year"),
        CheckConstraint("cents > 0", name="cents"),
        CheckConstraint("reference <> ''", name="reference"),
    )
    id: Mapped[RowId]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    subject: Mapped[str] = mapped_column(String(80))
    """Such as "charge:3"."""
    label: Mapped[str] = mapped_column(String(120))
    """What it is, for everyone to read."""
    year: Mapped[int] = mapped_column(Integer, index=True)
    cents: Mapped[Cents]
    reference: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]


append_only(cast(Table, StandingCommitment.__table__))
