"""One step in the life of a small plan: who somebody is to it, and the step written with its public event."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lives.lifecycle import StepRefused
from logbook.actors import Actor, Role
from logbook.services import Act
from quick_plans.models import QuickEvent, QuickPlan
from quick_plans.queries.plans import find_plan
from quick_plans.rules.life import QUICK_LIFE, By, QuickSituation, QuickState, QuickStep
from quick_plans.services.refusals import QuickStepNotPossible, not_your_area


def locked_plan(a: Act, plan_id: int) -> QuickPlan:
    """The small plan, its row held until the act ends. Raises NotFound."""
    plan = find_plan(a.session, plan_id, is_locked=True)
    a.subject = plan.subject
    return plan


def roles_of(actor: Actor, plan: QuickPlan) -> frozenset[By]:
    """Who this is to the plan. Nobody decides about a plan that one thought up or entered."""
    if actor.key in (plan.proposer_key, plan.entered_by_key):
        return frozenset({By.PROPOSER})
    if actor.has(Role.COORDINATOR, plan.area_code):
        return frozenset({By.COORDINATOR})
    return frozenset()


def require_coordinator(actor: Actor, plan: QuickPlan) -> None:
    """Raises NotAllowed for who may not decide about this plan."""
    if By.COORDINATOR not in roles_of(actor, plan):
        raise not_your_area()


def next_state(plan: QuickPlan, step: QuickStep, actor: Actor, situation: QuickSituation) -> QuickState:
    """Where the step leads. Raises QuickStepNotPossible."""
    try:
        return QUICK_LIFE.take(step, QuickState(plan.state), roles_of(actor, plan), situation)
    except StepRefused as refused:
        raise QuickStepNotPossible(refused) from refused


def tell(session: Session, a: Act, plan: QuickPlan, step: str, reason: str = "") -> None:
    """Put a line on the plan's public timeline."""
    session.add(QuickEvent(quick_plan_id=plan.id, step=step, to_state=plan.state, reason=reason, at=a.now))
    a.facts[step] = plan.state
