"""One request with everything that hangs on it, and its clock on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Organisation
from accounts.queries import mandate_in
from areas.models import Area
from challenges.models import (
    Challenge,
    ChallengeAdvice,
    ChallengeAgreement,
    ChallengeDecision,
    ChallengeEvaluation,
    ChallengeEvent,
    ChallengeGround,
    ChallengeTalk,
    CouncilAnswer,
)
from challenges.queries.settings import calendar_of
from challenges.rules.asking import Request
from challenges.rules.clock import Clock, read_clock
from challenges.rules.default import InDefault, in_default
from challenges.rules.history import Event, Happening
from challenges.rules.presets import RequestTerms, terms_of
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import NotFound

LARGEST_ID = 2**62
FIELDS = tuple(Request.__dataclass_fields__)


@dataclass(frozen=True)
class Page:
    """A request as a page shows it."""

    challenge: Challenge
    area_name: str | None
    organisation: Organisation | None
    events: Sequence[ChallengeEvent]
    talks: Sequence[ChallengeTalk]
    advice: Sequence[ChallengeAdvice]
    council: Sequence[CouncilAnswer]
    decisions: Sequence[ChallengeDecision]
    grounds: Sequence[ChallengeGround]
    clock: Clock | None
    in_default: InDefault | None
    agreement: ChallengeAgreement | None
    evaluations: Sequence[ChallengeEvaluation]


def find_challenge(session: Session, challenge_id: int, *, is_locked: bool = False) -> Challenge:
    """The request; `is_locked` holds its row until the act ends. Raises NotFound."""
    chosen = select(Challenge).where(Challenge.id == challenge_id)
    if is_locked:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(chosen) if 0 < challenge_id < LARGEST_ID else None
    if found is None:
        raise no_such_request()
    return found


def no_such_request() -> NotFound:
    """The same answer for a request that never was and for somebody else's draft."""
    return NotFound(msg("We do not know this request."))


def may_read_draft(session: Session, actor: Actor | None, challenge: Challenge) -> bool:
    """A draft is read by who writes it: the applicant, who entered it at the desk, or everyone who acts for the
    organisation that asks; who left the organisation does not."""
    if actor is None:
        return False
    if challenge.organisation_id is not None:
        return mandate_in(session, challenge.organisation_id, actor.key) is not None
    return actor.key in (challenge.person_key, challenge.entered_by_key)


def challenge_page(session: Session, challenge_id: int, today: date, actor: Actor | None = None) -> Page:
    """Everything about one request. Raises NotFound, also for somebody else's draft."""
    challenge = find_challenge(session, challenge_id)
    if challenge.state == "draft" and not may_read_draft(session, actor, challenge):
        raise no_such_request()
    area = session.get(Area, challenge.area_code) if challenge.area_code else None
    decisions = session.scalars(
        select(ChallengeDecision).filter_by(challenge_id=challenge.id).order_by(ChallengeDecision.number)
    ).all()
    grounds = select(ChallengeGround).where(ChallengeGround.decision_id.in_([each.id for each in decisions]))
    return Page(
        challenge,
        area.name if area else None,
        session.get(Organisation, challenge.organisation_id) if challenge.organisation_id else None,
        events_of(session, challenge.id),
        session.scalars(select(ChallengeTalk).filter_by(challenge_id=challenge.id).order_by(ChallengeTalk.id)).all(),
        session.scalars(
            select(ChallengeAdvice).filter_by(challenge_id=challenge.id).order_by(ChallengeAdvice.team)
        ).all(),
        session.scalars(select(CouncilAnswer).filter_by(challenge_id=challenge.id).order_by(CouncilAnswer.id)).all(),
        decisions,
        session.scalars(grounds.order_by(ChallengeGround.id)).all(),
        clock_of(session, challenge, today),
        default_of(session, challenge, today),
        session.scalar(select(ChallengeAgreement).filter_by(challenge_id=challenge.id, superseded_at=None)),
        session.scalars(
            select(ChallengeEvaluation).filter_by(challenge_id=challenge.id).order_by(ChallengeEvaluation.id)
        ).all(),
    )


def events_of(session: Session, challenge_id: int) -> Sequence[ChallengeEvent]:
    """Everything that happened, the oldest first."""
    return session.scalars(
        select(ChallengeEvent).filter_by(challenge_id=challenge_id).order_by(ChallengeEvent.id)
    ).all()


def history_of(session: Session, challenge_id: int) -> tuple[Event, ...]:
    """What the clock reads."""
    return _histories(session, [challenge_id]).get(challenge_id, ())


def _histories(session: Session, challenge_ids: Collection[int]) -> dict[int, tuple[Event, ...]]:
    chosen = (
        select(ChallengeEvent)
        .where(ChallengeEvent.challenge_id.in_(challenge_ids), ChallengeEvent.happening != "")
        .order_by(ChallengeEvent.id)
    )
    found: dict[int, tuple[Event, ...]] = {}
    for event in session.scalars(chosen):
        told = Event(Happening(event.happening), event.on_day, event.until_day)
        found[event.challenge_id] = (*found.get(event.challenge_id, ()), told)
    return found


def terms_of_request(challenge: Challenge) -> RequestTerms | None:
    """The terms of the day of receipt; nothing for a draft."""
    if challenge.preset is None:
        return None
    return terms_of(challenge.preset, owes_penalty=challenge.owes_penalty)


def clock_of(session: Session, challenge: Challenge, today: date) -> Clock | None:
    """What the clock says on a day; nothing for a draft."""
    return clocks_of(session, [challenge], today).get(challenge.id)


def clocks_of(session: Session, challenges: Collection[Challenge], today: date) -> dict[int, Clock]:
    """The clocks of many requests by number, in two questions to the database; drafts have none."""
    histories, calendar = _histories(session, [each.id for each in challenges]), calendar_of(session)
    read = {
        each.id: read_clock(histories.get(each.id, ()), today, terms, calendar)
        for each in challenges
        if (terms := terms_of_request(each)) is not None
    }
    return {number: clock for number, clock in read.items() if clock is not None}


def default_of(session: Session, challenge: Challenge, today: date) -> InDefault | None:
    """Where a notice of default leads, or nothing."""
    terms, clock = terms_of_request(challenge), clock_of(session, challenge, today)
    if terms is None or clock is None:
        return None
    return in_default(history_of(session, challenge.id), today, clock, terms, calendar_of(session))


def request_of(challenge: Challenge) -> Request:
    """What is written in the request, as the rules read it."""
    values = {name: getattr(challenge, name) for name in FIELDS if name != "ways"}
    return Request(**values, ways=frozenset(filter(None, challenge.ways.split(","))))
