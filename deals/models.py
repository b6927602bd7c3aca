"""Deals with their promises, progress with photos, and the public line of what happened to them."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only

MOST_BYTES = 400_000
STATES = "'concept','in_execution','settling','done','terminated'"


class Deal(Model):
    """What a neighbourhood and the municipality promise each other, paid from one commitment."""

    __tablename__ = "deal"
    __table_args__ = (
        CheckConstraint("kind IN ('green','other','takeover')", name="kind"),
        CheckConstraint(
            "sub_kind = '' OR (kind = 'green' AND sub_kind IN ('construction','management','upkeep'))", name="sub_kind"
        ),
        CheckConstraint(f"state IN ({STATES})", name="state"),
        CheckConstraint("cents >= 0 AND minutes >= 0", name="amounts"),
        CheckConstraint("first_day IS NULL OR last_day IS NULL OR first_day <= last_day", name="term"),
        CheckConstraint("asked_back_cents >= 0", name="asked_back"),
        CheckConstraint("ending IN ('','completed','terminated')", name="ending"),
        CheckConstraint("ending <> 'terminated' OR ending_reason <> ''", name="terminated_with_reason"),
        CheckConstraint("(state IN ('done','terminated')) = (settled_at IS NOT NULL)", name="settled"),
        CheckConstraint(
            "waiting_for IN ('','neighbourhood','municipality','partner')",
            name="waiting_for",
        ),
        UniqueConstraint("subject"),
        # a deal is copied once for each year
        Index("uq_deal_copied_from_id_year", "copied_from_id", "year", unique=True),
        Index("ix_deal_year_area_code", "year", "area_code"),
        Index("ix_deal_state_last_day", "state", "last_day"),
    )
    id: Mapped[RowId]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    neighbourhood_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    place: Mapped[str] = mapped_column(String(200), default="")
    year: Mapped[int] = mapped_column(ForeignKey("budget_year.year"))
    kind: Mapped[str] = mapped_column(String(10))
    sub_kind: Mapped[str] = mapped_column(String(15), default="")
    theme: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    planned_result: Mapped[str] = mapped_column(Text, default="")
    achieved_result: Mapped[str] = mapped_column(Text, default="")
    partner_name: Mapped[str] = mapped_column(String(120), default="")
    """As the partner wants to be called in public."""
    partner_key: Mapped[str | None] = mapped_column(String(26), index=True)
    cents: Mapped[Cents] = mapped_column(default=0)
    minutes: Mapped[Cents] = mapped_column(default=0)
    first_day: Mapped[date | None] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    subject: Mapped[str] = mapped_column(String(80))
    """The commitment that pays: of the plan it comes from, or its own."""
    state: Mapped[str] = mapped_column(String(15))
    waiting_for: Mapped[str] = mapped_column(String(15), default="")
    ending: Mapped[str] = mapped_column(String(12), default="")
    ending_reason: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[str] = mapped_column(Text, default="")
    financial_report: Mapped[str] = mapped_column(Text, default="")
    asked_back_cents: Mapped[Cents] = mapped_column(default=0)
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"))
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]
    activated_at: Mapped[Moment | None]
    settled_at: Mapped[Moment | None]


class DealPromise(Model):
    """What one side does; afterwards whether it did."""

    __tablename__ = "deal_promise"
    __table_args__ = (
        CheckConstraint("side IN ('neighbourhood','municipality','partner')", name="side"),
        CheckConstraint("(kept IS NULL) = (kept_at IS NULL)", name="kept"),
    )
    id: Mapped[RowId]
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), index=True)
    side: Mapped[str] = mapped_column(String(15))
    text: Mapped[str] = mapped_column(String(300))
    kept: Mapped[bool | None]
    kept_at: Mapped[Moment | None]


class DealProgress(Model):
    """How it is going, on a day; what should not be public is hidden with a reason."""

    __tablename__ = "deal_progress"
    __table_args__ = (
        CheckConstraint("written_by IN ('coordinator','partner')", name="written_by"),
        CheckConstraint("hidden_at IS NULL OR hidden_reason <> ''", name="hidden_with_reason"),
    )
    id: Mapped[RowId]
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), index=True)
    on_day: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(12))
    at: Mapped[Moment]
    hidden_at: Mapped[Moment | None]
    hidden_reason: Mapped[str] = mapped_column(Text, default="")


class DealPhoto(Model):
    """A photo as we made it anew: small, without what the camera wrote in it, and told in words."""

    __tablename__ = "deal_photo"
    __table_args__ = (
        CheckConstraint(f"length(data) BETWEEN 1 AND {MOST_BYTES}", name="size"),
        CheckConstraint("alt <> ''", name="alt"),
        CheckConstraint("width BETWEEN 1 AND 1600 AND height BETWEEN 1 AND 1600", name="pixels"),
        UniqueConstraint("progress_id"),
    )
    id: Mapped[RowId]
    progress_id: Mapped[int] = mapped_column(ForeignKey("deal_progress.id"))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    content_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(String(300))


class DealEvent(Model):
    """A step of the deal, on its public timeline."""

    __tablename__ = "deal_event"
    id: Mapped[RowId]
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment]


append_only(cast(Table, DealEvent.__table__))
