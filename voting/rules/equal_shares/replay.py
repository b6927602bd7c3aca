"""The deciding run once more without rounding, for the explanation: who paid what, and what became impossible."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from voting.rules.election import Election
from voting.rules.equal_shares.electorate import Electorate
from voting.rules.equal_shares.exact_purses import ExactPurses, Paid
from voting.rules.equal_shares.money_held import money_held
from voting.rules.equal_shares.rise import Rise
from voting.rules.equal_shares.run import Run
from voting.rules.equal_shares.terrain import Terrain
from voting.rules.outcome import Compared, Payment, Status, Step, Tie
from voting.rules.room import Room
from voting.rules.tie_order import TieOrder

SHOWN_WITH_THE_WINNER = 4


@dataclass(frozen=True, slots=True)
class Shortfall:
    """When a plan became impossible: its supporters' money in percent of its cost, and the cents lacking."""

    support_percent: int
    missed_cents: int


@dataclass(slots=True)
class Replay:
    """Steps, ties, shortfalls per plan, and what each plan's supporters paid for each winner (cents)."""

    steps: list[Step] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    shortfalls: dict[int, Shortfall] = field(default_factory=dict)
    spent: dict[int, dict[int, Fraction]] = field(default_factory=dict)


class Replayer:
    """Repeats the deciding run in step with the fast one, and checks each choice of the fast one exactly."""

    def __init__(self, election: Election, electorate: Electorate, order: TieOrder, room: Room, rise: Rise) -> None:
        self._election, self._electorate, self._order = election, electorate, order
        self._run = Run(Terrain(electorate), room.copy(), rise.starts)
        self._room = room.copy()
        self._exact = ExactPurses(electorate, rise.starts)
        self._open = set(range(len(electorate.plans)))
        self._winners = rise.winners
        self._replay = Replay()

    def replay(self) -> Replay:
        """Raises ArithmeticError if exact arithmetic does not choose the same plans in the same order."""
        self._close_impossible()
        for winner in self._winners:
            self._buy(winner)
        if self._run.buy_next() is not None:
            raise ArithmeticError("The replay goes on where the count ended.")
        return self._replay

    def _buy(self, winner: int) -> None:
        rhos = self._compare()
        if self._run.buy_next() != winner or next(iter(rhos), None) != winner:
            raise ArithmeticError("The exact replay contradicts the count.")
        paid = self._exact.buy(winner)
        self._room.take(self._electorate.plans[winner])
        self._open.discard(winner)
        self._add_spending(winner, paid)
        impossible = self._close_impossible()
        self._note_tie(winner)
        self._replay.steps.append(self._step(winner, rhos, paid, impossible))

    def _compare(self) -> dict[int, Fraction]:
        """Exact ρ of the nearest plans, lowest first, equal ones in the tie order."""
        rhos: dict[int, Fraction] = {}
        for plan in self._run.nearest(SHOWN_WITH_THE_WINNER):
            price = self._exact.price(plan)
            if price is not None:
                rhos[plan] = price / self._electorate.utilities[plan]
        ordered = sorted(rhos, key=lambda plan: (rhos[plan], self._electorate.rank[plan]))
        return {plan: rhos[plan] for plan in ordered}

    def _step(self, winner: int, rhos: dict[int, Fraction], paid: Paid, impossible: list[int]) -> Step:
        shown = list(rhos)[:SHOWN_WITH_THE_WINNER]
        return Step(
            number=len(self._replay.steps) + 1,
            project=self._id(winner),
            status=Status.SHARED,
            cost_cents=self._electorate.costs[winner],
            votes=self._electorate.scores[winner],
            left_cents=self._room.left_cents,
            compared=tuple(self._compared(plan, rhos[plan]) for plan in shown),
            impossible=tuple(self._id(plan) for plan in impossible),
            rho=rhos[winner],
            effective_votes=self._effective_votes(winner, rhos[winner]),
            payment=Payment(paid.price_cents, paid.full_voters, paid.emptied_voters, paid.price),
            voters_money=money_held(self._exact, paid, self._id, self._election.areas),
            left_minutes=self._room.left_minutes,
        )

    def _compared(self, plan: int, rho: Fraction) -> Compared:
        return Compared(self._id(plan), self._electorate.scores[plan], rho, self._effective_votes(plan, rho))

    def _effective_votes(self, plan: int, rho: Fraction) -> Fraction:
        """So many supporters (or points) paying in full would carry the plan at this ρ: its cost ÷ the price."""
        return self._electorate.costs[plan] / (rho * self._electorate.utilities[plan])

    def _close_impossible(self) -> list[int]:
        """Take out the plans whose supporters have too little now, or that hours, a limit or a group keep out."""
        affordable = self._run.surely_affordable()
        gone = []
        for plan in sorted(self._open):
            is_short = not affordable[plan] and self._is_short(plan)
            if is_short or not self._room.admits(self._electorate.plans[plan]):
                gone.append(plan)
        self._open.difference_update(gone)
        return gone

    def _is_short(self, plan: int) -> bool:
        cost, held = self._electorate.costs[plan], self._exact.held_by(plan)
        if held >= cost:
            return False
        percent = 100 * held.numerator // (held.denominator * cost)
        self._replay.shortfalls[plan] = Shortfall(percent, ceil(cost - held))
        return True

    def _add_spending(self, winner: int, paid: Paid) -> None:
        """Per amount paid (most paid the same): how many supporters of every other plan paid it."""
        import numpy as np

        amounts = sorted({money for _, money, _ in paid.payments})
        number_of = {money: number for number, money in enumerate(amounts)}
        first_new = paid.payments[0][0]
        numbers = np.array([number_of[money] for _, money, _ in paid.payments], np.intp)
        for plan, groups in enumerate(self._electorate.supporters):
            paid_now = self._exact.class_of[groups] - first_new
            payers = paid_now >= 0
            if plan == winner or not payers.any():
                continue
            voters = np.bincount(numbers[paid_now[payers]], weights=self._electorate.voters[groups[payers]])
            total = sum(int(voters[number]) * amounts[number] for number in np.flatnonzero(voters).tolist())
            if total:
                self._replay.spent.setdefault(plan, {})[winner] = Fraction(total, paid.denominator)

    def _note_tie(self, winner: int) -> None:
        places = [self._electorate.plans[plan] for plan in self._run.tied]
        chosen = self._electorate.plans[winner]
        undecided = self._order.undecided(chosen, places)
        if len(undecided) > 1:
            ids = tuple(self._election.projects[place].id for place in undecided)
            number = len(self._replay.steps) + 1
            self._replay.ties.append(Tie(number, ids, self._id(winner), self._order.last_resort))

    def _id(self, plan: int) -> str:
        return self._election.projects[self._electorate.plans[plan]].id
