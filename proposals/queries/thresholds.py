"""The thresholds of the capital test as the municipality set them, or the defaults while it set nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from proposals.rules.capital import CapitalThresholds
from settings.queries import current

SETTING = "capital_thresholds"
NUMBERS = (
    "activate_cents",
    "activate_life_years",
    "amount_cents",
    "share_percent",
    "life_cents",
    "life_years",
    "upkeep_cents",
    "upkeep_percent",
    "upkeep_floor_cents",
    "kind_cents",
    "split_months",
    "split_metres",
)


def capital_thresholds(session: Session) -> CapitalThresholds:
    """What is in force now."""
    value = current(session, SETTING)
    return CapitalThresholds() if value is None else thresholds_from(value)


def thresholds_from(value: dict[str, Any]) -> CapitalThresholds:
    """A stored value; what an older version did not know yet keeps its default."""
    known = {name: value[name] for name in (*NUMBERS, "has_framework_credit") if name in value}
    return CapitalThresholds(**known)


def value_of(thresholds: CapitalThresholds) -> dict[str, object]:
    """The thresholds as a setting holds them."""
    return {name: getattr(thresholds, name) for name in (*NUMBERS, "has_framework_credit")}
