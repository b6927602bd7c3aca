"""The years to come of an area, to compare ways to pay over: the pot, the share, and what stands on it already.

What a year to come has is told by the budget alone, so that this page and that of the money say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from budget.queries.years_ahead import years_ahead
from budget.rules.years_ahead import Basis
from financing.rules.alternatives import YearAhead


@dataclass(frozen=True)
class Ahead:
    """The years in order, and what the comparison needs of the formula. `estimated_from`: the first year of which
    the budget is not known, so that the last fixed one is taken."""

    years: tuple[YearAhead, ...]
    reserve_part: Fraction
    area_part: Fraction
    estimated_from: int | None


def years_ahead_of(session: Session, area_code: str, first: int, last: int, besides: str) -> Ahead | None:
    """From the first year to the last, without what stands for `besides`: the comparison takes that off by itself.

    None while no year is fixed, and for an area without any share.
    """
    found = years_ahead(session, area_code, first, last, besides)
    if not any(each.share_cents for each in found):
        return None
    last_known = max((each.year for each in found if each.basis is not Basis.ESTIMATE), default=first - 1)
    return Ahead(
        tuple(YearAhead(each.year, each.pot_cents, each.share_cents, each.standing_cents) for each in found),
        Fraction(found[0].reserve_percent, 100),
        found[0].pot_part,
        next((each.year for each in found if each.year > last_known), None),
    )
