"""Talks on record, and advice that teams of the municipality were asked for."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenges.models.requests import one_of
from database import Key, Model, Moment, RowId


class ChallengeTalk(Model):
    """A talk with the applicant, or that the applicant wants none; everyone can read it."""

    __tablename__ = "challenge_talk"
    __table_args__ = (CheckConstraint("summary <> ''", name="summary"),)
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), index=True)
    on_day: Mapped[date] = mapped_column(Date)
    is_wanted: Mapped[bool] = mapped_column(default=True)
    """No: the applicant wants no talk."""
    present: Mapped[str] = mapped_column(String(300), default="")
    """Who was there, by role or as they want to be called."""
    summary: Mapped[str] = mapped_column(Text)
    written_by_key: Mapped[Key]
    written_at: Mapped[Moment]


class ChallengeAdvice(Model):
    """One team's advice: asked once, given once."""

    __tablename__ = "challenge_advice"
    __table_args__ = (
        UniqueConstraint("challenge_id", "team"),
        one_of("outcome", ("", "positive", "positive_if", "negative")),
        CheckConstraint("(given_at IS NULL) = (outcome = '')", name="given"),
        CheckConstraint("(given_at IS NULL) = (given_by_key IS NULL)", name="given_by"),
        CheckConstraint("given_at IS NULL OR text <> ''", name="text"),
        CheckConstraint("team <> ''", name="team"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    team: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[Moment]
    asked_by_key: Mapped[Key]
    answer_by: Mapped[date] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(String(12), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[Moment | None]
    given_by_key: Mapped[Key | None]
