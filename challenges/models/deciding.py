"""Decisions with their grounds, and what the council answered: written once, never changed."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenges.models.requests import one_of
from challenges.rules.grounds import DecidingBody, RefusalGround
from database import Cents, Key, Model, Moment, RowId, append_only

KINDS = ("granted", "partly_granted", "refused", "inadmissible", "not_processed")
_GRANTS = "kind IN ('granted','partly_granted')"


class ChallengeDecision(Model):
    """A decision as it was taken and announced; after an objection there can be a next one."""

    __tablename__ = "challenge_decision"
    __table_args__ = (
        # two clerks at once: one of them finds that the number is taken
        UniqueConstraint("challenge_id", "number"),
        one_of("kind", KINDS),
        one_of("body", tuple(map(str, DecidingBody))),
        CheckConstraint("motivation <> '' AND legal_basis <> '' AND reference <> ''", name="reasons"),
        CheckConstraint(
            f"({_GRANTS}) = (granted_cents IS NOT NULL) AND ({_GRANTS}) = (granted_minutes IS NOT NULL)",
            name="granted",
        ),
        CheckConstraint("granted_cents >= 0 AND granted_minutes >= 0", name="amounts"),
        CheckConstraint("(kind = 'partly_granted') = (differs <> '')", name="differs"),
        CheckConstraint("announced_on >= decided_on", name="days"),
        CheckConstraint("number > 0", name="number"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    motivation: Mapped[str] = mapped_column(Text)
    legal_basis: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(120))
    can_be_objected_to: Mapped[bool]
    differs: Mapped[str] = mapped_column(Text, default="")
    granted_cents: Mapped[Cents | None]
    granted_minutes: Mapped[Cents | None]
    decided_on: Mapped[date] = mapped_column(Date)
    announced_on: Mapped[date] = mapped_column(Date)
    recorded_by_key: Mapped[Key]
    recorded_at: Mapped[Moment]


class ChallengeGround(Model):
    """A ground for a refusal, with the reason for it."""

    __tablename__ = "challenge_ground"
    __table_args__ = (
        UniqueConstraint("decision_id", "ground"),
        one_of("ground", tuple(map(str, RefusalGround))),
        CheckConstraint("reason <> ''", name="reason"),
    )
    id: Mapped[RowId]
    decision_id: Mapped[int] = mapped_column(ForeignKey("challenge_decision.id"))
    ground: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)


class CouncilAnswer(Model):
    """What the council decided about a request that needs it."""

    __tablename__ = "council_answer"
    __table_args__ = (
        UniqueConstraint("challenge_id", "reference"),
        CheckConstraint("reference <> ''", name="reference"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    agrees: Mapped[bool]
    reference: Mapped[str] = mapped_column(String(120))
    decided_on: Mapped[date] = mapped_column(Date)
    recorded_by_key: Mapped[Key]
    recorded_at: Mapped[Moment]


for model in (ChallengeDecision, ChallengeGround, CouncilAnswer):
    append_only(cast(Table, model.__table__))
