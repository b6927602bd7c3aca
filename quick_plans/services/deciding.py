"""The coordinator's answer to a small plan under a mandate: money and the deal in one act, or a public reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lives.messages import Euros, msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import Act, act
from proposals.rules.texts import faults_of_text
from proposals.sentences import pack_ground
from quick_plans.models import Mandate, QuickPlan, SettledDoubt
from quick_plans.queries.limits import quick_limits
from quick_plans.queries.mandates import best_mandate
from quick_plans.queries.plans import Doubt, doubts_of, finding_hash
from quick_plans.queries.similar import find_size
from quick_plans.rules.life import QuickSituation, QuickStep
from quick_plans.services.mail import tell_proposer
from quick_plans.services.paying import make_deal, promise_hours, promise_money
from quick_plans.services.refusals import GrantRefused, one_fault
from quick_plans.services.steps import locked_plan, next_state, require_coordinator, tell


def grant(
    session: Session, actor: Actor, now: datetime, plan_id: int, cents: int, minutes: int = 0, reason: str = "",
    link: str = "",
) -> int:  # fmt: skip
    """Give money (and hours) to a small plan, at most what it asks; the number of the deal that comes of it.

    Raises QuickStepNotPossible (no mandate, an open doubt, decided before), GrantRefused, NotEnoughMoney,
    YearClosed, PromisesStopped: then nothing happened.
    """
    with act(session, actor, now, "grant_small_plan", ground=tidy_text(reason)) as a:
        plan = locked_plan(a, plan_id)
        mandate = best_mandate(session, actor.key, plan.area_code, now, is_locked=True)
        doubts = doubts_of(session, plan.id, find_size(session, plan, now).grounds)
        target = next_state(plan, QuickStep.GRANT, actor, _situation(mandate, doubts, cents))
        _refuse_amounts(session, plan, cents, minutes, reason)
        _decide(a, plan, target.value, mandate, reason)
        plan.granted_cents, plan.granted_minutes, plan.open_doubts = cents, minutes, 0
        session.flush()
        reference = mandate.reference if mandate else ""
        promise_money(a, plan, cents, reference)
        promise_hours(a, plan, minutes, reference)
        plan.deal_id = make_deal(a, plan)
        a.facts.update(cents=cents, minutes=minutes, mandate=plan.mandate_id, deal=plan.deal_id)
        tell(session, a, plan, QuickStep.GRANT.value, plan.reason)
        tell_proposer(a, plan, "quick_plan_granted", cents=cents, minutes=minutes, reason=plan.reason, link=link)
        return plan.deal_id


def refuse(session: Session, actor: Actor, now: datetime, plan_id: int, reason: str, link: str = "") -> None:
    """Say no under a mandate for the area, with a reason that everyone reads. Raises QuickStepNotPossible,
    QuickRefused."""
    _refuse_reason(reason)
    with act(session, actor, now, "refuse_small_plan", ground=tidy_text(reason)) as a:
        plan = locked_plan(a, plan_id)
        mandate = best_mandate(session, actor.key, plan.area_code, now, is_locked=True)
        situation = QuickSituation(has_mandate=mandate is not None, has_reason=True)
        target = next_state(plan, QuickStep.REFUSE, actor, situation)
        _decide(a, plan, target.value, mandate, reason)
        tell(session, a, plan, QuickStep.REFUSE.value, plan.reason)
        tell_proposer(a, plan, "quick_plan_refused", reason=plan.reason, link=link)


def refer(session: Session, actor: Actor, now: datetime, plan_id: int, reason: str, link: str = "") -> None:
    """Send the plan on, to the vote or another way, and say where and why; this needs no mandate.

    Raises QuickStepNotPossible, QuickRefused.
    """
    _refuse_reason(reason)
    with act(session, actor, now, "refer_small_plan", ground=tidy_text(reason)) as a:
        plan = locked_plan(a, plan_id)
        target = next_state(plan, QuickStep.REFER, actor, QuickSituation(has_reason=True))
        _decide(a, plan, target.value, None, reason)
        tell(session, a, plan, QuickStep.REFER.value, plan.reason)
        tell_proposer(a, plan, "quick_plan_referred", reason=plan.reason, link=link)


def settle_doubt(session: Session, actor: Actor, now: datetime, plan_id: int, code: str, reason: str) -> None:
    """Say why a soft ground of the capital test does not stand in the way; it counts for these figures only.

    Raises NotAllowed, GrantRefused (a hard ground, or none), QuickRefused.
    """
    _refuse_reason(reason)
    with act(session, actor, now, "settle_doubt", ground=tidy_text(reason)) as a:
        plan = locked_plan(a, plan_id)
        require_coordinator(actor, plan)
        found = doubts_of(session, plan.id, find_size(session, plan, now).grounds)
        ground = next((each.ground for each in found if each.is_open and each.ground.code == code), None)
        if ground is None or plan.state != "sent":
            raise GrantRefused("reason", msg("This doubt is not there any more."))
        if ground.is_hard:
            raise GrantRefused("reason", msg("This is an investment. Nobody can settle that: send the plan on."))
        row = SettledDoubt(
            quick_plan_id=plan.id, code=code, finding=pack_ground(ground), finding_hash=finding_hash(ground),
            reason=tidy_text(reason), settled_by_key=actor.key, settled_at=now,
        )  # fmt: skip
        session.add(row)
        tell(session, a, plan, "settle_doubt", tidy_text(reason))
        a.facts["code"] = code


def _situation(mandate: Mandate | None, doubts: list[Doubt], cents: int) -> QuickSituation:
    waiting = [each.ground for each in doubts if each.is_open]
    return QuickSituation(
        has_mandate=mandate is not None,
        mandate_covers_amount=mandate is not None and cents <= mandate.largest_cents,
        hard_grounds=sum(ground.is_hard for ground in waiting),
        open_doubts=sum(not ground.is_hard for ground in waiting),
    )


def _decide(a: Act, plan: QuickPlan, state: str, mandate: Mandate | None, reason: str) -> None:
    with a.session.no_autoflush:
        plan.state, plan.reason = state, tidy_text(reason)
        plan.decided_by_key, plan.decided_at = a.actor.key, a.now
        plan.mandate_id = mandate.id if mandate else None
        plan.mandate_cents = mandate.largest_cents if mandate else None


def _refuse_amounts(session: Session, plan: QuickPlan, cents: int, minutes: int, reason: str) -> None:
    limits = quick_limits(session)
    largest = min(plan.cents, limits.largest_cents)
    if not 0 <= cents <= largest:
        raise GrantRefused("cents", msg("You can give at most %(most)s to this plan.", most=Euros(largest)))
    if not 0 <= minutes <= plan.minutes:
        raise GrantRefused("hours", msg("You can give at most the hours that are asked."))
    if cents + minutes <= 0:
        raise GrantRefused("cents", msg("Give money or hours, or say no with a reason."))
    is_less = cents < plan.cents or minutes < plan.minutes
    if is_less or tidy_text(reason):
        for fault in faults_of_text("reason", reason):
            raise GrantRefused("reason", msg("Say why it is less than asked.") if is_less and not reason else fault)


def _refuse_reason(reason: str) -> None:
    for fault in faults_of_text("reason", reason):
        raise one_fault("reason", fault)
