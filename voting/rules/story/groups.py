"""Voters who hold the same because they paid for the same plans: their money before and after a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from voting.rules.publication import is_too_few
from voting.rules.story.amounts import nearest_cents


@dataclass(frozen=True, slots=True)
class GroupTold:
    """So many voters who paid for the same plans (`paid_for`, titles; all others together when `is_others`).

    Together they held and hold so much (cents, rounded).
    """

    paid_for: tuple[str, ...]
    is_others: bool
    voters: int
    before_cents: int
    after_cents: int

    @property
    def before_each_cents(self) -> int:
        return round(self.before_cents / self.voters)

    @property
    def after_each_cents(self) -> int:
        return round(self.after_cents / self.voters)


def tell_groups(step: Mapping[str, Any], titles: Mapping[str, str]) -> tuple[GroupTold, ...]:
    """The groups of a step, the largest first; groups of fewer than five voters stand among the others.

    () for a step by votes and for records that do not tell groups. Others who are still too few are left out.
    """
    told = [_tell(each, titles) for each in step.get("groups") or ()]
    named = [group for group in told if not is_too_few(group.voters)]
    others = [group for group in told if is_too_few(group.voters)]
    if step.get("other_groups"):
        others.append(_tell(step["other_groups"], titles))
    together = _together(others)
    return tuple(named if is_too_few(together.voters) or not together.voters else [*named, together])


def _tell(told: Mapping[str, Any], titles: Mapping[str, str]) -> GroupTold:
    after = nearest_cents(told["left"])
    paid_for = tuple(titles[id_] for id_ in told["paid_for"])
    return GroupTold(paid_for, False, told["voters"], after + nearest_cents(told["paid"]), after)


def _together(groups: Iterable[GroupTold]) -> GroupTold:
    held = list(groups)
    return GroupTold(
        (),
        True,
        sum(group.voters for group in held),
        sum(group.before_cents for group in held),
        sum(group.after_cents for group in held),
    )
