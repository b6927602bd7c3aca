"""A request to take over a task, every version of it that was sent, and everything that happened to it."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenges.rules.history import Happening
from challenges.rules.states import RequestState
from database import Cents, Key, Model, Moment, RowId, append_only


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """The column holds one of these words."""
    return CheckConstraint(f"{column} IN ({','.join(repr(value) for value in values)})", name=column)


# what must be there before it is sent; how long texts may be is in challenges.rules.asking
_REQUIRED = ("title", "task", "ways", "why_better", "experience", "quality", "support", "cost_explained",
             "cooperation", "contact_name")  # fmt: skip
_WHOLE = " AND ".join(f"{name} <> ''" for name in _REQUIRED)


class Challenge(Model):
    """A request. The database refuses one that was sent and is not whole, or whose terms are not known."""

    __tablename__ = "challenge"
    __table_args__ = (
        one_of("state", tuple(map(str, RequestState))),
        one_of("applicant", ("group", "organisation")),
        one_of("legal_form", ("now", "at_take_over", "unknown")),
        CheckConstraint("(person_key IS NULL) = (entered_by_key IS NOT NULL)", name="one_applicant"),
        CheckConstraint("applicant = 'organisation' OR organisation_id IS NULL", name="organisation"),
        CheckConstraint("(state = 'draft') = (received_at IS NULL)", name="received"),
        CheckConstraint("(received_at IS NULL) = (preset IS NULL)", name="terms_of_receipt"),
        CheckConstraint(f"state = 'draft' OR ({_WHOLE} AND cost_cents IS NOT NULL)", name="whole_when_sent"),
        CheckConstraint(
            "state = 'draft' OR applicant = 'group' OR organisation_id IS NOT NULL", name="organisation_when_sent"
        ),
        CheckConstraint("cost_cents >= 0 AND own_cents >= 0 AND current_cost_cents >= 0", name="amounts"),
        CheckConstraint("own_minutes >= 0 AND asked_minutes >= 0", name="hours"),
        CheckConstraint("first_day IS NULL OR last_day IS NULL OR first_day <= last_day", name="days"),
        CheckConstraint("version > 0", name="version"),
        Index("ix_challenge_state_area_code", "state", "area_code"),
    )
    id: Mapped[RowId]
    state: Mapped[str] = mapped_column(String(20), default="draft")
    version: Mapped[int] = mapped_column(default=1)
    """Raised with every save: two windows never overwrite each other unseen."""
    applicant: Mapped[str] = mapped_column(String(12), default="group")
    person_key: Mapped[Key | None] = mapped_column(index=True)
    entered_by_key: Mapped[Key | None] = mapped_column(index=True)
    """Who entered it at the desk or from paper."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    contact_name: Mapped[str] = mapped_column(String(80), default="")
    legal_form: Mapped[str] = mapped_column(String(15), default="unknown")
    title: Mapped[str] = mapped_column(String(120), default="")
    task: Mapped[str] = mapped_column(Text, default="")
    area_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    """Nothing: the whole town."""
    target_group: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[date | None] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    ways: Mapped[str] = mapped_column(String(60), default="")
    """Words of challenges.rules.asking.Better, in order, with commas."""
    why_better: Mapped[str] = mapped_column(Text, default="")
    how_cheaper: Mapped[str] = mapped_column(Text, default="")
    experience: Mapped[str] = mapped_column(Text, default="")
    quality: Mapped[str] = mapped_column(Text, default="")
    support: Mapped[str] = mapped_column(Text, default="")
    partners: Mapped[str] = mapped_column(Text, default="")
    cost_cents: Mapped[Cents | None]
    cost_explained: Mapped[str] = mapped_column(Text, default="")
    own_cents: Mapped[Cents] = mapped_column(default=0)
    own_minutes: Mapped[Cents] = mapped_column(default=0)
    own_contribution: Mapped[str] = mapped_column(Text, default="")
    asked_minutes: Mapped[Cents] = mapped_column(default=0)
    cooperation: Mapped[str] = mapped_column(Text, default="")
    risks: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    received_at: Mapped[Moment | None]
    preset: Mapped[str | None] = mapped_column(String(20))
    """The terms of the day of receipt: a later setting does not move a deadline."""
    owes_penalty: Mapped[bool] = mapped_column(default=True)
    current_executor: Mapped[str] = mapped_column(String(200), default="")
    contract_ends_on: Mapped[date | None] = mapped_column(Date)
    current_cost_cents: Mapped[Cents | None]
    procurement_check: Mapped[str] = mapped_column(Text, default="")
    state_aid_check: Mapped[str] = mapped_column(Text, default="")


class ChallengeVersion(Model):
    """A request as it was sent, and as it was each time it was completed."""

    __tablename__ = "challenge_version"
    __table_args__ = (UniqueConstraint("challenge_id", "number"), CheckConstraint("number > 0", name="number"))
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    number: Mapped[int]
    answers: Mapped[str] = mapped_column(Text)
    """JSON."""
    at: Mapped[Moment]


class ChallengeEvent(Model):
    """A step or something else that happened: the public timeline, and the history that the clock reads."""

    __tablename__ = "challenge_event"
    __table_args__ = (
        one_of("happening", ("", *map(str, Happening))),
        CheckConstraint("until_day IS NULL OR until_day >= on_day", name="until_day"),
        Index("ix_challenge_event_challenge_id", "challenge_id"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    step: Mapped[str] = mapped_column(String(25))
    to_state: Mapped[str] = mapped_column(String(20))
    happening: Mapped[str] = mapped_column(String(20), default="")
    """What it is to the clock; empty where the clock does not look."""
    on_day: Mapped[date] = mapped_column(Date)
    until_day: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment]


append_only(cast(Table, ChallengeVersion.__table__))
append_only(cast(Table, ChallengeEvent.__table__))
