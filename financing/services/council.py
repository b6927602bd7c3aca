"""What the council decides about a large plan: only by its yes is there a credit, and only as it says it is paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from budget.queries.years_ahead import pot_ahead, years_ahead
from budget.rules.charges import ChargesImpossible, ChargeYear, cents_by_year
from budget.services.standing_lines import WHOLE_POT, stand
from financing.models import CapitalCalculation
from financing.queries.calculations import Inputs, inputs_of
from financing.queries.cases import newest_estimate
from financing.rules.faults import RouteFault
from financing.rules.funding import Bearer, Parts, funding_faults, share_of
from financing.rules.states import RouteStep
from financing.services.calculating import add_calculation
from financing.services.college import DECIDED, BodyDecision, add_decision, decision_faults
from financing.services.refusals import refuse
from financing.services.saved_money import saving_faults, use_saved_money
from financing.services.steps import OnRoute, locked_route, require_office, take_step
from lives.messages import msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.services import Act, act
from proposals.services import pay_elsewhere


@dataclass(frozen=True)
class Granted:
    """What a yes would make stand: the part that yearly costs carry, year by year (none when nothing does)."""

    net_cents: int
    years: tuple[ChargeYear, ...] = ()
    short: tuple[tuple[int, int], ...] = ()
    """Years in which more would stand than there is, as we know them now, with what is missing in cents."""


def grant(
    session: Session, actor: Actor, now: datetime, proposal_id: int, decision: BodyDecision, parts: Parts
) -> None:
    """Record the council's yes with what pays for it. Yearly costs stand from now on for the whole life; saved money
    is promised to the project. Raises RouteStepNotPossible, RouteRefused, and what the budget refuses: then nothing
    happened.
    """
    with act(session, actor, now, "record_credit", ground=decision.reference.strip()) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.GRANT)
        estimate = _estimate(session, route)
        refuse(_grant_faults(session, now, route, decision, parts))
        case = route.known_case
        add_decision(
            a, route, "council", case.council_round, "yes", decision, funding=parts.funding.value,
            net_cents=parts.together_cents, programme_cents=parts.programme_cents, charges_cents=parts.charges_cents,
            saved_cents=parts.saved_cents, bearer=parts.bearer.value if parts.charges_cents and parts.bearer else "",
            saving_id=parts.saving_id if parts.saved_cents else None,
        )  # fmt: skip
        pay_elsewhere(a, route.whole)
        take_step(a, route, RouteStep.GRANT, DECIDED, decision.said, credit_reference=decision.reference.strip())
        _let_stand(a, route, estimate, parts, decision.reference.strip())
        if parts.saved_cents and parts.saving_id is not None:
            use_saved_money(a, case.subject, parts.saving_id, parts.saved_cents, decision.reference.strip())
        a.facts["funding"] = {"kind": parts.funding.value, "charges": parts.charges_cents, "saved": parts.saved_cents}


def look_at_grant(session: Session, now: datetime, route: OnRoute, decision: BodyDecision, parts: Parts) -> Granted:
    """What would stand each year; changes nothing. Raises RouteRefused with every fault."""
    estimate = _estimate(session, route)
    refuse(_grant_faults(session, now, route, decision, parts))
    years = carried_by_charges(inputs_of(estimate), parts.charges_cents).years() if parts.charges_cents else ()
    return Granted(parts.together_cents, years, _short_years(session, route, parts, years))


def _short_years(
    session: Session, route: OnRoute, parts: Parts, years: tuple[ChargeYear, ...]
) -> tuple[tuple[int, int], ...]:
    if not years:
        return ()
    first, last = years[0].year, years[-1].year
    area_code = route.plan.area_code
    ahead = (
        pot_ahead(session, first, last)
        if parts.bearer is Bearer.WHOLE_POT
        else years_ahead(session, area_code, first, last)
    )
    has = {each.year: each.share_cents - each.standing_cents for each in ahead}
    missing = ((each.year, each.total_cents - has[each.year]) for each in years if each.year in has)
    return tuple((year, cents) for year, cents in missing if cents > 0)


def council_says_no(
    session: Session, actor: Actor, now: datetime, proposal_id: int, decision: BodyDecision, *, is_deferred: bool
) -> None:
    """Record a no, or that it is put off to be proposed again, with the reason. Raises RouteStepNotPossible,
    RouteRefused."""
    step = RouteStep.DEFER if is_deferred else RouteStep.COUNCIL_NO
    with act(session, actor, now, "record_council_decision", ground=decision.reference.strip()) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, step)
        refuse(decision_faults(route, decision, day_of(now), needs_words=True))
        outcome = "deferred" if is_deferred else "no"
        add_decision(a, route, "council", route.known_case.council_round, outcome, decision)
        take_step(a, route, step, DECIDED, decision.said)


def carried_by_charges(estimate: Inputs, charges_cents: int) -> Inputs:
    """The part of an estimate that yearly costs carry: its share of the value that is left at the end, and all of the
    upkeep, since what is made must be kept up whoever paid for it.
    """
    made = estimate.investment
    part = replace(
        made,
        investment_cents=charges_cents,
        third_party_cents=0,
        residual_cents=share_of(made.residual_cents, charges_cents, made.net_cents),
    )
    return replace(estimate, investment=part)


def _estimate(session: Session, route: OnRoute) -> CapitalCalculation:
    found = newest_estimate(session, route.known_case.id)
    assert found is not None  # nothing comes to the council without one
    return found


def _let_stand(a: Act, route: OnRoute, estimate: CapitalCalculation, parts: Parts, reference: str) -> None:
    if not parts.charges_cents:
        return
    inputs = carried_by_charges(inputs_of(estimate), parts.charges_cents)
    add_calculation(a, route, "grant", inputs, reference)
    area_code = route.plan.area_code if parts.bearer is Bearer.AREA else WHOLE_POT
    stand(a, route.known_case.subject, area_code, route.plan.title, cents_by_year(inputs.years()), reference)


def _grant_faults(
    session: Session, now: datetime, route: OnRoute, decision: BodyDecision, parts: Parts
) -> list[RouteFault]:
    estimate = inputs_of(_estimate(session, route))
    net = estimate.investment.net_cents
    faults = decision_faults(route, decision, day_of(now), needs_words=False) + funding_faults(parts, net)
    faults += saving_faults(session, route.plan.area_code, parts.saving_id, parts.saved_cents)
    if not faults and parts.charges_cents:
        faults += _charge_faults(carried_by_charges(estimate, parts.charges_cents))
    return faults


def _charge_faults(inputs: Inputs) -> list[RouteFault]:
    try:
        stands = cents_by_year(inputs.years())
    except ChargesImpossible as impossible:
        return [RouteFault("charges_cents", message) for _, message in impossible.faults]
    return [] if stands else [RouteFault("charges_cents", msg("These yearly costs are nothing at all."))]
