"""Changing the thresholds of the capital test: with a ground and its history, and every open plan tested again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed
from logbook.services import act
from proposals.queries.thresholds import NUMBERS, SETTING, thresholds_from, value_of
from proposals.rules.texts import faults_of_text
from proposals.services.refusals import Fault, PlanRefused
from proposals.services.retesting import retest_open_plans
from settings.services import put_setting

MOST = {
    "activate_life_years": 200,
    "life_years": 200,
    "share_percent": 100,
    "upkeep_percent": 100,
    "split_months": 60,
    "split_metres": 5_000,
}
MOST_CENTS = 100_000_000_00


def set_thresholds(session: Session, actor: Actor, now: datetime, values: Mapping[str, object], reason: str) -> int:
    """Set all thresholds (see CapitalThresholds); how many open plans got other grounds by it.

    Raises PlanRefused for a value that cannot be or a missing reason. No rule can be switched off here.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(msg("Only an administrator can do this."))
    faults = _faults(values, reason)
    if faults:
        raise PlanRefused(tuple(faults))
    thresholds = thresholds_from(dict(values))
    with act(session, actor, now, "set_thresholds", ground=tidy_text(reason), subject=f"setting:{SETTING}") as a:
        put_setting(a, SETTING, value_of(thresholds), tidy_text(reason))
        a.facts["thresholds"] = value_of(thresholds)
        return retest_open_plans(a)


def _faults(values: Mapping[str, object], reason: str) -> list[Fault]:
    faults = [Fault("reason", each) for each in faults_of_text("reason", reason)]
    for name in NUMBERS:
        value = values.get(name)
        if not isinstance(value, int) or not 1 <= value <= MOST.get(name, MOST_CENTS):
            faults.append(Fault(name, msg("Fill in a number that is possible here.")))
    return faults
