"""Objections to decisions, and everything that happened to each."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from challenges.models.requests import one_of
from challenges.rules.history import Happening
from challenges.rules.objection_life import ObjectionState
from database import Key, Model, Moment, RowId, append_only

_DECIDED = "state IN ('objection_inadmissible','upheld','partly_upheld','dismissed')"
_ONCE = "decision_id IS NOT NULL AND person_key IS NOT NULL AND state <> 'objection_withdrawn'"


class Objection(Model):
    """Somebody's objection to a decision, or to not deciding in time (no decision). Who objects is not public."""

    __tablename__ = "objection"
    __table_args__ = (
        one_of("state", tuple(map(str, ObjectionState))),
        CheckConstraint("(person_key IS NULL) = (entered_by_key IS NOT NULL)", name="one_objector"),
        CheckConstraint("posted_on IS NULL OR posted_on <= received_on", name="posted_on"),
        CheckConstraint("objector_name <> '' AND interest <> '' AND grounds <> ''", name="whole"),
        CheckConstraint(
            f"({_DECIDED}) = (motivation <> '') AND ({_DECIDED}) = (announced_on IS NOT NULL) "
            f"AND ({_DECIDED}) = (decided_by_key IS NOT NULL)",
            name="decided",
        ),
        CheckConstraint("hearing_report = '' OR no_hearing_reason = ''", name="heard_or_not"),
        # one person objects once to one decision
        Index(
            "uq_objection_decision_id_person_key", "decision_id", "person_key", unique=True,
            sqlite_where=text(_ONCE), postgresql_where=text(_ONCE),
        ),
        Index("ix_objection_challenge_id", "challenge_id"),
    )  # fmt: skip
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_decision.id"))
    """Nothing: against not deciding in time."""
    state: Mapped[str] = mapped_column(String(25), default="filed")
    person_key: Mapped[Key | None] = mapped_column(index=True)
    entered_by_key: Mapped[Key | None]
    objector_name: Mapped[str] = mapped_column(String(80))
    interest: Mapped[str] = mapped_column(Text)
    """How the decision touches the objector."""
    grounds: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date] = mapped_column(Date)
    posted_on: Mapped[date | None] = mapped_column(Date)
    with_committee: Mapped[bool]
    excuse: Mapped[str] = mapped_column(Text, default="")
    """Why being late is excused (Awb 6:11)."""
    hearing_report: Mapped[str] = mapped_column(Text, default="")
    no_hearing_reason: Mapped[str] = mapped_column(Text, default="")
    adjourned_on: Mapped[date | None] = mapped_column(Date)
    agreed_until: Mapped[date | None] = mapped_column(Date)
    motivation: Mapped[str] = mapped_column(Text, default="")
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    reference: Mapped[str] = mapped_column(String(120), default="")
    announced_on: Mapped[date | None] = mapped_column(Date)
    decided_by_key: Mapped[Key | None]
    filed_at: Mapped[Moment]


class ObjectionEvent(Model):
    """A step of an objection, or something else that happened to it."""

    __tablename__ = "objection_event"
    __table_args__ = (
        one_of("happening", ("", Happening.COMPLETION_ASKED.value, Happening.COMPLETED.value)),
        Index("ix_objection_event_objection_id", "objection_id"),
    )
    id: Mapped[RowId]
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"))
    step: Mapped[str] = mapped_column(String(25))
    to_state: Mapped[str] = mapped_column(String(25))
    happening: Mapped[str] = mapped_column(String(20), default="")
    on_day: Mapped[date] = mapped_column(Date)
    until_day: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment]


append_only(cast(Table, ObjectionEvent.__table__))
