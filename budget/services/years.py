"""A budget year: made as a concept, shown, and fixed by two people once the budget is adopted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from areas.queries import budget_areas, find_area
from budget.models import BudgetYear
from budget.queries.accounts import find_year
from budget.queries.standing import before_shares, standing_of_year
from budget.rules.plans import (
    Plan,
    PlanImpossible,
    Preset,
    Shares,
    plan_faults,
    plan_from_text,
    plan_to_text,
    shares_of,
)
from budget.rules.shares import AreaWeight
from budget.services.opening import open_accounts, tell_finance_of_shortfalls
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_administrator, require_administrator_or_finance
from logbook.refusals import Refusal
from logbook.services import Act, act

FIRST_YEAR, LAST_YEAR = 2000, 2100


class YearExists(Refusal):
    """This year has a budget already."""


class YearIsFixed(Refusal):
    """What is fixed does not change any more."""


class NotProposed(Refusal):
    """Somebody must first say which adopted budget this is."""


class SamePerson(Refusal):
    """Fixing takes two people."""

    status = 403


class YearChanged(Refusal):
    """The year is not what this person looked at."""


@dataclass(frozen=True)
class NewYear:
    """What an administrator decides about a year: cents, minutes, and percentages from 0 to 100."""

    year: int
    total_cents: int
    base_cents: int
    preset: str = Preset.HILVERSUM.value
    reserve_percent: int = 20
    total_minutes: int = 0
    base_minutes: int = 0
    third_percent: int = 0
    """Of what is left after the base: divided by the third weight."""
    third_weights: dict[str, int] = field(default_factory=dict)
    pot_area: str = ""
    """The one area that has everything, with the preset of one common pot."""


def make_year(session: Session, actor: Actor, now: datetime, new: NewYear) -> int:
    """Make a year as a concept. Raises YearExists, and PlanImpossible with every fault at its field."""
    require_administrator(actor)
    if not FIRST_YEAR <= new.year <= LAST_YEAR:
        raise PlanImpossible((("year", msg("Fill in a year from 2000 to 2100.")),))
    with act(session, actor, now, "make_year", subject=f"year:{new.year}") as a:
        if session.get(BudgetYear, new.year) is not None:
            raise YearExists(msg("There is a budget for %(year)s already.", year=new.year))
        year = BudgetYear(year=new.year, total_cents=new.total_cents, formula="{}", created_at=now)
        _set_plan(a, year, new)
        session.add(year)
    return new.year


def change_year(session: Session, actor: Actor, now: datetime, new: NewYear) -> None:
    """Change a year that is still a concept; who proposed to fix it proposes again. Raises YearIsFixed."""
    require_administrator(actor)
    with act(session, actor, now, "change_year", subject=f"year:{new.year}") as a:
        year = _concept(session, new.year)
        _set_plan(a, year, new)
        year.proposed_at = year.proposed_by_key = None
        year.proposed_reference = ""


def propose_fixing(session: Session, actor: Actor, now: datetime, number: int, reference: str) -> None:
    """Say which adopted budget this is: the first of the two people who fix a year. Raises YearIsFixed."""
    require_administrator_or_finance(actor)
    if not reference.strip():
        raise Refusal(msg("Fill in the reference of the council's decision on the budget."))
    with act(session, actor, now, "propose_fixing_year", ground=reference, subject=f"year:{number}") as a:
        year = _concept(session, number)
        planned_shares(year)
        year.proposed_at, year.proposed_by_key = now, actor.key
        year.proposed_reference = reference.strip()
        a.facts["seen"] = seal_of(year)


def fix_year(session: Session, actor: Actor, now: datetime, number: int, seen: str) -> None:
    """Fix the shares, as the second person: each area gets its account, its share and its reserve.

    `seen` is the seal_of() the year that this person looked at. Raises YearIsFixed, NotProposed, SamePerson and
    YearChanged.
    """
    require_administrator_or_finance(actor)
    with act(session, actor, now, "fix_year", subject=f"year:{number}") as a:
        year = _concept(session, number)
        if year.proposed_by_key is None:
            raise NotProposed(msg("First somebody fills in the reference of the council's decision on the budget."))
        if year.proposed_by_key == actor.key:
            raise SamePerson(msg("You did the first half. Somebody else must look at the shares and fix them."))
        if seen != seal_of(year):
            raise YearChanged(msg("The year was changed while you looked at it. Look at the shares once more."))
        year.fixed_at, year.fixed_by_key, year.reference = now, actor.key, year.proposed_reference
        a.ground = year.reference
        a.facts["shares"] = open_accounts(a, year)
        tell_finance_of_shortfalls(a, year.year)


def plan_of(year: BudgetYear) -> Plan:
    """What the year was made with."""
    return plan_from_text(year.formula)


def planned_shares(year: BudgetYear) -> Shares:
    """Each area's share in cents and in minutes, by the year's own plan and the inhabitants it was made with.

    What the whole pot bears is off before."""
    session = object_session(year)
    off = before_shares(session, year).taken_cents if session else 0
    return shares_of(plan_of(year), year.total_cents, year.total_minutes, off)


def seal_of(year: BudgetYear) -> str:
    """What stands for everything that fixing would fix: two people mean the same when it is the same."""
    session = object_session(year)
    due = standing_of_year(session, year.year) if session else []
    owed = [f"{each.area_code} {each.subject} {each.after_cents}" for each in due]
    return planned_shares(year).seal(f"{year.year} {year.proposed_reference} {year.formula} {owed}")


def _set_plan(a: Act, year: BudgetYear, new: NewYear) -> None:
    if new.preset == Preset.COMMON_POT.value and not new.pot_area:
        raise PlanImpossible((("pot_area", msg("Choose the area that has the money.")),))
    plan = Plan(
        preset=Preset(new.preset),
        base_cents=new.base_cents,
        base_minutes=new.base_minutes,
        reserve_percent=new.reserve_percent,
        third_percent=new.third_percent,
        areas=_weights(a.session, new),
    )
    faults = plan_faults(plan, new.total_cents, new.total_minutes)
    if faults:
        raise PlanImpossible(faults)
    year.total_cents, year.total_minutes, year.formula = new.total_cents, new.total_minutes, plan_to_text(plan)
    a.facts.update(total_cents=new.total_cents, total_minutes=new.total_minutes, plan=year.formula)


def _weights(session: Session, new: NewYear) -> tuple[AreaWeight, ...]:
    if new.preset == Preset.COMMON_POT.value:
        pot = find_area(session, new.pot_area)
        return (AreaWeight(pot.code, max(pot.inhabitants, 1)),)
    third = new.third_weights if new.third_percent else {}
    return tuple(AreaWeight(each.code, each.inhabitants, third.get(each.code, 0)) for each in budget_areas(session))


def _concept(session: Session, number: int) -> BudgetYear:
    find_year(session, number)
    locked = select(BudgetYear).where(BudgetYear.year == number).with_for_update()
    year = session.scalars(locked.execution_options(populate_existing=True)).one()
    if year.fixed_at is not None:
        raise YearIsFixed(msg("The budget for %(year)s is fixed and cannot change any more.", year=number))
    return year
