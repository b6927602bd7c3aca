"""Funding by votes: the plan with the most votes (or points) first, until the money is gone."""

from collections.abc import Iterable

from voting.rules.election import Election
from voting.rules.losing import blank_result, lost_to
from voting.rules.outcome import Compared, ProjectResult, Status, Step, Tie
from voting.rules.room import Room
from voting.rules.tie_order import TieOrder

SHOWN_BESIDE_A_WINNER = 4


class Funding:
    """Funds plans by votes out of the room that is left, and keeps winners, steps, losers and ties."""

    def __init__(self, election: Election, order: TieOrder, room: Room, status: Status) -> None:
        self.winners: list[int] = []
        self.steps: list[Step] = []
        self.losers: dict[int, ProjectResult] = {}
        self.ties: list[Tie] = []
        self._election = election
        self._order = order
        self._room = room
        self._status = status

    def run(self, candidates: Iterable[int], skips: bool = True, steps_before: int = 0) -> "Funding":
        """Take the plans by votes. With `skips` one that does not fit is passed over, else the count stops.

        A plan whose exclusion group is used up is no longer in the running: it never stops the count. Example:
        € 100 is left; A (60 votes) costs € 70, B (50) € 40, C (40) € 30. A is funded, B does not fit and misses
        € 10, C is funded; without skipping C is not.
        """
        queue = self._order.by_score(candidates)
        stopped = False
        for turn, plan in enumerate(queue):
            obstacle = self._room.obstacle(plan)
            if stopped and not self._room.is_excluded(plan):
                self.losers[plan] = blank_result(self._election, self._order, plan, Status.STOPPED)
            elif obstacle is None:
                self._fund(plan, queue[turn:], steps_before + len(self.steps) + 1)
            else:
                self.losers[plan] = lost_to(self._election, self._order, plan, obstacle)
                stopped = stopped or not (skips or self._room.is_excluded(plan))
        return self

    def _fund(self, plan: int, waiting: list[int], number: int) -> None:
        possible = [other for other in waiting if self._room.fits(other)]
        self._note_tie(plan, possible, number)
        self._room.take(plan)
        gone = sorted(other for other in possible[1:] if not self._room.fits(other))
        projects = self._election.projects
        beside = possible[: SHOWN_BESIDE_A_WINNER + 1]
        self.winners.append(plan)
        self.steps.append(
            Step(
                number=number,
                project=projects[plan].id,
                status=self._status,
                cost_cents=projects[plan].cost_cents,
                votes=self._order.scores[plan],
                left_cents=self._room.left_cents,
                compared=tuple(Compared(projects[p].id, self._order.scores[p]) for p in beside),
                impossible=tuple(projects[p].id for p in gone),
                left_minutes=self._room.left_minutes,
            )
        )

    def _note_tie(self, chosen: int, possible: list[int], step: int) -> None:
        undecided = self._order.undecided(chosen, possible)
        if len(undecided) > 1:
            ids = tuple(self._election.projects[plan].id for plan in undecided)
            self.ties.append(Tie(step, ids, self._election.projects[chosen].id, self._order.last_resort))
