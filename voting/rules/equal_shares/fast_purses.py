"""The voters' money in floating point, for speed alone: every close decision is left to the exact purses.

Money is kept as value + slope · d, so that one run also tells how the next starts (d cents higher) would go.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

from voting.rules.equal_shares.electorate import Electorate

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

# Sums of floats here are wrong by less than a hundredth of this part of the money involved.
GUARD = 1e-12


@dataclass(frozen=True, slots=True)
class Quote:
    """What a plan asks per unit of utility: ρ is at least rho + slope · d for every d, and now within `error`.

    `is_final`: ρ itself; otherwise only a bound. `all_pay`: surely no supporter is short.
    """

    plan: int
    rho: float
    slope: float
    error: float
    is_final: bool
    all_pay: bool


class Terrain:
    """The electorate as arrays, made once and shared by all runs."""

    def __init__(self, electorate: Electorate) -> None:
        import numpy as np

        voters = np.array(electorate.voters, dtype=np.float64)
        self.electorate = electorate
        self.groups: list[NDArray[intp]] = [np.array(g, dtype=np.intp) for g in electorate.supporters]
        self.voters: list[NDArray[float64]] = [voters[groups] for groups in self.groups]
        self.first_rho: list[float] = [
            cost / (votes * utility) * (1 - GUARD)
            for cost, votes, utility in zip(electorate.costs, electorate.votes, electorate.utilities, strict=True)
        ]
        self.first_queue = sorted(
            (rho, rank, plan) for plan, (rho, rank) in enumerate(zip(self.first_rho, electorate.rank, strict=True))
        )


class FastPurses:
    """Each group's money per voter in one run; `same_until`: no decision so far changes below this raise."""

    def __init__(self, terrain: Terrain, start_cents: Fraction) -> None:
        import numpy as np

        self._terrain = terrain
        self._electorate = terrain.electorate
        self.start = float(start_cents)
        self.same_until = inf
        self.value: NDArray[float64] = np.full(len(terrain.electorate.voters), self.start)
        self.slope: NDArray[float64] = np.ones(len(terrain.electorate.voters))

    def margin(self, plan: int) -> float:
        """Cents within which a sum over this plan's supporters is not to be trusted."""
        return GUARD * (self._electorate.votes[plan] * self.start + self._electorate.costs[plan])

    def surplus(self, plan: int) -> float:
        """What the supporters hold beyond the plan's cost; negative when they cannot pay."""
        groups, voters = self._terrain.groups[plan], self._terrain.voters[plan]
        return float(self.value[groups] @ voters) - self._electorate.costs[plan]

    def note_too_poor(self, plan: int, surplus: float) -> None:
        """The plan stays out of reach until its supporters' money has grown by what is lacking."""
        growth = float(self.slope[self._terrain.groups[plan]] @ self._terrain.voters[plan])
        if growth > 0:
            self.limit_raise((-surplus - self.margin(plan)) / growth)

    def limit_raise(self, raise_cents: float) -> None:
        self.same_until = min(self.same_until, max(raise_cents, 0.0))

    def quote(self, plan: int, at_least: float, enough: float) -> Quote:
        """ρ of a plan that can be paid, by tangents from below; stops early once ρ exceeds `enough`."""
        utility, votes = self._electorate.utilities[plan], self._electorate.votes[plan]
        groups, voters = self._terrain.groups[plan], self._terrain.voters[plan]
        purses = self.value[groups]
        cost, error = self._electorate.costs[plan], self.margin(plan)
        price, payers, is_final = max(at_least * utility, cost / votes), 0.0, False
        while not is_final:
            short_voters = voters * (purses < price)
            still = votes - float(short_voters.sum())
            if still <= 0:  # rounding put everyone below the price: only the exact purses can tell
                return Quote(plan, at_least, 0.0, inf, True, False)
            is_final = still == payers
            payers = still
            price = (cost - float(purses @ short_voters)) / payers
            if (price - error) / utility > enough:
                break
        slope = -float(self.slope[groups] @ short_voters) / payers
        all_pay = is_final and payers == votes and float(purses.min()) > price + error
        return Quote(plan, price / utility, slope / utility, error / utility, is_final, all_pay)

    def pay(self, quote: Quote) -> None:
        """Take the price from every supporter, or all there is; note which raise would change who is short."""
        import numpy as np

        groups, utility = self._terrain.groups[quote.plan], self._electorate.utilities[quote.plan]
        price, price_slope = quote.rho * utility, quote.slope * utility
        purses, slopes = self.value[groups], self.slope[groups]
        after, after_slope = purses - price, slopes - price_slope
        is_short = after < 0
        rate = np.where(is_short, -after_slope, after_slope)
        closing = rate < 0
        if closing.any():
            gap = np.abs(after[closing]) - GUARD * (self.start + price)
            self.limit_raise(float((gap / -rate[closing]).min()))
        self.value[groups] = np.where(is_short, 0.0, after)
        self.slope[groups] = np.where(is_short, 0.0, after_slope)
