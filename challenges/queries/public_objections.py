"""Objections to a request as everyone reads them: days, outcome and reasons, and never who objects or why they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import ChallengeDecision, Objection, ObjectionEvent
from challenges.queries.objections import objection_clock_of
from challenges.rules.objection_clock import ObjectionClock

OPEN = ("filed", "admissible", "hearing")


@dataclass(frozen=True)
class PublicObjection:
    """What is public of an objection; `decision_number` is nothing for one to not deciding in time."""

    id: int
    decision_number: int | None
    state: str
    received_on: date
    clock: ObjectionClock
    hearing_on: date | None
    """Not public: for who asked, who may come too (Awb 7:2)."""
    put_off_on: date | None
    ended_on: date | None
    """When it was decided or taken back."""
    motivation: str
    legal_basis: str
    reference: str
    follow_up: str

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def public_objections(session: Session, challenge_id: int, today: date) -> list[PublicObjection]:
    """Every objection to a request, the oldest first."""
    chosen = (
        select(Objection, ChallengeDecision.number)
        .outerjoin(ChallengeDecision, ChallengeDecision.id == Objection.decision_id)
        .where(Objection.challenge_id == challenge_id)
        .order_by(Objection.id)
    )
    rows = session.execute(chosen).all()
    taken_back = _taken_back(session, [each.id for each, _ in rows])
    return [
        PublicObjection(
            each.id, number, each.state, each.received_on, objection_clock_of(session, each, today),
            each.hearing_on if each.state == "hearing" else None, each.adjourned_on,
            each.announced_on or taken_back.get(each.id), each.motivation, each.legal_basis, each.reference,
            each.follow_up,
        )
        for each, number in rows
    ]  # fmt: skip


def _taken_back(session: Session, objection_ids: Sequence[int]) -> dict[int, date]:
    if not objection_ids:
        return {}
    chosen = select(ObjectionEvent.objection_id, ObjectionEvent.on_day).where(
        ObjectionEvent.objection_id.in_(objection_ids), ObjectionEvent.step == "withdraw_objection"
    )
    return {number: day for number, day in session.execute(chosen)}  # noqa: C416
