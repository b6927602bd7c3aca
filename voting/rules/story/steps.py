"""The steps of a count: which plan was taken and why, who paid, and what was no longer possible after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from voting.rules.story.amounts import cents_of, nearest_cents
from voting.rules.story.groups import GroupTold, tell_groups
from voting.rules.story.plans import PlanTold


@dataclass(frozen=True, slots=True)
class Rival:
    """A plan that stood beside the winner of a step; `counted` are its votes as they counted then (Equal Shares)."""

    plan: PlanTold
    votes: int
    counted: Decimal | None


@dataclass(frozen=True, slots=True)
class Paid:
    """`full` voters paid `price_cents` each; `emptied` voters gave all that they had left."""

    price_cents: int
    full: int
    emptied: int


@dataclass(frozen=True, slots=True)
class Means:
    """What a plan's supporters together hold before and after a step (cents, rounded), and in percent of its cost."""

    plan: PlanTold
    before_cents: int
    after_cents: int

    @property
    def before_percent(self) -> int:
        return 100 * self.before_cents // self.plan.cost_cents if self.plan.cost_cents else 100

    @property
    def after_percent(self) -> int:
        return 100 * self.after_cents // self.plan.cost_cents if self.plan.cost_cents else 100


@dataclass(frozen=True, slots=True)
class StepTold:
    """One funded plan. Money of the pot before and after it; with Equal Shares also the voters' own money."""

    number: int
    plan: PlanTold
    status: str
    before_cents: int
    left_cents: int
    rivals: tuple[Rival, ...] = ()
    impossible: tuple[PlanTold, ...] = ()
    paid: Paid | None = None
    held_before_cents: int | None = None
    held_cents: int | None = None
    means: tuple[Means, ...] = ()
    groups: tuple[GroupTold, ...] = ()
    left_hours: str | None = None

    @property
    def counted(self) -> Decimal | None:
        """The winner's votes as they counted in this step (Equal Shares)."""
        return next((rival.counted for rival in self.rivals if rival.plan.id == self.plan.id), None)


def tell_steps(count: Mapping[str, Any], plans: Sequence[PlanTold]) -> tuple[StepTold, ...]:
    """The steps of a record's count, in order."""
    by_id = {plan.id: plan for plan in plans}
    told: list[StepTold] = []
    before, held = cents_of(count["pot"]), nearest_cents(str(Decimal(count["start"]) * count["n"]))
    for step in count["steps"]:
        one = _tell(step, by_id, before, held)
        told.append(one)
        before, held = one.left_cents, held if one.held_cents is None else one.held_cents
    return _with_means(count, told, by_id)


def _tell(step: Mapping[str, Any], by_id: Mapping[str, PlanTold], before: int, held: int) -> StepTold:
    payment = step.get("payment")
    holds = step.get("voters_hold")
    return StepTold(
        number=step["number"],
        plan=by_id[step["project"]],
        status=step["status"],
        before_cents=before,
        left_cents=cents_of(step["left"]),
        rivals=tuple(_rival(each, by_id) for each in step["compared"]),
        impossible=tuple(by_id[id_] for id_ in step["impossible"]),
        paid=None if payment is None else Paid(nearest_cents(payment["price"]), payment["full"], payment["emptied"]),
        held_before_cents=None if holds is None else held,
        held_cents=None if holds is None else nearest_cents(holds),
        groups=tell_groups(step, {id_: plan.title for id_, plan in by_id.items()}),
        left_hours=step.get("left_hours"),
    )


def _with_means(
    count: Mapping[str, Any], steps: Sequence[StepTold], by_id: Mapping[str, PlanTold]
) -> tuple[StepTold, ...]:
    """Add what the supporters of each plan that lost held before and after each payment, while it was possible.

    At first everyone holds the start; what they spent on each winner is in the record, so nothing is guessed.
    """
    if count.get("starts"):
        return tuple(steps)  # voters of several areas began with different money
    start = Decimal(count["start"]) * 100
    holds = {
        told["project"]: start * told["votes"]
        for told in count["projects"]
        if told["support_percent"] is not None and start * told["votes"] >= by_id[told["project"]].cost_cents
    }
    spent = {
        told["project"]: {each["project"]: Decimal(each["amount"]) * 100 for each in told["spent_on"]}
        for told in count["projects"]
    }
    told_steps = []
    for step in steps:
        if step.paid is None:
            told_steps.append(step)
            continue
        after = {id_: cents - spent[id_].get(step.plan.id, Decimal(0)) for id_, cents in holds.items()}
        means = tuple(Means(by_id[id_], round(holds[id_]), round(after[id_])) for id_ in holds)
        told_steps.append(replace(step, means=tuple(sorted(means, key=lambda each: each.after_percent))))
        gone = {plan.id for plan in step.impossible}
        holds = {id_: cents for id_, cents in after.items() if id_ not in gone}
    return tuple(told_steps)


def _rival(told: Mapping[str, Any], by_id: Mapping[str, PlanTold]) -> Rival:
    counted = told.get("effective_votes")
    return Rival(by_id[told["project"]], told["votes"], None if counted is None else Decimal(counted))
