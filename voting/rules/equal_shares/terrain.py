"""The electorate as arrays of floats, and how far floats are trusted: made once, shared by all runs of a count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voting.rules.equal_shares.electorate import MANY_CHOICES, UNIT_CENTS, Electorate

if TYPE_CHECKING:
    from numpy import float64, floating, signedinteger
    from numpy.typing import NDArray

# Floats are never trusted within this part of the money involved, and a little more for each group that is summed:
# one addition is wrong by 2^-53 of it at most, eight times less than is allowed for here.
GUARD = 1e-12
MOST_IN_24_BITS = 2.0**24
GUARD_PER_GROUP = 2.0**-50


class Terrain:
    """The electorate as arrays, made once and shared by all runs."""

    def __init__(self, electorate: Electorate) -> None:
        import numpy as np

        self.electorate = electorate
        self.everyone: NDArray[float64] = electorate.voters.astype(np.float64)
        self.groups: list[NDArray[signedinteger[Any]]] = list(electorate.supporters)
        kind = self._kind_of_voters()
        self.voters: list[NDArray[floating[Any]]] = [self.everyone[groups].astype(kind) for groups in self.groups]
        self.guard = GUARD + GUARD_PER_GROUP * max(len(groups) for groups in self.groups)
        self.supporters: list[float] = [float(voters.sum(dtype=np.float64)) for voters in self.voters]
        self.worths = [None if worths is None else worths.astype(np.float64) for worths in electorate.worths]
        self.points = [
            voters if worths is None else voters * worths
            for voters, worths in zip(self.voters, self.worths, strict=True)
        ]
        self.most_worth = [1.0 if worths is None else float(worths.max()) for worths in self.worths]
        # one step of add1 is UNIT_CENTS of d; in an area with less money a step is less
        self.rises: NDArray[float64] = np.array([float(rise / UNIT_CENTS) for rise in electorate.starts.rises])
        self.first_slope: NDArray[float64] = self.rises[electorate.areas]
        self.costs: NDArray[float64] = np.array(electorate.costs, dtype=np.float64)
        # per plan: how many supporters it has in each area
        self.in_area: NDArray[float64] = np.array(
            [
                np.bincount(electorate.areas[groups], weights=voters, minlength=len(self.rises))
                for groups, voters in zip(self.groups, self.voters, strict=True)
            ]
        )
        self.first_rho: list[float] = [
            cost / (weight * utility) * (1 - GUARD)
            for cost, weight, utility in zip(electorate.costs, electorate.weights, electorate.utilities, strict=True)
        ]
        self.first_queue = sorted(
            (rho, rank, plan) for plan, (rho, rank) in enumerate(zip(self.first_rho, electorate.rank, strict=True))
        )

    def _kind_of_voters(self) -> str:
        """Of millions of choices the numbers of voters are kept in half the room, where that is exact."""
        is_large = sum(map(len, self.groups)) >= MANY_CHOICES
        return "f" if is_large and float(self.everyone.max()) < MOST_IN_24_BITS else "d"
