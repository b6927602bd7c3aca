"""A person's own requests, and the work that waits with its days left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from accounts.models import OrganisationMember
from areas.models import Area
from challenges.models import Challenge, ChallengeAdvice
from challenges.queries.finding import clocks_of, default_of, history_of, terms_of_request
from challenges.queries.reopening import reopened
from challenges.queries.reports import report_work_of
from challenges.queries.settings import calendar_of
from challenges.queries.todo import DAYS_OVER, Standing, doing, standing_of, with_clock
from challenges.rules.clock import Clock, ClockState
from challenges.rules.due import ask_completion_by, first_talk_by, may_still_not_process
from challenges.rules.states import RequestState
from lives.messages import Message, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role

_S = RequestState
FOR_COORDINATOR = frozenset({
    _S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK, _S.AWAITING_COMPLETION, _S.DIALOGUE, _S.ASSESSMENT, _S.GRANTED,
    _S.PARTLY_GRANTED, _S.AGREEMENT_DRAFTING, _S.EVALUATION,
})  # fmt: skip
FOR_CLERK = frozenset({_S.AWAITING_COMPLETION, _S.ADVISED, _S.COUNCIL_REQUIRED})
ENDPOINT = "challenges.work"


@dataclass(frozen=True)
class Line:
    """A request in a list."""

    id: int
    title: str
    state: str
    area_name: str | None
    received_at: datetime | None
    clock: Clock | None
    organisation_id: int | None = None


def challenges_of_person(session: Session, person_key: str, today: date) -> list[Line]:
    """What somebody wrote, entered for somebody else, or wrote with others for an organisation; drafts too."""
    own = select(OrganisationMember.organisation_id).where(
        OrganisationMember.person_key == person_key, OrganisationMember.ended_at.is_(None)
    )
    mine = or_(
        Challenge.person_key == person_key,
        Challenge.entered_by_key == person_key,
        Challenge.organisation_id.in_(own),
    )
    return _lines(session, _with_area().where(mine), today)


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """What waits for this member of staff, the first day to keep on top; advice for reviewers."""
    return [*_handling(session, actor, now), *_advice(session, actor), *report_work_of(session, actor, now)]


def _advice(session: Session, actor: Actor) -> list[WorkItem]:
    """Advice that was asked and not given yet, for requests in the reviewer's areas and never for the own one."""
    if not actor.has(Role.REVIEWER):
        return []
    chosen = (
        select(ChallengeAdvice, Challenge)
        .join(Challenge, Challenge.id == ChallengeAdvice.challenge_id)
        .where(ChallengeAdvice.given_at.is_(None), Challenge.state == _S.ASSESSMENT.value)
        .where(Challenge.person_key.is_distinct_from(actor.key))
        .order_by(ChallengeAdvice.answer_by, ChallengeAdvice.id)
    )
    return [
        WorkItem("challenge_advice", row.title, ENDPOINT, {"challenge_id": row.id}, row.area_code or "",
                 advice.answer_by, msg("Advice of team %(team)s.", team=advice.team))
        for advice, row in session.execute(chosen)
        if actor.has(Role.REVIEWER, row.area_code)
    ]  # fmt: skip


def _handling(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    states = _states_for(actor)
    if not states:
        return []
    chosen = select(Challenge).where(
        Challenge.state.in_(sorted(states)),
        Challenge.person_key.is_distinct_from(actor.key),
        Challenge.entered_by_key.is_distinct_from(actor.key),
    )
    found = [each for each in session.scalars(chosen.order_by(Challenge.id)) if _is_for(actor, each)]
    clocks = clocks_of(session, found, day_of(now))
    known = standing_of(session, clocks)
    items = [_item(session, each, clocks.get(each.id), known, day_of(now)) for each in found]
    return sorted(items, key=lambda item: (item.due is None, item.due, item.title))


def _states_for(actor: Actor) -> frozenset[RequestState]:
    coordinator = FOR_COORDINATOR if actor.has(Role.COORDINATOR) else frozenset()
    return coordinator | (FOR_CLERK if actor.has(Role.COLLEGE_CLERK) else frozenset())


def _is_for(actor: Actor, challenge: Challenge) -> bool:
    state = RequestState(challenge.state)
    as_coordinator = state in FOR_COORDINATOR and actor.has(Role.COORDINATOR, challenge.area_code)
    return as_coordinator or (state in FOR_CLERK and actor.has(Role.COLLEGE_CLERK, challenge.area_code))


def _item(session: Session, challenge: Challenge, clock: Clock | None, known: Standing, today: date) -> WorkItem:
    due, note = _due(session, challenge, clock, known, today)
    return WorkItem(
        "challenge", challenge.title, ENDPOINT, {"challenge_id": challenge.id}, challenge.area_code or "", due, note
    )


def _due(
    session: Session, challenge: Challenge, clock: Clock | None, known: Standing, today: date
) -> tuple[date | None, Message | None]:
    """The first day to keep in this state: of the municipality's own terms, else the decision's."""
    terms, state = terms_of_request(challenge), RequestState(challenge.state)
    if terms is None or clock is None or clock.state is ClockState.STOPPED:
        due, note = _due_again(session, challenge, today)
        return due, note or doing(challenge.id, state, known)
    found = default_of(session, challenge, today) if clock.state is ClockState.LATE else None
    note = with_clock(doing(challenge.id, state, known), clock, found, today)
    match state:
        case _S.ACKNOWLEDGED | _S.ADMISSIBILITY_CHECK:
            return min(ask_completion_by(clock.received_on, terms), clock.last_day), note
        case _S.AWAITING_COMPLETION:
            history = history_of(session, challenge.id)
            if may_still_not_process(history, today, terms, calendar_of(session)):
                return today, DAYS_OVER
            return next((stop.ends_at_latest for stop in clock.standing), None), note
        case _S.DIALOGUE if challenge.id not in known.had_talk:
            return min(first_talk_by(clock.received_on, terms), clock.last_day), note
        case _:
            return clock.last_day, note


def _due_again(session: Session, challenge: Challenge, today: date) -> tuple[date | None, Message | None]:
    """The last day for a new decision after an objection; nothing when there is none to take."""
    again = reopened(session, challenge, today)
    return (again.decide_by, msg("After an objection there is a new decision.")) if again else (None, None)


def _with_area() -> Select[Challenge, str]:
    return select(Challenge, Area.name).outerjoin(Area, Area.code == Challenge.area_code)


def _lines(session: Session, chosen: Select[Challenge, str], today: date) -> list[Line]:
    rows = session.execute(chosen.order_by(Challenge.received_at.desc().nulls_first(), Challenge.id.desc())).all()
    clocks = clocks_of(session, [each for each, _ in rows], today)
    return [
        Line(each.id, each.title, each.state, area, each.received_at, clocks.get(each.id), each.organisation_id)
        for each, area in rows
    ]
