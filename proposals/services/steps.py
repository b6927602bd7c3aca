"""One step in the life of a plan: taken by the table, written with its public event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from lives.lifecycle import StepRefused
from lives.messages import msg
from logbook.actors import Actor, Role
from logbook.services import Act
from proposals.models import ADMISSIBLE, Proposal, ProposalEvent
from proposals.queries.ballot import is_ballot_made
from proposals.queries.cases import PlanCase, find_case
from proposals.rules.life import PLAN_LIFE, By, PlanSituation, PlanStep
from proposals.services.refusals import CannotCorrect, StepNotPossible, no_such_plan, not_your_area
from rounds.models import Round
from rounds.queries import phase_of
from rounds.rules.calendar import Phase


def locked_case(a: Act, proposal_id: int) -> PlanCase:
    """The plan, its row held until the act ends. Raises NotFound."""
    case = find_case(a.session, proposal_id, is_locked=True)
    if case is None:
        raise no_such_plan()
    a.subject = f"plan:{proposal_id}"
    return case


def take_step(
    a: Act, plan: Proposal, step: PlanStep, by: Collection[str], situation: PlanSituation, reason: str = ""
) -> None:
    """Move the plan and tell it on its timeline. Raises StepNotPossible."""
    try:
        target = PLAN_LIFE.take(step, plan.state, by, situation)  # type: ignore[arg-type]
    except StepRefused as refused:
        raise StepNotPossible(refused) from refused
    plan.state = target.value
    plan.admissible = plan.state in ADMISSIBLE
    tell(a, plan, step, reason)


def tell(a: Act, plan: Proposal, step: str, reason: str = "") -> None:
    """Put a line on the plan's public timeline."""
    event = ProposalEvent(proposal_id=plan.id, step=str(step), to_state=plan.state, reason=reason, at=a.now)
    a.session.add(event)
    a.facts[str(step)] = plan.state


def roles_of(actor: Actor, plan: Proposal) -> frozenset[By]:
    """Who this is to the plan. Nobody judges a plan of their own."""
    if actor.key == plan.proposer_key:
        return frozenset({By.AUTHOR})
    offices = {Role.COORDINATOR: By.COORDINATOR, Role.COLLEGE_CLERK: By.COLLEGE}
    return frozenset(by for role, by in offices.items() if actor.has(role, plan.area_code))


def require_coordinator(actor: Actor, plan: Proposal) -> None:
    if By.COORDINATOR not in roles_of(actor, plan):
        raise not_your_area()


def is_collecting(found: Round, now: datetime) -> bool:
    """Whether plans may be sent: announced, and by the clock in the time of collecting."""
    return found.announced_at is not None and phase_of(found, now) is Phase.COLLECTING


def is_before_ballot(session: Session, found: Round, now: datetime) -> bool:
    return now < found.opens_at and not is_ballot_made(session, found.id)


def refuse_sealed(plan: Proposal) -> None:
    """Facts of a plan that people vote about stand still. Raises CannotCorrect."""
    if plan.admissible:
        raise CannotCorrect(msg("This plan is on the ballot, so its facts do not change any more."))
