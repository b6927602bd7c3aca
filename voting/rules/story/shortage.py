"""When a plan's supporters had too little for it: what they held then, what they had paid for by then, and later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from voting.rules.publication import is_too_few
from voting.rules.story.amounts import cents_of, held_cents, nearest_cents

SHARED = "shared"


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What a plan's supporters together paid for a plan that won (cents, rounded)."""

    title: str
    cents: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """The moment at which a plan's supporters together held less than it costs.

    `step`: the step after which that was so; 0 when it was so before anything was bought. `percent`: what they held of
    the cost, rounded down. `had_cents`: what they held, rounded down; None where the record does not tell it (several
    areas). `causes`: the plans that they had paid for by then, most money first; `later`: those they paid for after it.
    `is_raised`: whether all this is money to count with, more than there really is.
    """

    step: int
    percent: int
    had_cents: int | None
    causes: tuple[PaidFor, ...]
    later: tuple[PaidFor, ...]
    is_raised: bool


def tell_shortages(count: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Shortage]:
    """The shortage of each plan that had one, by its id; none of a plan with so few voters that it would tell of them.

    Example: 50 voters began with € 100 for a plan of € 4,200; in step 1 they paid € 80 each for another. After step 1
    they had € 1,000, 23 percent, and that other plan is the cause (€ 4,000).
    """
    shared = [step for step in count["steps"] if step["status"] == SHARED]
    bought = {step["project"]: step["number"] for step in shared}
    closed = closed_in(count)
    return {
        told["project"]: _tell(told, closed.get(told["project"], 0), bought, count, titles)
        for told in count["projects"]
        if told["support_percent"] is not None and not is_too_few(told["votes"])
    }


def closed_in(count: Mapping[str, Any]) -> dict[str, int]:
    """The step of Equal Shares after which a plan could not be bought any more; a plan that never could is not in it.

    The steps by votes after it are left out: there a plan drops out once more, by the money of the pot.
    """
    return {id_: step["number"] for step in count["steps"] if step["status"] == SHARED for id_ in step["impossible"]}


def _tell(
    told: Mapping[str, Any], step: int, bought: Mapping[str, int], count: Mapping[str, Any], titles: Mapping[str, str]
) -> Shortage:
    by_then = [each for each in told["spent_on"] if bought[each["project"]] <= step]
    later = [each for each in told["spent_on"] if bought[each["project"]] > step]
    return Shortage(
        step=step,
        percent=told["support_percent"],
        had_cents=_had(told, by_then, count),
        causes=_paid_for(by_then, titles),
        later=_paid_for(later, titles),
        is_raised=bool(count["raised"]),
    )


def _had(told: Mapping[str, Any], by_then: Iterable[Mapping[str, Any]], count: Mapping[str, Any]) -> int | None:
    cost = cents_of(told["cost"])
    if told["status"] == "supporters_short" and told["missed"] is not None:
        return cost - cents_of(told["missed"])
    if count.get("starts"):
        return None  # voters of several areas began with different money, and of which area they are is not told
    began = Decimal(count["start"]) * told["votes"]
    held = began - sum((Decimal(each["amount"]) for each in by_then), Decimal(0))
    return min(held_cents(held), cost - 1)


def _paid_for(spent: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> tuple[PaidFor, ...]:
    told = (PaidFor(titles[each["project"]], nearest_cents(each["amount"])) for each in spent)
    return tuple(sorted(told, key=lambda each: (-each.cents, each.title)))
