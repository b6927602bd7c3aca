"""Money that the wijk saved, used for a large project: promised to it and asked through the budget's one door."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from budget.queries.closing import find_saving
from budget.queries.payments import free_to_ask
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from budget.services.payments import ask_payment_of_all
from budget.services.year_end import free_saving
from financing.rules.faults import RouteFault, faults_of_words
from financing.rules.life import RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import refuse
from financing.services.steps import Said, locked_route, require_office, require_step, take_step
from lives.messages import Euros, msg
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import Act, act


def use_saved_money(a: Act, subject: str, saving_id: int, cents: int, reference: str) -> None:
    """Promise saved money to the project in the year that holds it now. Raises NotFound, NotEnoughMoney,
    PromisesStopped, YearClosed."""
    account_id = free_saving(a, saving_id, cents, reference)
    commit_money(
        a, account_id, MovementKind.COMMIT, cents, Ground.LARGE_PROJECT, to_subject=subject, reference=reference
    )


def saving_faults(session: Session, area_code: str, saving_id: int | None, cents: int) -> list[RouteFault]:
    """Whether this saving is the area's own, in euros, and holds enough."""
    if not cents or saving_id is None:
        return []
    try:
        found = find_saving(session, saving_id)
    except NotFound as unknown:
        return [RouteFault("saving", unknown.message)]
    if found.saving.area_code != area_code or found.saving.unit != "eur":
        return [RouteFault("saving", msg("This money is saved by another wijk."))]
    if cents > found.held:
        return [RouteFault("saved_cents", msg("Of this saved money %(held)s is left.", held=Euros(found.held)))]
    return []


def ask_project_payment(
    session: Session, actor: Actor, now: datetime, proposal_id: int, cents: int, purpose: str
) -> int:
    """Ask that a part of the saved money is paid; the request's number. Finance says yes, as to every payment.

    Raises RouteStepNotPossible, RouteRefused.
    """
    with act(session, actor, now, "ask_payment", ground=purpose.strip()) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.ASK_PAYMENT)
        free = free_to_ask(session, route.known_case.subject)
        left = sum(free.values())
        situation = RouteSituation(has_saved_money=left > 0)
        require_step(a, route, RouteStep.ASK_PAYMENT, situation)
        refuse(_payment_faults(cents, left, purpose))
        asked = ask_payment_of_all(a, free, route.known_case.subject, cents, purpose)
        take_step(a, route, RouteStep.ASK_PAYMENT, situation, Said(purpose))
        a.facts["cents"] = cents
        return asked


def _payment_faults(cents: int, left: int, purpose: str) -> list[RouteFault]:
    faults = faults_of_words(purpose, "purpose")
    if not 0 < cents <= left:
        faults.append(RouteFault("cents", msg("Of the saved money %(left)s is left to ask.", left=Euros(left))))
    return faults
