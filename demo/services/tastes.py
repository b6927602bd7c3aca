"""What invented voters choose: by their group's likes and each plan's appeal, the same at every loading."""

from __future__ import annotations

import random
from collections.abc import Sequence

from demo.content.records import DemoPlan, DemoTasteGroup, DemoTurnout

FEWEST, MOST = 1, 6


def ballots_of(turnout: DemoTurnout, plans: Sequence[DemoPlan]) -> list[frozenset[int]]:
    """The choices of every voter as places in `plans`; blank ballots last."""
    chance = random.Random(turnout.area)  # noqa: S311  invented votes, not secrets
    weights = [group.weight for group in turnout.groups]
    voters = turnout.ballots - turnout.blank
    groups = chance.choices(turnout.groups, weights, k=voters)
    return [_choices(chance, group, plans) for group in groups] + [frozenset()] * turnout.blank


def _choices(chance: random.Random, group: DemoTasteGroup, plans: Sequence[DemoPlan]) -> frozenset[int]:
    likings = [_liking(chance, group, plan) for plan in plans]
    by_liking = sorted(range(len(plans)), key=lambda place: -likings[place])
    return frozenset(by_liking[: chance.randint(FEWEST, min(MOST, len(plans)))])


def _liking(chance: random.Random, group: DemoTasteGroup, plan: DemoPlan) -> float:
    """People like their own subjects, a good story, and, a little, what does not cost much."""
    modesty = 1 / (1 + plan.asked_cents / 2_000_000)
    return group.likes.get(plan.category, 3) * (3 + plan.appeal) * modesty * (0.4 + chance.random())
