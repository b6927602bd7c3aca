"""Why a plan lost although it has more votes than one that its own voters could pay: in the numbers of that step.

For the proposer of the plan with more votes. Equal Shares counts a vote for what its voter can still pay.
"""

from __future__ import annotations

from decimal import Decimal

from lives.messages import Amount, Message, msg
from voting.rules.publication import is_too_few
from voting.rules.story.plans import PlanTold
from voting.rules.story.rivals import Rival
from voting.rules.story.steps import StepTold
from voting.rules.story.whole import Story

TOOK_PART = frozenset({"supporters_short", "no_money", "limit", "excluded", "no_hours"})


def passed_over_by(plan: PlanTold, story: Story) -> tuple[Message, ...]:
    """That it has more votes, and why it lost all the same; () where there is nothing of the kind to say.

    Beside it is set the plan with the fewest votes that its voters paid for. Example: 105 people chose this plan and 99
    “Flowers”; in step 2 the votes for this plan counted for 61.3 and those for “Flowers” for 79.2.
    """
    if plan.status not in TOOK_PART or is_too_few(plan.votes):
        return ()
    fewer = [
        step
        for step in story.steps
        if step.is_shared and step.plan.score < plan.score and not is_too_few(step.plan.votes)
    ]
    if not fewer:
        return ()
    step = min(fewer, key=lambda each: (each.plan.score, each.number))
    return _has_more(plan, step, story.by_points), _and_yet(plan, step, story)


def _has_more(plan: PlanTold, step: StepTold, by_points: bool) -> Message:
    winner = step.plan
    if by_points:
        return msg(
            "This plan got %(more)s points, more than the %(fewer)s of “%(plan)s”.",
            more=plan.score,
            fewer=winner.score,
            plan=winner.title,
        )
    return msg(
        "%(more)s people chose this plan, more than the %(fewer)s of “%(plan)s”.",
        more=plan.votes,
        fewer=winner.votes,
        plan=winner.title,
    )


def _and_yet(plan: PlanTold, step: StepTold, story: Story) -> Message:
    """Why the winner of the step went first, or why this plan was no longer beside it."""
    closed = story.closed_in(plan)
    if closed < step.number:
        return _was_gone(plan, step)
    theirs = next((rival for rival in step.rivals if rival.plan.id == step.plan.id), None)
    mine = next((rival for rival in step.rivals if rival.plan.id == plan.id), None)
    if theirs is not None and theirs.price_cents is not None:
        return _by_price(mine, theirs.price_cents, step, story)
    if theirs is None or theirs.shown is None or mine is None or mine.shown is None:
        return msg(
            "But in step %(step)s the votes for “%(plan)s” counted for more than those for this plan.",
            step=step.number,
            plan=step.plan.title,
        )
    return _by_votes(mine.shown, theirs.shown, step, story)


def _was_gone(plan: PlanTold, step: StepTold) -> Message:
    if plan.shortage is not None:
        return msg(
            "But when “%(plan)s” got money, in step %(step)s, the voters for this plan already had too little together"
            " to pay for it.",
            plan=step.plan.title,
            step=step.number,
        )
    return msg(
        "But when “%(plan)s” got money, in step %(step)s, this plan was no longer possible.",
        plan=step.plan.title,
        step=step.number,
    )


def _by_votes(mine: Decimal, theirs: Decimal, step: StepTold, story: Story) -> Message:
    values: dict[str, object] = {"step": step.number, "plan": step.plan.title, "mine": mine, "theirs": theirs}
    if mine == theirs:
        return msg(
            "But in step %(step)s the votes for both counted for %(mine)s. “%(plan)s” costs less, so it went first.",
            **values,
        )
    if story.is_of_several:
        return msg(
            "But in step %(step)s the votes for this plan counted for %(mine)s,"
            " and those for “%(plan)s” for %(theirs)s.",
            **values,
        )
    return msg(
        "But in step %(step)s the votes for this plan counted for %(mine)s, and those for “%(plan)s” for %(theirs)s:"
        " some of its voters had already paid for other plans.",
        **values,
    )


def _by_price(mine: Rival | None, theirs_cents: int, step: StepTold, story: Story) -> Message:
    """Where a plan is not worth to a voter what it costs, the lowest price for a vote or point goes first."""
    values: dict[str, object] = {
        "step": step.number,
        "plan": step.plan.title,
        "theirs": Amount(theirs_cents, story.currency),
        "mine": Amount((mine and mine.price_cents) or 0, story.currency),
    }
    if mine is None or mine.price_cents is None:
        return msg(
            "But in step %(step)s no plan asked less of its voters for what they gave it than “%(plan)s”.",
            step=step.number,
            plan=step.plan.title,
        )
    if story.by_points:
        return msg(
            "But in step %(step)s “%(plan)s” asked %(theirs)s for each point that counted, and this plan %(mine)s.",
            **values,
        )
    return msg(
        "But in step %(step)s “%(plan)s” asked %(theirs)s for each vote that counted, and this plan %(mine)s.", **values
    )
