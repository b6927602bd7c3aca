"""The voters' money without any rounding: whole numbers over one common denominator.

Voters who paid for the same plans hold the same: they are one class, so that few purses stand for many voters.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from voting.rules.equal_shares.electorate import Electorate

if TYPE_CHECKING:
    from numpy import intp
    from numpy.typing import NDArray


class Purse(NamedTuple):
    """A class of voters among a plan's supporters: each holds `money` and gives the plan `worth` points."""

    class_: int
    worth: int
    voters: int
    money: int


@dataclass(frozen=True, slots=True)
class Paid:
    """One exact purchase: the `price` per point (cents), and what each voter of every new class paid.

    `payments` are (class, numerator over `denominator`, voters); `price_cents` the most that anybody paid.
    """

    price: Fraction
    price_cents: Fraction
    payments: tuple[tuple[int, int, int], ...]
    denominator: int
    full_voters: int
    emptied_voters: int
    cost_cents: int

    def by(self, class_: int) -> int:
        """What each voter of a class paid, as a numerator; 0 when the class took no part."""
        place = class_ - self.payments[0][0]
        return self.payments[place][1] if place >= 0 else 0


class ExactPurses:
    """What each voter still has, exactly. `behind[c]` are the plans that class c paid for, in order."""

    def __init__(self, electorate: Electorate, starts: tuple[Fraction, ...]) -> None:
        import numpy as np

        self._electorate = electorate
        self.denominator = lcm(*(start.denominator for start in starts))
        self.money = [int(start * self.denominator) for start in starts]
        self.voters = [int(electorate.voters[electorate.areas == area].sum()) for area in range(len(starts))]
        self.behind: list[tuple[int, ...]] = [()] * len(starts)
        self.area: list[int] = list(range(len(starts)))
        self.class_of: NDArray[intp] = electorate.areas.astype(np.intp)
        self.bought: list[int] = []
        self.emptied: list[int] = [area for area, money in enumerate(self.money) if money == 0]
        self.everyone = sum(self.voters)
        self._left = sum((start * voters for start, voters in zip(starts, self.voters, strict=True)), Fraction(0))

    def held_by_all(self) -> Fraction:
        """All the money that all voters still have, in cents."""
        return self._left

    def catch_up(self, winners: list[int]) -> None:
        """Repeat the purchases that were made since the last time."""
        for plan in winners[len(self.bought) :]:
            self.buy(plan)

    def held_by(self, plan: int) -> Fraction:
        """All the money that a plan's supporters still have, in cents."""
        held = sum(purse.money * purse.voters for purse in self._purses(plan)[0])
        return Fraction(held, self.denominator)

    def price(self, plan: int) -> Fraction | None:
        """The price per point (cents) at which the plan is just paid; None when its supporters have too little.

        On approvals everyone gives one point. Whoever has less than the price gives all there is. Example: a plan
        of € 10 with supporters who hold € 2, € 9 and € 9 has a price of € 4: 2 + 4 + 4 = 10.
        """
        return self._price(plan, self._purses(plan)[0])

    def buy(self, plan: int) -> Paid:
        """Let the supporters pay for a plan that they can afford: each (class, points) becomes a class of its own."""
        purses, purse_of_group = self._purses(plan)
        price = self._price(plan, purses)
        if price is None:
            raise ValueError("Its supporters cannot pay for this plan.")
        self._refine(price.denominator)
        share = price.numerator * (self.denominator // price.denominator)
        first_new = len(self.money)
        payments, full, emptied, most = [], 0, 0, 0
        for new, purse in enumerate(purses, start=first_new):
            held = self.money[purse.class_]
            paid = min(held, share * purse.worth)
            full += purse.voters * (paid == share * purse.worth)
            emptied += purse.voters * (paid < share * purse.worth)
            most = max(most, paid)
            self._split(purse, held - paid, plan)
            payments.append((new, paid, purse.voters))
        self.class_of[self._electorate.supporters[plan]] = purse_of_group + first_new
        self.bought.append(plan)
        cost = self._electorate.costs[plan]
        self._left -= cost
        return Paid(price, Fraction(most, self.denominator), tuple(payments), self.denominator, full, emptied, cost)

    def _split(self, purse: Purse, money: int, plan: int) -> None:
        self.voters[purse.class_] -= purse.voters
        if money == 0:
            self.emptied.append(len(self.money))
        self.money.append(money)
        self.voters.append(purse.voters)
        self.behind.append((*self.behind[purse.class_], plan))
        self.area.append(self.area[purse.class_])

    def _price(self, plan: int, purses: list[Purse]) -> Fraction | None:
        wanted = self._electorate.costs[plan] * self.denominator
        if sum(purse.money * purse.voters for purse in purses) < wanted:
            return None
        weight = self._electorate.weights[plan]
        to_pay, payers = wanted, weight
        while True:
            short = [purse for purse in purses if purse.money * payers < to_pay * purse.worth]
            next_payers = weight - sum(purse.voters * purse.worth for purse in short)
            if next_payers == payers:
                return Fraction(to_pay, payers * self.denominator)
            to_pay, payers = wanted - sum(purse.money * purse.voters for purse in short), next_payers

    def _purses(self, plan: int) -> tuple[list[Purse], NDArray[intp]]:
        """The supporters' purses, and which of them each supporting group has."""
        import numpy as np

        groups, worths = self._electorate.supporters[plan], self._electorate.worths[plan]
        span = 1 if worths is None else int(worths.max()) + 1
        keys = self.class_of[groups] if worths is None else self.class_of[groups] * span + worths
        found, purse_of_group = np.unique(keys, return_inverse=True)
        voters = np.bincount(purse_of_group, weights=self._electorate.voters[groups])
        purses = [
            Purse(key // span, key % span if worths is not None else 1, int(count), self.money[key // span])
            for key, count in zip(found.tolist(), voters, strict=True)
        ]
        return purses, purse_of_group

    def _refine(self, denominator: int) -> None:
        finer = lcm(self.denominator, denominator)
        if finer != self.denominator:
            factor = finer // self.denominator
            # nobody is left in a class of no voters: its money is not looked at again
            self.money = [
                money * factor if voters else 0 for money, voters in zip(self.money, self.voters, strict=True)
            ]
            self.denominator = finer
