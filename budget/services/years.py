"""A budget year: made as a concept, shown, and fixed once the adopted budget's reference is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import budget_areas
from budget.models import Account, BudgetYear
from budget.queries import find_year
from budget.rules.ledger import MovementKind
from budget.rules.shares import AreaWeight, ShareFormula, hilversum_formula, reserve_cents, share_out
from budget.services.ledger import commit_money
from lives.messages import msg
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, Refusal
from logbook.services import Act, act


class YearExists(Refusal):
    """This year has a budget already."""


class YearIsFixed(Refusal):
    """What is fixed does not change any more."""


@dataclass(frozen=True)
class NewYear:
    """What an administrator decides about a year. Percentages are whole numbers from 0 to 100."""

    year: int
    total_cents: int
    base_cents: int
    preset: str = "hilversum"
    """hilversum (inhabitants' shares rounded to 0.1 %) or inhabitants (unrounded)."""
    reserve_percent: int = 20


def make_year(session: Session, actor: Actor, now: datetime, new: NewYear) -> int:
    """Make a year as a concept. Raises YearExists and SharesImpossible."""
    _require_administrator(actor)
    with act(session, actor, now, "make_year", subject=f"year:{new.year}") as a:
        if session.get(BudgetYear, new.year) is not None:
            raise YearExists(msg("There is a budget for %(year)s already.", year=new.year))
        year = BudgetYear(year=new.year, total_cents=new.total_cents, formula="{}", created_at=now)
        _set_formula(a, year, new)
        session.add(year)
    return new.year


def change_year(session: Session, actor: Actor, now: datetime, new: NewYear) -> None:
    """Change a year that is still a concept. Raises YearIsFixed and SharesImpossible."""
    _require_administrator(actor)
    with act(session, actor, now, "change_year", subject=f"year:{new.year}") as a:
        year = _concept(session, new.year)
        year.total_cents = new.total_cents
        _set_formula(a, year, new)


def fix_year(session: Session, actor: Actor, now: datetime, year: int, reference: str) -> None:
    """Fix the shares: each area gets its account, its share and its reserve. Needs the budget's reference."""
    _require_administrator(actor)
    if not reference.strip():
        raise Refusal(msg("Fill in the reference of the council's decision on the budget."))
    with act(session, actor, now, "fix_year", ground=reference, subject=f"year:{year}") as a:
        found = _concept(session, year)
        shares = planned_shares(found)
        found.fixed_at, found.reference = now, reference.strip()
        for code, cents in shares.items():
            _open_account(a, found, code, cents)
        a.facts["shares"] = shares


def formula_of(year: BudgetYear) -> dict[str, Any]:
    """What the year was made with: preset, base_cents, reserve_percent, and inhabitants by area code."""
    formula: dict[str, Any] = json.loads(year.formula)
    return formula


def planned_shares(year: BudgetYear) -> dict[str, int]:
    """Each area's share in cents by code, by the year's own formula and the inhabitants it was made with."""
    formula = formula_of(year)
    weights = [AreaWeight(code, people) for code, people in formula["inhabitants"].items()]
    return share_out(year.total_cents, weights, _share_formula(formula))


def _set_formula(a: Act, year: BudgetYear, new: NewYear) -> None:
    people = {area.code: area.inhabitants for area in budget_areas(a.session)}
    formula: dict[str, Any] = {
        "preset": new.preset,
        "base_cents": new.base_cents,
        "reserve_percent": new.reserve_percent,
        "inhabitants": people,
    }
    year.formula = json.dumps(formula, sort_keys=True)
    planned_shares(year)
    a.facts.update(total_cents=new.total_cents, **formula)


def _share_formula(formula: dict[str, Any]) -> ShareFormula:
    base = int(formula["base_cents"])
    return hilversum_formula(base) if formula["preset"] == "hilversum" else ShareFormula(base)


def _open_account(a: Act, year: BudgetYear, code: str, cents: int) -> None:
    account = Account(year=year.year, area_code=code)
    a.session.add(account)
    a.session.flush()
    if cents:
        commit_money(a, account.id, MovementKind.ALLOCATE, cents, "share", reference=year.reference)
    reserve = reserve_cents(cents, Fraction(formula_of(year)["reserve_percent"], 100))
    if reserve:
        commit_money(a, account.id, MovementKind.RESERVE, reserve, "reserve for small plans")


def _concept(session: Session, number: int) -> BudgetYear:
    find_year(session, number)
    locked = select(BudgetYear).where(BudgetYear.year == number).with_for_update()
    year = session.scalars(locked.execution_options(populate_existing=True)).one()
    if year.fixed_at is not None:
        raise YearIsFixed(msg("The budget for %(year)s is fixed and cannot change any more.", year=number))
    return year


def _require_administrator(actor: Actor) -> None:
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(msg("Only an administrator can do this."))
