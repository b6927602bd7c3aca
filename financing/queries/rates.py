"""The interest and the method that calculations count with: as finance set them, else Hilversum's of 2017."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from budget.rules.charges import FirstYear, Method, Rates
from settings.queries import current

SETTING = "large_plan_rates"
USUAL = 150


@dataclass(frozen=True)
class ChargeSettings:
    """The path of the rate in hundredths of a percent, how it is spread, and when it begins."""

    rates: Rates
    method: Method
    first_year: FirstYear


def charge_settings(session: Session) -> ChargeSettings:
    """What is in force now."""
    value = current(session, SETTING) or {}
    later = tuple((year, rate) for year, rate in value.get("later", ()))
    return ChargeSettings(Rates(value.get("base", USUAL), later), Method.LINEAR, FirstYear.AFTER)
