"""Budget years, one account per area, year and unit, and the append-only lines behind every cent."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only

SOURCES = ("allocated", "carried_in", "additions")
USES = ("standing", "saved", "reserve_left", "ring_fenced", "promised", "paid", "lapsed", "available")


class BudgetYear(Model):
    """A year's total and the formula that divides it; concept until the adopted budget's reference is known."""

    __tablename__ = "budget_year"
    __table_args__ = (
        CheckConstraint("total_cents > 0", name="total"),
        CheckConstraint("(fixed_at IS NULL) = (reference = '')", name="fixed_with_reference"),
    )
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    total_cents: Mapped[Cents]
    formula: Mapped[str] = mapped_column(Text)
    """JSON: preset, base per area in cents, weights, reserve percentage, and the inhabitants it counted with."""
    reference: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[Moment]
    fixed_at: Mapped[Moment | None]


class Account(Model):
    """What an area has in a year, in cents or in minutes of staff time; every part at least 0, and they add up."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("year", "area_code", "unit"),
        CheckConstraint("unit IN ('eur','minutes')", name="unit"),
        *(CheckConstraint(f"{part} >= 0", name=f"{part}_not_negative") for part in SOURCES + USES),
        CheckConstraint(f"{' + '.join(SOURCES)} = {' + '.join(USES)}", name="identity"),
    )
    id: Mapped[RowId]
    year: Mapped[int] = mapped_column(ForeignKey("budget_year.year"))
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    unit: Mapped[str] = mapped_column(String(10), default="eur")
    allocated: Mapped[Cents] = mapped_column(default=0)
    carried_in: Mapped[Cents] = mapped_column(default=0)
    additions: Mapped[Cents] = mapped_column(default=0)
    standing: Mapped[Cents] = mapped_column(default=0)
    saved: Mapped[Cents] = mapped_column(default=0)
    reserve_left: Mapped[Cents] = mapped_column(default=0)
    ring_fenced: Mapped[Cents] = mapped_column(default=0)
    promised: Mapped[Cents] = mapped_column(default=0)
    paid: Mapped[Cents] = mapped_column(default=0)
    lapsed: Mapped[Cents] = mapped_column(default=0)
    available: Mapped[Cents] = mapped_column(default=0)


class Movement(Model):
    """One movement of money: kind, ground and reference; its lines sum to zero."""

    __tablename__ = "movement"
    id: Mapped[RowId]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    cents: Mapped[Cents]
    ground: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(String(80), default="")
    external_reference: Mapped[str] = mapped_column(String(80), default="")
    """The commitment or voucher number in the municipality's own books."""
    at: Mapped[Moment]
    actor_key: Mapped[Key]


class LedgerLine(Model):
    """One side of a movement: so much into (or, negative, out of) a part of the account, for a subject."""

    __tablename__ = "ledger_line"
    __table_args__ = (Index("ix_ledger_line_account_subject", "account_id", "subject"),)
    id: Mapped[RowId]
    movement_id: Mapped[int] = mapped_column(ForeignKey("movement.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    part: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80))
    """What the money is for, such as "round:3" or "plan:41"."""
    cents: Mapped[Cents]


append_only(cast(Table, Movement.__table__))
append_only(cast(Table, LedgerLine.__table__))
