"""Who paid how much in a step of Equal Shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from voting.rules.publication import is_too_few
from voting.rules.story.amounts import cents_of, nearest_cents

APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Paid:
    """`full` voters paid `price_cents` each, and `emptied` voters all they had, less than that.

    With points they paid `per_point_cents` for each of their points, and `price_cents` is the most that anybody paid.
    `emptied_cents`: what the emptied gave together, the cost less what the others paid; None with points.
    `is_rounded`: whether the price (of a point) is no whole number of cents.
    """

    price_cents: int
    full: int
    emptied: int
    per_point_cents: int | None
    emptied_cents: int | None
    is_rounded: bool


def tell_paid(step: Mapping[str, Any], count: Mapping[str, Any]) -> Paid | None:
    """What was paid in a step; None in a step by votes, and of so few voters that the price would tell how many.

    Example: of 40 voters for benches of € 3,200 thirty paid € 100; ten gave their last € 200 together.
    """
    payment = step.get("payment")
    if payment is None or is_too_few(payment["full"] + payment["emptied"]):
        return None
    by_point = str(count["parameters"].get("ballots", APPROVAL)) != APPROVAL
    rest = cents_of(step["cost"]) - nearest_cents(str(Decimal(payment["price"]) * payment["full"]))
    return Paid(
        price_cents=nearest_cents(payment["price"]),
        full=payment["full"],
        emptied=payment["emptied"],
        per_point_cents=nearest_cents(payment["per_point"]) if by_point else None,
        emptied_cents=None if by_point else rest,
        is_rounded=Decimal(payment["per_point" if by_point else "price"]) * 100 % 1 != 0,
    )
