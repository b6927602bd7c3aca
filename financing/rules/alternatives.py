"""Six ways to pay for a large plan beside each other: what each costs, what it leaves, and what it needs from whom.

For residents, college and council, who choose between them. Since 2017 an investment in public space is spread over
its life (BBV art. 59), and only the council grants the credit (Gemeentewet art. 189 and 192): paying at once or saving
first changes what the neighbourhood budget loses, never who decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from budget.rules.charges import half_up
from budget.rules.shares import reserve_cents

SAVING_YEARS = 3
"""The council lets an area save for at most three years."""


class Way(StrEnum):
    AT_ONCE = "at_once"
    AREA = "area"
    WHOLE_POT = "whole_pot"
    PROGRAMME = "programme"
    SAVING = "saving"
    SPLIT = "split"


@dataclass(frozen=True)
class YearAhead:
    """One year of the area, in cents: the whole pot, the area's share, and what stands on the share already."""

    year: int
    pot_cents: int
    share_cents: int
    standing_cents: int = 0


@dataclass(frozen=True)
class LargePlan:
    """What is compared. `charges` is what each year of the life costs, by year; `reserve_part` of a share is kept
    for small plans; `area_part` is what the area gets of each euro more or less in the pot; `part_cents` is the
    most that a part of the plan may ask on the ballot."""

    net_cents: int
    charges: Mapping[int, int]
    reserve_part: Fraction
    area_part: Fraction
    part_cents: int


@dataclass(frozen=True)
class WayYear:
    """One year of one way, in cents: what the neighbourhood budget pays for the plan, what the area loses by it,
    and what is left of the area's share for small plans and for the vote. `short_cents` is what does not fit."""

    year: int
    cost_cents: int
    area_cents: int
    small_cents: int
    vote_cents: int
    short_cents: int


@dataclass(frozen=True)
class Alternative:
    """One way. `reaches`: whether it pays the whole plan within what there is."""

    way: Way
    years: tuple[WayYear, ...]
    total_cents: int
    reaches: bool

    @property
    def first_cents(self) -> int:
        """What the first year that costs anything costs."""
        return next((each.cost_cents for each in self.years if each.cost_cents), 0)

    @property
    def is_short(self) -> bool:
        return any(each.short_cents for each in self.years)


def alternatives(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> tuple[Alternative, ...]:
    """All six ways over the same years, the first of which is the year to decide in.

    The Groene Hart (180,000 over 20 years, linear at 2 %, no upkeep) in the Meent (35,980 of 500,000, 20 % kept
    for small plans): at once the share falls 151,216 short of what is left for votes; over the years the first
    costs 12,600 and leaves 16,184 for the vote; from the whole pot the Meent loses 592.20 of it; saving three full
    years gives 107,940. Raises ValueError without years, or for amounts below zero.
    """
    _refuse_impossible(plan, ahead)
    ways = (_at_once, _area, _whole_pot, _programme, _saving, _split)
    return tuple(way(plan, ahead) for way in ways)


def rough_percent(part_cents: int, whole_cents: int) -> int:
    """A percentage in tenths, half-up: below ten with one decimal, from ten on whole.

    12,600 of 500,000 is 25 (2.5 %), of 35,980 it is 350 (35 %). Nothing of nothing is 0.
    """
    return rough_times(part_cents * 100, whole_cents)


def rough_times(part_cents: int, whole_cents: int) -> int:
    """How often the whole goes into the part, in tenths and rounded likewise: 180,000 is 5 times 35,980 (50)."""
    if whole_cents <= 0:
        return 0
    exact = Fraction(part_cents, whole_cents)
    return half_up(exact * 10) if exact < 10 else half_up(exact) * 10


def saved_cents(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> int:
    """The most that an area can save: three full shares, less what stands on them."""
    return sum(max(0, each.share_cents - each.standing_cents) for each in ahead[:SAVING_YEARS])


def _at_once(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> Alternative:
    """The whole plan from the share of the first year; upkeep and interest left out, so too little rather than
    too much."""
    costs = {ahead[0].year: plan.net_cents}
    years = tuple(_from_share(plan, each, costs.get(each.year, 0)) for each in ahead)
    return Alternative(Way.AT_ONCE, years, plan.net_cents, not any(each.short_cents for each in years))


def _area(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> Alternative:
    years = tuple(_from_share(plan, each, plan.charges.get(each.year, 0)) for each in ahead)
    return Alternative(Way.AREA, years, sum(plan.charges.values()), not any(each.short_cents for each in years))


def _whole_pot(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> Alternative:
    """Before the shares: each area pays its part of it, this one `area_part`."""
    years = tuple(_from_pot(plan, each, plan.charges.get(each.year, 0)) for each in ahead)
    return Alternative(Way.WHOLE_POT, years, sum(plan.charges.values()), not any(each.short_cents for each in years))


def _programme(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> Alternative:
    """The municipality pays, and the neighbourhood budget nothing."""
    return Alternative(Way.PROGRAMME, tuple(_from_share(plan, each, 0) for each in ahead), 0, True)


def _saving(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> Alternative:
    """The whole share of at most three years, small plans included, until the plan is paid."""
    left, years = plan.net_cents, []
    for number, each in enumerate(ahead):
        free = max(0, each.share_cents - each.standing_cents)
        saved = min(left, free) if number < SAVING_YEARS else 0
        left -= saved
        kept = min(reserve_cents(each.share_cents, plan.reserve_part), free - saved)
        short = max(0, each.standing_cents - each.share_cents)
        years.append(WayYear(each.year, saved, saved, kept, free - saved - kept, short))
    return Alternative(Way.SAVING, tuple(years), plan.net_cents - left, left == 0)


def _split(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> Alternative:
    """The largest part that may go on the ballot, in the first year; the rest of the plan is not made by it."""
    part = min(plan.part_cents, plan.net_cents)
    years = tuple(_from_share(plan, each, part if each is ahead[0] else 0) for each in ahead)
    return Alternative(Way.SPLIT, years, part, part == plan.net_cents)


def _from_share(plan: LargePlan, each: YearAhead, cost: int) -> WayYear:
    """What stands is taken from what is left for the vote; what is kept for small plans stays."""
    kept = reserve_cents(each.share_cents, plan.reserve_part)
    left = each.share_cents - kept - each.standing_cents - cost
    return WayYear(each.year, cost, cost, kept, max(0, left), max(0, -left))


def _from_pot(plan: LargePlan, each: YearAhead, cost: int) -> WayYear:
    loses = min(each.share_cents, half_up(cost * plan.area_part))
    share = each.share_cents - loses
    kept = reserve_cents(share, plan.reserve_part)
    left = share - kept - each.standing_cents
    return WayYear(each.year, cost, loses, kept, max(0, left), max(0, -left))


def _refuse_impossible(plan: LargePlan, ahead: tuple[YearAhead, ...]) -> None:
    if not ahead:
        raise ValueError("no year to compare over")
    amounts = (plan.net_cents, plan.part_cents, *plan.charges.values())
    years = (cents for each in ahead for cents in (each.pot_cents, each.share_cents, each.standing_cents))
    if min(*amounts, *years) < 0:
        raise ValueError("an amount below zero")
    if not (0 <= plan.reserve_part <= 1 and 0 <= plan.area_part <= 1):
        raise ValueError("a part is from 0 to 1")
