"""What was counted, the result as it was frozen, and what mayor and aldermen decided about it."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId, append_only


class CountedBallot(Model):
    """A ballot as counted: filled after closing, sorted by check code, in one transaction, without any key."""

    __tablename__ = "counted_ballot"
    round_id: Mapped[int] = mapped_column(ForeignKey("ballot_box.round_id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    check_code: Mapped[str] = mapped_column(String(20))
    choices: Mapped[str] = mapped_column(Text)
    """Positions of the chosen plans, joined by commas; empty for a blank ballot."""


class Result(Model):
    """An area's count as a record, frozen when made; pages and files are drawn from it alone."""

    __tablename__ = "result"
    round_id: Mapped[int] = mapped_column(ForeignKey("ballot_box.round_id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    record: Mapped[str] = mapped_column(Text)
    """JSON as voting/rules/record.py makes it: the rule that decides, and the rule shown beside it."""
    record_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[Moment]


class CollegeDecision(Model):
    """What mayor and aldermen decided about an area's result: once, with the reference of their decision."""

    __tablename__ = "college_decision"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "area_code"], ["result.round_id", "result.area_code"]),
        UniqueConstraint("round_id", "area_code"),
        CheckConstraint("reference <> ''", name="reference"),
    )
    id: Mapped[RowId]
    round_id: Mapped[int]
    area_code: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[date]
    recorded_at: Mapped[Moment]
    recorded_by_key: Mapped[Key]


class CollegeDecisionPlan(Model):
    """A plan that won: adopted, or not and why."""

    __tablename__ = "college_decision_plan"
    __table_args__ = (
        CheckConstraint("adopted OR reason <> ''", name="refused_with_reason"),
        UniqueConstraint("proposal_id"),
    )
    decision_id: Mapped[int] = mapped_column(ForeignKey("college_decision.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    adopted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")


append_only(cast(Table, CollegeDecision.__table__))
append_only(cast(Table, CollegeDecisionPlan.__table__))
append_only(cast(Table, CountedBallot.__table__))
append_only(cast(Table, Result.__table__))
