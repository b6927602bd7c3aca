"""The thresholds of the capital test as the municipality set them, or the defaults while it set nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from proposals.rules.capital import Asset, CapitalThresholds, Kind
from settings.queries import current, history

SETTING = "capital_thresholds"
LIFE_OF = "life_of_"
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
    if "kinds" in value:
        known["kinds"] = frozenset(Kind(kind) for kind in value["kinds"])
    if "useful_lives" in value:
        usual = dict(CapitalThresholds().useful_lives)
        given = {Asset(asset): years for asset, years in value["useful_lives"].items()}
        known["useful_lives"] = tuple((usual | given).items())
    return CapitalThresholds(**known)


def value_of(thresholds: CapitalThresholds) -> dict[str, object]:
    """The thresholds as a setting holds them."""
    numbers = {name: getattr(thresholds, name) for name in (*NUMBERS, "has_framework_credit")}
    lives = {asset.value: years for asset, years in thresholds.useful_lives}
    return {**numbers, "kinds": sorted(thresholds.kinds), "useful_lives": lives}


@dataclass(frozen=True)
class Change:
    """One figure that became another, as a setting holds them."""

    name: str
    before: object
    after: object


@dataclass(frozen=True)
class Revision:
    """What was decided about the thresholds at one moment."""

    set_at: datetime
    set_by_key: str
    ground: str
    changes: tuple[Change, ...]


def revisions(session: Session) -> list[Revision]:
    """How the thresholds came to be what they are, the newest first; the first changed the usual ones."""
    before = flat(value_of(CapitalThresholds()))
    found = []
    for row in reversed(history(session, SETTING)):
        after = flat(value_of(thresholds_from(row.value)))
        changes = tuple(Change(name, before[name], value) for name, value in after.items() if value != before[name])
        found.append(Revision(row.set_at, row.set_by_key, row.ground, changes))
        before = after
    return found[::-1]


def flat(value: dict[str, Any]) -> dict[str, object]:
    """One figure for each name: the usual life of an asset is called as its field, "life_of_pumps"."""
    rest = {name: each for name, each in value.items() if name != "useful_lives"}
    return {**rest, **{f"{LIFE_OF}{asset}": years for asset, years in value["useful_lives"].items()}}
