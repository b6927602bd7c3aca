"""The years to come of an area, to compare ways to pay over: the pot, the share, and what stands on it already."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from areas.queries import municipality_code
from budget.models import BudgetYear
from budget.queries import all_years, find_account
from budget.queries.standing import all_standing, shares_shown
from budget.rules.plans import plan_from_text
from financing.rules.alternatives import YearAhead


@dataclass(frozen=True)
class Ahead:
    """The years in order, and what the comparison needs of the formula. `estimated_from`: the first year of which
    the budget is not known, so that the one before it is taken."""

    years: tuple[YearAhead, ...]
    reserve_part: Fraction
    area_part: Fraction
    estimated_from: int | None


def years_ahead_of(session: Session, area_code: str, first: int, last: int, besides: str) -> Ahead | None:
    """From the first year to the last, without what stands for `besides`; None while the area has no share at all."""
    known = sorted(all_years(session), key=lambda each: each.year)
    shares = {each.year: _share(session, each, area_code) for each in known}
    known = [each for each in known if shares[each.year] is not None]
    if not known:
        return None
    newest = _year_for(known, first)
    of_area = next((each for each in shares_shown(session, newest) if each.share.code == area_code), None)
    area_part = of_area.share.part_of_people if of_area else Fraction(0)
    standing, borne = _standing(session, area_code, besides), _borne_by_all(session, besides)
    years = []
    for number in range(first, last + 1):
        budget = _year_for(known, number)
        # what all bear for this plan is off its share already: the comparison takes it off by itself
        back = round(borne.get(number, 0) * area_part) if budget.year == number else 0
        share = (shares[budget.year] or 0) + back
        years.append(YearAhead(number, budget.total_cents, share, standing.get(number, 0)))
    return Ahead(
        tuple(years),
        Fraction(plan_from_text(newest.formula).reserve_percent, 100),
        area_part,
        next((each for each in range(first, last + 1) if each > known[-1].year), None),
    )


def _share(session: Session, budget: BudgetYear, area_code: str) -> int | None:
    """As fixed, or by the year's plan; what was carried in or added is no share of a year to come."""
    account = find_account(session, budget.year, area_code)
    if account is not None:
        return account.allocated
    found = (each.share.cents for each in shares_shown(session, budget) if each.share.code == area_code)
    return next(found, None)


def _borne_by_all(session: Session, subject: str) -> dict[int, int]:
    """What stands for this plan on the whole pot, by year."""
    code = municipality_code(session)
    found = all_standing(session, code) if code else ()
    return {each.year: each.after_cents for each in found if each.subject == subject}


def _year_for(known: list[BudgetYear], number: int) -> BudgetYear:
    """The budget of that year, or the nearest before it, or the first there is."""
    earlier = [each for each in known if each.year <= number]
    return earlier[-1] if earlier else known[0]


def _standing(session: Session, area_code: str, besides: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for each in all_standing(session, area_code):
        if each.subject != besides:
            found[each.year] = found.get(each.year, 0) + each.after_cents
    return found
