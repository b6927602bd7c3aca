"""After an objection was upheld: the request is decided again, at once or when the agreement that ran has ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeAgreement, Objection
from challenges.queries.reopening import waits_for_end
from challenges.rules.following import FollowUp, follow_up_of
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.services.refusals import not_your_work
from challenges.services.steps import locked_challenge, roles_of, take_step, tell
from logbook.actors import Actor
from logbook.services import Act, act

_CLERK = frozenset({By.COLLEGE_CLERK})
# where the decision was already opened again by another objection, or never taken, there is no step to take
_TO_OPEN = frozenset({
    RequestState.GRANTED, RequestState.PARTLY_GRANTED, RequestState.REFUSED, RequestState.AGREEMENT_DRAFTING,
    RequestState.NO_AGREEMENT, RequestState.NOT_PROCESSED, RequestState.INADMISSIBLE,
})  # fmt: skip


def follow_objection(a: Act, objection: Objection, row: Challenge) -> None:
    """What follows from an objection that is upheld, wholly or partly, in the act that decides it: the request opens
    again (Awb 7:11), or the coordinator hears that the agreement that runs must end first."""
    follow_up = follow_up_of(RequestState(row.state), has_decision=objection.decision_id is not None)
    objection.follow_up = follow_up.value
    a.session.flush()
    subject = a.subject
    if follow_up is FollowUp.DECIDE_AGAIN and RequestState(row.state) in _TO_OPEN:
        _open_again(a, row, RequestSituation(objection_upheld=True))
    elif follow_up is FollowUp.END_AGREEMENT:
        tell(a, row, "end_after_objection")
    a.subject, a.facts["follow_up"] = subject, follow_up.value


def decide_again(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Take a request up again whose agreement was ended because an objection to the grant was upheld.

    Raises NotAllowed, ChallengeStepNotPossible (no such objection, or the agreement has not been ended).
    """
    with act(session, actor, now, "decide_challenge_again") as a:
        row = locked_challenge(a, challenge_id)
        if By.COLLEGE_CLERK not in roles_of(a, row):
            raise not_your_work()
        waiting = waits_for_end(session, row.id)
        situation = RequestSituation(
            objection_upheld=bool(waiting),
            ended_for_objection=bool(waiting) and row.state == RequestState.TERMINATED,
        )
        _open_again(a, row, situation)
        for objection in waiting:
            objection.follow_up = FollowUp.DECIDE_AGAIN.value


def leave_nothing_to_decide(a: Act, row: Challenge) -> None:
    """The agreement ended as agreed while an upheld objection waited for its end: nothing is left to decide again."""
    for objection in waits_for_end(a.session, row.id):
        objection.follow_up = FollowUp.NOTHING_LEFT.value
    a.session.flush()


def _open_again(a: Act, row: Challenge, situation: RequestSituation) -> None:
    """The agreement of the decision that falls away stays to be read, and stands no longer."""
    take_step(a, row, RequestStep.DECIDE_AGAIN, situation, roles=_CLERK)
    stands = select(ChallengeAgreement).filter_by(challenge_id=row.id, superseded_at=None)
    for agreement in a.session.scalars(stands):
        agreement.superseded_at = a.now
    a.session.flush()
