"""Who somebody is to an objection, one's own objections, and one of them with everything a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from accounts.models import Organisation, OrganisationMember
from accounts.queries import mandate_in
from accounts.rules.organisations import Mandate, reaches
from challenges.models import Challenge, ChallengeDecision, Objection, ObjectionEvent
from challenges.queries.finding import find_challenge
from challenges.queries.objections import (
    days_for,
    find_objection,
    hands_in,
    is_objection_in_time,
    objection_clock_of,
    objection_events,
    repairs_of,
)
from challenges.rules.due import open_completion
from challenges.rules.history import Event
from challenges.rules.objection_clock import ObjectionClock
from lives.periods import Days
from logbook.actors import Actor, Role


@dataclass(frozen=True)
class OwnLine:
    """An objection in the list of who made it."""

    id: int
    title: str
    state: str
    received_on: date
    clock: ObjectionClock
    waits_for_you: bool
    organisation_id: int | None = None


@dataclass(frozen=True)
class ObjectionPage:
    """An objection as the objector and the clerk see it."""

    objection: Objection
    challenge: Challenge
    decision: ChallengeDecision | None
    next_decision: ChallengeDecision | None
    """The decision that came after it, when the objection was upheld."""
    days: Days | None
    """In which one could object; none against silence."""
    clock: ObjectionClock
    is_in_time: bool
    asked: Event | None
    """The question to add something that nobody answered yet."""
    events: Sequence[ObjectionEvent]
    organisation: Organisation | None
    hands: frozenset[str]

    @property
    def is_open(self) -> bool:
        return self.objection.state in ("filed", "admissible", "hearing")


def speaks_for(session: Session, actor: Actor, objection: Objection) -> bool:
    """Whether this person is the objector: who sent it, or who represents the organisation that objects; on paper who
    wrote it down."""
    if objection.organisation_id is not None:
        held = mandate_in(session, objection.organisation_id, actor.key)
        return held is not None and reaches(held, Mandate.REPRESENT)
    return actor.key in (objection.person_key, objection.entered_by_key)


def takes_in(session: Session, actor: Actor, row: Challenge) -> bool:
    """Whether this person may write down what came in on paper: the clerk, or the coordinator at the desk. Receipt is
    no handling, so it does not matter who prepared the decision; who asked reads no letters of others about it."""
    asked = actor.key == row.person_key or (
        row.organisation_id is not None and mandate_in(session, row.organisation_id, actor.key) is not None
    )
    return not asked and any(actor.has(role, row.area_code) for role in (Role.COLLEGE_CLERK, Role.COORDINATOR))


def is_clerk_for(session: Session, actor: Actor, objection: Objection, row: Challenge) -> bool:
    """Whether this person is a clerk here and no party: did not object or ask, alone or for an organisation."""
    parties = (objection.person_key, row.person_key, row.entered_by_key)
    organisations = [each for each in (objection.organisation_id, row.organisation_id) if each is not None]
    is_party = actor.key in parties or any(mandate_in(session, each, actor.key) for each in organisations)
    return actor.has(Role.COLLEGE_CLERK, row.area_code) and not is_party


def objections_of_person(session: Session, actor: Actor, today: date) -> list[OwnLine]:
    """What somebody objected to, alone or for an organisation, or wrote down from paper; the newest first."""
    acting = select(OrganisationMember.organisation_id).where(
        OrganisationMember.person_key == actor.key, OrganisationMember.ended_at.is_(None),
        OrganisationMember.mandate != Mandate.WRITE.value,
    )  # fmt: skip
    own = (Objection.person_key == actor.key) & Objection.organisation_id.is_(None)
    mine = or_(own, Objection.entered_by_key == actor.key, Objection.organisation_id.in_(acting))
    chosen = select(Objection, Challenge.title).join(Challenge, Challenge.id == Objection.challenge_id).where(mine)
    return [
        OwnLine(each.id, title, each.state, each.received_on, objection_clock_of(session, each, today),
                each.state == "filed" and open_completion(repairs_of(session, each.id), today) is not None,
                each.organisation_id)
        for each, title in session.execute(chosen.order_by(Objection.id.desc()))
    ]  # fmt: skip


def objection_page(session: Session, objection_id: int, today: date) -> ObjectionPage:
    """Everything about one objection. Raises NotFound."""
    found = find_objection(session, objection_id)
    row = find_challenge(session, found.challenge_id)
    decision = session.get(ChallengeDecision, found.decision_id) if found.decision_id else None
    return ObjectionPage(
        found, row, decision, _next(session, decision), days_for(session, decision) if decision else None,
        objection_clock_of(session, found, today), is_objection_in_time(session, found),
        open_completion(repairs_of(session, found.id), today), objection_events(session, found.id),
        session.get(Organisation, found.organisation_id) if found.organisation_id else None,
        hands_in(session, row.id),
    )  # fmt: skip


def _next(session: Session, decision: ChallengeDecision | None) -> ChallengeDecision | None:
    if decision is None:
        return None
    later = select(ChallengeDecision).filter_by(challenge_id=decision.challenge_id, number=decision.number + 1)
    return session.scalar(later)


def objection_of(session: Session, actor: Actor, challenge_id: int, decision: ChallengeDecision | None) -> int | None:
    """The number of this person's own objection to a decision, or to silence, that was not taken back."""
    chosen = select(Objection.id).where(
        Objection.challenge_id == challenge_id, Objection.person_key == actor.key,
        Objection.organisation_id.is_(None), Objection.state != "objection_withdrawn",
        Objection.decision_id == decision.id if decision else Objection.decision_id.is_(None),
    )  # fmt: skip
    return session.scalar(chosen.order_by(Objection.id).limit(1))
