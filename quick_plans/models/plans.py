"""Small plans: what was asked, how it was decided under which mandate, and everything that hangs on them."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only
from proposals.models import KINDS, one_of

_DECIDED = "state IN ('granted','refused')"


class QuickPlan(Model):
    """A small plan. The database refuses a grant without a mandate of whoever decides, above it, on the own plan,
    or beside an open doubt about its size."""

    __tablename__ = "quick_plan"
    __table_args__ = (
        one_of("state", ("sent", "granted", "refused", "referred", "withdrawn")),
        one_of("stays", ("yes", "no", "unknown")),
        one_of("kind", (*KINDS, "unknown")),
        CheckConstraint("cents >= 0 AND minutes >= 0 AND cents + minutes > 0", name="asked"),
        CheckConstraint("upkeep_cents >= 0", name="upkeep"),
        CheckConstraint("(proposer_key IS NULL) = (entered_by_key IS NOT NULL)", name="one_proposer"),
        CheckConstraint("decided_by_key <> proposer_key", name="not_the_own_plan"),
        CheckConstraint("decided_by_key <> entered_by_key", name="not_the_entered_plan"),
        CheckConstraint("(state IN ('sent','withdrawn')) = (decided_by_key IS NULL)", name="decided_by"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_key IS NULL)", name="decided_at"),
        CheckConstraint(
            f"({_DECIDED}) = (mandate_id IS NOT NULL) AND ({_DECIDED}) = (mandate_cents IS NOT NULL)", name="mandate"
        ),
        CheckConstraint("state NOT IN ('refused','referred') OR reason <> ''", name="reason"),
        CheckConstraint(
            "(state = 'granted') = (granted_cents IS NOT NULL) AND (state = 'granted') = (granted_minutes IS NOT NULL)",
            name="granted",
        ),
        CheckConstraint(
            "granted_cents BETWEEN 0 AND cents AND granted_minutes BETWEEN 0 AND minutes "
            "AND granted_cents + granted_minutes > 0",
            name="granted_within_asked",
        ),
        CheckConstraint("granted_cents <= mandate_cents", name="granted_within_mandate"),
        CheckConstraint("NOT (state = 'granted' AND open_doubts > 0)", name="no_grant_in_doubt"),
        ForeignKeyConstraint(
            ["mandate_id", "decided_by_key", "mandate_cents"],
            ["mandate.id", "mandate.person_key", "mandate.largest_cents"],
        ),
        Index("ix_quick_plan_state_area_code", "state", "area_code"),
    )
    id: Mapped[RowId]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    """The area whose reserve pays."""
    neighbourhood_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"), index=True)
    proposer_key: Mapped[Key | None] = mapped_column(index=True)
    entered_by_key: Mapped[Key | None] = mapped_column(index=True)
    """Who entered it at the desk for somebody without an account."""
    public_name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(30))
    cents: Mapped[Cents]
    minutes: Mapped[int] = mapped_column(default=0)
    planned_day: Mapped[date | None] = mapped_column(Date)
    stays: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    upkeep_cents: Mapped[Cents | None]
    """Per year."""
    state: Mapped[str] = mapped_column(String(12), default="sent")
    sent_at: Mapped[Moment]
    decide_by: Mapped[date] = mapped_column(Date)
    """The last day for an answer, by the setting of the day it was sent."""
    open_doubts: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[Moment | None]
    decided_by_key: Mapped[Key | None]
    mandate_id: Mapped[int | None]
    mandate_cents: Mapped[Cents | None]
    granted_cents: Mapped[Cents | None]
    granted_minutes: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    deal_id: Mapped[int | None] = mapped_column(index=True)

    @property
    def entered_at_desk(self) -> bool:
        return self.entered_by_key is not None

    @property
    def subject(self) -> str:
        """What the money for this plan is called in the ledger."""
        return f"quick:{self.id}"


class QuickEvent(Model):
    """The public timeline of a small plan: append-only."""

    __tablename__ = "quick_event"
    id: Mapped[RowId]
    quick_plan_id: Mapped[int] = mapped_column(ForeignKey("quick_plan.id"), index=True)
    step: Mapped[str] = mapped_column(String(30))
    to_state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment]


class SettledDoubt(Model):
    """A ground of the capital test that a coordinator settled with a reason; other figures are another doubt."""

    __tablename__ = "settled_doubt"
    __table_args__ = (
        UniqueConstraint("quick_plan_id", "code", "finding_hash"),
        CheckConstraint("reason <> ''", name="reason"),
    )
    id: Mapped[RowId]
    quick_plan_id: Mapped[int] = mapped_column(ForeignKey("quick_plan.id"))
    code: Mapped[str] = mapped_column(String(20))
    finding: Mapped[str] = mapped_column(Text)
    """JSON: the sentence with its figures, as it stood when it was settled."""
    finding_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    settled_by_key: Mapped[Key]
    settled_at: Mapped[Moment]


class Joining(Model):
    """A partner asked to join in with a small plan; what it contributes is there once it signed."""

    __tablename__ = "joining"
    __table_args__ = (
        UniqueConstraint("quick_plan_id", "partner_id"),
        CheckConstraint("(signed_at IS NULL) = (contribution = '')", name="signed"),
    )
    id: Mapped[RowId]
    quick_plan_id: Mapped[int] = mapped_column(ForeignKey("quick_plan.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    asked_by_key: Mapped[Key]
    asked_at: Mapped[Moment]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[Moment]
    signed_at: Mapped[Moment | None]
    contribution: Mapped[str] = mapped_column(Text, default="")


class KeptForm(Model):
    """A form filled in before signing in, kept for a day under a token that only that browser has."""

    __tablename__ = "kept_quick_form"
    id: Mapped[RowId]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    answers: Mapped[str] = mapped_column(Text)
    """JSON: what was typed, by field."""
    kept_at: Mapped[Moment] = mapped_column(index=True)


append_only(cast(Table, QuickEvent.__table__))
append_only(cast(Table, SettledDoubt.__table__))
