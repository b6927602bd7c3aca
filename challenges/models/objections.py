"""Objections to decisions, and everything that happened to each."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from challenges.models.requests import one_of
from challenges.rules.following import FollowUp
from challenges.rules.history import Happening
from challenges.rules.objection_life import ObjectionState
from database import Key, Model, Moment, RowId, append_only

_DECIDED = "state IN ('objection_inadmissible','upheld','partly_upheld','dismissed')"
_STANDS = "state <> 'objection_withdrawn'"
_BY_PERSON = f"person_key IS NOT NULL AND organisation_id IS NULL AND {_STANDS}"
_ONCE = f"decision_id IS NOT NULL AND {_BY_PERSON}"
_ONCE_TO_SILENCE = f"decision_id IS NULL AND {_BY_PERSON}"
_ONCE_BY_ORGANISATION = f"decision_id IS NOT NULL AND organisation_id IS NOT NULL AND {_STANDS}"
_ONCE_BY_ORGANISATION_TO_SILENCE = f"decision_id IS NULL AND organisation_id IS NOT NULL AND {_STANDS}"


def _once(name: str, what: str, who: str, where: str) -> Index:
    """One objector objects once to one decision, or to silence about one request."""
    return Index(f"uq_objection_{name}", what, who, unique=True, sqlite_where=text(where), postgresql_where=text(where))


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
        one_of("follow_up", ("", *map(str, FollowUp))),
        CheckConstraint("follow_up = '' OR state IN ('upheld','partly_upheld')", name="follow_up_of_upheld"),
        CheckConstraint("organisation_id IS NULL OR person_key IS NOT NULL", name="organisation_by_person"),
        CheckConstraint("hearing_on IS NOT NULL OR hearing_place = ''", name="hearing"),
        _once("decision_id_person_key", "decision_id", "person_key", _ONCE),
        _once("challenge_id_person_key", "challenge_id", "person_key", _ONCE_TO_SILENCE),
        _once("decision_id_organisation_id", "decision_id", "organisation_id", _ONCE_BY_ORGANISATION),
        _once("challenge_id_organisation_id", "challenge_id", "organisation_id", _ONCE_BY_ORGANISATION_TO_SILENCE),
        Index("ix_objection_challenge_id", "challenge_id"),
    )  # fmt: skip
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_decision.id"))
    """Nothing: against not deciding in time."""
    state: Mapped[str] = mapped_column(String(25), default="filed")
    person_key: Mapped[Key | None] = mapped_column(index=True)
    entered_by_key: Mapped[Key | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Who represents it acts on the objection, whoever of them wrote it."""
    objector_name: Mapped[str] = mapped_column(String(80))
    interest: Mapped[str] = mapped_column(Text)
    """How the decision touches the objector."""
    grounds: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date] = mapped_column(Date)
    posted_on: Mapped[date | None] = mapped_column(Date)
    with_committee: Mapped[bool]
    late_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it is late, in the objector's own words."""
    excuse: Mapped[str] = mapped_column(Text, default="")
    """Why being late is excused (Awb 6:11)."""
    hearing_on: Mapped[date | None] = mapped_column(Date)
    hearing_place: Mapped[str] = mapped_column(String(200), default="")
    """At what time and where."""
    hearing_report: Mapped[str] = mapped_column(Text, default="")
    no_hearing_reason: Mapped[str] = mapped_column(Text, default="")
    adjourned_on: Mapped[date | None] = mapped_column(Date)
    agreed_until: Mapped[date | None] = mapped_column(Date)
    motivation: Mapped[str] = mapped_column(Text, default="")
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    reference: Mapped[str] = mapped_column(String(120), default="")
    announced_on: Mapped[date | None] = mapped_column(Date)
    decided_by_key: Mapped[Key | None]
    follow_up: Mapped[str] = mapped_column(String(15), default="")
    """What follows now that it is upheld; a word of challenges.rules.following.FollowUp."""
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
