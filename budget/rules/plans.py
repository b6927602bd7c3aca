"""A year's plan for dividing its money and its hours: the preset, the bases, the weights, and the shares they give."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction

from budget.rules.shares import AreaWeight, ShareFormula, share_out

PEOPLE_UNIT = Fraction(1, 1000)
"""Hilversum rounds each wijk's part of the inhabitants to 0.1 %."""


class Preset(StrEnum):
    """How a year's money is divided: the usual ways by name."""

    HILVERSUM = "hilversum"
    INHABITANTS = "inhabitants"
    COMMON_POT = "common_pot"


@dataclass(frozen=True)
class Plan:
    """The formula of a year with the weights it counted with: cents and minutes, percentages from 0 to 100."""

    preset: Preset
    base_cents: int
    areas: tuple[AreaWeight, ...]
    base_minutes: int = 0
    reserve_percent: int = 20
    third_percent: int = 0


@dataclass(frozen=True)
class Shares:
    """What each area gets, by code: cents, and minutes of staff time where the year has any."""

    cents: dict[str, int]
    minutes: dict[str, int]

    def seal(self, about: str) -> str:
        """A short text that differs whenever anything in the shares or in `about` differs."""
        text = json.dumps([about, self.cents, self.minutes], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:20]


def shares_of(plan: Plan, total_cents: int, total_minutes: int) -> Shares:
    """The shares by the plan, exact to the cent and to the minute. Raises SharesImpossible.

    Hilversum's EUR 500,000 with a base of 20,000 gives the Hilversumse Meent 35,980.00.
    """
    cents = share_out(total_cents, plan.areas, _formula(plan, plan.base_cents))
    minutes = share_out(total_minutes, plan.areas, _formula(plan, plan.base_minutes)) if total_minutes else {}
    return Shares(cents, minutes)


def plan_to_text(plan: Plan) -> str:
    """The plan as JSON, always in the same order."""
    return json.dumps(asdict(plan), sort_keys=True)


def plan_from_text(text: str) -> Plan:
    """The plan as it was kept; years from before presets and hours are read too."""
    kept = json.loads(text)
    return Plan(
        preset=Preset(kept["preset"]),
        base_cents=kept["base_cents"],
        base_minutes=kept.get("base_minutes", 0),
        reserve_percent=kept["reserve_percent"],
        third_percent=kept.get("third_percent", 0),
        areas=_areas(kept),
    )


def _areas(kept: dict[str, object]) -> tuple[AreaWeight, ...]:
    areas = kept.get("areas")
    if isinstance(areas, list):
        return tuple(AreaWeight(**each) for each in areas)
    people = kept["inhabitants"]
    assert isinstance(people, dict)
    return tuple(AreaWeight(code, count) for code, count in people.items())


def _formula(plan: Plan, base: int) -> ShareFormula:
    unit = PEOPLE_UNIT if plan.preset is Preset.HILVERSUM else None
    return ShareFormula(base if plan.preset is not Preset.COMMON_POT else 0, Fraction(plan.third_percent, 100), unit)
