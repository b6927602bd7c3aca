"""How much room is left while a count runs: money, hours, each category or neighbourhood, each exclusion group."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from voting.rules.election import Election
from voting.rules.outcome import Status


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a plan does not fit, and what it misses: cents, minutes, in which limit, or the plan that excludes it."""

    status: Status
    missed_cents: int | None = None
    missed_minutes: int | None = None
    limit: str = ""
    excluded_by: str = ""


class Room:
    """The money (cents) and hours (minutes) left in the pot and under each limit, and the groups used up.

    A plan that costs exactly what is left fits.
    """

    def __init__(self, election: Election, granted: Iterable[int] = ()) -> None:
        projects = election.projects
        self.left_cents = election.pot_cents
        self.left_minutes = election.pot_minutes
        self._ids = [project.id for project in projects]
        self._costs = [project.cost_cents for project in projects]
        self._minutes = [election.minutes_of(place) for place in range(len(projects))]
        self._groups = [project.excludes for project in projects]
        self._taken: dict[str, int] = {}
        self._names = [limit.name for limit in election.limits]
        self._limits_left = [limit.most_cents for limit in election.limits]
        self._limits_of = [
            [place for place, limit in enumerate(election.limits) if limit.covers(project)] for project in projects
        ]
        self.binds = bool(self._names) or any(self._minutes) or any(self._groups)
        self.take_all(granted)

    def take(self, plan: int) -> None:
        """Fund a plan. The pot may go below zero: Equal Shares with a raised start finds out afterwards."""
        self.left_cents -= self._costs[plan]
        if self.left_minutes is not None:
            self.left_minutes -= self._minutes[plan]
        if self._groups[plan]:
            self._taken[self._groups[plan]] = plan
        for limit in self._limits_of[plan]:
            self._limits_left[limit] -= self._costs[plan]

    def copy(self) -> "Room":
        """The same room, to go on with in another run."""
        other = copy(self)
        other._taken, other._limits_left = dict(self._taken), list(self._limits_left)
        return other

    def take_all(self, plans: Iterable[int]) -> "Room":
        for plan in plans:
            self.take(plan)
        return self

    def admits(self, plan: int) -> bool:
        """Whether hours, limits and its exclusion group leave a plan in, whatever money there is."""
        return (
            not self.is_excluded(plan)
            and self._misses_minutes(plan) <= 0
            and all(self._costs[plan] <= self._limits_left[limit] for limit in self._limits_of[plan])
        )

    def fits(self, plan: int) -> bool:
        return self._costs[plan] <= self.left_cents and self.admits(plan)

    def is_excluded(self, plan: int) -> bool:
        """Whether another plan of its exclusion group was funded."""
        return self._groups[plan] in self._taken

    def obstacle(self, plan: int) -> Obstacle | None:
        """Why a plan does not fit; None when it does. What keeps it out for good comes before the money."""
        lasting = self.lasting_obstacle(plan)
        missed = self._costs[plan] - self.left_cents
        return lasting or (Obstacle(Status.NO_MONEY, missed) if missed > 0 else None)

    def lasting_obstacle(self, plan: int) -> Obstacle | None:
        """Its group, its limit (the tightest of several) or the hours keep a plan out; None when none does."""
        if self.is_excluded(plan):
            return Obstacle(Status.EXCLUDED, excluded_by=self._ids[self._taken[self._groups[plan]]])
        over = [
            (self._costs[plan] - self._limits_left[limit], self._names[limit])
            for limit in self._limits_of[plan]
            if self._costs[plan] > self._limits_left[limit]
        ]
        if over:
            missed, name = max(over)
            return Obstacle(Status.LIMIT, missed, limit=name)
        minutes = self._misses_minutes(plan)
        return Obstacle(Status.NO_HOURS, missed_minutes=minutes) if minutes > 0 else None

    def _misses_minutes(self, plan: int) -> int:
        return 0 if self.left_minutes is None else self._minutes[plan] - self.left_minutes
