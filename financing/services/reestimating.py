"""Working out the coming years again: a new rate of interest, or the real cost and day are known now.

Years before the one that finance names stay as they are. The neighbourhood budget never bears more than the part of
the investment that the council granted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.queries.charging import charge_settings
from budget.queries.standing import lines_of
from budget.rules.charges import cents_by_year
from budget.services.standing_lines import correct_standing
from financing.models import CapitalCalculation, CapitalCase
from financing.queries.calculations import Inputs, calculations_of, inputs_of
from financing.queries.cases import credit_of, newest_calculation
from financing.rules.faults import RouteFault, faults_of_reference, faults_of_words
from financing.rules.funding import share_of
from financing.rules.life import RouteSituation
from financing.rules.states import WITH_CREDIT, RouteStep
from financing.services.calculating import add_calculation
from financing.services.refusals import refuse
from financing.services.steps import OnRoute, Said, locked_route, require_office, require_step, take_step
from lives.messages import msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.permissions import require_finance
from logbook.services import Act, act

MOST_YEARS_AHEAD = 60


@dataclass(frozen=True)
class Renewal:
    """From which year on, on what decision or ground, and in words why."""

    from_year: int
    reference: str
    words: str


@dataclass(frozen=True)
class YearChange:
    """What stood in a year, and what would stand."""

    year: int
    before_cents: int
    after_cents: int

    @property
    def change_cents(self) -> int:
        return self.after_cents - self.before_cents


def reestimate(session: Session, actor: Actor, now: datetime, proposal_id: int, renewal: Renewal) -> dict[int, int]:
    """Set what stands from that year on to what it is now; by how much each year changed.

    Raises RouteStepNotPossible, RouteRefused, and what the budget refuses (a closed year).
    """
    with act(session, actor, now, "reestimate_charges", ground=renewal.reference.strip()) as a:
        return _renew(a, proposal_id, renewal)


def reestimate_all(session: Session, actor: Actor, now: datetime, renewal: Renewal) -> dict[int, dict[int, int]]:
    """The same for every project with yearly costs, in one act; the changes by number of the plan.

    Raises NotAllowed, RouteRefused.
    """
    require_finance(actor)
    with act(session, actor, now, "reestimate_all_charges", ground=renewal.reference.strip()) as a:
        changed = {number: _renew(a, number, renewal) for number in cases_with_charges(session)}
        a.subject = "capital:all"
        a.facts.update(plans=sorted(changed))
        return changed


def look_at_renewal(session: Session, case: CapitalCase, renewal: Renewal, now: datetime) -> tuple[YearChange, ...]:
    """What would change in each year; changes nothing. Raises RouteRefused."""
    refuse(_faults(renewal, day_of(now).year))
    from_year = renewal.from_year
    calculation = newest_calculation(session, case.id)
    if calculation is None or calculation.kind == "estimate":
        return ()
    after = _amounts(_renewed(session, case, calculation), from_year)
    before = {year: cents for year, cents in stands_now(session, case).items() if year >= from_year}
    return tuple(
        YearChange(year, before.get(year, 0), after.get(year, 0)) for year in sorted(before.keys() | after.keys())
    )


def cases_with_charges(session: Session) -> list[int]:
    """The plans whose yearly costs stand on the neighbourhood budget, by number."""
    granted = select(CapitalCalculation.case_id).where(CapitalCalculation.kind == "grant")
    chosen = select(CapitalCase.proposal_id).where(CapitalCase.id.in_(granted), CapitalCase.state.in_(WITH_CREDIT))
    return list(session.scalars(chosen.order_by(CapitalCase.proposal_id)))


def stands_now(session: Session, case: CapitalCase) -> dict[int, int]:
    """What stands for a case in each year, by the lines of the budget itself."""
    # the newest line of a year comes last
    return {line.year: line.after_cents for line in lines_of(session, case.subject)}


def _renew(a: Act, proposal_id: int, renewal: Renewal) -> dict[int, int]:
    route = locked_route(a, proposal_id)
    require_office(a, route, RouteStep.REESTIMATE)
    case = route.known_case
    calculation = newest_calculation(a.session, case.id)
    has_charges = calculation is not None and calculation.kind != "estimate"
    situation = RouteSituation(has_charges=has_charges, has_reference=True)
    require_step(a, route, RouteStep.REESTIMATE, situation)
    assert calculation is not None
    refuse(_faults(renewal, day_of(a.now).year))
    changed = _write(a, route, calculation, renewal)
    said = Said(renewal.words, renewal.reference)
    take_step(a, route, RouteStep.REESTIMATE, situation, said)
    return changed


def _write(a: Act, route: OnRoute, calculation: CapitalCalculation, renewal: Renewal) -> dict[int, int]:
    case, reference = route.known_case, tidy_text(renewal.reference)
    inputs = _renewed(a.session, case, calculation)
    wanted = _amounts(inputs, renewal.from_year)
    ended = {year: 0 for year in stands_now(a.session, case) if year >= renewal.from_year and year not in wanted}
    add_calculation(a, route, "reestimate", inputs, reference, renewal.from_year)
    return correct_standing(a, case.subject, wanted | ended, reference) if wanted or ended else {}


def _renewed(session: Session, case: CapitalCase, calculation: CapitalCalculation) -> Inputs:
    """What the newest calculation becomes by the rates of today, and by the real cost and day where they are known."""
    inputs = inputs_of(calculation)
    made = inputs.investment
    if case.completed_on is not None and case.real_cents is not None:
        credit = credit_of(session, case.id)
        assert credit is not None  # nothing is delivered without a credit
        real = share_of(min(case.real_cents, credit.net_cents), credit.charges_cents, credit.net_cents)
        granted = next(row for row in calculations_of(session, case.id) if row.kind == "grant")
        residual = min(granted.residual_cents, max(real - 1, 0))
        made = replace(made, investment_cents=real, residual_cents=residual, completed_in=case.completed_on.year)
    return replace(inputs, investment=made, rates=charge_settings(session).rates)


def _amounts(inputs: Inputs, from_year: int) -> dict[int, int]:
    return {year: cents for year, cents in cents_by_year(inputs.years()).items() if year >= from_year}


def _faults(renewal: Renewal, this_year: int) -> list[RouteFault]:
    faults = faults_of_reference(renewal.reference) + faults_of_words(renewal.words)
    if not this_year - 1 <= renewal.from_year <= this_year + MOST_YEARS_AHEAD:
        first, last = this_year - 1, this_year + MOST_YEARS_AHEAD
        faults.append(
            RouteFault("from_year", msg("Fill in a year from %(first)s to %(last)s.", first=first, last=last))
        )
    return faults
