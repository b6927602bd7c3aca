"""Rounds: areas with their pots, a calendar, criteria. A reference round replays an election from elsewhere."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Model, Moment, RowId


class Round(Model):
    """One round. Its phase follows from the dates; criteria and rules stand still from announced_at on."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("ballot_type IN ('approval','knapsack','choose_1','points','ranking')", name="ballot_type"),
        CheckConstraint(
            "most_choices >= 1 AND (ballot_type <> 'ranking' OR is_reference OR most_choices <= 20)",
            name="most_choices",
        ),
        CheckConstraint("most_points BETWEEN 1 AND 65535", name="most_points"),
        CheckConstraint("most_points_per_plan BETWEEN 1 AND 65535", name="most_points_per_plan"),
        CheckConstraint("(ballot_type IN ('points','ranking')) = (utility = '')", name="utility_of_ballot"),
        CheckConstraint("utility IN ('','cost','cardinality')", name="utility"),
        CheckConstraint("least_spend_percent BETWEEN 0 AND 100", name="least_spend"),
        CheckConstraint("least_spend_percent = 0 OR ballot_type = 'knapsack'", name="least_spend_of_knapsack"),
        CheckConstraint("threshold >= 0", name="threshold"),
        CheckConstraint("threshold_percent BETWEEN 0 AND 99", name="threshold_percent"),
        CheckConstraint(
            "threshold_percent = 0 OR (threshold = 0 AND ballot_type NOT IN ('points','ranking'))",
            name="one_threshold",
        ),
        CheckConstraint("lot IN ('none','automatic','dice')", name="lot"),
        CheckConstraint("method IN ('equalshares','greedy')", name="method"),
        CheckConstraint("completion IN ('none','add1','add1u','greedy')", name="completion"),
        CheckConstraint("is_reference = (year IS NULL)", name="reference_has_no_year"),
        CheckConstraint("capital_test OR is_reference", name="capital_test_on"),
        CheckConstraint(
            "collect_from < collect_until AND collect_until <= review_until "
            "AND review_until <= opens_at AND opens_at < closes_at",
            name="calendar",
        ),
        CheckConstraint("largest_plan_percent BETWEEN 1 AND 100", name="largest_plan"),
    )
    id: Mapped[RowId]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    is_reference: Mapped[bool] = mapped_column(default=False)
    capital_test: Mapped[bool] = mapped_column(default=True)
    year: Mapped[int | None] = mapped_column(ForeignKey("budget_year.year"))
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    ballot_type: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(20), default="equalshares")
    completion: Mapped[str] = mapped_column(String(10), default="add1u")
    comparison: Mapped[bool] = mapped_column(default=False)
    utility: Mapped[str] = mapped_column(String(12), default="cost")
    """What a chosen plan is worth under Equal Shares; empty where points or places say so."""
    most_choices: Mapped[int | None]
    """Plans that a voter may choose, or places of a ranking; None: as many as one likes."""
    most_points: Mapped[int | None]
    most_points_per_plan: Mapped[int | None]
    least_spend_percent: Mapped[int] = mapped_column(default=0)
    """Of the pot: what the plans of a knapsack cost together at least."""
    threshold: Mapped[int] = mapped_column(default=0)
    """Votes, or points, that a plan needs to take part in the count."""
    threshold_percent: Mapped[int] = mapped_column(default=0)
    """Instead of a number: of the ballots with a choice, rounded up at the count, when they are known."""
    lot: Mapped[str] = mapped_column(String(12), default="automatic")
    across: Mapped[bool] = mapped_column(default=False)
    """Whether residents choose from the plans of all areas of the round: one election over all pots together."""
    largest_plan_percent: Mapped[int] = mapped_column(Integer, default=50)
    """Of the area's share: dearer plans stay off the ballot unless CAP-SHARE was released."""
    collect_from: Mapped[Moment]
    collect_until: Mapped[Moment]
    review_until: Mapped[Moment]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    grace_seconds: Mapped[int] = mapped_column(default=300)
    created_at: Mapped[Moment]
    announced_at: Mapped[Moment | None]


class RoundArea(Model):
    """An area of a round with its pot, and the account it draws from (none for a reference round)."""

    __tablename__ = "round_area"
    __table_args__ = (
        CheckConstraint("pot_cents > 0", name="pot"),
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("merges_with <> area_code", name="merges_with_another"),
    )
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    position: Mapped[int]
    pot_cents: Mapped[Cents]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    hours: Mapped[int | None]
    """Of the municipality's own people; None: hours do not count in this vote."""
    hours_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    merges_with: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    """The area of the round that this one is counted with when too few people vote in it."""


class RoundLimit(Model):
    """Plans of a theme cost together at most so much of each area's pot."""

    __tablename__ = "round_limit"
    __table_args__ = (CheckConstraint("most_percent BETWEEN 1 AND 99", name="most_percent"),)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(20), primary_key=True)
    most_percent: Mapped[int]


class RoundCriterion(Model):
    """A criterion plans are judged by: frozen and public from the start of collecting."""

    __tablename__ = "round_criterion"
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    text_nl: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
