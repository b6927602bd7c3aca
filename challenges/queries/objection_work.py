"""Objections on the work list: with days left for clerks; agreements to end because of one for coordinators."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, Objection
from challenges.queries.objections import hands_in, objection_clock_of
from challenges.queries.objectors import is_clerk_for
from challenges.queries.public_objections import OPEN
from challenges.queries.reopening import Reopened, reopened
from challenges.rules.following import RUNNING, FollowUp
from challenges.rules.objection_clock import ObjectionClock
from challenges.rules.objection_life import OBJECTION_LIFE
from challenges.rules.states import RequestState
from lives.messages import Message, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """What an objection asks of this member of staff."""
    return [*_to_handle(session, actor, now), *_to_follow(session, actor, now)]


def _to_handle(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    if not actor.has(Role.COLLEGE_CLERK):
        return []
    chosen = select(Objection, Challenge).join(Challenge, Challenge.id == Objection.challenge_id)
    rows = session.execute(chosen.where(Objection.state.in_(OPEN)).order_by(Objection.id)).all()
    items = []
    for found, row in rows:
        if is_clerk_for(session, actor, found, row):
            clock = objection_clock_of(session, found, day_of(now))
            note = _note(found.state, clock, is_involved=actor.key in hands_in(session, row.id))
            items.append(
                WorkItem("objection", row.title, "challenges.objection_work", {"objection_id": found.id},
                         row.area_code or "", clock.decide_by, note)
            )  # fmt: skip
    return items


def _note(state: str, clock: ObjectionClock, *, is_involved: bool) -> Message:
    if is_involved:
        return msg("You prepared the decision, so somebody else handles this objection.")
    if clock.is_late:
        return msg("The decision about the objection is late.")
    if any(stop.is_open for stop in clock.stops):
        return msg("The clock stands still.")
    return OBJECTION_LIFE.word(state)


def _to_follow(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """Agreements that must end for the coordinator, and requests whose agreement has ended for the clerk."""
    waiting = select(Objection.challenge_id).where(Objection.follow_up == FollowUp.END_AGREEMENT.value)
    rows = session.scalars(select(Challenge).where(Challenge.id.in_(waiting)).order_by(Challenge.id))
    found = ((row, reopened(session, row, day_of(now))) for row in rows)
    return [_follow(row, asked) for row, asked in found if asked is not None and _is_for(actor, row)]


def _is_for(actor: Actor, row: Challenge) -> bool:
    role = Role.COORDINATOR if RequestState(row.state) in RUNNING else Role.COLLEGE_CLERK
    return actor.has(role, row.area_code) and actor.key not in (row.person_key, row.entered_by_key)


def _follow(row: Challenge, asked: Reopened) -> WorkItem:
    note = (
        msg("An objection was upheld: end the agreement, then there is a new decision.")
        if RequestState(row.state) in RUNNING
        else msg("The agreement was ended because of an objection: take the request up again.")
    )
    return WorkItem("objection_upheld", row.title, "challenges.work", {"challenge_id": row.id}, row.area_code or "",
                    asked.decide_by, note)  # fmt: skip
