"""The decision about a request: recorded by the college clerk, motivated, with its legal basis, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeDecision, ChallengeEvent, ChallengeGround, CouncilAnswer
from challenges.queries.finding import history_of, terms_of_request
from challenges.queries.objections import days_for
from challenges.queries.settings import calendar_of, challenge_settings
from challenges.rules.asking import MOST_CENTS, MOST_MINUTES, RequestFault
from challenges.rules.due import completion_is_over, may_still_not_process
from challenges.rules.grounds import REFERENCE_LIMIT, Decision, faults_of_decision, needs_council
from challenges.rules.history import Happening
from challenges.rules.letters import DecisionFacts, council_answered, decided
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.services.mail import Letter, tell_applicant
from challenges.services.refusals import RequestRefused, TermOver, not_your_work, one_fault
from challenges.services.steps import checked_text, locked_challenge, roles_of, take_step, tell
from lives.messages import Euros, msg
from lives.periods import day_of
from logbook.actors import Actor, Role
from logbook.services import Act, act

_KINDS = {
    RequestStep.GRANT: "granted",
    RequestStep.GRANT_PARTLY: "partly_granted",
    RequestStep.REFUSE: "refused",
    RequestStep.DECLARE_INADMISSIBLE: "inadmissible",
    RequestStep.NOT_PROCESS: "not_processed",
}
_GRANTS = (RequestStep.GRANT, RequestStep.GRANT_PARTLY)


@dataclass(frozen=True)
class NewDecision:
    """A decision as the clerk records it; amounts a year, only with a grant; the days of deciding and of sending."""

    decision: Decision
    decided_on: date
    announced_on: date
    granted_cents: int | None = None
    granted_minutes: int | None = None


def decide(
    session: Session, actor: Actor, now: datetime, challenge_id: int, step: RequestStep, new: NewDecision,
    letter: Letter,
) -> int:  # fmt: skip
    """Record a decision: granted, partly, refused, inadmissible or not handled; its number. The clock stops on the
    day on which it was announced, and the applicant gets it by mail.

    Raises RequestRefused with everything that is wrong, ChallengeStepNotPossible.
    """
    if step not in _KINDS:
        raise one_fault("step", msg("Choose from the list."))
    with act(session, actor, now, "decide_challenge") as a:
        row = locked_challenge(a, challenge_id)
        if By.COLLEGE_CLERK not in roles_of(a, row):
            raise not_your_work()
        _refuse_faults(row, step, new, day_of(now))
        found = _write(a, row, step, new)
        take_step(a, row, step, _situation(a, row, new), happening=Happening.DECIDED, on=new.announced_on,
                  reason=found.motivation)  # fmt: skip
        a.facts.update(kind=found.kind, decision=found.number, reference=found.reference)
        tell_applicant(a, row, letter, decided(row.title, _facts(a, found, new)), found.announced_on)
        return found.id


def refer_to_council(session: Session, actor: Actor, now: datetime, challenge_id: int, cents: int) -> None:
    """Ask the council first: what would be granted is above what the task costs now, or nobody knows that.

    Raises ChallengeStepNotPossible.
    """
    with act(session, actor, now, "refer_challenge_to_council") as a:
        row = locked_challenge(a, challenge_id)
        situation = RequestSituation(needs_council=needs_council(cents, row.current_cost_cents))
        take_step(a, row, RequestStep.REFER_TO_COUNCIL, situation)
        a.facts["cents"] = cents


def record_council_answer(
    session: Session, actor: Actor, now: datetime, challenge_id: int, *, agrees: bool, reference: str, decided_on: date,
    letter: Letter,
) -> None:  # fmt: skip
    """The council clerk writes down what the council decided; the newest answer counts.

    Raises RequestRefused, NotAllowed, TermOver.
    """
    told = checked_text("reference", reference, REFERENCE_LIMIT)
    if decided_on > day_of(now):
        raise one_fault("decided_on", msg("This day has not come yet."))
    try:
        with act(session, actor, now, "record_council_answer", ground=told) as a:
            row = locked_challenge(a, challenge_id)
            is_party = By.APPLICANT in roles_of(a, row)
            if is_party or not actor.has(Role.COUNCIL_CLERK, row.area_code):
                raise not_your_work()
            if row.state != RequestState.COUNCIL_REQUIRED:
                raise TermOver(msg("This request does not wait for the council."))
            session.add(
                CouncilAnswer(
                    challenge_id=row.id, agrees=agrees, reference=told, decided_on=decided_on,
                    recorded_by_key=actor.key, recorded_at=now,
                )
            )  # fmt: skip
            tell(a, row, "council_yes" if agrees else "council_no", on=decided_on, reason=told)
            tell_applicant(a, row, letter, council_answered(row.title, agrees, told, decided_on))
    except IntegrityError as error:
        if "reference" in str(error.orig):
            raise one_fault("reference", msg("This decision of the council is written down already.")) from error
        raise


def _facts(a: Act, found: ChallengeDecision, new: NewDecision) -> DecisionFacts:
    """The decision as its letter tells it; the last day to object is that of the page."""
    return DecisionFacts(
        found.kind, found.motivation, found.legal_basis, found.body, found.reference, found.decided_on,
        found.announced_on, days_for(a.session, found).last if found.can_be_objected_to else None,
        {ground: reason.strip() for ground, reason in new.decision.grounds.items()}, found.differs,
        found.granted_cents, found.granted_minutes,
    )  # fmt: skip


def _situation(a: Act, row: Challenge, new: NewDecision) -> RequestSituation:
    """What the table asks; the parts of the decision itself were checked before."""
    history, today, terms = history_of(a.session, row.id), day_of(a.now), terms_of_request(row)
    return RequestSituation(
        completion_term_is_over=completion_is_over(history, today),
        may_still_not_process=terms is not None
        and may_still_not_process(history, new.announced_on, terms, calendar_of(a.session)),
        needs_council=needs_council(new.granted_cents or 0, row.current_cost_cents),
        council_agreed=_council_answer(a, row),
        has_decision=True,
        has_grounds=bool(new.decision.grounds),
        says_what_differs=bool(new.decision.differs),
    )


def _council_answer(a: Act, row: Challenge) -> bool | None:
    """The newest answer since the council was last asked: one about a decision that fell away does not count."""
    asked = select(func.max(ChallengeEvent.at)).filter_by(challenge_id=row.id, step=RequestStep.REFER_TO_COUNCIL.value)
    answers = select(CouncilAnswer.agrees).where(
        CouncilAnswer.challenge_id == row.id, CouncilAnswer.recorded_at >= asked.scalar_subquery()
    )
    return a.session.scalar(answers.order_by(CouncilAnswer.id.desc()).limit(1))


def _refuse_faults(row: Challenge, step: RequestStep, new: NewDecision, today: date) -> None:
    found = faults_of_decision(
        new.decision, is_refusal=step is RequestStep.REFUSE, is_partial=step is RequestStep.GRANT_PARTLY
    )
    faults = [RequestFault(each.field, each.message) for each in found]
    if new.announced_on < new.decided_on or new.announced_on > today:
        faults.append(RequestFault("announced_on", msg("A decision is sent on the day it is taken or later.")))
    if row.received_at is not None and new.decided_on < day_of(row.received_at):
        faults.append(RequestFault("decided_on", msg("A decision is taken after the request came in.")))
    if step in _GRANTS:
        faults += _amount_faults(new)
    if faults:
        raise RequestRefused(*faults)


def _amount_faults(new: NewDecision) -> list[RequestFault]:
    faults = []
    if new.granted_cents is None or not 0 <= new.granted_cents <= MOST_CENTS:
        faults.append(
            RequestFault("granted_cents", msg("Fill in an amount from € 0 to %(most)s.", most=Euros(MOST_CENTS)))
        )
    if new.granted_minutes is None or not 0 <= new.granted_minutes <= MOST_MINUTES:
        most = MOST_MINUTES // 60
        faults.append(RequestFault("granted_minutes", msg("Fill in a number of hours from 0 to %(most)s.", most=most)))
    return faults


def _write(a: Act, row: Challenge, step: RequestStep, new: NewDecision) -> ChallengeDecision:
    decision, is_grant = new.decision, step in _GRANTS
    numbers = select(func.count()).where(ChallengeDecision.challenge_id == row.id)
    # a grant may be no decision in the sense of the Awb: a lawyer's choice; of all others one can object
    can_object = not is_grant or challenge_settings(a.session).grant_can_be_objected_to
    found = ChallengeDecision(
        challenge_id=row.id,
        number=a.session.scalars(numbers).one() + 1,
        kind=_KINDS[step],
        motivation=decision.motivation.strip(),
        legal_basis=decision.legal_basis.strip(),
        body=decision.body,
        reference=decision.reference.strip(),
        can_be_objected_to=can_object,
        differs=decision.differs.strip() if step is RequestStep.GRANT_PARTLY else "",
        granted_cents=new.granted_cents if is_grant else None,
        granted_minutes=new.granted_minutes if is_grant else None,
        decided_on=new.decided_on,
        announced_on=new.announced_on,
        recorded_by_key=a.actor.key,
        recorded_at=a.now,
    )
    a.session.add(found)
    a.session.flush()
    a.session.add_all(
        ChallengeGround(decision_id=found.id, ground=ground, reason=reason.strip())
        for ground, reason in decision.grounds.items()
    )
    return found
