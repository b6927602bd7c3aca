"""Working out what a large project costs each year: looked over first, then kept; again until the college has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from budget.queries.charging import charge_settings
from budget.rules.charges import ChargesImpossible, ChargeYear, Investment
from financing.models import CapitalCalculation
from financing.queries.calculations import Inputs, columns_of
from financing.queries.cases import count_calculations, newest_advice
from financing.rules.faults import RouteFault
from financing.rules.life import RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import RouteRefused, refuse
from financing.services.steps import OnRoute, locked_route, require_office, require_step, take_step
from lives.messages import msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.services import Act, act


@dataclass(frozen=True)
class Figures:
    """What finance fills in, in cents and years; the interest and the method are the municipality's settings."""

    investment_cents: int
    third_party_cents: int
    residual_cents: int
    life_years: int
    upkeep_cents: int
    completed_in: int


def calculate(session: Session, actor: Actor, now: datetime, proposal_id: int, figures: Figures) -> int:
    """Work out the yearly costs and keep the calculation; its number. Raises RouteStepNotPossible, RouteRefused."""
    with act(session, actor, now, "calculate_charges") as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.CALCULATE)
        situation = _situation(session, route)
        require_step(a, route, RouteStep.CALCULATE, situation)
        inputs, _ = work_out(session, now, figures)
        row = add_calculation(a, route, "estimate", inputs)
        take_step(a, route, RouteStep.CALCULATE, situation)
        a.facts.update(calculation=row.number, net_cents=inputs.investment.net_cents)
        return row.number


def work_out(session: Session, now: datetime, figures: Figures) -> tuple[Inputs, tuple[ChargeYear, ...]]:
    """What these figures come to by the settings of today. Raises RouteRefused with every fault."""
    settings = charge_settings(session)
    inputs = Inputs(Investment(**vars(figures)), settings.rates, settings.method, settings.first_year)
    early = _too_early(figures, day_of(now).year)
    try:
        years = inputs.years()
    except ChargesImpossible as impossible:
        raise RouteRefused([RouteFault(*each) for each in impossible.faults] + early) from impossible
    refuse(early)
    return inputs, years


def add_calculation(
    a: Act, route: OnRoute, kind: str, inputs: Inputs, reference: str = "", from_year: int | None = None
) -> CapitalCalculation:
    """Keep a calculation under the next number of its case."""
    case = route.known_case
    row = CapitalCalculation(
        case_id=case.id, number=count_calculations(a.session, case.id) + 1, kind=kind, reference=reference,
        from_year=from_year, made_at=a.now, made_by_key=a.actor.key, **columns_of(inputs),
    )  # fmt: skip
    a.session.add(row)
    a.session.flush()
    return row


def _situation(session: Session, route: OnRoute) -> RouteSituation:
    advice = newest_advice(session, route.case.id) if route.case else None
    return RouteSituation(has_advice=advice is not None)


def _too_early(figures: Figures, this_year: int) -> list[RouteFault]:
    if figures.completed_in < this_year:
        return [RouteFault("completed_in", msg("This year is over. Fill in when it will be ready."))]
    return []
