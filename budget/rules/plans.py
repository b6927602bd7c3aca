"""A year's plan for dividing its money and its hours: the preset, the bases, the weights, and the shares they give."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction

from budget.rules.amounts import LARGEST_CENTS
from budget.rules.shares import (
    AreaWeight,
    ShareFormula,
    SharesImpossible,
    named_faults,
    people_parts,
    reserve_cents,
    rest_parts,
    share_out,
)
from lives.messages import Euros, Message, msg

PEOPLE_UNIT = Fraction(1, 1000)
"""Hilversum rounds each wijk's part of the inhabitants to 0.1 %."""


LARGEST_MINUTES = 1_000_000 * 60
_FIELDS = {"total": "total_cents", "areas": "preset", "base": "base_cents", "third_part": "third_percent",
           "weights": "third_percent", "people": "preset", "third": "third_percent"}  # fmt: skip
Fault = tuple[str, Message]
"""The field of the form that a sentence is about, and the sentence."""


class PlanImpossible(SharesImpossible):
    """The year cannot be divided so; `faults` names every field with its sentence, all at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0][1])
        self.faults = faults


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


def shares_of(plan: Plan, total_cents: int, total_minutes: int, before_cents: int = 0) -> Shares:
    """The shares by the plan, exact to the cent and to the minute. Raises SharesImpossible.

    `before_cents` comes off the whole pot first; where what is left is less than all bases together, the bases are
    equal parts of it. Hilversum's EUR 500,000 with a base of 20,000 gives the Hilversumse Meent 35,980.00; with
    15,600 off before, 484,400 is divided and the Meent gets 20,000 + 4.7 % of 324,400 = 35,246.80.
    """
    rest = max(total_cents - before_cents, 0)
    cents = dict.fromkeys((area.code for area in plan.areas), 0)
    if rest or not before_cents:
        base = plan.base_cents if not before_cents else min(plan.base_cents, rest // max(len(plan.areas), 1))
        cents = share_out(rest, plan.areas, _formula(plan, base))
    minutes = share_out(total_minutes, plan.areas, _formula(plan, plan.base_minutes)) if total_minutes else {}
    return Shares(cents, minutes)


def parts_of_rest(plan: Plan) -> dict[str, Fraction]:
    """What each area gets of each euro more or less in the pot, by code: of EUR 12,600 less, the Meent with 4.7 % of
    Hilversum's people loses 592.20."""
    return rest_parts(plan.areas, _formula(plan, plan.base_cents))


@dataclass(frozen=True)
class AreaShare:
    """What a plan means for one area: its people as they count, its money, its hours, what is kept for small plans."""

    code: str
    inhabitants: int
    part_of_people: Fraction
    cents: int
    minutes: int
    reserve_cents: int


def area_shares(plan: Plan, total_cents: int, total_minutes: int, before_cents: int = 0) -> tuple[AreaShare, ...]:
    """The shares with what they were counted from, for the table that people look at before fixing."""
    shares = shares_of(plan, total_cents, total_minutes, before_cents)
    people = people_parts(plan.areas, _formula(plan, plan.base_cents))
    reserve = Fraction(plan.reserve_percent, 100)
    return tuple(
        AreaShare(
            code=area.code,
            inhabitants=area.inhabitants,
            part_of_people=people[area.code],
            cents=shares.cents[area.code],
            minutes=shares.minutes.get(area.code, 0),
            reserve_cents=reserve_cents(shares.cents[area.code], reserve),
        )
        for area in plan.areas
    )


def plan_faults(plan: Plan, total_cents: int, total_minutes: int) -> tuple[Fault, ...]:
    """Everything that is wrong with a plan, each at the field of the form it belongs to; empty when it can be."""
    formula = _formula(plan, plan.base_cents)
    named = [(_FIELDS[about], message) for about, message in named_faults(total_cents, plan.areas, formula)]
    return tuple(dict.fromkeys(named + _amount_faults(plan, total_cents) + _minute_faults(plan, total_minutes)))


def _amount_faults(plan: Plan, total_cents: int) -> list[Fault]:
    too_large = msg("This amount is too large. The largest amount is %(largest)s.", largest=Euros(LARGEST_CENTS))
    percent = msg("Fill in a percentage from 0 to 100.")
    found = (
        ("total_cents", total_cents > LARGEST_CENTS, too_large),
        ("reserve_percent", not 0 <= plan.reserve_percent <= 100, percent),
    )
    return [(name, message) for name, is_fault, message in found if is_fault]


def _minute_faults(plan: Plan, total_minutes: int) -> list[Fault]:
    needed = plan.base_minutes * len(plan.areas) if plan.preset is not Preset.COMMON_POT else 0
    found = (
        ("total_hours", total_minutes < 0, msg("Hours cannot be negative.")),
        ("total_hours", total_minutes > LARGEST_MINUTES, msg("This is too much: at most 1,000,000 hours.")),
        ("base_hours", plan.base_minutes < 0, msg("Hours cannot be negative.")),
        (
            "base_hours",
            needed > max(total_minutes, 0),
            msg(
                "The base hours together are %(needed)s. That is more than the %(total)s hours to divide.",
                needed=needed // 60,
                total=max(total_minutes, 0) // 60,
            ),
        ),
    )
    return [(name, message) for name, is_fault, message in found if is_fault]


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
