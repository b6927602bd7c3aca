"""What a large plan costs in each year of its life: as worked out, and once decided as it stands, with corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget.models import StandingCommitment
from budget.rules.charges import ChargeYear
from financing.queries.page import RoutePage, ShownCalculation


@dataclass(frozen=True)
class YearlyCost:
    """One year: what it was worked out to cost, and what stands of it by a decision, line after line."""

    charge: ChargeYear
    lines: tuple[StandingCommitment, ...]

    @property
    def year(self) -> int:
        return self.charge.year

    @property
    def cents(self) -> int:
        """What stands, or else what was worked out."""
        return self.charge.total_cents if not self.lines else self.lines[-1].after_cents


@dataclass(frozen=True)
class YearlyCosts:
    """All years of the life, in order, and the calculation in force."""

    newest: ShownCalculation
    years: tuple[YearlyCost, ...]

    @property
    def total_cents(self) -> int:
        return sum(each.cents for each in self.years)

    @property
    def first(self) -> YearlyCost:
        return self.years[0]

    @property
    def last(self) -> YearlyCost:
        return self.years[-1]

    def by_year(self) -> dict[int, int]:
        """What each year costs, in cents."""
        return {each.year: each.cents for each in self.years}


def yearly_costs(route: RoutePage) -> YearlyCosts | None:
    """The years of a large plan; None while nobody worked them out."""
    if not route.calculations:
        return None
    lines: dict[int, list[StandingCommitment]] = {}
    for line in route.lines:
        lines.setdefault(line.year, []).append(line)
    charges = charges_in_force(route.calculations)
    years = tuple(
        YearlyCost(charges.get(year) or _ended(year), tuple(lines.get(year, ()))) for year in sorted({*charges, *lines})
    )
    return YearlyCosts(route.calculations[-1], years)


def charges_in_force(made: Sequence[ShownCalculation]) -> dict[int, ChargeYear]:
    """By year: the newest calculation decides, but a new estimate of the coming years only from its year on."""
    charges: dict[int, ChargeYear] = {}
    for each in made:
        since = each.row.from_year
        kept = {year: charge for year, charge in charges.items() if since is not None and year < since}
        charges = kept | {charge.year: charge for charge in each.years if since is None or charge.year >= since}
    return charges


def _ended(year: int) -> ChargeYear:
    """A year that was decided about once and costs nothing any more."""
    return ChargeYear(year, 0, 0, 0, 0)
