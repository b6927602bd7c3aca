"""The voters' money without any rounding: whole numbers over one common denominator."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from voting.rules.equal_shares.electorate import Electorate


@dataclass(frozen=True, slots=True)
class Paid:
    """One exact purchase: what each supporting group's voters paid, as numerators over `denominator`."""

    price_cents: Fraction
    by_group: tuple[tuple[int, int], ...]
    denominator: int
    full_voters: int
    emptied_voters: int


class ExactPurses:
    """What each voter of every group still has, exactly."""

    def __init__(self, electorate: Electorate, start_cents: Fraction) -> None:
        self._electorate = electorate
        self.denominator = start_cents.denominator
        self.money = [start_cents.numerator] * len(electorate.voters)
        self.bought: list[int] = []

    def catch_up(self, winners: list[int]) -> None:
        """Repeat the purchases that were made since the last time."""
        for plan in winners[len(self.bought) :]:
            self.buy(plan)

    def held_by(self, plan: int) -> Fraction:
        """All the money that a plan's supporters still have, in cents."""
        return Fraction(self._held(plan), self.denominator)

    def price(self, plan: int) -> Fraction | None:
        """The price per supporter (cents) at which the plan is just paid; None when they have too little.

        Whoever has less than the price gives all there is. Example: a plan of € 10 with supporters who hold
        € 2, € 9 and € 9 has a price of € 4: 2 + 4 + 4 = 10.
        """
        wanted = self._electorate.costs[plan] * self.denominator
        if self._held(plan) < wanted:
            return None
        purses = [(self.money[group], self._electorate.voters[group]) for group in self._supporters(plan)]
        to_pay, payers = wanted, self._electorate.votes[plan]
        while True:
            short = [(money, voters) for money, voters in purses if money * payers < to_pay]
            next_payers = self._electorate.votes[plan] - sum(voters for _, voters in short)
            if next_payers == payers:
                return Fraction(to_pay, payers * self.denominator)
            to_pay, payers = wanted - sum(money * voters for money, voters in short), next_payers

    def buy(self, plan: int) -> Paid:
        """Let the supporters pay for a plan that they can afford."""
        price = self.price(plan)
        if price is None:
            raise ValueError("Its supporters cannot pay for this plan.")
        self._refine(price.denominator)
        share = price.numerator * (self.denominator // price.denominator)
        payments, full, emptied = [], 0, 0
        for group in self._supporters(plan):
            paid = min(self.money[group], share)
            full += self._electorate.voters[group] * (paid == share)
            emptied += self._electorate.voters[group] * (paid < share)
            self.money[group] -= paid
            payments.append((group, paid))
        self.bought.append(plan)
        return Paid(price, tuple(payments), self.denominator, full, emptied)

    def _supporters(self, plan: int) -> tuple[int, ...]:
        return self._electorate.supporters[plan]

    def _held(self, plan: int) -> int:
        return sum(self.money[group] * self._electorate.voters[group] for group in self._supporters(plan))

    def _refine(self, denominator: int) -> None:
        finer = lcm(self.denominator, denominator)
        if finer != self.denominator:
            factor = finer // self.denominator
            self.money = [money * factor for money in self.money]
            self.denominator = finer
