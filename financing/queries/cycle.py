"""The budget cycle as the municipality set it, or the defaults while it set nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from financing.rules.calendar import DAYS, BudgetCycle, MonthDay
from settings.queries import current

SETTING = "budget_cycle"


def budget_cycle(session: Session) -> BudgetCycle:
    """What is in force now."""
    return cycle_from(current(session, SETTING) or {})


def cycle_from(value: Mapping[str, Any]) -> BudgetCycle:
    """A cycle out of a setting; what is missing stays at its default."""
    known: dict[str, Any] = {name: MonthDay(*value[name]) for name in DAYS if name in value}
    if "change_weeks" in value:
        known["change_weeks"] = value["change_weeks"]
    return BudgetCycle(**known)


def value_of(cycle: BudgetCycle) -> dict[str, object]:
    """A cycle as a setting keeps it."""
    days: dict[str, object] = {name: [getattr(cycle, name).month, getattr(cycle, name).day] for name in DAYS}
    return days | {"change_weeks": cycle.change_weeks}
