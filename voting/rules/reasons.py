"""Why a plan gets money or not, in one plain sentence, from what the record of a count tells.

For the proposer who lost and everyone who asks: by its status, what it missed, and what its supporters got.
"""

from __future__ import annotations

from areas.rules.themes import THEMES
from lives.messages import Amount, Message, msg
from voting.rules.publication import is_too_few
from voting.rules.story.plans import PaidFor, PlanTold
from voting.rules.story.steps import Paid, StepTold

WON = {
    "shared": msg("Its voters paid for it together from their equal part of the money."),
    "filled": msg("It had the most votes of the plans that fitted in the money that was left."),
    "chosen": msg("It had the most votes of the plans that fitted."),
    "won": msg("It won the vote."),
    "granted": msg("It costs nothing and has support."),
}
LOST = {
    "withdrawn": msg("The plan was withdrawn before the count."),
    "no_votes": msg("Nobody voted for this plan."),
    "stopped": msg("The count stopped at an earlier plan that did not fit."),
    "hours_alone": msg("It costs hours and no money, so its voters could not buy it."),
}
EXACT_UNDER = 100_00


def reason_of(plan: PlanTold, currency: str = "EUR", by_points: bool = False) -> Message:
    """One sentence for a plan of the result; `by_points` where plans went by points and not by votes."""
    plain = WON.get(plan.status) or LOST.get(plan.status)
    if plain is not None:
        return plain
    if plan.status == "below_threshold":
        return _below_threshold(plan, by_points)
    missed = Amount(plan.missed_cents or 0, currency)
    if plan.status == "supporters_short":
        return _supporters_short(plan, missed, currency)
    if plan.status == "no_money":
        return _no_money(plan, missed, currency)
    return _bound(plan, missed)


def paid_in_words(step: StepTold, currency: str = "EUR") -> Message | None:
    """Who paid how much in a step of Equal Shares; None for a step by votes."""
    if step.paid is None:
        return None
    return _paid(step.paid, Amount(step.paid.price_cents, currency))


def _bound(plan: PlanTold, missed: Amount) -> Message:
    """What a plan ran into that no vote could change: the pot, a limit, hours, a plan that excludes it."""
    group = THEMES.get(plan.limit, plan.limit)
    told = {
        "over_pot": msg("It costs %(missed)s more than the whole pot.", missed=missed),
        "limit": msg("The money for %(group)s was used up: it missed %(missed)s.", group=group, missed=missed),
        "excluded": msg("“%(plan)s” got money, and only one of the two could.", plan=plan.excluded_by),
        "over_hours": msg("It asks %(hours)s hours more than there are.", hours=plan.missed_hours),
        "no_hours": msg("When its turn came there were %(hours)s hours too few left.", hours=plan.missed_hours),
    }
    return told[plan.status]


def _below_threshold(plan: PlanTold, by_points: bool) -> Message:
    if plan.missed_votes is None or is_too_few(plan.votes):
        return msg("It had too few votes to take part in the count.")
    if plan.missed_votes == 1:
        return msg("It missed one point to take part.") if by_points else msg("It missed one vote to take part.")
    if by_points:
        return msg("It missed %(points)s points to take part in the count.", points=plan.missed_votes)
    return msg("It missed %(votes)s votes to take part in the count.", votes=plan.missed_votes)


def _supporters_short(plan: PlanTold, missed: Amount, currency: str) -> Message:
    if plan.support_percent is None:
        return msg("Its voters had too little of their equal part left to pay for it together.")
    if not plan.paid_for:
        return msg(
            "Even with all their money its voters together could pay only %(percent)s%% of it: %(missed)s too little.",
            percent=plan.support_percent,
            missed=missed,
        )
    return msg(
        "Its voters together could pay %(percent)s%% of it, %(missed)s too little,"
        " because their money had gone to %(plans)s.",
        percent=plan.support_percent,
        missed=missed,
        plans=_plans(plan.paid_for, currency),
    )


def _no_money(plan: PlanTold, missed: Amount, currency: str) -> Message:
    if plan.support_percent is None:
        return msg("When its turn came there was %(missed)s too little left.", missed=missed)
    if not plan.paid_for:
        return msg(
            "Even with all their money its voters together could pay only %(percent)s%% of it,"
            " and at the end there was %(missed)s too little left.",
            percent=plan.support_percent,
            missed=missed,
        )
    return msg(
        "Its voters together could pay %(percent)s%% of it, because their money had gone to %(plans)s;"
        " and at the end there was %(missed)s too little left.",
        percent=plan.support_percent,
        plans=_plans(plan.paid_for, currency),
        missed=missed,
    )


def _plans(paid_for: tuple[PaidFor, ...], currency: str) -> Message:
    """The plan that most of their money went to, by name (whole euros), and the others as a number."""
    first, others = paid_for[0], len(paid_for) - 1
    amount = Amount(first.cents if first.cents < EXACT_UNDER else round(first.cents, -2), currency)
    if not others:
        return msg("“%(plan)s” (%(amount)s)", plan=first.title, amount=amount)
    if others == 1:
        return msg("“%(plan)s” (%(amount)s) and one other plan", plan=first.title, amount=amount)
    return msg("“%(plan)s” (%(amount)s) and %(others)s other plans", plan=first.title, amount=amount, others=others)


def _paid(paid: Paid, price: Amount) -> Message:
    if not paid.emptied:
        if is_too_few(paid.full):
            return msg("Each of its voters paid %(price)s.", price=price)
        return msg("%(full)s voters paid %(price)s each.", full=paid.full, price=price)
    if is_too_few(paid.full) or is_too_few(paid.emptied) or not paid.full:
        return msg("Its voters paid %(price)s each; who had less than that, gave all of it.", price=price)
    return msg(
        "%(full)s voters paid %(price)s each; %(emptied)s others had less than that and gave all of it.",
        full=paid.full,
        price=price,
        emptied=paid.emptied,
    )
