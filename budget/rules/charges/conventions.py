"""How the municipality calculates yearly costs: the rates of interest by year, the method, and the first year.

For finance, who sets them by decision; every change stays readable. Without any decision Hilversum's of 2017 hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from budget.rules.charges.investment import FirstYear, Method, Rates

USUAL_RATE = 150
"""1.50 %, Hilversum's rate of 2017, until finance sets one."""


@dataclass(frozen=True)
class ChargeSettings:
    """What schedule() needs beside an investment."""

    rates: Rates = field(default_factory=lambda: Rates(USUAL_RATE))
    method: Method = Method.LINEAR
    first_year: FirstYear = FirstYear.AFTER

    def with_rate(self, year: int, rate: int) -> ChargeSettings:
        """The same, with another rate from a year on until the next year that has one."""
        later = {**dict(self.rates.later), year: rate}
        return replace(self, rates=Rates(self.rates.base, tuple(sorted(later.items()))))

    def kept(self) -> dict[str, object]:
        """As it is stored."""
        return {
            "base": self.rates.base,
            "later": [list(each) for each in self.rates.later],
            "method": self.method.value,
            "first_year": self.first_year.value,
        }


def settings_from(value: Mapping[str, Any] | None) -> ChargeSettings:
    """As it was stored; the usual ones where nobody decided."""
    if value is None:
        return ChargeSettings()
    later = tuple((int(year), int(rate)) for year, rate in value["later"])
    return ChargeSettings(Rates(value["base"], later), Method(value["method"]), FirstYear(value["first_year"]))
