"""The demo's agreements with the neighbourhood and its small plans, as the file beside this one tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo.content import read_areas, read_toml


@dataclass(frozen=True)
class DemoDeal:
    """An agreement of the past year; `weight` is its part of what its wijk has."""

    area: str
    title: str
    theme: str
    green_kind: str
    """construction, management or upkeep; "" for what is not green."""
    planned: str
    achieved: str
    weight: int


@dataclass(frozen=True)
class DemoSmallPlan:
    """A small plan: when it was sent, and what became of it (sent, granted, refused or referred)."""

    area: str
    title: str
    description: str
    theme: str
    cents: int
    days_ago: int = 0
    fate: str = "granted"
    reason: str = ""
    by: str = ""
    """Who sends it, where that matters: whoever has a large plan too is asked whether they are one."""


def read_deals() -> tuple[DemoDeal, ...]:
    """The agreements of the past year, wijk by wijk: the patterns in turn, for the buurten in turn."""
    tables = read_toml("deals.toml")
    found: list[DemoDeal] = []
    for area in read_areas():
        names = [each.name for each in area.neighbourhoods]
        for patterns, count in zip(
            (tables["other"], tables["green"]), tables["counts"].get(area.code, ()), strict=False
        ):
            found += [_deal(area.code, patterns, names, place) for place in range(count)]
    return tuple(found)


def read_small_plans() -> tuple[DemoSmallPlan, ...]:
    """The two patterns of the past year, without wijk and amount."""
    return tuple(DemoSmallPlan(area="", cents=0, **table) for table in read_toml("deals.toml")["small"])


def read_small_plans_now() -> tuple[DemoSmallPlan, ...]:
    """This year's, the oldest first."""
    plans = [DemoSmallPlan(**table) for table in read_toml("deals.toml")["now"]]
    return tuple(sorted(plans, key=lambda plan: -plan.days_ago))


def _deal(area: str, patterns: list[dict[str, Any]], names: list[str], place: int) -> DemoDeal:
    """The pattern whose turn it is, for the next buurt; a second time round for another one."""
    table = patterns[place % len(patterns)]
    title = table["title"].format(buurt=names[(place + 2 * (place // len(patterns))) % len(names)])
    return DemoDeal(
        area, title, table["theme"], table.get("kind", ""), table["planned"], table["achieved"], table["weight"]
    )
