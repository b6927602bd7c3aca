"""How a deal is settled by its amount: at once, with a report, or with a financial report as well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.messages import Euros, msg
from lives.refused import Refused


class Band(StrEnum):
    AT_ONCE = "at_once"
    REPORT = "report"
    FINANCIAL = "financial"


class BandsRefused(Refused):
    """These limits cannot be."""


@dataclass(frozen=True)
class Bands:
    """Up to and with `at_once_cents` settled at once; up to and with `report_cents` a report is enough."""

    at_once_cents: int = 5_000_00
    report_cents: int = 50_000_00

    def __post_init__(self) -> None:
        if self.at_once_cents < 0 or self.report_cents < self.at_once_cents:
            raise BandsRefused(msg("The second amount must be at least the first."))


def band_of(cents: int, bands: Bands) -> Band:
    """EUR 5,000.00 is settled at once, EUR 5,000.01 needs a report, EUR 50,000.01 also a financial report."""
    if cents <= bands.at_once_cents:
        return Band.AT_ONCE
    return Band.REPORT if cents <= bands.report_cents else Band.FINANCIAL


class AskedBackTooMuch(Refused):
    """More is asked back than was paid."""


def check_asked_back(asked_back_cents: int, paid_cents: int) -> None:
    """What must come back is part of what was paid. Raises AskedBackTooMuch."""
    if not 0 <= asked_back_cents <= paid_cents:
        raise AskedBackTooMuch(msg("Only %(paid)s was paid. More than that cannot come back.", paid=Euros(paid_cents)))
