"""What an investment is, the rates of interest it pays, and what may not be filled in about either.

For finance, who calculates kapitaallasten: every fault is told at its field, all at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from budget.rules.amounts import LARGEST_CENTS
from lives.messages import Euros, Message, msg
from lives.refused import Refused

LONGEST_LIFE = 200
LARGEST_RATE = 2500
"""Rates are whole hundredths of a percent: 150 is 1.50 %, 2500 is 25 %."""
FIRST_COMPLETION, LAST_COMPLETION = 2000, 2100

Fault = tuple[str, Message]
"""The field that a sentence is about, and the sentence."""


class Method(StrEnum):
    """Every year the same depreciation, or every year the same sum of depreciation and interest."""

    LINEAR = "linear"
    ANNUITY = "annuity"


class FirstYear(StrEnum):
    """When charges begin: in the year after completion, or with half a year in the year of completion."""

    AFTER = "after"
    HALF = "half"


@dataclass(frozen=True)
class Investment:
    """What is made: cents, years, and the calendar year in which it is ready. Upkeep is for each year of use."""

    investment_cents: int
    third_party_cents: int
    residual_cents: int
    life_years: int
    upkeep_cents: int
    completed_in: int

    @property
    def net_cents(self) -> int:
        """What is spread: without what others pay for it directly (BBV art. 62)."""
        return self.investment_cents - self.third_party_cents


@dataclass(frozen=True)
class Rates:
    """The rate of interest at first, and each later (year from which it holds, rate), in hundredths of a percent."""

    base: int
    later: tuple[tuple[int, int], ...] = ()

    def in_year(self, year: int) -> int:
        """The rate that holds in a calendar year. Rates(150, ((2028, 200),)) gives 150 in 2027 and 200 in 2028."""
        return max(((since, rate) for since, rate in self.later if since <= year), default=(0, self.base))[1]


class ChargesImpossible(Refused):
    """These charges cannot be worked out; `faults` names every field with its sentence, all at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0][1])
        self.faults = faults


def charge_faults(investment: Investment, rates: Rates) -> tuple[Fault, ...]:
    """Everything that is wrong, each at the field it belongs to; empty when the charges can be worked out."""
    found = (*_amount_faults(investment), *_term_faults(investment), *_rate_faults(rates))
    return tuple((name, message) for name, is_fault, message in found if is_fault)


_Checked = tuple[str, bool, Message]


def _amount_faults(investment: Investment) -> tuple[_Checked, ...]:
    too_large = msg("This amount is too large. The largest amount is %(largest)s.", largest=Euros(LARGEST_CENTS))
    amounts: Mapping[str, int] = {name: getattr(investment, name) for name in _AMOUNTS}
    net = investment.net_cents
    residual = investment.residual_cents
    return (
        *((name, cents < 0, msg("An amount cannot be negative.")) for name, cents in amounts.items()),
        *((name, cents > LARGEST_CENTS, too_large) for name, cents in amounts.items()),
        ("investment_cents", investment.investment_cents == 0, msg("The amount must be more than zero.")),
        (
            "third_party_cents",
            net < 0,
            msg("Others cannot pay more than the %(cost)s that it costs.", cost=Euros(investment.investment_cents)),
        ),
        (
            "residual_cents",
            net >= 0 and residual > 0 and residual >= net,
            msg("The value at the end must be less than the %(net)s that is spread.", net=Euros(net)),
        ),
    )


def _term_faults(investment: Investment) -> tuple[_Checked, ...]:
    return (
        (
            "life_years",
            not 1 <= investment.life_years <= LONGEST_LIFE,
            msg("Fill in a life of 1 to %(most)s years.", most=LONGEST_LIFE),
        ),
        (
            "completed_in",
            not FIRST_COMPLETION <= investment.completed_in <= LAST_COMPLETION,
            msg("Fill in a year from 2000 to 2100."),
        ),
    )


def _rate_faults(rates: Rates) -> tuple[_Checked, ...]:
    since = [year for year, _rate in rates.later]
    return (
        (
            "rate",
            any(not 0 <= rate <= LARGEST_RATE for rate in (rates.base, *(rate for _year, rate in rates.later))),
            msg("Fill in a rate of interest from 0 to 25 percent."),
        ),
        ("rate", len(set(since)) < len(since), msg("A year has one rate of interest only.")),
    )


_AMOUNTS = ("investment_cents", "third_party_cents", "residual_cents", "upkeep_cents")
