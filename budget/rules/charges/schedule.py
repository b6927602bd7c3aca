"""Kapitaallasten: what an investment costs each year of its life, in depreciation, interest and upkeep.

For finance, who calculates them, and for everyone who reads what a large project takes from years to come. Since 2017
a municipality spreads every investment in public space over its life (BBV art. 59 and 64). Exact: whole cents and
fractions, no floats; half-up in each year, the last year takes the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from budget.rules.charges.investment import ChargesImpossible, FirstYear, Investment, Method, Rates, charge_faults

OFF_BY_CENTS = 100
"""An annuity is set anew once roundings have carried it off by more than this, and by more than one percent."""


@dataclass(frozen=True)
class ChargeYear:
    """One calendar year: what is still on the books at its start, and what it costs, in cents."""

    year: int
    booked_cents: int
    depreciation_cents: int
    interest_cents: int
    upkeep_cents: int

    @property
    def total_cents(self) -> int:
        return self.depreciation_cents + self.interest_cents + self.upkeep_cents


def schedule(investment: Investment, rates: Rates, method: Method, first_year: FirstYear) -> tuple[ChargeYear, ...]:
    """What each calendar year pays, in order: as many years as the life, and one more with half first years.

    EUR 180,000 over 20 years at 2 %, linear: 9,000.00 + 3,600.00 = 12,600.00 in the first year, 9,180.00 in the
    last, 217,800.00 in all; as an annuity 11,008.21 a year and 11,008.20 in the last. Interest is on the booked
    value at the start of the year. A rate that changes counts from its year on: an annuity is then worked out anew
    over the value and the years that are left. With half first years each year of use is spread over two calendar
    years (the first half rounded half-up) and keeps the rate of the year in which it starts, so no total differs by
    a cent. Raises ChargesImpossible.
    """
    faults = charge_faults(investment, rates)
    if faults:
        raise ChargesImpossible(faults)
    starts = investment.completed_in + (1 if first_year is FirstYear.AFTER else 0)
    years = tuple(_years_of_use(investment, rates, method, starts))
    return years if first_year is FirstYear.AFTER else tuple(_in_halves(years))


def cents_by_year(years: Iterable[ChargeYear]) -> dict[int, int]:
    """What each year pays in all, without years that pay nothing: the amounts that stand fixed."""
    return {each.year: each.total_cents for each in years if each.total_cents}


def half_up(amount: Fraction) -> int:
    """To a whole number (cents, percents, thousandths), a half upwards: 2.5 is 3. Amounts are never negative here."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def annuity(booked_cents: int, residual_cents: int, rate: int, years: int) -> Fraction:
    """The exact yearly sum of depreciation and interest: (I−S)·r / (1−(1+r)^−n) + S·r; without interest (I−S)/n.

    EUR 180,000 over 20 years at 2 % (200) is 11,008.2093…, whole cents are the caller's.
    """
    spread = Fraction(booked_cents - residual_cents)
    if rate == 0:
        return spread / years
    part = _part(rate)
    return spread * part / (1 - (1 + part) ** -years) + residual_cents * part


def _years_of_use(investment: Investment, rates: Rates, method: Method, starts: int) -> Iterator[ChargeYear]:
    booked, residual, life = investment.net_cents, investment.residual_cents, investment.life_years
    yearly = half_up(Fraction(booked - residual, life))
    sums = _Annuity(residual)
    for number in range(life):
        rate = rates.in_year(starts + number)
        interest = half_up(booked * _part(rate))
        depreciation = yearly if method is Method.LINEAR else sums.due(booked, rate, life - number) - interest
        if number == life - 1:
            depreciation = booked - residual
        # half a cent upwards every year could otherwise write off more than there is
        depreciation = min(depreciation, booked - residual)
        yield ChargeYear(starts + number, booked, depreciation, interest, investment.upkeep_cents)
        booked -= depreciation


class _Annuity:
    """The sum of a year: the same until the rate changes, or until roundings have carried it off.

    At 25 % over 200 years a rounding of half a cent grows beyond the investment itself.
    """

    def __init__(self, residual_cents: int) -> None:
        self._residual = residual_cents
        self._rate = -1
        self._sum = 0

    def due(self, booked: int, rate: int, years_left: int) -> int:
        exact = annuity(booked, self._residual, rate, years_left)
        is_off = rate > 0 and abs(exact - self._sum) > max(Fraction(OFF_BY_CENTS), Fraction(self._sum, 100))
        if rate != self._rate or is_off:
            self._rate, self._sum = rate, half_up(exact)
        return self._sum


def _in_halves(years: tuple[ChargeYear, ...]) -> Iterator[ChargeYear]:
    """Each year of use half in its own calendar year and half in the next: the second half is the rest."""
    first, last = years[0].year, years[-1].year + 1
    nothing = ChargeYear(first - 1, 0, 0, 0, 0), ChargeYear(last, 0, 0, 0, 0)
    booked = years[0].booked_cents
    for ending, beginning in pairwise((nothing[0], *years, nothing[1])):
        depreciation = _rest(ending.depreciation_cents) + _half(beginning.depreciation_cents)
        yield ChargeYear(
            beginning.year,
            booked,
            depreciation,
            _rest(ending.interest_cents) + _half(beginning.interest_cents),
            _rest(ending.upkeep_cents) + _half(beginning.upkeep_cents),
        )
        booked -= depreciation


def _half(cents: int) -> int:
    return (cents + 1) // 2


def _rest(cents: int) -> int:
    return cents // 2


def _part(rate: int) -> Fraction:
    return Fraction(rate, 10_000)
