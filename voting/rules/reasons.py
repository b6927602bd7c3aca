"""Why a plan gets money or not, in one plain sentence, from the record of a count.

For the proposer who lost and everyone who asks: by its status, what it missed, and what its supporters got.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lives.messages import Amount, Message, msg

WON = {
    "shared": msg("Its supporters paid for it together from their equal part of the money."),
    "filled": msg("It had the most votes of the plans that fitted in the money that was left."),
    "chosen": msg("It had the most votes of the plans that fitted."),
    "granted": msg("It costs nothing and has support."),
}

LOST = {
    "withdrawn": msg("The plan was withdrawn before the count."),
    "no_votes": msg("Nobody voted for this plan."),
    "stopped": msg("The count stopped at an earlier plan that did not fit."),
}


def cents_of(amount: str) -> int:
    """The whole cents of an amount in a record: "1250.5" is 125050; parts of a cent are rounded up, as missed."""
    return int((Decimal(amount) * 100).to_integral_value(rounding="ROUND_CEILING"))


def reason_of(project: Mapping[str, Any], titles: Mapping[str, str], currency: str = "EUR") -> Message:
    """One sentence for a plan of a record's `projects`; `titles` by the ids of the ballot."""
    status = project["status"]
    plain = WON.get(status) or LOST.get(status)
    if plain is not None:
        return plain
    if status == "below_threshold":
        return msg("It missed %(votes)s votes to take part in the count.", votes=project["missed_votes"])
    missed = Amount(cents_of(project["missed"] or "0"), currency)
    if status == "over_pot":
        return msg("It costs %(missed)s more than the whole pot.", missed=missed)
    if status == "limit":
        return msg("The money for %(group)s was used up: it missed %(missed)s.", group=project["limit"], missed=missed)
    if status == "supporters_short":
        return _supporters_short(project, titles, missed)
    return msg("When its turn came there was %(missed)s too little left.", missed=missed)


def _supporters_short(project: Mapping[str, Any], titles: Mapping[str, str], missed: Amount) -> Message:
    spent = sorted(project["spent_on"], key=lambda each: (-Decimal(each["amount"]), each["project"]))
    if not spent:
        return msg("Its supporters together had %(missed)s too little.", missed=missed)
    return msg(
        "Its supporters together had %(missed)s too little. They spent the most on “%(plan)s”.",
        missed=missed,
        plan=titles[spent[0]["project"]],
    )
