"""The years to come: shares that are fixed or estimated, with what stands fixed in them, by area and for the pot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import municipality_code
from budget.models import Account, BudgetYear, StandingCommitment
from budget.queries.accounts import EUROS
from budget.queries.standing import all_standing
from budget.rules.plans import Plan, parts_of_rest, plan_from_text, shares_of
from budget.rules.years_ahead import Basis, PotAhead, Standing, YearAhead, last_year_shown


@dataclass(frozen=True)
class _Books:
    """All that the years to come are told from."""

    years: dict[int, BudgetYear]
    latest_fixed: BudgetYear
    allocated: dict[int, dict[str, int]]
    standing: dict[int, list[StandingCommitment]]
    besides: dict[int, int]
    """What the subject that is left out bears on the whole pot, by year."""
    whole_code: str | None


def years_ahead(
    session: Session, area_code: str, first: int, until: int | None = None, besides: str = ""
) -> tuple[YearAhead, ...]:
    """What each year from the first on has and owes in an area; empty where no year was ever fixed.

    A year without a budget of its own is estimated by the latest fixed year: its total and its way of dividing. What
    stands on the whole pot comes off before. Without a last year: until nothing stands any more, at most 60 years.
    `besides` is a subject that is left out, as if nothing stood for it: also in the share of a year that is fixed.
    """
    books = _books(session, first, besides)
    if books is None:
        return ()
    counted = [year for year, rows in books.standing.items() if any(each.area_code == area_code for each in rows)]
    shown = range(first, last_year_shown(first, counted, until) + 1)
    return tuple(_of_area(_pot(books, year, area_code), area_code) for year in shown)


def pot_ahead(session: Session, first: int, until: int | None = None) -> tuple[PotAhead, ...]:
    """The same of all areas together, with what comes off before the shares in the municipality's own name."""
    books = _books(session, first)
    if books is None:
        return ()
    shown = range(first, last_year_shown(first, books.standing, until) + 1)
    return tuple(_pot(books, year) for year in shown)


def _of_area(pot: PotAhead, area_code: str) -> YearAhead:
    return next(each for each in pot.areas if each.area_code == area_code)


def _books(session: Session, first: int, besides: str = "") -> _Books | None:
    years: Sequence[BudgetYear] = session.scalars(select(BudgetYear).order_by(BudgetYear.year)).all()
    fixed = [each for each in years if each.fixed_at is not None]
    if not fixed:
        return None
    allocated: dict[int, dict[str, int]] = {}
    for account in session.scalars(select(Account).where(Account.unit == EUROS, Account.year >= first)):
        allocated.setdefault(account.year, {})[account.area_code] = account.allocated
    whole_code, standing, left_out = municipality_code(session), dict[int, list[StandingCommitment]](), dict[int, int]()
    for each in all_standing(session):
        if each.year < first or not each.after_cents:
            continue
        if each.subject != besides:
            standing.setdefault(each.year, []).append(each)
        elif each.area_code == whole_code:
            left_out[each.year] = each.after_cents
    by_year = {each.year: each for each in years}
    return _Books(by_year, fixed[-1], allocated, standing, left_out, whole_code)


def _pot(books: _Books, year: int, also: str = "") -> PotAhead:
    """One year; `also` is an area that is told of even where it has nothing."""
    found = books.years.get(year)
    basis = Basis.ESTIMATE if found is None else Basis.FIXED if found.fixed_at is not None else Basis.CONCEPT
    by_plan = found or books.latest_fixed
    plan = plan_from_text(by_plan.formula)
    rows = books.standing.get(year, [])
    owed = sum(each.after_cents for each in rows if each.area_code == books.whole_code)
    before = min(owed, by_plan.total_cents)
    if basis is Basis.FIXED:
        shares = _as_fixed(books, year, plan, by_plan.total_cents, before)
        before = min(before, shares.get(books.whole_code or "", 0))
    else:
        shares = _estimated(plan, by_plan.total_cents, before, books.whole_code)
    parts = parts_of_rest(plan)
    codes = dict.fromkeys([*shares, *(each.area_code for each in rows), *([also] if also else [])])
    return PotAhead(year, by_plan.total_cents, basis, tuple(
        YearAhead(
            year, code, shares.get(code, 0), basis,
            tuple(Standing(each.subject, each.label, each.after_cents) for each in rows if each.area_code == code),
            plan.reserve_percent, before if code == books.whole_code else 0, by_plan.total_cents,
            parts.get(code, Fraction(0)),
        )
        for code in codes
    ))  # fmt: skip


def _as_fixed(books: _Books, year: int, plan: Plan, total_cents: int, before: int) -> dict[str, int]:
    """The shares of a fixed year; where the subject that is left out came off before them, as if it had not."""
    shares = books.allocated.get(year, {})
    came_off = shares.get(books.whole_code or "", 0)
    # decided after the year was fixed, it did not come off: then nothing is left of what came off for others
    back = min(books.besides.get(year, 0), max(came_off - before, 0))
    return _estimated(plan, total_cents, came_off - back, books.whole_code) if back else shares


def _estimated(plan: Plan, total_cents: int, before: int, whole_code: str | None) -> dict[str, int]:
    shares = dict(shares_of(plan, total_cents, 0, before).cents)
    if before and whole_code:
        shares[whole_code] = shares.get(whole_code, 0) + before
    return shares
