"""Areas in which too few people voted are counted with the area that was named before the vote, as one.

With fewer than five ballots the winners alone would tell what somebody chose. Which area an area goes with stands in
the frozen spec, so that nobody chooses it afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voting.rules.spec import Spec, SpecArea


@dataclass(frozen=True)
class CountedAreas:
    """Areas that are one count, in the order of the spec; the voters of each of the `shares` divide its pots equally.

    Where residents choose across areas the count has all of them, with a share for each that was not merged.
    """

    areas: tuple[SpecArea, ...]
    shares: tuple[tuple[SpecArea, ...], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(area.code for area in self.areas)

    @property
    def merged(self) -> tuple[tuple[SpecArea, ...], ...]:
        """The shares of more areas than one."""
        return tuple(share for share in self.shares if len(share) > 1)

    def share_of(self, area: SpecArea) -> int:
        """The place of the share that an area's voters divide."""
        return next(place for place, share in enumerate(self.shares) if area in share)


def counted_areas(spec: Spec, chose: Mapping[str, int]) -> tuple[CountedAreas, ...]:
    """The counts of a vote; `chose` is how many ballots with a choice each area has.

    Example: north has 40 ballots and south 3, and south goes with north: one count of both.
    """
    shares = merged_areas(spec.areas, chose, spec.merge_below)
    if spec.across:
        return (CountedAreas(spec.areas, shares),)
    return tuple(CountedAreas(share, (share,)) for share in shares)


def merged_areas(
    areas: tuple[SpecArea, ...], chose: Mapping[str, int], fewest: int
) -> tuple[tuple[SpecArea, ...], ...]:
    """Areas taken together until each has at least `fewest` ballots, or names no other area to go with.

    The first in the order of the spec goes first. Example, fewest 5: a (2) goes with b, b (2) with c, c has 9: all
    three together. Were c not named, a and b stay together with 4.
    """
    place_of = {area.code: place for place, area in enumerate(areas)}
    groups = [[place] for place in range(len(areas))]
    while True:
        small = (group for group in groups if sum(chose.get(areas[place].code, 0) for place in group) < fewest)
        found = next(((group, named) for group in small if (named := _named(areas, group, place_of)) is not None), None)
        if found is None:
            return tuple(tuple(areas[place] for place in group) for group in groups)
        group, named = found
        other = next(each for each in groups if named in each)
        groups = sorted(sorted([*group, *other]) if each is group else each for each in groups if each is not other)


def _named(areas: tuple[SpecArea, ...], group: list[int], place_of: Mapping[str, int]) -> int | None:
    """The first area outside the group that one of its areas goes with."""
    named = (place_of.get(areas[place].merge_with) for place in group)
    return next((place for place in named if place is not None and place not in group), None)
