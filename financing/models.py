"""The route of a large plan: its case, and what was worked out, advised, decided and split off on it, for good."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only
from financing.rules.funding import Bearer, Funding
from financing.rules.states import CASE_STATES, WITH_CREDIT
from proposals.models import one_of

_WITH_CREDIT = ", ".join(f"'{state}'" for state in WITH_CREDIT)


class CapitalCase(Model):
    """A plan that finance took up, or sent another way. Without the council's reference there is no credit."""

    __tablename__ = "capital_case"
    __table_args__ = (
        UniqueConstraint("proposal_id"),
        one_of("state", tuple(map(str, CASE_STATES))),
        one_of("target", ("", "kadernota", "begroting", "begrotingswijziging")),
        CheckConstraint(f"(state IN ({_WITH_CREDIT})) = (credit_reference <> '')", name="credit_with_reference"),
        CheckConstraint("(target = '') = (council_on IS NULL)", name="target_has_a_day"),
        CheckConstraint("(state = 'delivered') = (completed_on IS NOT NULL)", name="completed"),
        CheckConstraint("(completed_on IS NULL) = (real_cents IS NULL)", name="real_cost"),
        CheckConstraint("council_round >= 0", name="council_round"),
    )
    id: Mapped[RowId]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    state: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[Moment]
    state_since: Mapped[Moment]
    target: Mapped[str] = mapped_column(String(20), default="")
    """The document of the council with which it goes along."""
    council_on: Mapped[date | None] = mapped_column(Date)
    """The meeting in which the council is to decide."""
    council_round: Mapped[int] = mapped_column(default=0)
    """How often it was proposed to the council."""
    credit_reference: Mapped[str] = mapped_column(String(80), default="")
    completed_on: Mapped[date | None] = mapped_column(Date)
    real_cents: Mapped[Cents | None]
    """What it cost in the end, without what others paid."""

    @property
    def subject(self) -> str:
        """What its money is called in the ledger."""
        return f"capital:{self.proposal_id}"


class CapitalEvent(Model):
    """The public timeline of the route: append-only."""

    __tablename__ = "capital_event"
    id: Mapped[RowId]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    step: Mapped[str] = mapped_column(String(30))
    to_state: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(String(20))
    """Who did it: coordinator, finance, reviewer, college or council."""
    words: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[str] = mapped_column(String(80), default="")
    decided_on: Mapped[date | None] = mapped_column(Date)
    at: Mapped[Moment]


class CapitalAdvice(Model):
    """What the people who look after streets and green say: can it be maintained, how long does it last."""

    __tablename__ = "capital_advice"
    __table_args__ = (
        CheckConstraint("life_years BETWEEN 1 AND 200", name="life_years"),
        CheckConstraint("upkeep_cents >= 0", name="upkeep"),
        CheckConstraint("words <> ''", name="words"),
    )
    id: Mapped[RowId]
    case_id: Mapped[int] = mapped_column(ForeignKey("capital_case.id"), index=True)
    can_be_maintained: Mapped[bool]
    life_years: Mapped[int]
    upkeep_cents: Mapped[Cents]
    """Per year."""
    words: Mapped[str] = mapped_column(Text)
    given_at: Mapped[Moment]
    given_by_key: Mapped[Key]


