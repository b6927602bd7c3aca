"""Rounds: areas with their pots, a calendar, criteria. A reference round replays an election from elsewhere."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Model, Moment, RowId


class Round(Model):
    """One round. Its phase follows from the dates; criteria and rules stand still from announced_at on."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("ballot_type IN ('approval','knapsack','choose_1')", name="ballot_type"),
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
    __table_args__ = (CheckConstraint("pot_cents > 0", name="pot"),)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    position: Mapped[int]
    pot_cents: Mapped[Cents]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class RoundCriterion(Model):
    """A criterion plans are judged by: frozen and public from the start of collecting."""

    __tablename__ = "round_criterion"
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    text_nl: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
