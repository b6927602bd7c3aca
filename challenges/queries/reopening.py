"""What an upheld objection set going: agreements to end, requests to decide again, and by which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeAgreement, ChallengeDecision, Objection
from challenges.queries.objections import objection_clock_of
from challenges.rules.following import OVER, RUNNING, FollowUp
from challenges.rules.states import RequestState

UPHELD = ("upheld", "partly_upheld")


@dataclass(frozen=True)
class Reopened:
    """What is next for a request after an objection was upheld: what follows, since when, by when, of which deal."""

    follow_up: FollowUp
    upheld_on: date
    decide_by: date
    """The decision on the objection and the new decision are one: the last day is that of the objection (Awb 7:10)."""
    deal_id: int | None = None

    @property
    def must_end_first(self) -> bool:
        return self.follow_up is FollowUp.END_AGREEMENT


def waits_for_end(session: Session, challenge_id: int) -> Sequence[Objection]:
    """Upheld objections that wait until the agreement of this request has ended."""
    chosen = select(Objection).filter_by(challenge_id=challenge_id, follow_up=FollowUp.END_AGREEMENT.value)
    return session.scalars(chosen.order_by(Objection.id)).all()


def reopened(session: Session, row: Challenge, today: date) -> Reopened | None:
    """What an upheld objection asks of a request now; nothing when there is a new decision, or nothing was upheld."""
    found = _newest_upheld(session, row)
    if found is None or found.announced_on is None:
        return None
    follow_up, state = FollowUp(found.follow_up), RequestState(row.state)
    decide_by = objection_clock_of(session, found, today).decide_by
    if follow_up is FollowUp.END_AGREEMENT and state in (RUNNING | {RequestState.TERMINATED}):
        return Reopened(follow_up, found.announced_on, decide_by, _running_deal(session, row))
    if follow_up is FollowUp.DECIDE_AGAIN and state not in (RUNNING | OVER) and not _is_decided_since(session, found):
        return Reopened(follow_up, found.announced_on, decide_by)
    return None


def _newest_upheld(session: Session, row: Challenge) -> Objection | None:
    chosen = (
        select(Objection)
        .where(Objection.challenge_id == row.id, Objection.state.in_(UPHELD), Objection.decision_id.is_not(None))
        .where(Objection.follow_up.in_((FollowUp.END_AGREEMENT.value, FollowUp.DECIDE_AGAIN.value)))
        # what must end first comes before what was opened at once
        .order_by((Objection.follow_up == FollowUp.END_AGREEMENT.value).desc(), Objection.id.desc())
    )
    return session.scalars(chosen.limit(1)).one_or_none()


def _is_decided_since(session: Session, objection: Objection) -> bool:
    """Whether a later decision replaced the one objected to."""
    later = select(ChallengeDecision.id).where(
        ChallengeDecision.challenge_id == objection.challenge_id, ChallengeDecision.id > objection.decision_id
    )
    return session.scalar(later.limit(1)) is not None


def _running_deal(session: Session, row: Challenge) -> int | None:
    return session.scalar(select(ChallengeAgreement.deal_id).filter_by(challenge_id=row.id, superseded_at=None))
