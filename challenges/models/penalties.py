"""The penalty for deciding too late, as it was fixed by a decision of its own."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only


class ChallengePenalty(Model):
    """How much is owed, once per request (Awb 4:18)."""

    __tablename__ = "challenge_penalty"
    __table_args__ = (
        UniqueConstraint("challenge_id"),
        CheckConstraint("days > 0 AND cents > 0", name="amount"),
        CheckConstraint("reference <> ''", name="reference"),
        CheckConstraint("pay_by > fixed_on", name="days"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    days: Mapped[int]
    cents: Mapped[Cents]
    reference: Mapped[str] = mapped_column(String(120))
    fixed_on: Mapped[date] = mapped_column(Date)
    pay_by: Mapped[date] = mapped_column(Date)
    fixed_by_key: Mapped[Key]
    fixed_at: Mapped[Moment]


append_only(cast(Table, ChallengePenalty.__table__))
