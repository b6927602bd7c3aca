"""What waits for whom about large plans, for the work list: each with the day by which it should be done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from financing.queries.lists import LargePlan, large_plans
from financing.rules.states import RouteState
from lives.messages import Euros, Message, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role

KIND = "large_plan"
_S = RouteState
WAITS_FOR: dict[RouteState, tuple[Role, Message]] = {
    _S.CONFIRMED: (Role.FINANCE, msg("Take up this plan of %(amount)s, or choose another way.")),
    _S.FINANCE_INTAKE: (Role.FINANCE, msg("Ask advice about the maintenance (%(amount)s).")),
    _S.MAINTENANCE_CHECK: (Role.REVIEWER, msg("Give advice about the maintenance (%(amount)s).")),
    _S.CHARGES_CALCULATED: (Role.FINANCE, msg("Send the proposal to mayor and aldermen (%(amount)s).")),
    _S.COLLEGE_PROPOSAL: (Role.COLLEGE_CLERK, msg("Record what mayor and aldermen decide (%(amount)s).")),
    _S.COLLEGE_APPROVED: (Role.COLLEGE_CLERK, msg("Put it before the council (%(amount)s).")),
    _S.COUNCIL_PROPOSAL: (Role.COUNCIL_CLERK, msg("Record what the council decides (%(amount)s).")),
    _S.DEFERRED: (Role.COLLEGE_CLERK, msg("Put it before the council again (%(amount)s).")),
    _S.CREDIT_GRANTED: (Role.COORDINATOR, msg("There is credit of the council: the work can begin (%(amount)s).")),
    _S.IN_EXECUTION: (Role.COORDINATOR, msg("Say when the work is finished (%(amount)s).")),
    _S.DELIVERED: (Role.FINANCE, msg("The real cost is known: work out the coming years again (%(amount)s).")),
}
"""Who is asked to do what in each state. A flagged plan waits in the list of plans to judge."""


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """What waits for this person. Nobody is asked to decide about a plan of their own."""
    if not actor.roles & {role for role, _ in WAITS_FOR.values()}:
        return []
    plans = large_plans(session, day_of(now), WAITS_FOR)
    return [_item(plan, message) for plan in plans for role, message in _asked(plan) if _may(actor, role, plan)]


def _asked(plan: LargePlan) -> list[tuple[Role, Message]]:
    """After the advice finance goes on; until then it waits for it."""
    role, message = WAITS_FOR[plan.state]
    if plan.state is RouteState.DELIVERED and not plan.needs_renewal:
        return []
    if plan.state is RouteState.MAINTENANCE_CHECK and plan.has_advice:
        return [(Role.FINANCE, msg("There is advice: work out the costs per year (%(amount)s)."))]
    return [(role, message)]


def _may(actor: Actor, role: Role, plan: LargePlan) -> bool:
    return actor.has(role, plan.area_code) and actor.key != plan.proposer_key


def _item(plan: LargePlan, message: Message) -> WorkItem:
    step = plan.coming.next
    note = Message(message.text, (("amount", Euros(plan.asked_cents)),))
    return WorkItem(
        KIND, plan.title, "financing.work_large_plan", {"plan_id": plan.id}, plan.area_code,
        due=step.on if step else None, note=note,
    )  # fmt: skip
