"""Plans: what the proposer wrote, the facts for the capital test, flags, judgements and the timeline."""

from __future__ import annotations

from typing import cast

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only

STATES = (
    "draft",
    "submitted",
    "feasible",
    "not_feasible",
    "capital_route",
    "on_ballot",
    "won",
    "lost",
    "decided",
    "not_adopted",
    "in_execution",
    "done",
    "withdrawn",
)
AFTER_VOTE = ("won", "lost", "decided", "not_adopted", "in_execution", "done")
"""A plan that was on a ballot stays admissible for good: the frozen ballot refers to it."""
ADMISSIBLE = ("on_ballot", *AFTER_VOTE)
KINDS = (
    "roads",
    "lighting",
    "street_furniture",
    "play",
    "sports",
    "green",
    "building",
    "sewers",
    "bridge",
    "water",
    "other",
    "none",
)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(v) for v in values)})", name=column)


class Proposal(Model):
    """A plan. `admissible` is what a ballot refers to: the database refuses it beside any hard or open ground."""

    __tablename__ = "proposal"
    __table_args__ = (
        one_of("state", STATES),
        one_of("kind", (*KINDS, "unknown")),
        one_of("touches_public_space", ("yes", "no", "unknown")),
        one_of("new_or_repair", ("new", "replacement", "life_extending", "maintenance", "unknown")),
        one_of("owner_after", ("municipality", "proposer", "other", "unknown")),
        one_of("permit", ("yes", "no", "unknown")),
        CheckConstraint("amount_cents >= 0 AND third_party_cents >= 0", name="amounts"),
        CheckConstraint("upkeep_cents >= 0", name="upkeep"),
        CheckConstraint("life_years BETWEEN 0 AND 200", name="life_years"),
        CheckConstraint("NOT (admissible AND hard_grounds > 0)", name="hard_flag_is_never_admissible"),
        CheckConstraint("NOT (admissible AND open_soft_grounds > 0)", name="open_flag_is_never_admissible"),
        CheckConstraint(f"admissible = (state IN ({', '.join(repr(s) for s in ADMISSIBLE)}))", name="admissible_state"),
        CheckConstraint("NOT paid_elsewhere OR state = 'capital_route'", name="paid_elsewhere_stays_there"),
        UniqueConstraint("id", "admissible"),
        Index("ix_proposal_public", "state", "area_code", "id"),
    )
    id: Mapped[RowId]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    """The round's area that would pay for it."""
    neighbourhood_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    proposer_key: Mapped[Key] = mapped_column(index=True)
    proposer_name: Mapped[str] = mapped_column(String(80), default="")
    """How the proposer wants to be named in public."""
    state: Mapped[str] = mapped_column(String(20), default="draft")
    admissible: Mapped[bool] = mapped_column(default=False)
    hard_grounds: Mapped[int] = mapped_column(default=0)
    open_soft_grounds: Mapped[int] = mapped_column(default=0)
    paid_elsewhere: Mapped[bool] = mapped_column(default=False)
    """Another budget pays for it: it never goes back on the way to a ballot, and is not withdrawn any more."""
    title: Mapped[str] = mapped_column(String(120), default="")
    summary: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    benefit: Mapped[str] = mapped_column(Text, default="")
    own_contribution: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[str] = mapped_column(String(30), default="other")
    place: Mapped[str] = mapped_column(String(200), default="")
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    amount_cents: Mapped[Cents] = mapped_column(default=0)
    """The sum of the cost lines, or the first rough answer while there are none."""
    touches_public_space: Mapped[str] = mapped_column(String(10), default="unknown")
    kind: Mapped[str] = mapped_column(String(20), default="unknown")
    new_or_repair: Mapped[str] = mapped_column(String(20), default="unknown")
    owner_after: Mapped[str] = mapped_column(String(20), default="unknown")
    life_years: Mapped[int | None]
    upkeep_cents: Mapped[Cents | None]
    """Per year."""
    upkeep_payer: Mapped[str] = mapped_column(String(120), default="")
    third_party_cents: Mapped[Cents] = mapped_column(default=0)
    permit: Mapped[str] = mapped_column(String(10), default="unknown")
    hours: Mapped[int] = mapped_column(default=0)
    declared_at: Mapped[Moment | None]
    """When the proposer declared not to work for the municipality or sit in its council, nor their close family."""
    version: Mapped[int] = mapped_column(default=1)
    saved_tab: Mapped[str] = mapped_column(String(32), default="")
    """Which open page saved last: it may go on, an older one elsewhere is asked which text to keep."""
    created_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    submitted_at: Mapped[Moment | None]


