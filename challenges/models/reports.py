"""How who took a task over accounts for it: the days that were agreed on, and the reports with what was spent."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenges.models.requests import one_of
from challenges.rules.report_life import ReportState
from database import Cents, Key, Model, Moment, RowId


class ChallengeReportDay(Model):
    """A day on which a report is due, as both sides agreed; part of the agreement's text."""

    __tablename__ = "challenge_report_day"
    __table_args__ = (UniqueConstraint("challenge_id", "on_day"),)
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    on_day: Mapped[date] = mapped_column(Date)


class ChallengeReport(Model):
    """One report over a period; public from the moment the coordinator accepts it."""

    __tablename__ = "challenge_report"
    __table_args__ = (
        UniqueConstraint("challenge_id", "due_on"),
        one_of("state", tuple(map(str, ReportState))),
        CheckConstraint("first_day <= last_day", name="days"),
        CheckConstraint("minutes >= 0", name="hours"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("done <> ''", name="done"),
        CheckConstraint("state <> 'asked' OR question <> ''", name="question"),
        CheckConstraint("(state = 'accepted') = (accepted_at IS NOT NULL)", name="accepted"),
        CheckConstraint("(accepted_at IS NULL) = (accepted_by_key IS NULL)", name="accepted_by"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    due_on: Mapped[date] = mapped_column(Date)
    """The day that it answers to; of a report that nobody asked for, the last day of its period."""
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    """Raised with every answer: nobody accepts a text that one did not read."""
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    done: Mapped[str] = mapped_column(Text)
    went_well: Mapped[str] = mapped_column(Text, default="")
    went_less: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[Cents] = mapped_column(default=0)
    question: Mapped[str] = mapped_column(Text, default="")
    """The newest question of the coordinator; for both sides alone."""
    written_by_key: Mapped[Key]
    written_at: Mapped[Moment]
    accepted_at: Mapped[Moment | None]
    accepted_by_key: Mapped[Key | None]


class ChallengeReportCost(Model):
    """What was spent on one thing in the period of a report."""

    __tablename__ = "challenge_report_cost"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("cents > 0", name="cents"),
    )
    id: Mapped[RowId]
    report_id: Mapped[int] = mapped_column(ForeignKey("challenge_report.id"))
    number: Mapped[int]
    what: Mapped[str] = mapped_column(String(200))
    cents: Mapped[Cents]
