"""The voters' money in floating point, for speed alone: every close decision is left to the exact purses.

Money is kept as value + slope · d, so that one run also tells how the next starts (d cents higher) would go.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from voting.rules.equal_shares.terrain import Terrain

if TYPE_CHECKING:
    from numpy import bool_, float64, intp
    from numpy.typing import NDArray

# What a purse holds that may be empty or may hold a rounding error: 0.0 is said of those alone that surely are empty.
A_BREATH = 1e-300


class Quote(NamedTuple):
    """What a plan asks per unit of utility: ρ is at least rho + slope · d for every d, and now within `error`.

    `is_final`: ρ itself, and `payers` the points that pay it alike; otherwise only a bound. `slope` is 0 where nothing
    is proven any more.
    """

    plan: int
    rho: float
    slope: float
    error: float
    is_final: bool
    payers: float


class Payments(NamedTuple):
    """What a plan's supporters held before they paid for it, to take the purchase back."""

    groups: NDArray[intp]
    purses: NDArray[float64]
    slopes: NDArray[float64]


class FastPurses:
    """Each group's money per voter in one run; `same_until`: no decision so far changes below this raise."""

    def __init__(self, terrain: Terrain, starts: tuple[Fraction, ...]) -> None:
        import numpy as np

        self._terrain = terrain
        self._electorate = terrain.electorate
        self._guard = terrain.guard
        self.start = float(max(starts))
        self.same_until = inf
        # a raise is one unit at least: below that nothing is kept of a run, and nothing of it has to be proven
        self.proves = True
        self.value: NDArray[float64] = np.array([float(start) for start in starts])[terrain.electorate.areas]
        self.slope: NDArray[float64] = terrain.first_slope.copy()

    def margin(self, plan: int) -> float:
        """Cents within which a sum over this plan's supporters is not to be trusted."""
        return self._guard * (self._terrain.supporters[plan] * self.start + self._electorate.costs[plan])

    def of(self, plan: int) -> NDArray[float64]:
        """What each of a plan's supporting groups holds per voter."""
        held: NDArray[float64] = self.value[self._terrain.groups[plan]]
        return held

    def surplus(self, plan: int, purses: NDArray[float64]) -> float:
        """What the supporters hold beyond the plan's cost; negative when they cannot pay."""
        return float(purses @ self._terrain.voters[plan]) - self._electorate.costs[plan]

    def surely_affordable(self) -> list[bool]:
        """Per plan whether its supporters hold more than its cost, beyond any rounding."""
        return [self.surplus(plan, self.of(plan)) > self.margin(plan) for plan in range(len(self._electorate.costs))]

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
        if not self.proves:
            return
        growth = float(self.slope[self._terrain.groups[plan]] @ self._terrain.voters[plan])
        if growth > 0:
            self.limit_raise((-surplus - self.margin(plan)) / growth)

    def limit_raise(self, raise_cents: float) -> None:
        self.same_until = min(self.same_until, max(raise_cents, 0.0))

    def quote(self, plan: int, purses: NDArray[float64], at_least: float, enough: float) -> Quote:
        """ρ of a plan that can be paid, by tangents from below; stops early once ρ exceeds `enough`."""
        utility, weight = self._electorate.utilities[plan], self._electorate.weights[plan]
        voters, points, worths = self._terrain.voters[plan], self._terrain.points[plan], self._terrain.worths[plan]
        cost, margin, money = self._electorate.costs[plan], self.margin(plan), purses * voters
        price, payers, is_final, slope = max(at_least * utility, cost / weight), 0.0, False, 0.0
        while not is_final:
            # 1 for whoever is short: a product sums over them
            short = (purses < (price if worths is None else price * worths)).astype("d")
            still = weight - float(points @ short)
            if still <= 0:  # rounding put everyone below the price: only the exact purses can tell
                return Quote(plan, at_least, 0.0, inf, True, 0.0)
            is_final = still in (payers, weight)
            payers = still
            price = (cost - float(money @ short)) / payers
            error = margin / payers
            if (price - error) / utility > enough:
                break
        if self.proves and payers < weight:
            slope = -float((self.slope[self._terrain.groups[plan]] * voters) @ short) / payers
        return Quote(plan, price / utility, slope / utility, error / utility, is_final, payers)

    def lift(self, raise_cents: float, starts: tuple[Fraction, ...]) -> None:
        """What everyone would hold had the run begun so much higher, with the same purchases."""
        self.value += self.slope * raise_cents
        self.start = float(max(starts))

    def take_back(self, paid: Payments, raise_cents: float) -> None:
        """Undo the latest purchase, which was made when the start was so much lower."""
        self.value[paid.groups] = paid.purses + paid.slopes * raise_cents
        self.slope[paid.groups] = paid.slopes

    def snapshot(self) -> tuple[NDArray[float64], NDArray[float64]]:
        """What everyone holds now, to go back to."""
        return self.value.copy(), self.slope.copy()

    def go_back(self, held: tuple[NDArray[float64], NDArray[float64]]) -> None:
        """To what everyone held at a snapshot; from here on runs are proven again."""
        self.value, self.slope = held
        self.proves = True

    def pay(self, quote: Quote) -> Payments | None:
        """Take the price from every supporter, or all there is; note which raise would change who is short.

        The more the short ones have, the less the others pay: no slope is ever below 0, and with a raise only those
        who are short may change sides. None once nothing has to be proven or taken back.
        """
        plan, price = quote.plan, quote.rho * self._electorate.utilities[quote.plan]
        groups, worths = self._terrain.groups[plan], self._terrain.worths[plan]
        purses = self.value[groups]
        after = purses - (price if worths is None else price * worths)
        short = (after <= 0).nonzero()[0]
        payments = self._note_short(quote, groups, purses, after, short) if self.proves else None
        if len(short):
            after[short] = self._surely_left(quote, after[short])
        self.value[groups] = after
        return payments

    def _surely_left(self, quote: Quote, after: NDArray[float64]) -> NDArray[float64]:
        """0 for those who are surely short, and a breath for those of whom rounding may have made it up."""
        import numpy as np

        return np.where(self._gap(quote, after) > 0, 0.0, A_BREATH)

    def _gap(self, quote: Quote, after: NDArray[float64]) -> NDArray[float64]:
        """How much those who are short lack at the least, beyond any rounding."""
        most = self._electorate.utilities[quote.plan] * self._terrain.most_worth[quote.plan]
        gap: NDArray[float64] = -after - (self._guard * (self.start + quote.rho * most) + quote.error * most)
        return gap

    def _note_short(
        self,
        quote: Quote,
        groups: NDArray[intp],
        purses: NDArray[float64],
        after: NDArray[float64],
        short: NDArray[intp],
    ) -> Payments:
        plan, utility = quote.plan, self._electorate.utilities[quote.plan]
        worths = self._terrain.worths[plan]
        slopes = self.slope[groups]
        after_slope = slopes - quote.slope * utility * (1.0 if worths is None else worths) if quote.slope else slopes
        short = short[after[short] < 0]
        if len(short):
            gap, rising = self._gap(quote, after[short]), after_slope[short] > 0
            if rising.any():
                self.limit_raise(float((gap[rising] / after_slope[short][rising]).min()))
            after_slope = after_slope.copy()
            after_slope[short] = 0.0
        if after_slope is not slopes:
            self.slope[groups] = after_slope
        return Payments(groups, purses, slopes)

    def paying(self, quote: Quote) -> int:
        """How many points surely pay the price alike, where whoever gives the others surely has nothing at all.

        Then ρ is cost ÷ (points · utility) exactly, whatever the raise. 0 where that is not sure.
        """
        plan, purses = quote.plan, self.of(quote.plan)
        weight, worths = self._electorate.weights[plan], self._terrain.worths[plan]
        is_empty = purses == 0
        if quote.payers != weight - float(self._terrain.points[plan][is_empty].sum(dtype="d")):
            return 0
        price = (quote.rho + quote.error) * self._electorate.utilities[plan]
        kept = purses - (price if worths is None else price * worths)
        return int(quote.payers) if bool(((kept > self._guard * self.start) | is_empty).all()) else 0
