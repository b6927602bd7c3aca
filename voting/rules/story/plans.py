"""What a record says of each plan on the ballot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from voting.rules.publication import is_too_few
from voting.rules.story.amounts import cents_of
from voting.rules.story.shortage import Shortage, tell_shortages

FUNDED = frozenset({"shared", "filled", "chosen", "granted", "won"})
SHORT = "supporters_short"


@dataclass(frozen=True, slots=True)
class PlanTold:
    """A plan in the result. `place` on the ballot from 1; `order` in which it was funded, from 1, None if it was not.

    `score`: what it went by, its votes or its points. `hours` as the record writes them. `excluded_by`: the title of
    the plan that got the money of which only one could. `area`: the name of its area where several voted as one.

    `status` as in the record, or "won" in a small area. `missed_cents` of a plan whose supporters had too little is not
    told of fewer than five voters. `shortage`: when and by how much its supporters had too little (Equal Shares).
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
    shortage: Shortage | None = None
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
    shortages = tell_shortages(count, {id_: plan["title"] for id_, plan in plans.items()}) if with_ballots else {}
    told = (
        _tell(number, each, plans, orders.get(each["project"]), shortages.get(each["project"]))
        for number, each in enumerate(count["projects"], 1)
    )
    return tuple(told if with_ballots else (_without_ballots(plan) for plan in told))


def _without_ballots(plan: PlanTold) -> PlanTold:
    missed = None if plan.status == SHORT else plan.missed_cents
    status = "won" if plan.is_funded else plan.status
    return replace(plan, status=status, missed_cents=missed, missed_votes=None)


def _tell(
    place: int, told: Mapping[str, Any], plans: Mapping[str, Any], order: int | None, shortage: Shortage | None
) -> PlanTold:
    id_, plan = told["project"], plans[told["project"]]
    is_hidden = told["status"] == SHORT and is_too_few(told["votes"])
    return PlanTold(
        place=place,
        id=id_,
        title=plan["title"],
        proposal=plan.get("proposal"),
        category=plan.get("category", ""),
        cost_cents=cents_of(told["cost"]),
        votes=told["votes"],
        status=told["status"],
        order=order,
        missed_cents=None if told["missed"] is None or is_hidden else cents_of(told["missed"]),
        missed_votes=told["missed_votes"],
        limit=told["limit"] or "",
        shortage=shortage,
        score=told.get("score", told["votes"]),
        hours=told.get("hours", "0"),
        missed_hours=told.get("missed_hours"),
        excluded_by=plans[told["excluded_by"]]["title"] if told.get("excluded_by") else "",
        area=plan.get("area", ""),
    )
