"""The agreement that follows a grant, its promises, and the evaluations of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId

_STANDS = "superseded_at IS NULL"


class ChallengeAgreement(Model):
    """One agreement per request that stands; a change takes the applicant's yes away. It becomes a deal when both
    sides agreed. When the request is decided again it is superseded, and a next one is written."""

    __tablename__ = "challenge_agreement"
    __table_args__ = (
        Index(
            "uq_challenge_agreement_challenge_id", "challenge_id", unique=True,
            sqlite_where=text(_STANDS), postgresql_where=text(_STANDS),
        ),
        CheckConstraint("cents >= 0 AND minutes >= 0", name="amounts"),
        CheckConstraint("first_day <= last_day", name="days"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_key IS NULL)", name="confirmed"),
        CheckConstraint("deal_id IS NULL OR confirmed_at IS NOT NULL", name="both_agreed"),
        CheckConstraint("cents = 0 OR paying_area <> '' OR paid_from <> ''", name="paid_from"),
    )  # fmt: skip
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    version: Mapped[int] = mapped_column(default=1)
    result: Mapped[str] = mapped_column(Text)
    reporting: Mapped[str] = mapped_column(Text)
    stopping: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(20))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    year: Mapped[int]
    cents: Mapped[Cents]
    minutes: Mapped[Cents]
    paying_area: Mapped[str] = mapped_column(String(40), default="")
    paid_from: Mapped[str] = mapped_column(String(300), default="")
    their_promises: Mapped[str] = mapped_column(Text)
    """One on a line."""
    our_promises: Mapped[str] = mapped_column(Text)
    written_by_key: Mapped[Key]
    written_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    confirmed_by_key: Mapped[Key | None]
    """The applicant in the browser, or who wrote down a signature on paper."""
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"))
    superseded_at: Mapped[Moment | None]
    """When the decision it came from was taken again."""


class ChallengeEvaluation(Model):
    """How it goes and what follows: written by both sides together, public."""

    __tablename__ = "challenge_evaluation"
    __table_args__ = (CheckConstraint("text <> ''", name="text"),)
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), index=True)
    on_day: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(10))
    new_last_day: Mapped[date | None] = mapped_column(Date)
    written_by_key: Mapped[Key]
    written_at: Mapped[Moment]
