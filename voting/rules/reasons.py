"""Why a plan gets money or not, in plain sentences, from what the record of a count tells.

For the proposer who lost and everyone who asks: by its status, what it missed, and what its supporters got. Every
amount is said with its moment: what supporters had when the plan became impossible, what was left when its turn came.
"""

from __future__ import annotations

from areas.rules.themes import THEMES
from lives.messages import Amount, Message, msg
from voting.rules.publication import is_too_few
from voting.rules.story.payments import Paid
from voting.rules.story.plans import SHORT, PlanTold
from voting.rules.story.shortage import PaidFor, Shortage
from voting.rules.story.steps import StepTold

WON = {
    "shared": msg("Its voters paid for it together from their equal part of the money."),
    "filled": msg("Of the plans that fitted in the money that was left, none had more votes."),
    "chosen": msg("Of the plans that fitted, none had more votes."),
    "won": msg("It won the vote."),
    "granted": msg("It costs nothing and has support."),
}
WON_BY_POINTS = WON | {
    "filled": msg("Of the plans that fitted in the money that was left, none had more points."),
    "chosen": msg("Of the plans that fitted, none had more points."),
}
LOST = {
    "withdrawn": msg("The plan was withdrawn before the count."),
    "no_votes": msg("Nobody voted for this plan."),
    "stopped": msg("The count stopped at an earlier plan that did not fit."),
    "hours_alone": msg("It costs hours and no money, so its voters could not buy it."),
}
BY_SHORTAGE = frozenset({SHORT, "no_money"})
EXACT_UNDER = 100_00
"""Amounts from € 100 are said in whole euros."""
NEAR = 10_00
"""What came nearer than € 10 is said to the cent."""


def reason_of(plan: PlanTold, currency: str = "EUR", by_points: bool = False) -> Message:
    """The reason in one sentence, two for a plan that also missed the money that was left.

    `by_points` where plans went by points and not by votes.
    """
    plain = (WON_BY_POINTS if by_points else WON).get(plan.status) or LOST.get(plan.status)
    if plain is not None:
        return plain
    if plan.status == "below_threshold":
        return _below_threshold(plan, by_points)
    if plan.status not in BY_SHORTAGE:
        return _bound(plan, Amount(plan.missed_cents or 0, currency))
    if plan.status == SHORT:
        nothing_told = msg("Its voters had too little of their equal part left to pay for it together.")
        return nothing_told if plan.shortage is None else _short(plan, plan.shortage, currency)
    at_its_turn = _left_at_its_turn(plan, currency)
    if plan.shortage is None:
        return at_its_turn
    return msg("%(voters)s %(pot)s", voters=_short(plan, plan.shortage, currency), pot=at_its_turn)


def reasons_of(plan: PlanTold, currency: str = "EUR", by_points: bool = False) -> tuple[Message, ...]:
    """The reason unfolded for the plan's own page: what its voters had, what they paid for later, what was left."""
    short = plan.shortage if plan.status in BY_SHORTAGE else None
    if short is None:
        return (reason_of(plan, currency, by_points),)
    told = [_short(plan, short, currency)]
    if short.later:
        told.append(msg("After that they also paid for %(plans)s.", plans=_plans(short.later, currency)))
    if plan.status != SHORT:
        told.append(_left_at_its_turn(plan, currency))
    return tuple(told)


def paid_in_words(step: StepTold, currency: str = "EUR") -> Message | None:
    """Who paid how much in a step of Equal Shares; None for a step by votes, and of fewer than five voters."""
    if step.paid is None:
        return None
    if step.paid.per_point_cents is not None:
        return _paid_by_point(step.paid, Amount(step.paid.per_point_cents, currency))
    return _paid(step, step.paid, Amount(step.paid.price_cents, currency), currency)


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