class CapitalCalculation(Model):
    """What a calculation of the yearly costs counted with; the newest of a case is in force.

    An estimate is over the whole investment; what was granted and estimated again is over the part that the
    yearly costs carry. A new estimate holds from a year on: earlier years stay as they were.
    """

    __tablename__ = "capital_calculation"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        one_of("kind", ("estimate", "grant", "reestimate")),
        CheckConstraint("investment_cents > 0 AND third_party_cents >= 0", name="amounts"),
        CheckConstraint("third_party_cents <= investment_cents", name="third_party"),
        CheckConstraint("residual_cents >= 0 AND upkeep_cents >= 0", name="not_negative"),
        CheckConstraint("life_years BETWEEN 1 AND 200", name="life_years"),
        CheckConstraint("(kind = 'reestimate') = (from_year IS NOT NULL)", name="from_year"),
        CheckConstraint("kind = 'estimate' OR reference <> ''", name="reference"),
    )
    id: Mapped[RowId]
    case_id: Mapped[int] = mapped_column(ForeignKey("capital_case.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    investment_cents: Mapped[Cents]
    third_party_cents: Mapped[Cents] = mapped_column(default=0)
    residual_cents: Mapped[Cents] = mapped_column(default=0)
    life_years: Mapped[int] = mapped_column(Integer)
    upkeep_cents: Mapped[Cents] = mapped_column(default=0)
    completed_in: Mapped[int] = mapped_column(Integer)
    rates: Mapped[str] = mapped_column(Text)
    """JSON: the rate at first, and the later ones by year, in hundredths of a percent."""
    method: Mapped[str] = mapped_column(String(10))
    first_year: Mapped[str] = mapped_column(String(10))
    from_year: Mapped[int | None]
    reference: Mapped[str] = mapped_column(String(80), default="")
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]


class CapitalDecision(Model):
    """What mayor and aldermen, or the council, decided: once for each time it was put before them."""

    __tablename__ = "capital_decision"
    __table_args__ = (
        UniqueConstraint("case_id", "body", "round"),
        CheckConstraint(
            "outcome IN ('yes','no') AND body IN ('college','council') OR outcome = 'deferred' AND body = 'council'",
            name="outcome",
        ),
        CheckConstraint("reference <> ''", name="reference"),
        CheckConstraint("outcome = 'yes' OR words <> ''", name="no_with_reason"),
        CheckConstraint("(body = 'council' AND outcome = 'yes') = (funding <> '')", name="yes_with_funding"),
        one_of("funding", ("", *map(str, Funding))),
        one_of("bearer", ("", *map(str, Bearer))),
        CheckConstraint("net_cents >= 0 AND programme_cents >= 0", name="not_negative"),
        CheckConstraint("charges_cents >= 0 AND saved_cents >= 0", name="parts_not_negative"),
        CheckConstraint("programme_cents + charges_cents + saved_cents = net_cents", name="adds_up"),
        CheckConstraint("(charges_cents > 0) = (bearer <> '')", name="charges_have_a_bearer"),
        CheckConstraint("(saved_cents > 0) = (saving_id IS NOT NULL)", name="savings_are_named"),
        CheckConstraint("funding = '' OR net_cents > 0", name="funds_something"),
    )
    id: Mapped[RowId]
    case_id: Mapped[int] = mapped_column(ForeignKey("capital_case.id"))
    body: Mapped[str] = mapped_column(String(10))
    round: Mapped[int]
    """Which time it was put before this body, from 1."""
    outcome: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[date] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text, default="")
    funding: Mapped[str] = mapped_column(String(12), default="")
    net_cents: Mapped[Cents] = mapped_column(default=0)
    programme_cents: Mapped[Cents] = mapped_column(default=0)
    charges_cents: Mapped[Cents] = mapped_column(default=0)
    """The part of the investment that is paid by yearly costs out of the neighbourhood budget."""
    saved_cents: Mapped[Cents] = mapped_column(default=0)
    bearer: Mapped[str] = mapped_column(String(10), default="")
    """Who bears the yearly costs: the area, or the whole pot before it is divided."""
    saving_id: Mapped[int | None] = mapped_column(ForeignKey("saving.id"))
    recorded_at: Mapped[Moment]
    recorded_by_key: Mapped[Key]


class CapitalSplit(Model):
    """A part that became a plan of its own, by agreement with the proposer."""

    __tablename__ = "capital_split"
    __table_args__ = (
        UniqueConstraint("part_id"),
        CheckConstraint("part_id <> proposal_id", name="two_plans"),
        CheckConstraint("words <> ''", name="words"),
    )
    id: Mapped[RowId]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    words: Mapped[str] = mapped_column(Text)
    """Why the part is useful by itself."""
    agreed_on: Mapped[date] = mapped_column(Date)
    split_at: Mapped[Moment]
    split_by_key: Mapped[Key]


for _facts in (CapitalEvent, CapitalAdvice, CapitalCalculation, CapitalDecision, CapitalSplit):
    append_only(cast(Table, _facts.__table__))
