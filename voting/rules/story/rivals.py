"""The plans beside the winner of a step: how their votes counted then, and what put the winner before an equal one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from voting.rules.publication import is_too_few
from voting.rules.story.amounts import nearest_cents
from voting.rules.story.plans import PlanTold

MOST_PLACES = 3
DECIDES = ("rho", "load")
"""What orders the plans of a step, the lowest first; in a step by votes these are not there, and the votes do."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A plan that stood in a step; `votes` are its votes or points, `counted` how much of them counted (Equal Shares).

    `shown`: the same as a page shows it, where the most that count go first. `price_cents`: what the plan asked for
    each vote or point that counted, where the lowest price goes first. Both None of a plan with fewer than five voters.
    """

    plan: PlanTold
    votes: int
    counted: Decimal | None
    shown: Decimal | None = None
    price_cents: int | None = None


def tell_rivals(
    step: Mapping[str, Any], by_id: Mapping[str, PlanTold], parameters: Mapping[str, Any]
) -> tuple[Rival, ...]:
    """The plans compared in a step, the winner first."""
    rivals = tuple(_rival(each, by_id) for each in step["compared"])
    told = [each.counted for each in rivals if each.counted is not None]
    by_price, places = parameters.get("utility", "cost") != "cost", _places(told)
    return tuple(_shown(each, by_price, places) for each in rivals)


def decided_by(step: Mapping[str, Any], by_id: Mapping[str, PlanTold], ties: Iterable[Mapping[str, Any]]) -> str:
    """What put the winner first when the next plan stood equal: "cost", "votes", "lot" or "id"; "" when none did.

    Example: 85 votes count for each of two plans, one of € 400 and one of € 500: "cost".
    """
    compared: Sequence[Mapping[str, Any]] = step["compared"]
    if len(compared) < 2 or compared[0]["project"] != step["project"]:
        return ""
    first, second = compared[:2]
    key = next((key for key in DECIDES if key in first), "votes")
    if first[key] != second.get(key):
        return ""
    if by_id[first["project"]].cost_cents != by_id[second["project"]].cost_cents:
        return "cost"
    if first["votes"] != second["votes"]:
        return "votes"
    return next((str(tie["decided_by"]) for tie in ties if tie["step"] == step["number"]), "id")


def _rival(told: Mapping[str, Any], by_id: Mapping[str, PlanTold]) -> Rival:
    counted = told.get("effective_votes")
    return Rival(by_id[told["project"]], told["votes"], None if counted is None else Decimal(counted))


def _shown(rival: Rival, by_price: bool, places: int) -> Rival:
    if rival.counted is None or is_too_few(rival.plan.votes):
        return rival
    if by_price:
        price = nearest_cents(str(rival.plan.cost_cents / rival.counted / 100))
        return Rival(rival.plan, rival.votes, rival.counted, price_cents=price)
    return Rival(rival.plan, rival.votes, rival.counted, round(rival.counted, places))


def _places(counted: Sequence[Decimal]) -> int:
    """As few decimals as show which numbers differ from the first."""
    different = {each for each in counted if each != counted[0]}
    for places in range(1, MOST_PLACES):
        if all(round(each, places) != round(counted[0], places) for each in different):
            return places
    return MOST_PLACES
