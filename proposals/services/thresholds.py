"""Changing the thresholds of the capital test: with a ground and its history, and every open plan tested again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import act
from proposals.queries.thresholds import LIFE_OF, NUMBERS, SETTING, capital_thresholds, thresholds_from, value_of
from proposals.rules.capital import Asset, Kind
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

    Useful lives and kinds that are left out stay as they are. Raises PlanRefused for a value that cannot be or
    a missing reason. No rule can be switched off here.
    """
    require_administrator(actor)
    faults = _faults(values, reason)
    if faults:
        raise PlanRefused(tuple(faults))
    thresholds = thresholds_from({**value_of(capital_thresholds(session)), **values})
    with act(session, actor, now, "set_thresholds", ground=tidy_text(reason), subject=f"setting:{SETTING}") as a:
        put_setting(a, SETTING, value_of(thresholds), tidy_text(reason))
        a.facts["thresholds"] = value_of(thresholds)
        return retest_open_plans(a)


def _faults(values: Mapping[str, object], reason: str) -> list[Fault]:
    faults = [Fault("reason", each) for each in faults_of_text("reason", reason)]
    for name in NUMBERS:
        if not _is_from_one(values.get(name), MOST.get(name, MOST_CENTS)):
            faults.append(Fault(name, msg("Fill in a number that is possible here.")))
    lives = values.get("useful_lives", {})
    if not isinstance(lives, dict) or set(lives) - set(Asset):
        faults.append(Fault("useful_lives", msg("Choose from the list.")))
    else:
        faults += [
            Fault(f"{LIFE_OF}{asset}", msg("Fill in a number that is possible here."))
            for asset, years in lives.items()
            if not _is_from_one(years, MOST["life_years"])
        ]
    kinds = values.get("kinds", ())
    if not isinstance(kinds, list | tuple | frozenset) or set(kinds) - (set(Kind) - {Kind.NONE, Kind.UNKNOWN}):
        faults.append(Fault("kinds", msg("Choose from the list.")))
    return faults


def _is_from_one(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
