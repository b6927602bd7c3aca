"""Budget years: how much there is, how it is divided, and who fixed and closed them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment


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
