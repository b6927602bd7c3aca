"""The years of a large project as a picture and as rows of ready texts."""

from __future__ import annotations

from typing import Any

from financing.queries.yearly import YearlyCost, YearlyCosts
from pages.filters import euros


def columns_of(costs: YearlyCosts | None) -> list[dict[str, Any]]:
    """The picture of the costs per year, for the project's page and the plan's own."""
    return [_column(each) for each in costs.years] if costs else []


def _column(each: YearlyCost) -> dict[str, Any]:
    charge = each.charge
    parts = (
        (charge.depreciation_cents, "plum"), (charge.interest_cents, "yellow"), (charge.upkeep_cents, "green"),
    )  # fmt: skip
    return {"label": str(each.year), "parts": parts}


def cost_row(each: YearlyCost) -> tuple[str, ...]:
    """The year, what it costs, what stands of it, and its parts."""
    charge = each.charge
    parts = (charge.depreciation_cents, charge.interest_cents, charge.upkeep_cents)
    stands = euros(each.lines[-1].after_cents) if each.lines else "–"
    return (str(each.year), euros(charge.total_cents), stands, *map(euros, parts))


def corrections_of(costs: YearlyCosts) -> list[tuple[str, str, str, str]]:
    """Every later line: the year, from what to what, and on which reference."""
    return [
        (str(each.year), euros(line.before_cents), euros(line.after_cents), line.reference)
        for each in costs.years
        for line in each.lines[1:]
    ]
