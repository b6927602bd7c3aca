"""Kapitaallasten, exactly: the investment and its rates, and what it costs each year."""

from budget.rules.charges.conventions import ChargeSettings, settings_from
from budget.rules.charges.investment import (
    LARGEST_RATE,
    LONGEST_LIFE,
    ChargesImpossible,
    FirstYear,
    Investment,
    Method,
    Rates,
    charge_faults,
)
from budget.rules.charges.schedule import ChargeYear, annuity, cents_by_year, half_up, schedule

__all__ = [
    "LARGEST_RATE",
    "LONGEST_LIFE",
    "ChargeSettings",
    "ChargeYear",
    "ChargesImpossible",
    "FirstYear",
    "Investment",
    "Method",
    "Rates",
    "annuity",
    "cents_by_year",
    "charge_faults",
    "half_up",
    "schedule",
    "settings_from",
]
