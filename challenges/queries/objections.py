"""Objections with their clock, and who had a hand in the decision they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import (
    ChallengeAdvice,
    ChallengeDecision,
    ChallengeTalk,
    CouncilAnswer,
    Objection,
    ObjectionEvent,
)
from challenges.queries.finding import LARGEST_ID
from challenges.queries.settings import calendar_of
from challenges.rules.history import Event, Happening
from challenges.rules.objection_clock import (
    ObjectionClock,
    ObjectionFacts,
    days_to_object,
    is_in_time,
    read_objection_clock,
)
from lives.messages import msg
from lives.periods import Days
from logbook.refusals import NotFound


@dataclass(frozen=True)
class ObjectionLine:
    """An objection in a list, without who objects."""

    id: int
    challenge_id: int
    decision_number: int | None
    state: str
    received_on: date
    clock: ObjectionClock


def find_objection(session: Session, objection_id: int, *, is_locked: bool = False) -> Objection:
    """The objection; `is_locked` holds its row until the act ends. Raises NotFound."""
    chosen = select(Objection).where(Objection.id == objection_id)
    if is_locked:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(chosen) if 0 < objection_id < LARGEST_ID else None
    if found is None:
        raise NotFound(msg("We do not know this objection."))
    return found


def objections_to(session: Session, challenge_id: int, today: date) -> list[ObjectionLine]:
    """Every objection that hangs on a request, the oldest first."""
    chosen = (
        select(Objection, ChallengeDecision.number)
        .outerjoin(ChallengeDecision, ChallengeDecision.id == Objection.decision_id)
        .where(Objection.challenge_id == challenge_id)
        .order_by(Objection.id)
    )
    return [
        ObjectionLine(each.id, each.challenge_id, number, each.state, each.received_on,
                      objection_clock_of(session, each, today))
        for each, number in session.execute(chosen)
    ]  # fmt: skip


def objection_clock_of(session: Session, objection: Objection, today: date) -> ObjectionClock:
    """The last day for the decision on an objection, as it is known on a day."""
    facts = ObjectionFacts(
        received_on=objection.received_on,
        announced_on=announced_on(session, objection),
        with_committee=objection.with_committee,
        repairs=repairs_of(session, objection.id),
        adjourned_on=objection.adjourned_on,
        agreed_until=objection.agreed_until,
        decided_on=objection.announced_on,
    )
    return read_objection_clock(facts, today, calendar=calendar_of(session))


def announced_on(session: Session, objection: Objection) -> date | None:
    """When the decision objected to was announced; nothing for an objection to silence."""
    if objection.decision_id is None:
        return None
    return session.get_one(ChallengeDecision, objection.decision_id).announced_on


def days_for(session: Session, decision: ChallengeDecision) -> Days:
    """The days in which one can object to a decision."""
    return days_to_object(decision.announced_on, calendar=calendar_of(session))


def is_objection_in_time(session: Session, objection: Objection) -> bool:
    """Whether it came in time; to silence there is no last day (Awb 6:12)."""
    if objection.decision_id is None:
        return True
    days = days_for(session, session.get_one(ChallengeDecision, objection.decision_id))
    return is_in_time(days, objection.received_on, objection.posted_on, calendar=calendar_of(session))


def objection_events(session: Session, objection_id: int) -> Sequence[ObjectionEvent]:
    """Everything that happened to an objection, the oldest first."""
    return session.scalars(
        select(ObjectionEvent).filter_by(objection_id=objection_id).order_by(ObjectionEvent.id)
    ).all()


def repairs_of(session: Session, objection_id: int) -> tuple[Event, ...]:
    """Requests to add something, and the answers, as the clock reads them."""
    return tuple(
        Event(Happening(each.happening), each.on_day, each.until_day)
        for each in objection_events(session, objection_id)
        if each.happening
    )


def hands_in(session: Session, challenge_id: int) -> frozenset[str]:
    """The keys of everyone who prepared or recorded a decision about a request: talks, advice, council, decisions."""
    columns = (
        (ChallengeTalk.written_by_key, ChallengeTalk.challenge_id),
        (ChallengeAdvice.asked_by_key, ChallengeAdvice.challenge_id),
        (ChallengeAdvice.given_by_key, ChallengeAdvice.challenge_id),
        (CouncilAnswer.recorded_by_key, CouncilAnswer.challenge_id),
        (ChallengeDecision.recorded_by_key, ChallengeDecision.challenge_id),
    )
    found = (key for key_of, of in columns for key in session.scalars(select(key_of).where(of == challenge_id)))
    return frozenset(key for key in found if key)
