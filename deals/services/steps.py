"""One step in the life of a deal: taken by the table, told on its timeline; and who somebody is to a deal."""

from __future__ import annotations

from sqlalchemy import select

from deals.models import Deal, DealEvent
from deals.queries.bands import settlement_bands
from deals.queries.finding import LARGEST_ID, money_of, no_such_deal
from deals.rules.life import DEAL_LIFE, By, DealSituation, DealState, DealStep
from deals.rules.settlement import Band, band_of
from deals.rules.terms import Fault, fault_of_text, is_complete
from deals.services.refusals import DealRefused, StepNotPossible, not_your_area, not_your_deal
from lives.lifecycle import StepRefused
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.services import Act


def locked_deal(a: Act, deal_id: int) -> Deal:
    """The deal, held until the act ends. Raises NotFound."""
    if deal_id >= LARGEST_ID:
        raise no_such_deal()
    chosen = select(Deal).where(Deal.id == deal_id).with_for_update().execution_options(populate_existing=True)
    found = a.session.scalar(chosen)
    if found is None:
        raise no_such_deal()
    a.subject = f"deal:{deal_id}"
    return found


def roles_of(actor: Actor, deal: Deal) -> frozenset[By]:
    """Who this is to the deal. Nobody decides about a deal of which one is the partner."""
    if deal.partner_key is not None and actor.key == deal.partner_key:
        return frozenset({By.PARTNER})
    roles = {By.COORDINATOR} if actor.has(Role.COORDINATOR, deal.area_code) else set()
    return frozenset(roles | ({By.FINANCE} if actor.has(Role.FINANCE, deal.area_code) else set()))


def require_coordinator(actor: Actor, deal: Deal) -> None:
    if By.COORDINATOR not in roles_of(actor, deal):
        raise not_your_area()


def require_involved(actor: Actor, deal: Deal) -> By:
    """The partner or the coordinator: who tells how it goes and asks for payment. Raises NotAllowed."""
    roles = roles_of(actor, deal)
    for role in (By.PARTNER, By.COORDINATOR):
        if role in roles:
            return role
    raise not_your_deal()


def situation_of(a: Act, deal: Deal, reason: str = "") -> DealSituation:
    """What the table asks, as it stands in this transaction."""
    band = band_of(deal.cents, settlement_bands(a.session))
    has_papers = bool(deal.report) and (band is not Band.FINANCIAL or bool(deal.financial_report))
    return DealSituation(
        is_complete=is_complete(deal.planned_result, deal.last_day),
        has_result=bool(deal.achieved_result),
        has_reason=bool(reason),
        is_small=band is Band.AT_ONCE,
        has_papers=has_papers or band is Band.AT_ONCE,
        was_terminated=deal.ending == "terminated",
        payments_waiting=money_of(a.session, deal.subject).asked,
    )


def take_step(a: Act, deal: Deal, step: DealStep, reason: str = "", *, roles: frozenset[By] | None = None) -> None:
    """Move the deal and tell it on its timeline; `roles` are those of both sides in an act of another subject.

    Raises StepNotPossible.
    """
    held = roles_of(a.actor, deal) if roles is None else roles
    try:
        target = DEAL_LIFE.take(step, DealState(deal.state), held, situation_of(a, deal, reason))
    except StepRefused as refused:
        raise StepNotPossible(refused) from refused
    deal.state = target.value
    if step is DealStep.ACTIVATE:
        deal.activated_at = a.now
    if target in (DealState.COMPLETED, DealState.TERMINATED):
        deal.settled_at = a.now
    tell(a, deal, step.value, reason)


def tell(a: Act, deal: Deal, step: str, reason: str = "") -> None:
    """Put a line on the deal's public timeline."""
    a.session.add(DealEvent(deal_id=deal.id, step=step, reason=reason, at=a.now))
    a.facts["step"], a.facts["state"] = step, deal.state


def checked_text(name: str, text: str) -> str:
    """The text, tidied. Raises DealRefused at its field."""
    if fault := fault_of_text(name, text):
        raise DealRefused(Fault(name, fault))
    return tidy_text(text)
