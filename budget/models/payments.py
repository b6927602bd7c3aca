"""Payments asked for, and what came back from the municipality's own books. Bank numbers are never stored here."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only


class PaymentRequest(Model):
    """Somebody asks that a part of a commitment is paid; finance says yes or no, its own books pay."""

    __tablename__ = "payment_request"
    __table_args__ = (
        CheckConstraint("state IN ('asked','approved','refused','paid')", name="state"),
        CheckConstraint("cents > 0", name="cents"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_key IS NULL)", name="decided_by_somebody"),
        CheckConstraint("decided_by_key IS NULL OR decided_by_key <> asked_by_key", name="two_people"),
        CheckConstraint("state <> 'refused' OR reason <> ''", name="refused_with_reason"),
        CheckConstraint("(state = 'paid') = (movement_id IS NOT NULL)", name="paid_by_movement"),
        CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_on_a_day"),
        Index("ix_payment_request_account_subject", "account_id", "subject"),
        Index("ix_payment_request_state", "state", "id"),
        Index(
            "uq_payment_request_movement_id",
            "movement_id",
            unique=True,
            sqlite_where=text("movement_id IS NOT NULL"),
            postgresql_where=text("movement_id IS NOT NULL"),
        ),
    )
    id: Mapped[RowId]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    subject: Mapped[str] = mapped_column(String(80))
    """Whose commitment it is, such as "deal:7"."""
    cents: Mapped[Cents]
    purpose: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="asked")
    asked_at: Mapped[Moment]
    asked_by_key: Mapped[Key]
    decided_at: Mapped[Moment | None]
    decided_by_key: Mapped[Key | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    movement_id: Mapped[int | None] = mapped_column(ForeignKey("movement.id"))
    """The payment as it was booked; its amount may differ from what was asked."""
    paid_on: Mapped[date | None]
    """The day by the municipality's own books; the movement's moment is when it was booked here."""


class PaymentImport(Model):
    """One file of paid amounts from the municipality's own books, with every difference that it showed."""

    __tablename__ = "payment_import"
    id: Mapped[RowId]
    file_name: Mapped[str] = mapped_column(String(120))
    file_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the file: the same file is never booked twice."""
    rows: Mapped[str] = mapped_column(Text)
    """JSON: the lines as they were read."""
    differences: Mapped[str] = mapped_column(Text)
    """JSON: what differs between the file and the requests."""
    imported_at: Mapped[Moment]
    imported_by_key: Mapped[Key]


append_only(cast(Table, PaymentImport.__table__))
