"""The whole result of an area as told to people: what was divided, the plans, the steps, and what voters got."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from voting.rules.publication import Together, fewest_together, shows_steps, voters_together
from voting.rules.story.amounts import cents_of, nearest_cents
from voting.rules.story.plans import PlanTold, tell_plans
from voting.rules.story.steps import StepTold, tell_steps


@dataclass(frozen=True, slots=True)
class TieTold:
    """Plans that stood equal in everything; `by` is "lot", or "id" where there was no lot."""

    step: int
    titles: tuple[str, ...]
    chosen: str
    by: str


@dataclass(frozen=True, slots=True)
class PartTold:
    """What one kind of plan, or one buurt, got: titles, money, and how many voters have a funded choice in it."""

    name: str
    funded: tuple[str, ...]
    spent_cents: int
    voters_with_some: int


@dataclass(frozen=True, slots=True)
class Story:
    """One count of one area, or of several that voted as one;
    of a small one (`is_small`) winners and totals, and nothing of single ballots."""

    rule: str
    parameters: Mapping[str, Any]
    currency: str
    pot_cents: int
    spent_cents: int
    left_cents: int
    voters: int
    blank: int
    invalid: int
    start_cents: int
    first_start_cents: int
    raised: int
    runs: int
    plans: tuple[PlanTold, ...]
    steps: tuple[StepTold, ...]
    ties: tuple[TieTold, ...]
    together: tuple[Together, ...]
    mean_choices: str
    voters_with_none: int
    is_small: bool
    is_of_several: bool = False
    """Whether voters of several areas began with different money (Equal Shares)."""
    categories: tuple[PartTold, ...] = ()
    neighbourhoods: tuple[PartTold, ...] = ()

    @property
    def funded(self) -> tuple[PlanTold, ...]:
        return tuple(sorted((plan for plan in self.plans if plan.order), key=lambda plan: plan.order or 0))

    @property
    def not_funded(self) -> tuple[PlanTold, ...]:
        lost = (plan for plan in self.plans if not plan.order)
        return tuple(sorted(lost, key=lambda plan: (-plan.votes, plan.place)))

    @property
    def by_points(self) -> bool:
        """Whether plans went by points (or places, which are worth points) and not by votes."""
        return str(self.parameters.get("ballots", "approval")) != "approval"

    @property
    def is_equal_shares(self) -> bool:
        return self.rule == "equalshares"

    def plan_at(self, place: int) -> PlanTold | None:
        """The plan with this place on the ballot, from 1."""
        return self.plans[place - 1] if 0 < place <= len(self.plans) else None

    def closed_in(self, plan: PlanTold) -> int:
        """The step of Equal Shares after which a plan could not be bought any more; 0 when it never could."""
        shared = (step for step in self.steps if step.is_shared)
        return next((step.number for step in shared if plan.id in {each.id for each in step.impossible}), 0)

    def step_of(self, plan: PlanTold) -> StepTold | None:
        """The step that funded a plan, or after which it was no longer possible; None if it never took part."""
        for step in self.steps:
            if step.plan.id == plan.id or plan.id in {each.id for each in step.impossible}:
                return step
        return None


def tell_story(record: Mapping[str, Any]) -> Story:
    """The count that decided."""
    return _tell(record["count"], record, shows_steps(fewest_together(record)))


def tell_beside(record: Mapping[str, Any]) -> tuple[Story, ...]:
    """What the other rules would have done; nothing of a small area, for it can be told from single ballots."""
    if not shows_steps(fewest_together(record)):
        return ()
    return tuple(_tell(count, record, True) for count in record["beside"])


def tell_example(record: Mapping[str, Any]) -> Story:
    """A count of invented ballots: every step is told, however few they are."""
    return _tell(record["count"], record, True)


def _tell(count: Mapping[str, Any], record: Mapping[str, Any], with_steps: bool) -> Story:
    plans = tell_plans(count, _with_areas(record), with_steps)
    titles = {plan.id: plan.title for plan in plans}
    pot, voters = cents_of(count["pot"]), count["n"]
    return Story(
        rule=count["rule"],
        parameters=count["parameters"],
        currency=record["currency"],
        pot_cents=pot,
        spent_cents=cents_of(count["spent"]),
        left_cents=cents_of(count["left"]),
        voters=voters,
        blank=count["blank"],
        invalid=count["invalid"],
        # of several areas the largest: the width of the pictures of what voters have left
        start_cents=max((nearest_cents(each["start"]) for each in count.get("starts", ())), default=None)
        or nearest_cents(count["start"]),
        first_start_cents=round(pot / voters) if voters else 0,
        raised=count["raised"],
        runs=count["runs"],
        plans=plans,
        steps=tell_steps(count, plans) if with_steps else (),
        ties=tuple(_tie(tie, titles) for tie in count["ties"]),
        together=voters_together(count["outcome"]["voters_with"]) if with_steps else (),
        mean_choices=count["outcome"]["mean_funded_choices"],
        voters_with_none=(count["outcome"]["voters_with"] or [0])[0],
        is_small=not with_steps,
        is_of_several=bool(count.get("starts")),
        categories=_parts(count["outcome"].get("categories", ()), titles) if with_steps else (),
        neighbourhoods=_parts(count["outcome"].get("neighbourhoods", ()), titles) if with_steps else (),
    )


def _with_areas(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the record says of each plan, with the name of its area where several voted as one."""
    areas = {id_: area["name"] for area in record.get("areas", ()) for id_ in area["plans"]}
    return {id_: {**told, "area": areas.get(id_, "")} for id_, told in record["plans"].items()}


def _parts(told: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> tuple[PartTold, ...]:
    return tuple(
        PartTold(
            part["name"],
            tuple(titles[id_] for id_ in part["funded"]),
            cents_of(part["spent"]),
            sum(part["voters_with"][1:]),
        )
        for part in told
    )


def _tie(tie: Mapping[str, Any], titles: Mapping[str, str]) -> TieTold:
    return TieTold(tie["step"], tuple(titles[id_] for id_ in tie["tied"]), titles[tie["chosen"]], tie["decided_by"])
