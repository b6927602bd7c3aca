"""The steps of a count: which plan was taken and why, who paid, and what was no longer possible after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from voting.rules.story.amounts import cents_of, held_cents, nearest_cents
from voting.rules.story.groups import GroupTold, pictured, tell_groups
from voting.rules.story.payments import Paid, tell_paid
from voting.rules.story.plans import PlanTold
from voting.rules.story.rivals import Rival, decided_by, tell_rivals
from voting.rules.story.shortage import SHARED


@dataclass(frozen=True, slots=True)
class Means:
    """What a plan's supporters together hold before and after a step (cents), and in percent of its cost; all rounded
    down, so that what is too little never looks like enough."""

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
    """One funded plan. Money of the pot before and after it; with Equal Shares also the voters' own money.

    `decided_by`: what put it before a plan that stood equal in this step: "cost" (it is cheaper), "votes" (or points),
    "lot", "id", or "" when none stood equal. `paid` is not told of a plan with fewer than five voters.
    """

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
    decided_by: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether its own voters paid for it."""
        return self.status == SHARED

    @property
    def shown(self) -> Decimal | None:
        """The winner's votes as they counted in this step, as a page shows them; None where they do not decide."""
        return next((rival.shown for rival in self.rivals if rival.plan.id == self.plan.id), None)

    @property
    def pictured(self) -> tuple[tuple[GroupTold, ...], GroupTold | None]:
        """The groups that a picture shows, and all other voters as one."""
        return pictured(self.groups)

    @property
    def priced_out(self) -> tuple[PlanTold, ...]:
        """The plans that were too dear from this step on: for their own voters, or in a step by votes for the pot."""
        return tuple(plan for plan in self.impossible if self._is_priced_out(plan))

    @property
    def shut_out(self) -> tuple[PlanTold, ...]:
        """The other plans that could not be funded from this step on: by hours, a limit or a plan that excludes it."""
        return tuple(plan for plan in self.impossible if not self._is_priced_out(plan))

    def _is_priced_out(self, plan: PlanTold) -> bool:
        return plan.shortage is not None if self.is_shared else plan.cost_cents > self.left_cents

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
        one = _tell(step, count, by_id, before, held)
        told.append(one)
        before, held = one.left_cents, held if one.held_cents is None else one.held_cents
    return _with_means(count, told, by_id)


def _tell(
    step: Mapping[str, Any], count: Mapping[str, Any], by_id: Mapping[str, PlanTold], before: int, held: int
) -> StepTold:
    holds = step.get("voters_hold")
    return StepTold(
        number=step["number"],
        plan=by_id[step["project"]],
        status=step["status"],
        before_cents=before,
        left_cents=cents_of(step["left"]),
        rivals=tell_rivals(step, by_id, count["parameters"]),
        impossible=tuple(by_id[id_] for id_ in step["impossible"]),
        paid=tell_paid(step, count),
        held_before_cents=None if holds is None else held,
        held_cents=None if holds is None else nearest_cents(holds),
        groups=tell_groups(step, {id_: plan.title for id_, plan in by_id.items()}),
        left_hours=step.get("left_hours"),
        decided_by=decided_by(step, by_id, count["ties"]),
    )


def _with_means(
    count: Mapping[str, Any], steps: Sequence[StepTold], by_id: Mapping[str, PlanTold]
) -> tuple[StepTold, ...]:
    """Add what the supporters of each plan that lost held before and after each payment, while it was possible.

    At first everyone holds the start; what they spent on each winner is in the record, so nothing is guessed.
    """
    if count.get("starts"):
        return tuple(steps)  # voters of several areas began with different money
    holds = {
        told["project"]: Decimal(count["start"]) * told["votes"]
        for told in count["projects"]
        if (shortage := by_id[told["project"]].shortage) is not None and shortage.step
    }
    spent = {
        told["project"]: {each["project"]: Decimal(each["amount"]) for each in told["spent_on"]}
        for told in count["projects"]
    }
    told_steps = []
    for step in steps:
        if not step.is_shared:
            told_steps.append(step)
            continue
        after = {id_: euros - spent[id_].get(step.plan.id, Decimal(0)) for id_, euros in holds.items()}
        means = tuple(Means(by_id[id_], held_cents(holds[id_]), held_cents(after[id_])) for id_ in holds)
        told_steps.append(replace(step, means=tuple(sorted(means, key=lambda each: each.after_percent))))
        gone = {plan.id for plan in step.impossible}
        holds = {id_: euros for id_, euros in after.items() if id_ not in gone}
    return tuple(told_steps)
