"""All ballots of an election as arrays, so that whatever is summed over voters is summed at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from voting.rules.election import BallotGroup, BallotKind, Election
from voting.rules.packed import PackedBallots, without_blank

if TYPE_CHECKING:
    from numpy import int32, int64, integer, intp, unsignedinteger
    from numpy.typing import NDArray

MOST_POINTS = 1_000_000
"""A ballot gives a plan at most so many points, so that no sum over a million ballots grows past 64 bits."""
MOST_IN_16_BITS = 65_535
ROWS_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class BallotTable:
    """A row for each group of ballots that is not empty, an entry for each choice on them, in the same order.

    `first[r]` … `first[r + 1]` are the entries of row r. `points` is None on approvals: 1 each. What a million ballots
    have millions of is kept small; what follows from it is worked out when it is asked for.
    """

    voters: NDArray[int64]
    area: NDArray[integer[Any]]
    first: NDArray[intp]
    plan: NDArray[unsignedinteger[Any]]
    points: NDArray[int32] | None
    plans: int

    @property
    def n(self) -> int:
        return int(self.voters.sum())

    def row(self) -> NDArray[int32]:
        """The row of each entry."""
        import numpy as np

        return np.repeat(np.arange(len(self.voters), dtype=np.int32), np.diff(self.first))

    def votes(self) -> tuple[int, ...]:
        """How many voters give each plan more than 0 points."""
        return self._summed(None if self.points is None else self.points > 0)

    def scores(self) -> tuple[int, ...]:
        """The sum of points of each plan."""
        return self._summed(self.points)

    def funded_choices(self, winners: Collection[int]) -> NDArray[int64]:
        """Per row: how many of the winners (places) it gives more than 0 points."""
        import numpy as np

        won = np.zeros(self.plans, dtype=np.bool_)
        won[list(winners)] = True
        funded = won[self.plan]
        if self.points is not None:
            funded &= self.points > 0
        return np.add.reduceat(funded, self.first[:-1], dtype=np.int64) if len(funded) else funded.astype("q")

    def voters_with(self, funded: NDArray[int64], area: int | None = None) -> tuple[int, ...]:
        """How many voters have 0, 1, 2 … when their rows have so many; of one area where it is named."""
        import numpy as np

        inside = slice(None) if area is None else self.area == area
        sums = np.bincount(funded[inside], weights=self.voters[inside])
        return tuple(int(voters) for voters in sums)

    def voters_per_area(self, areas: int) -> list[int]:
        """How many voters each of so many areas has."""
        return [int(self.voters[self.area == place].sum()) for place in range(areas)]

    def _summed(self, points: NDArray[Any] | None) -> tuple[int, ...]:
        """What all voters together give each plan; whole numbers in a piece of the ballots at a time."""
        import numpy as np

        totals = np.zeros(self.plans, dtype=np.int64)
        for start in range(0, len(self.voters), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            entries = slice(self.first[start], self.first[min(start + ROWS_AT_ONCE, len(self.voters))])
            given = np.repeat(self.voters[rows], np.diff(self.first[start : start + ROWS_AT_ONCE + 1]))
            np.add.at(totals, self.plan[entries], given if points is None else given * points[entries])
        return tuple(totals.tolist())


def tabulate(election: Election) -> BallotTable:
    """The ballots of an election as a table; empty ones have no row."""
    import numpy as np

    if isinstance(election.ballots, PackedBallots):
        return _of_packed(election, election.ballots)
    groups = [group for group in election.ballots if group.choices]
    lengths = np.fromiter((len(group.choices) for group in groups), np.intp, len(groups))
    first = np.concatenate((np.zeros(1, np.intp), lengths.cumsum()))
    plan = np.fromiter(chain.from_iterable(group.choices for group in groups), np.intp, int(first[-1]))
    return BallotTable(
        voters=np.fromiter((group.voters for group in groups), np.int64, len(groups)),
        area=np.fromiter((group.area for group in groups), np.intp, len(groups)),
        first=first,
        plan=plan.astype(np.uint16 if len(election.projects) <= MOST_IN_16_BITS else np.uint32),
        points=_points(election, groups, first),
        plans=len(election.projects),
    )


def _of_packed(election: Election, written: PackedBallots) -> BallotTable:

    ballots, _blank = without_blank(written)
    points = _places(election, ballots.first) if election.kind is BallotKind.RANKING else ballots.points
    plans = len(election.projects)
    return BallotTable(ballots.voters, ballots.areas, ballots.first, ballots.choices, points, plans)


def _places(election: Election, first: NDArray[intp]) -> NDArray[int32]:
    """What each place of a ranking is worth."""
    import numpy as np

    points = np.full(int(first[-1]), election.longest_ranking, np.int32)
    for start in range(0, len(first) - 1, ROWS_AT_ONCE):
        own = first[start : start + ROWS_AT_ONCE + 1]
        points[own[0] : own[-1]] -= (np.arange(own[0], own[-1]) - np.repeat(own[:-1], np.diff(own))).astype(np.int32)
    return points


def _points(election: Election, groups: Sequence[BallotGroup], first: NDArray[intp]) -> NDArray[int32] | None:
    import numpy as np

    total = int(first[-1])
    if election.kind is BallotKind.APPROVAL:
        return None
    if election.kind is BallotKind.RANKING:
        return _places(election, first)
    points = np.fromiter(chain.from_iterable(group.points for group in groups), np.int64, total)
    if total and int(np.abs(points).max()) > MOST_POINTS:
        raise ValueError("A ballot gives more than a million points to a plan.")
    return points.astype(np.int32)