def _short(plan: PlanTold, short: Shortage, currency: str) -> Message:
    """What its supporters together had when it was too little, and why it was no more."""
    cost, percent = Amount(plan.cost_cents, currency), short.percent
    if short.had_cents is None:
        if not short.step:
            return msg(
                "The people who chose it began together with %(percent)s%% of the %(cost)s that it costs."
                " So it was already before they had paid for any plan.",
                percent=percent,
                cost=cost,
            )
        return msg(
            "After step %(step)s its voters together had %(percent)s%% of the %(cost)s that it costs left,"
            " because their money had gone to %(plans)s.",
            step=short.step,
            percent=percent,
            cost=cost,
            plans=_plans(short.causes, currency),
        )
    had = _rounded(short.had_cents, plan.cost_cents - short.had_cents)
    amounts = {
        "cost": cost,
        "had": Amount(had, currency),
        "lacked": Amount(plan.cost_cents - had, currency),
        "percent": percent,
    }
    if not short.step:
        return msg(
            "It costs %(cost)s. The %(voters)s people who chose it began together with %(had)s: that is %(percent)s%%,"
            " %(lacked)s too little. So it was already before they had paid for any plan.",
            voters=plan.votes,
            **amounts,
        )
    return msg(
        "After step %(step)s its voters together had %(had)s left of the %(cost)s that it costs: that is %(percent)s%%,"
        " %(lacked)s too little, because their money had gone to %(plans)s.",
        step=short.step,
        plans=_plans(short.causes, currency),
        **amounts,
    )


def _left_at_its_turn(plan: PlanTold, currency: str) -> Message:
    """What was really left of the pot when a plan had its turn by votes, and what it missed of that."""
    missed = plan.missed_cents or 0
    values = {"left": Amount(plan.cost_cents - missed, currency), "missed": Amount(missed, currency)}
    is_all_gone = missed == plan.cost_cents
    if plan.shortage is None or not plan.shortage.is_raised:
        if is_all_gone:
            return msg("When it had its turn, all money was used up.")
        return msg("When it had its turn, %(left)s was left: %(missed)s too little.", **values)
    if is_all_gone:
        return msg("When it had its turn at the end, all real money was used up.")
    return msg("When it had its turn at the end, %(left)s of the real money was left: %(missed)s too little.", **values)


def _rounded(had_cents: int, lacked_cents: int) -> int:
    """What they had in whole euros, unless that hides how near it came. What lacked is what the cost is more."""
    return round(had_cents, -2) if had_cents >= EXACT_UNDER and lacked_cents >= NEAR else had_cents


def _plans(paid_for: tuple[PaidFor, ...], currency: str) -> Message:
    """The plan that most of their money went to, by name (whole euros), and the others as a number."""
    first, others = paid_for[0], len(paid_for) - 1
    amount = Amount(first.cents if first.cents < EXACT_UNDER else round(first.cents, -2), currency)
    if not others:
        return msg("“%(plan)s” (%(amount)s)", plan=first.title, amount=amount)
    if others == 1:
        return msg("“%(plan)s” (%(amount)s) and one other plan", plan=first.title, amount=amount)
    return msg("“%(plan)s” (%(amount)s) and %(others)s other plans", plan=first.title, amount=amount, others=others)


def _paid(step: StepTold, paid: Paid, price: Amount, currency: str) -> Message:
    if not paid.emptied:
        return msg("%(full)s voters paid %(price)s each.", full=paid.full, price=price)
    if is_too_few(paid.full) or is_too_few(paid.emptied):
        if step.shown is None:
            return msg("Its voters paid %(price)s each; who had less than that, gave all of it.", price=price)
        return msg(
            "Its voters paid %(price)s each. Who had less than that, gave all of it; such a vote counts for a part.",
            price=price,
        )
    values: dict[str, object] = {
        "full": paid.full,
        "price": price,
        "emptied": paid.emptied,
        "together": Amount(paid.emptied_cents or 0, currency),
    }
    if step.shown is None:
        return msg(
            "%(full)s voters paid %(price)s each; %(emptied)s others had less than that and gave all of it,"
            " together %(together)s.",
            **values,
        )
    return msg(
        "%(full)s voters could pay %(price)s: %(full)s whole votes. %(emptied)s others had less than that and gave all"
        " of it, together %(together)s. Their votes count for %(part)s, so all votes for this plan count for %(all)s.",
        part=step.shown - paid.full,
        all=step.shown,
        **values,
    )


def _paid_by_point(paid: Paid, price: Amount) -> Message:
    if not paid.emptied:
        return msg("Its voters paid %(price)s for each point that they gave it.", price=price)
    if is_too_few(paid.full) or is_too_few(paid.emptied):
        return msg(
            "Its voters paid %(price)s for each point that they gave it; who had less than that, gave all of it.",
            price=price,
        )
    return msg(
        "%(full)s voters paid %(price)s for each point that they gave it; %(emptied)s others had less than that and"
        " gave all of it.",
        full=paid.full,
        price=price,
        emptied=paid.emptied,
    )