class CostLine(Model):
    __tablename__ = "cost_line"
    __table_args__ = (CheckConstraint("cents > 0", name="cents"),)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(120))
    cents: Mapped[Cents]
    includes_vat: Mapped[bool] = mapped_column(default=True)


class CapitalFlag(Model):
    """A ground the capital test found (or staff raised): at most one live row per plan and ground."""

    __tablename__ = "capital_flag"
    __table_args__ = (
        one_of("state", ("raised", "confirmed", "released", "vanished")),
        CheckConstraint("NOT (is_hard AND state = 'released')", name="hard_is_never_released"),
        CheckConstraint("state IN ('raised','vanished') OR reason <> ''", name="decided_with_reason"),
        UniqueConstraint("proposal_id", "code"),
        # as long as this flag stands, the plan it refers to is one that is not admissible
        ForeignKeyConstraint(["proposal_id", "plan_admissible"], ["proposal.id", "proposal.admissible"]),
        CheckConstraint("plan_admissible IS NULL OR NOT plan_admissible", name="plan_admissible"),
        CheckConstraint(
            "(plan_admissible IS NULL) = (state = 'vanished' OR (state = 'released' AND NOT is_hard))",
            name="keeps_off_ballot",
        ),
    )
    id: Mapped[RowId]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    plan_admissible: Mapped[bool | None]
    """False while this flag keeps the plan off the ballot, else nothing."""
    code: Mapped[str] = mapped_column(String(20))
    is_hard: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(20))
    facts: Mapped[str] = mapped_column(Text)
    """JSON: the sentence with its figures, what was assumed and what one can do, as found."""
    state: Mapped[str] = mapped_column(String(12), default="raised")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_key: Mapped[Key | None]
    found_at: Mapped[Moment]
    decided_at: Mapped[Moment | None]


class FactCorrection(Model):
    """A correction that would clear a hard ground: one role proposes it, another person of the other confirms."""

    __tablename__ = "fact_correction"
    __table_args__ = (
        one_of("state", ("open", "confirmed", "rejected")),
        one_of("proposed_as", ("coordinator", "finance")),
        CheckConstraint("reason <> '' AND evidence <> ''", name="grounds"),
        CheckConstraint("state <> 'confirmed' OR decided_by_key <> proposed_by_key", name="two_people"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        Index(
            "uq_fact_correction_open",
            "proposal_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: Mapped[RowId]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    changes: Mapped[str] = mapped_column(Text)
    """JSON: the facts as they should be, by column."""
    reason: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    proposed_by_key: Mapped[Key]
    proposed_as: Mapped[str] = mapped_column(String(12))
    proposed_at: Mapped[Moment]
    state: Mapped[str] = mapped_column(String(10), default="open")
    decided_by_key: Mapped[Key | None]
    decided_at: Mapped[Moment | None]


class Judgement(Model):
    """What the coordinator found of one criterion; a criterion not met has a public reason."""

    __tablename__ = "judgement"
    __table_args__ = (CheckConstraint("is_met OR reason <> ''", name="reason"),)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    is_met: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")


class ProposalEvent(Model):
    """The public timeline of a plan: append-only."""

    __tablename__ = "proposal_event"
    id: Mapped[RowId]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    step: Mapped[str] = mapped_column(String(30))
    to_state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment]


append_only(cast(Table, ProposalEvent.__table__))
