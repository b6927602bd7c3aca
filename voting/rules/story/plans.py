"""What a record says of each plan on the ballot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from voting.rules.story.amounts import cents_of, nearest_cents

FUNDED = frozenset({"shared", "filled", "chosen", "granted", "won"})


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What a plan's supporters together paid for a plan that won (cents, rounded)."""

    title: str
    cents: int


@dataclass(frozen=True, slots=True)
class PlanTold:
    """A plan in the result. `place` on the ballot from 1; `order` in which it was funded, from 1, None if it was not.

    `score`: what it went by, its votes or its points. `hours` as the record writes them. `excluded_by`: the title of
    the plan that got the money of which only one could. `area`: the name of its area where several voted as one.

    `status` as in the record, or "won" in a small area.
    `support_percent`: what its supporters could still pay of its cost when it became impossible, rounded down.
    """

    place: int
    id: str
    title: str
    proposal: int | None
    category: str
    cost_cents: int
    votes: int
    status: str
    order: int | None = None
    missed_cents: int | None = None
    missed_votes: int | None = None
    limit: str = ""
    support_percent: int | None = None
    paid_for: tuple[PaidFor, ...] = ()
    score: int = 0
    hours: str = "0"
    missed_hours: str | None = None
    excluded_by: str = ""
    area: str = ""

    @property
    def is_funded(self) -> bool:
        return self.status in FUNDED


def tell_plans(count: Mapping[str, Any], plans: Mapping[str, Any], with_ballots: bool = True) -> tuple[PlanTold, ...]:
    """The plans of a record's count in the order of the ballot; `plans` are the record's titles (and areas) by id.

    Without ballots (a small area) nothing is told that can be traced to what single voters chose together.
    """
    orders = {id_: number for number, id_ in enumerate([*count["winners"], *count["granted"]], 1)}
    told = (_tell(number, each, plans, orders) for number, each in enumerate(count["projects"], 1))
    return tuple(told if with_ballots else (_without_ballots(plan) for plan in told))


def _without_ballots(plan: PlanTold) -> PlanTold:
    missed = None if plan.status == "supporters_short" else plan.missed_cents
    status = "won" if plan.is_funded else plan.status
    return replace(plan, status=status, missed_cents=missed, missed_votes=None, support_percent=None, paid_for=())


def _tell(place: int, told: Mapping[str, Any], plans: Mapping[str, Any], orders: Mapping[str, int]) -> PlanTold:
    id_, plan = told["project"], plans[told["project"]]
    spent = [PaidFor(plans[each["project"]]["title"], nearest_cents(each["amount"])) for each in told["spent_on"]]
    return PlanTold(
        place=place,
        id=id_,
        title=plan["title"],
        proposal=plan.get("proposal"),
        category=plan.get("category", ""),
        cost_cents=cents_of(told["cost"]),
        votes=told["votes"],
        status=told["status"],
        order=orders.get(id_),
        missed_cents=None if told["missed"] is None else cents_of(told["missed"]),
        missed_votes=told["missed_votes"],
        limit=told["limit"] or "",
        support_percent=told["support_percent"],
        paid_for=tuple(sorted(spent, key=lambda each: (-each.cents, each.title))),
        score=told.get("score", told["votes"]),
        hours=told.get("hours", "0"),
        missed_hours=told.get("missed_hours"),
        excluded_by=plans[told["excluded_by"]]["title"] if told.get("excluded_by") else "",
        area=plan.get("area", ""),
    )
