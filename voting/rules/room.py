"""How much room is left while a count runs: the money of the pot, and of each category or neighbourhood."""

from collections.abc import Iterable

from voting.rules.election import Election
from voting.rules.outcome import Status


class Room:
    """The money left (cents) in the pot and under each limit. A plan that costs exactly what is left fits."""

    def __init__(self, election: Election) -> None:
        self.left_cents = election.pot_cents
        self._costs = [project.cost_cents for project in election.projects]
        self._names = [limit.name for limit in election.limits]
        self._limits_left = [limit.most_cents for limit in election.limits]
        self._limits_of = [
            [place for place, limit in enumerate(election.limits) if limit.covers(project)]
            for project in election.projects
        ]

    def take(self, plan: int) -> None:
        """Fund a plan. The pot may go below zero: Equal Shares with a raised start finds out afterwards."""
        self.left_cents -= self._costs[plan]
        for limit in self._limits_of[plan]:
            self._limits_left[limit] -= self._costs[plan]

    def take_all(self, plans: Iterable[int]) -> "Room":
        for plan in plans:
            self.take(plan)
        return self

    @property
    def has_limits(self) -> bool:
        return bool(self._names)

    def fits_limits(self, plan: int) -> bool:
        return all(self._costs[plan] <= self._limits_left[limit] for limit in self._limits_of[plan])

    def fits(self, plan: int) -> bool:
        return self._costs[plan] <= self.left_cents and self.fits_limits(plan)

    def full_limit(self, plan: int) -> tuple[int, str] | None:
        """The limit that keeps a plan out, and by how many cents; the tightest if there are several."""
        over = [
            (self._costs[plan] - self._limits_left[limit], self._names[limit])
            for limit in self._limits_of[plan]
            if self._costs[plan] > self._limits_left[limit]
        ]
        return max(over) if over else None

    def obstacle(self, plan: int) -> tuple[Status, int, str] | None:
        """Why a plan does not fit: status, the cents it misses, the limit's name; None when it fits."""
        full = self.full_limit(plan)
        if full is not None:
            return Status.LIMIT, *full
        missed = self._costs[plan] - self.left_cents
        return (Status.NO_MONEY, missed, "") if missed > 0 else None
