"""After the take-over: looking back together, going on, extending, ending as agreed or early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeAgreement, ChallengeEvaluation
from challenges.queries.reopening import waits_for_end
from challenges.rules.states import RequestSituation, RequestStep
from challenges.services.refusals import TermOver, one_fault
from challenges.services.reopening import leave_nothing_to_decide
from challenges.services.steps import checked_text, locked_challenge, take_step
from deals.models import Deal
from deals.rules.life import DealState
from deals.services import extend_deal
from lives.messages import msg
from lives.periods import day_of
from lives.texts import TextLimit
from logbook.actors import Actor
from logbook.services import act

TEXT = TextLimit(20, 10_000, has_lines=True)
OUTCOMES = (RequestStep.CONTINUE, RequestStep.EXTEND, RequestStep.FINISH)
ENDED = (DealState.SETTLING.value, DealState.COMPLETED.value, DealState.TERMINATED.value)


@dataclass(frozen=True)
class Evaluated:
    """What both sides found when they looked back, and the new last day of an extension."""

    on_day: date
    text: str
    new_last_day: date | None = None


def begin_evaluation(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Begin to look back together. Raises ChallengeStepNotPossible."""
    with act(session, actor, now, "begin_challenge_evaluation") as a:
        take_step(a, locked_challenge(a, challenge_id), RequestStep.EVALUATE, RequestSituation())


def conclude_evaluation(
    session: Session, actor: Actor, now: datetime, challenge_id: int, outcome: RequestStep, found: Evaluated
) -> None:
    """Write the evaluation down and go on, extend or end: what both sides agreed holds until it is ended as a deal.

    Raises RequestRefused, ChallengeStepNotPossible, TermOver (the deal was not ended yet).
    """
    if outcome not in OUTCOMES:
        raise one_fault("outcome", msg("Choose from the list."))
    text = checked_text("text", found.text, TEXT)
    if found.on_day > day_of(now):
        raise one_fault("on_day", msg("Fill in the day on which you talked."))
    with act(session, actor, now, "conclude_challenge_evaluation") as a:
        row = locked_challenge(a, challenge_id)
        agreement, deal = _agreed(session, row)
        if outcome is RequestStep.EXTEND and waits_for_end(session, row.id):
            raise TermOver(msg("An objection was upheld, so the agreement ends and does not go on longer."))
        later = outcome is RequestStep.EXTEND and found.new_last_day is not None
        is_later = later and found.new_last_day is not None and found.new_last_day > agreement.last_day
        take_step(a, row, outcome, RequestSituation(has_evaluation=True, has_later_last_day=is_later), reason=text)
        session.add(
            ChallengeEvaluation(
                challenge_id=row.id, on_day=found.on_day, text=text, outcome=outcome.value,
                new_last_day=found.new_last_day if is_later else None, written_by_key=actor.key, written_at=now,
            )
        )  # fmt: skip
        if is_later and found.new_last_day is not None:
            agreement.last_day = found.new_last_day
            extend_deal(a, deal.id, found.new_last_day)
        if outcome is RequestStep.FINISH:
            _require_ended(deal)
            leave_nothing_to_decide(a, row)


def terminate(session: Session, actor: Actor, now: datetime, challenge_id: int, reason: str) -> None:
    """Stop early, with a reason that everyone reads; the deal is ended first, by its own act.

    Raises RequestRefused, ChallengeStepNotPossible, TermOver.
    """
    told = checked_text("reason", reason)
    with act(session, actor, now, "terminate_challenge", ground=told) as a:
        row = locked_challenge(a, challenge_id)
        take_step(a, row, RequestStep.TERMINATE, RequestSituation(has_reason=True), reason=told)
        _require_ended(_agreed(session, row)[1])


def _agreed(session: Session, row: Challenge) -> tuple[ChallengeAgreement, Deal]:
    chosen = select(ChallengeAgreement, Deal).join(Deal, Deal.id == ChallengeAgreement.deal_id)
    stands = chosen.where(ChallengeAgreement.challenge_id == row.id, ChallengeAgreement.superseded_at.is_(None))
    found = session.execute(stands).one_or_none()
    if found is None:
        raise TermOver(msg("There is no agreement that runs."))
    return found[0], found[1]


def _require_ended(deal: Deal) -> None:
    if deal.state not in ENDED:
        raise TermOver(msg("End the agreement itself first: then its money is dealt with."))
