"""Setting the budget cycle: with its ground, and its history for everyone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from financing.queries.cycle import SETTING, value_of
from financing.rules.calendar import BudgetCycle, cycle_faults
from financing.rules.faults import RouteFault, faults_of_words
from financing.services.refusals import refuse
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.permissions import require_administrator_or_finance
from logbook.services import act
from settings.services import put_setting


def set_cycle(session: Session, actor: Actor, now: datetime, cycle: BudgetCycle, reason: str) -> None:
    """Say when the council decides; what was planned already stays as it is. Raises NotAllowed, RouteRefused."""
    require_administrator_or_finance(actor)
    refuse([RouteFault(*each) for each in cycle_faults(cycle)] + faults_of_words(reason, "reason"))
    with act(session, actor, now, "set_budget_cycle", ground=tidy_text(reason), subject=f"setting:{SETTING}") as a:
        put_setting(a, SETTING, value_of(cycle), tidy_text(reason))
        a.facts["cycle"] = value_of(cycle)
