"""The voters' money in floating point, for speed alone: every close decision is left to the exact purses.

Money is kept as value + slope · d, so that one run also tells how the next starts (d cents higher) would go.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

from voting.rules.equal_shares.electorate import UNIT_CENTS, Electorate

if TYPE_CHECKING:
    from numpy import bool_, float64, intp
    from numpy.typing import NDArray

# Floats are never trusted within this part of the money involved, and a little more for each group that is summed:
# one addition is wrong by 2^-53 of it at most, eight times less than is allowed for here.
GUARD = 1e-12
GUARD_PER_GROUP = 2.0**-50


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


@dataclass(frozen=True, slots=True)
class Payments:
    """What a plan's supporters held before they paid for it, to take the purchase back."""

    groups: NDArray[intp]
    purses: NDArray[float64]
    slopes: NDArray[float64]


class Terrain:
    """The electorate as arrays, made once and shared by all runs."""

    def __init__(self, electorate: Electorate) -> None:
        import numpy as np

        self.electorate = electorate
        self.everyone: NDArray[float64] = electorate.voters.astype(np.float64)
        self.groups: list[NDArray[intp]] = list(electorate.supporters)
        self.voters: list[NDArray[float64]] = [self.everyone[groups] for groups in self.groups]
        self.guard = GUARD + GUARD_PER_GROUP * max(len(groups) for groups in self.groups)
        self.supporters: list[float] = [float(voters.sum()) for voters in self.voters]
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


class FastPurses:
    """Each group's money per voter in one run; `same_until`: no decision so far changes below this raise."""

    def __init__(self, terrain: Terrain, starts: tuple[Fraction, ...]) -> None:
        import numpy as np

        self._terrain = terrain
        self._electorate = terrain.electorate
        self._guard = terrain.guard
        self.start = float(max(starts))
        self.same_until = inf
        self.value: NDArray[float64] = np.array([float(start) for start in starts])[terrain.electorate.areas]
        self.slope: NDArray[float64] = terrain.first_slope.copy()

    def margin(self, plan: int) -> float:
        """Cents within which a sum over this plan's supporters is not to be trusted."""
        return self._guard * (self._terrain.supporters[plan] * self.start + self._electorate.costs[plan])

    def of(self, plan: int) -> NDArray[float64]:
        """What each of a plan's supporting groups holds per voter."""
        return self.value[self._terrain.groups[plan]]

    def surplus(self, plan: int, purses: NDArray[float64]) -> float:
        """What the supporters hold beyond the plan's cost; negative when they cannot pay."""
        return float(purses @ self._terrain.voters[plan]) - self._electorate.costs[plan]

    def surely_affordable(self) -> list[bool]:
        """Per plan whether its supporters hold more than its cost, beyond any rounding."""
        import numpy as np

        electorate = self._electorate
        money = (self.value * self._terrain.everyone)[electorate.entry_group]
        held = np.bincount(electorate.entry_plan, weights=money, minlength=len(electorate.plans))
        return [held[plan] - cost > self.margin(plan) for plan, cost in enumerate(electorate.costs)]

    def within_reach(self, starts: tuple[Fraction, ...]) -> NDArray[bool_]:
        """At the beginning of a run: which plans are not surely out of reach; notes the raise that brings one near."""
        import numpy as np

        terrain = self._terrain
        held = terrain.in_area @ np.array([float(start) for start in starts])
        margin = self._guard * (terrain.in_area.sum(axis=1) * self.start + terrain.costs)
        lacking = terrain.costs - held - margin
        growth = terrain.in_area @ terrain.rises
        within: NDArray[bool_] = lacking <= 0
        coming = ~within & (growth > 0)
        if coming.any():
            self.limit_raise(float((lacking[coming] / growth[coming]).min()))
        return within

    def note_too_poor(self, plan: int, surplus: float) -> None:
        """The plan stays out of reach until its supporters' money has grown by what is lacking."""
        growth = float(self.slope[self._terrain.groups[plan]] @ self._terrain.voters[plan])
        if growth > 0:
            self.limit_raise((-surplus - self.margin(plan)) / growth)

    def limit_raise(self, raise_cents: float) -> None:
        self.same_until = min(self.same_until, max(raise_cents, 0.0))

    def quote(self, plan: int, purses: NDArray[float64], at_least: float, enough: float) -> Quote:
        """ρ of a plan that can be paid, by tangents from below; stops early once ρ exceeds `enough`."""
        utility, weight = self._electorate.utilities[plan], self._electorate.weights[plan]
        voters, points, worths = self._terrain.voters[plan], self._terrain.points[plan], self._terrain.worths[plan]
        cost, margin = self._electorate.costs[plan], self.margin(plan)
        price, payers, is_final, slope = max(at_least * utility, cost / weight), 0.0, False, 0.0
        while not is_final:
            short = (purses < (price if worths is None else price * worths)).nonzero()[0]
            still = weight - float(points[short].sum()) if len(short) else float(weight)
            if still <= 0:  # rounding put everyone below the price: only the exact purses can tell
                return Quote(plan, at_least, 0.0, inf, True, False)
            is_final = still == payers or not len(short)
            payers = still
            price = (cost - float(purses[short] @ voters[short])) / payers
            error = margin / payers
            if (price - error) / utility > enough:
                break
        if len(short):
            slope = -float(self.slope[self._terrain.groups[plan][short]] @ voters[short]) / payers
        all_pay = is_final and payers == weight and self._leaves_all(purses, worths, price + error)
        return Quote(plan, price / utility, slope / utility, error / utility, is_final, all_pay)

    def lift(self, raise_cents: float, starts: tuple[Fraction, ...]) -> None:
        """What everyone would hold had the run begun so much higher, with the same purchases."""
        self.value += self.slope * raise_cents
        self.start = float(max(starts))

    def take_back(self, paid: Payments, raise_cents: float) -> None:
        """Undo the latest purchase, which was made when the start was so much lower."""
        self.value[paid.groups] = paid.purses + paid.slopes * raise_cents
        self.slope[paid.groups] = paid.slopes

    def pay(self, quote: Quote) -> Payments:
        """Take the price from every supporter, or all there is; note which raise would change who is short.

        The more the short ones have, the less the others pay: no slope is ever below 0, and with a raise only those
        who are short may change sides.
        """
        plan, utility = quote.plan, self._electorate.utilities[quote.plan]
        groups, worths = self._terrain.groups[plan], self._terrain.worths[plan]
        factor = 1.0 if worths is None else worths
        purses, slopes = self.value[groups], self.slope[groups]
        after = purses - quote.rho * utility * factor
        after_slope = slopes - quote.slope * utility * factor if quote.slope else slopes
        short = (after < 0).nonzero()[0]
        if len(short):
            gap = -after[short] - self._guard * (self.start + quote.rho * utility * self._terrain.most_worth[plan])
            rising = after_slope[short] > 0
            if rising.any():
                self.limit_raise(float((gap[rising] / after_slope[short][rising]).min()))
            after[short] = 0.0
            after_slope = after_slope.copy()
            after_slope[short] = 0.0
        self.value[groups] = after
        if after_slope is not slopes:
            self.slope[groups] = after_slope
        return Payments(groups, purses, slopes)

    def _leaves_all(self, purses: NDArray[float64], worths: NDArray[float64] | None, price: float) -> bool:
        """Whether everyone surely keeps something after paying this price."""
        kept = purses - (price if worths is None else price * worths)
        return bool((kept > self._guard * self.start).all())
