"""One run of Equal Shares from given starts: which plan is bought next, and for how long that holds.

ρ only grows during a run, so a plan's old value is a lower bound and most plans need no new look. The next run of
add1 starts a little higher: it keeps the first purchases, as far as this one has proven that they stay the same.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heappop, heappush
from math import floor, inf, nextafter
from typing import TYPE_CHECKING, NamedTuple

from voting.rules.equal_shares.electorate import UNIT_CENTS
from voting.rules.equal_shares.exact_purses import ExactPurses
from voting.rules.equal_shares.fast_purses import FastPurses, Payments, Quote
from voting.rules.equal_shares.terrain import Terrain
from voting.rules.room import Room

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

# Floats wander off a little with every raise: after so many runs one starts from nothing again.
MOST_RAISES_IN_A_ROW = 64
SURELY_BELOW = 1 - 1e-9


class Moment(NamedTuple):
    """A run right after a purchase, at a raise of `raised` cents; it happens alike below a raise of `same_until`."""

    payments: Payments
    raised: float
    same_until: float
    least: NDArray[float64]
    least_slope: NDArray[float64]
    is_open: NDArray[bool_]
    room: Room


class Run:
    """Buys plans one by one. `tied` are the plans that equal the last winner's ρ, the winner among them."""

    def __init__(self, terrain: Terrain, room: Room, starts: tuple[Fraction, ...]) -> None:
        self.met_open_tie = False
        self._terrain = terrain
        self._electorate = terrain.electorate
        self._first_room = room
        self._begin(starts)

    def _begin(self, starts: tuple[Fraction, ...]) -> None:
        import numpy as np

        self.winners: list[int] = []
        self.tied: list[int] = []
        self._starts, self._raised, self._raises = starts, 0.0, 0
        self._room = self._first_room.copy()
        self._purses = FastPurses(self._terrain, starts)
        self._exact: ExactPurses | None = None
        self._moments: list[Moment] = []
        self._proven: tuple[NDArray[float64], NDArray[float64]] | None = None
        self._is_open = self._purses.within_reach(starts)
        is_open = self._is_open.tolist()
        self._queue = [entry for entry in self._terrain.first_queue if is_open[entry[2]]]
        self._least = np.array(self._terrain.first_rho)
        self._least_slope = np.zeros(len(self._least))

    def finish(self) -> Run:
        while self.buy_next() is not None:
            pass
        return self

    def start_higher(self, raise_cents: int, starts: tuple[Fraction, ...]) -> None:
        """Begin again at `starts`, so many cents above the last, keeping the purchases that surely stay the same."""
        raised = self._raised + raise_cents
        kept = [moment for moment in self._moments if raised < moment.same_until * SURELY_BELOW]
        if not kept or self._raises == MOST_RAISES_IN_A_ROW:
            self._begin(starts)
            return
        if self._proven is not None:
            self._purses.go_back(self._proven)
            self._proven = None
        self._purses.lift(raise_cents, starts)
        for moment in reversed(self._moments[len(kept) :]):
            self._purses.take_back(moment.payments, raised - moment.raised)
        self._raises, self._raised, self._starts, self._exact = self._raises + 1, raised, starts, None
        self._moments, self.winners = kept, self.winners[: len(kept)]
        self._return_to(kept[-1])

    @property
    def cost_cents(self) -> int:
        return sum(self._electorate.costs[plan] for plan in self.winners)

    def same_raises(self, unit_cents: int) -> int | None:
        """How many further whole units of start surely give this very run; None when there is no end."""
        until = self._purses.same_until
        return None if until == inf else max(0, floor(until * SURELY_BELOW / unit_cents - 1e-9))

    def surely_affordable(self) -> list[bool]:
        """Per plan whether its supporters can pay beyond any rounding; False leaves the answer to exact purses."""
        return self._purses.surely_affordable()

    def nearest(self, count: int) -> list[int]:
        """The plans with the lowest ρ now, at least `count` if so many can be bought, and all close behind.

        They go back in the queue: nothing is bought.
        """
        quotes = self._look(count)
        self._put_back(quotes)
        cutoff = sorted(quote.rho + quote.error for quote in quotes if quote.is_final)[:count]
        return [q.plan for q in quotes if q.is_final and q.rho - q.error <= cutoff[-1]]

    def buy_next(self) -> int | None:
        """Buy the plan with the lowest ρ; None when no plan is left that its supporters can pay."""
        quotes = self._look(1)
        if not quotes:
            return None
        best = min(quote.rho + quote.error for quote in quotes if quote.is_final)
        near = [quote for quote in quotes if quote.is_final and quote.rho - quote.error <= best]
        is_clear = len(near) == 1 and near[0].error < inf
        winner = near[0] if is_clear else self._settle(near)
        self._is_open[winner.plan] = False
        self._put_back(quotes)
        if self._purses.proves:
            self._limit_by_rank(winner)
        payments = self._purses.pay(winner)
        self._room.take(self._electorate.plans[winner.plan])
        self.winners.append(winner.plan)
        if payments is not None:
            self._remember(payments)
        if is_clear:
            self.tied = [winner.plan]
        return winner.plan

    def _remember(self, payments: Payments) -> None:
        least, slope, is_open = self._least.copy(), self._least_slope.copy(), self._is_open.copy()
        same_until = self._raised + self._purses.same_until
        self._moments.append(Moment(payments, self._raised, same_until, least, slope, is_open, self._room.copy()))
        if self._purses.same_until <= UNIT_CENTS:
            # no later start keeps more of this run than what came before
            self._proven, self._purses.proves = self._purses.snapshot(), False

    def _return_to(self, moment: Moment) -> None:
        """The bounds on ρ hold for every raise: they move along with their slopes."""
        self._purses.same_until = moment.same_until - self._raised
        self._least_slope, self._is_open = moment.least_slope.copy(), moment.is_open.copy()
        self._least = moment.least + moment.least_slope * (self._raised - moment.raised)
        self._room = moment.room.copy()
        least, ranks = self._least.tolist(), self._electorate.rank
        self._queue = sorted((least[plan], ranks[plan], plan) for plan in self._is_open.nonzero()[0].tolist())

    def _look(self, count: int) -> list[Quote]:
        """Quotes of the plans that may be among the `count` lowest; closed and too poor plans leave."""
        quotes: list[Quote] = []
        lowest: list[float] = []
        enough = inf
        while self._queue and self._queue[0][0] <= enough:
            least, _, plan = heappop(self._queue)
            quote = self._quote(plan, least, enough)
            if quote is None:
                self._is_open[plan] = False
                continue
            quotes.append(quote)
            if quote.is_final:
                lowest = sorted([*lowest, quote.rho + quote.error])[:count]
                enough = lowest[-1] if len(lowest) == count else inf
        return quotes

    def _quote(self, plan: int, least: float, enough: float) -> Quote | None:
        if self._room.binds and not self._room.admits(self._electorate.plans[plan]):
            return None
        purses = self._purses.of(plan)
        surplus, margin = self._purses.surplus(plan, purses), self._purses.margin(plan)
        if surplus < -margin:
            self._purses.note_too_poor(plan, surplus)
            return None
        if surplus > margin:
            return self._purses.quote(plan, purses, least, enough)
        self._purses.limit_raise(0)
        price = self._exact_purses().price(plan)
        if price is None:
            return None
        rho = float(price / self._electorate.utilities[plan])
        return Quote(plan, rho, 0.0, nextafter(rho, inf) - rho, True, 0.0)

    def _put_back(self, quotes: list[Quote]) -> None:
        for quote in quotes:
            if self._is_open[quote.plan]:
                least = max(quote.rho - quote.error, float(self._least[quote.plan]))
                if quote.rho - quote.error >= self._least[quote.plan]:
                    self._least[quote.plan] = least
                    self._least_slope[quote.plan] = quote.slope
                heappush(self._queue, (least, self._electorate.rank[quote.plan], quote.plan))

    def _limit_by_rank(self, winner: Quote) -> None:
        """A raise may bring another plan's bound below the winner's ρ: stop before that."""
        if self._purses.same_until == 0:
            return
        closing = self._is_open & (self._least_slope < winner.slope)
        if closing.any():
            gap = self._least[closing] - winner.rho - winner.error
            self._purses.limit_raise(float((gap / (winner.slope - self._least_slope[closing])).min()))

    def _settle(self, near: list[Quote]) -> Quote:
        """Decide exactly among plans that floating point cannot tell apart; equal ones by the tie order."""
        paying = {quote.plan: self._purses.paying(quote) for quote in near}
        rho = {quote.plan: self._exact_rho(quote.plan, paying[quote.plan]) for quote in near}
        if not all(paying.values()):
            self._purses.limit_raise(0)
        lowest = min(rho.values())
        self.tied = [plan for plan, value in rho.items() if value == lowest]
        likes = {(self._electorate.costs[plan], self._electorate.scores[plan]) for plan in self.tied}
        self.met_open_tie = self.met_open_tie or len(likes) < len(self.tied)
        first = min(self.tied, key=self._electorate.rank.__getitem__)
        quote = next(quote for quote in near if quote.plan == first)
        return quote if paying[first] else quote._replace(rho=float(lowest), error=0.0)

    def _exact_rho(self, plan: int, paying: int) -> Fraction:
        if paying:
            return Fraction(self._electorate.costs[plan], paying * self._electorate.utilities[plan])
        price = self._exact_purses().price(plan)
        if price is None:
            raise ArithmeticError("A plan counted as affordable is not.")
        return price / self._electorate.utilities[plan]

    def _exact_purses(self) -> ExactPurses:
        if self._exact is None:
            self._exact = ExactPurses(self._electorate, self._starts)
        self._exact.catch_up(self.winners)
        return self._exact
