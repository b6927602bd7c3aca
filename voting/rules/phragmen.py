"""Sequential Phragmén, for comparison: the next plan is the one whose supporters then bear the smallest load.

Source: Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified Representation" (2017); with costs
as in Los, Christoff, Grossi, "Proportional Budget Allocations: Towards a Systematization" (2022).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING

from voting.rules.ballot_table import BallotTable
from voting.rules.election import Election
from voting.rules.losing import blank_result, lost_to
from voting.rules.outcome import Compared, ProjectResult, Status, Step, Tie
from voting.rules.room import Room
from voting.rules.tie_order import TieOrder

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

SHOWN_BESIDE_A_WINNER = 4
NO_LOAD = 0


class Phragmen:
    """Funds plans by the load that their supporters would bear, and keeps winners, steps, losers and ties.

    All supporters of a funded plan bear the same load from then on. So a voter's load is that of the last funded
    plan of the own choice: as many different loads as winners, kept as whole numbers over one denominator.
    """

    def __init__(self, election: Election, table: BallotTable, order: TieOrder, room: Room) -> None:
        import numpy as np

        self.winners: list[int] = []
        self.steps: list[Step] = []
        self.losers: dict[int, ProjectResult] = {}
        self.ties: list[Tie] = []
        self._election, self._order, self._room = election, order, room
        row, by_plan = table.row(), np.argsort(table.plan, kind="stable")
        ends = np.searchsorted(table.plan[by_plan], np.arange(table.plans + 1))
        self._supporters: list[NDArray[int32]] = [row[by_plan[start:end]] for start, end in pairwise(ends.tolist())]
        self._voters = table.voters
        self._bears = np.zeros(len(table.voters), np.intp)  # which of the loads each row bears
        self._loads = [NO_LOAD]
        self._denominator = 1

    def run(self, candidates: tuple[int, ...]) -> Phragmen:
        """Fund the plan with the lowest load, ties by the tie order; stop once it, or one tied with it, does not fit.

        A plan whose exclusion group is used up is no longer in the running and stops nothing. Example: pot € 100;
        6 voters chose A (€ 60) and B (€ 40), 4 chose C (€ 40). B loads its six with 40/6 = € 6.67 each; C would
        load its four with € 10, A its six with 6.67 + 60/6 = € 16.67: C is next. Now A does not fit: the end.
        """
        waiting = list(candidates)
        while waiting := [plan for plan in waiting if not self._room.is_excluded(plan)]:
            loads = {plan: self._load_with(plan) for plan in waiting}
            lowest = min(loads.values())
            tied = [plan for plan in waiting if loads[plan] == lowest]
            if not all(self._room.fits(plan) for plan in tied):
                break
            chosen = self._order.first(tied)
            self._fund(chosen, loads, tied)
            waiting.remove(chosen)
        self._tell_losers(set(candidates).difference(self.winners))
        return self

    def _load_with(self, plan: int) -> Fraction:
        """What each supporter would bear if the plan were funded now, in cents."""
        import numpy as np

        rows = self._supporters[plan]
        counts = np.bincount(self._bears[rows], weights=self._voters[rows])
        borne = sum(int(counts[place]) * self._loads[place] for place in np.flatnonzero(counts).tolist())
        cost = self._election.projects[plan].cost_cents * self._denominator
        return Fraction(borne + cost, self._order.votes[plan] * self._denominator)

    def _fund(self, chosen: int, loads: dict[int, Fraction], tied: list[int]) -> None:
        number = len(self.steps) + 1
        undecided = self._order.undecided(chosen, tied)
        if len(undecided) > 1:
            ids = tuple(self._election.projects[plan].id for plan in undecided)
            self.ties.append(Tie(number, ids, self._election.projects[chosen].id, self._order.last_resort))
        fitting = [plan for plan in loads if plan != chosen and self._room.fits(plan)]
        self._room.take(chosen)
        self.winners.append(chosen)
        self._bear(chosen, loads[chosen])
        gone = [plan for plan in sorted(fitting) if not self._room.fits(plan)]
        self.steps.append(self._step(number, chosen, loads, gone))

    def _bear(self, chosen: int, load: Fraction) -> None:
        finer = lcm(self._denominator, load.denominator)
        self._loads = [each * (finer // self._denominator) for each in self._loads]
        self._loads.append(load.numerator * (finer // load.denominator))
        self._denominator = finer
        self._bears[self._supporters[chosen]] = len(self._loads) - 1

    def _step(self, number: int, chosen: int, loads: dict[int, Fraction], gone: list[int]) -> Step:
        projects, order = self._election.projects, self._order
        nearest = sorted(loads, key=lambda plan: (loads[plan], order.rank[plan]))[: SHOWN_BESIDE_A_WINNER + 1]
        return Step(
            number=number,
            project=projects[chosen].id,
            status=Status.CHOSEN,
            cost_cents=projects[chosen].cost_cents,
            votes=order.scores[chosen],
            left_cents=self._room.left_cents,
            compared=tuple(Compared(projects[p].id, order.scores[p], load=loads[p]) for p in nearest),
            impossible=tuple(projects[plan].id for plan in gone),
            left_minutes=self._room.left_minutes,
            load=loads[chosen],
        )

    def _tell_losers(self, losers: set[int]) -> None:
        for plan in sorted(losers):
            obstacle = self._room.obstacle(plan)
            self.losers[plan] = (
                blank_result(self._election, self._order, plan, Status.STOPPED)
                if obstacle is None
                else lost_to(self._election, self._order, plan, obstacle)
            )
