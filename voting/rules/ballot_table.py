"""All ballots of an election as arrays, so that whatever is summed over voters is summed at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from voting.rules.election import BallotGroup, BallotKind, Election

if TYPE_CHECKING:
    from numpy import int64, intp
    from numpy.typing import NDArray

MOST_POINTS = 1_000_000
"""A ballot gives a plan at most so many points, so that no sum over a million ballots grows past 64 bits."""


@dataclass(frozen=True, slots=True)
class BallotTable:
    """A row for each group of ballots that is not empty, an entry for each choice on them, in the same order.

    `first[r]` … `first[r + 1]` are the entries of row r. Points are 1 on approvals.
    """

    voters: NDArray[int64]
    area: NDArray[intp]
    first: NDArray[intp]
    row: NDArray[intp]
    plan: NDArray[intp]
    points: NDArray[int64]
    plans: int

    @property
    def n(self) -> int:
        return int(self.voters.sum())

    def votes(self) -> tuple[int, ...]:
        """How many voters give each plan more than 0 points."""
        return self._summed(self.voters[self.row] * (self.points > 0))

    def scores(self) -> tuple[int, ...]:
        """The sum of points of each plan."""
        return self._summed(self.voters[self.row] * self.points)

    def funded_choices(self, winners: Collection[int]) -> NDArray[int64]:
        """Per row: how many of the winners (places) it gives more than 0 points."""
        import numpy as np

        won = np.zeros(self.plans, dtype=np.int64)
        won[list(winners)] = 1
        funded = won[self.plan] * (self.points > 0)
        return np.add.reduceat(funded, self.first[:-1]) if len(funded) else funded

    def voters_with(self, funded: NDArray[int64], area: int | None = None) -> tuple[int, ...]:
        """How many voters have 0, 1, 2 … when their rows have so many; of one area where it is named."""
        import numpy as np

        inside = slice(None) if area is None else self.area == area
        sums = np.bincount(funded[inside], weights=self.voters[inside])
        return tuple(int(voters) for voters in sums)

    def voters_per_area(self, areas: int) -> list[int]:
        """How many voters each of so many areas has."""
        return [int(self.voters[self.area == place].sum()) for place in range(areas)]

    def _summed(self, amounts: NDArray[int64]) -> tuple[int, ...]:
        import numpy as np

        totals = np.zeros(self.plans, dtype=np.int64)
        np.add.at(totals, self.plan, amounts)
        return tuple(totals.tolist())


def tabulate(election: Election) -> BallotTable:
    """The ballots of an election as a table; empty ones have no row."""
    import numpy as np

    groups = [group for group in election.ballots if group.choices]
    lengths = np.fromiter((len(group.choices) for group in groups), np.intp, len(groups))
    first = np.concatenate((np.zeros(1, np.intp), lengths.cumsum()))
    plan = np.fromiter(chain.from_iterable(group.choices for group in groups), np.intp, int(first[-1]))
    return BallotTable(
        voters=np.fromiter((group.voters for group in groups), np.int64, len(groups)),
        area=np.fromiter((group.area for group in groups), np.intp, len(groups)),
        first=first,
        row=np.repeat(np.arange(len(groups)), lengths),
        plan=plan,
        points=_points(election, groups, lengths, first),
        plans=len(election.projects),
    )


def _points(
    election: Election, groups: Sequence[BallotGroup], lengths: NDArray[intp], first: NDArray[intp]
) -> NDArray[int64]:
    import numpy as np

    total = int(first[-1])
    if election.kind is BallotKind.APPROVAL:
        return np.ones(total, np.int64)
    if election.kind is BallotKind.RANKING:
        place = np.arange(total) - np.repeat(first[:-1], lengths)
        return np.asarray(election.longest_ranking - place, np.int64)
    points = np.fromiter(chain.from_iterable(group.points for group in groups), np.int64, total)
    if total and int(np.abs(points).max()) > MOST_POINTS:
        raise ValueError("A ballot gives more than a million points to a plan.")
    return points
