"""Voters who hold the same because they paid for the same plans: their money before and after a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.rules.publication import is_too_few
from voting.rules.story.amounts import nearest_cents

MOST_PICTURED = 6


@dataclass(frozen=True, slots=True)
class GroupTold:
    """So many voters who paid for the same plans (`paid_for`, titles; all others together when `is_others`).

    Together they held and hold so much (cents, rounded). `area` is named where several vote together.
    """

    paid_for: tuple[str, ...]
    is_others: bool
    voters: int
    before_cents: int
    after_cents: int
    area: str = ""

    @property
    def before_each_cents(self) -> int:
        return round(self.before_cents / self.voters)

    @property
    def after_each_cents(self) -> int:
        return round(self.after_cents / self.voters)


def tell_groups(step: Mapping[str, Any], titles: Mapping[str, str]) -> tuple[GroupTold, ...]:
    """The groups of a step, the largest first; groups of fewer than five voters stand among the others, who come last.

    Together they are all voters. Are the others too few themselves, then the smallest group goes to them: else who adds
    the groups up knows how many they are. () for a step by votes and for records that do not tell groups.
    """
    told = [_tell(each, titles) for each in step.get("groups") or ()]
    named = [group for group in told if not is_too_few(group.voters)]
    others = [group for group in told if is_too_few(group.voters)]
    if step.get("other_groups"):
        others.append(_tell(step["other_groups"], titles))
    if named and is_too_few(sum(group.voters for group in others)):
        others.append(named.pop())
    return (*named, *_together(others))


def pictured(groups: Sequence[GroupTold]) -> tuple[tuple[GroupTold, ...], GroupTold | None]:
    """The groups that a picture has room for, and all others as one; None when there are no others."""
    named = [group for group in groups if not group.is_others]
    rest = [*named[MOST_PICTURED:], *(group for group in groups if group.is_others)]
    return tuple(named[:MOST_PICTURED]), next(_together(rest), None)


def _tell(told: Mapping[str, Any], titles: Mapping[str, str]) -> GroupTold:
    after = nearest_cents(told["left"])
    paid_for = tuple(titles[id_] for id_ in told["paid_for"])
    return GroupTold(
        paid_for, False, told["voters"], after + nearest_cents(told["paid"]), after, told.get("area") or ""
    )


def _together(groups: Iterable[GroupTold]) -> Iterator[GroupTold]:
    """The groups as one; nothing of nobody, and nothing of fewer than five."""
    held = list(groups)
    voters = sum(group.voters for group in held)
    if voters and not is_too_few(voters):
        before = sum(group.before_cents for group in held)
        yield GroupTold((), True, voters, before, sum(group.after_cents for group in held))
