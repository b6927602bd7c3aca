"""The years to come of an area's money: what stands fixed, what is kept for small plans, and what would be left.

For everyone who wants to know what a large project leaves of the money of later years. Amounts are cents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from budget.rules.charges import half_up
from budget.rules.shares import reserve_cents
from lives.messages import Euros, Message, msg

MOST_YEARS = 60


class Basis(StrEnum):
    """How sure the share of a year is."""

    FIXED = "fixed"
    CONCEPT = "concept"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class Standing:
    """What one subject owes in a year: its key, its label, cents."""

    subject: str
    label: str
    cents: int


@dataclass(frozen=True)
class YearAhead:
    """One year of an area: its share, what stands in it, and what follows from both."""

    year: int
    area_code: str
    share_cents: int
    basis: Basis
    standing: tuple[Standing, ...]
    reserve_percent: int
    before_cents: int = 0
    """What of the share is there only for what the whole pot bears: nothing of that is kept for small plans."""
    pot_cents: int = 0
    """What all areas together have that year."""
    pot_part: Fraction = Fraction(0)
    """What the area gets of each euro more or less in the pot."""

    @property
    def standing_cents(self) -> int:
        return sum(each.cents for each in self.standing)

    @property
    def reserve_cents(self) -> int:
        """Kept for small plans: the part of the share, as far as what stands fixed leaves it."""
        wanted = reserve_cents(self.share_cents - self.before_cents, Fraction(self.reserve_percent, 100))
        return min(wanted, max(self.share_cents - self.standing_cents, 0))

    @property
    def left_cents(self) -> int:
        """What would be left for plans of any size."""
        return max(self.share_cents - self.standing_cents - self.reserve_cents, 0)

    @property
    def shortfall_cents(self) -> int:
        return max(self.standing_cents - self.share_cents, 0)

    @property
    def percent(self) -> int | None:
        """Which part of the share stands fixed, in whole percents, half-up; None without a share.

        EUR 15,600 of the Meent's 35,980 is 43.
        """
        return part_in_percent(self.standing_cents, self.share_cents)


@dataclass(frozen=True)
class PotAhead:
    """One year of the whole pot: its areas' years, and that of the municipality for what comes off before them."""

    year: int
    total_cents: int
    basis: Basis
    areas: tuple[YearAhead, ...]

    @property
    def share_cents(self) -> int:
        return self.total_cents

    @property
    def standing(self) -> tuple[Standing, ...]:
        """All that stands fixed, on the whole pot and on the areas."""
        return tuple(standing for each in self.areas for standing in each.standing)

    @property
    def standing_cents(self) -> int:
        return sum(each.standing_cents for each in self.areas)

    @property
    def reserve_cents(self) -> int:
        return sum(each.reserve_cents for each in self.areas)

    @property
    def left_cents(self) -> int:
        return sum(each.left_cents for each in self.areas)

    @property
    def shortfall_cents(self) -> int:
        return sum(each.shortfall_cents for each in self.areas)

    @property
    def percent(self) -> int | None:
        return part_in_percent(self.standing_cents, self.total_cents)


def part_in_percent(part_cents: int, whole_cents: int) -> int | None:
    """A part in whole percents, half-up; None of nothing. EUR 15,600 of 35,980 is 43."""
    return half_up(Fraction(100 * part_cents, whole_cents)) if whole_cents else None


def last_year_shown(first: int, standing_years: Iterable[int], until: int | None = None) -> int:
    """Until when: the year asked for, else the last in which anything stands; at most 60 years from the first."""
    last = max((year for year in standing_years if year >= first), default=first)
    return max(first, min(until if until is not None else last, first + MOST_YEARS - 1))


def sentence_about(ahead: YearAhead) -> Message:
    """What stands in a year, in words: "In 2031 € 15,600 stands fixed: 43 % of the money for your wijk." """
    values = {"year": ahead.year, "fixed": Euros(ahead.standing_cents)}
    if not ahead.standing_cents:
        return msg("In %(year)s nothing stands fixed yet.", year=ahead.year)
    if ahead.shortfall_cents or ahead.percent is None:
        return msg(
            "In %(year)s %(fixed)s stands fixed. That is %(short)s more than the money for your area.",
            **values, short=Euros(ahead.shortfall_cents),
        )  # fmt: skip
    if ahead.basis is Basis.ESTIMATE:
        return msg(
            "In %(year)s %(fixed)s stands fixed: about %(percent)s %% of the money for your area.",
            **values, percent=ahead.percent,
        )  # fmt: skip
    return msg(
        "In %(year)s %(fixed)s stands fixed: %(percent)s %% of the money for your area.",
        **values, percent=ahead.percent,
    )  # fmt: skip


def sentence_about_pot(ahead: PotAhead) -> Message:
    """The same of the whole pot, areas together."""
    if not ahead.standing_cents or ahead.percent is None:
        return msg("In %(year)s nothing stands fixed yet.", year=ahead.year)
    return msg(
        "In %(year)s %(fixed)s stands fixed: %(percent)s %% of all the money.",
        year=ahead.year, fixed=Euros(ahead.standing_cents), percent=ahead.percent,
    )  # fmt: skip
