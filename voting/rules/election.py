"""What goes into a count: the plans, the money and hours, the ballots and the rule, as plain frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple


class Method(StrEnum):
    """How plans are chosen; the values are the names on the command line and in Pabulib."""

    GREEDY = "greedy"
    GREEDY_NO_SKIP = "greedy-no-skip"
    GREEDY_THRESHOLD = "greedy-threshold"
    EQUAL_SHARES = "equalshares"
    PHRAGMEN = "phragmen"


class Completion(StrEnum):
    """What follows the first run of Equal Shares: nothing, a rising start, a fill by votes, or both."""

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"
    GREEDY = "greedy"


class Utility(StrEnum):
    """What a funded choice is worth to its supporter: what the plan costs, or one; elsewhere its points."""

    COST = "cost"
    CARDINALITY = "cardinality"
    POINTS = "points"


class BallotKind(StrEnum):
    """APPROVAL: a set of plans. POINTS: points per plan. RANKING: plans in order, the best first."""

    APPROVAL = "approval"
    POINTS = "points"
    RANKING = "ranking"


class Ties(StrEnum):
    """What decides after lower cost and more votes: the order of ids, or the public lot."""

    BY_ID = "cost,votes,id"
    BY_LOT = "lot"


class LimitKind(StrEnum):
    CATEGORY = "category"
    NEIGHBOURHOOD = "neighbourhood"


@dataclass(frozen=True, slots=True)
class Project:
    """One plan on the ballot. `category` and `area` may name several, separated by commas.

    `minutes`: the staff time that it asks. Of the plans with one and the same `excludes` (the name of their
    exclusion group) at most one is funded; "" excludes nothing.
    """

    id: str
    cost_cents: int
    name: str = ""
    category: str = ""
    area: str = ""
    withdrawn: bool = False
    minutes: int = 0
    excludes: str = ""


class BallotGroup(NamedTuple):
    """Voters with one and the same ballot: places in `Election.projects`, and how many voters.

    Rankings hold their choices best first. Points ballots have as many `points` as choices, in their order; a
    choice of 0 points or less is no funded choice. On rankings the points are longest ranking − rank + 1: with at
    most 5 places the first of three is worth 5, the last 3. `area` is a place in `Election.areas`.
    """

    choices: tuple[int, ...]
    voters: int
    points: tuple[int, ...] = ()
    area: int = 0


@dataclass(frozen=True, slots=True)
class AreaShare:
    """One of several areas in one election, where voters may choose across areas, and its part of the pot."""

    name: str
    share_cents: int


@dataclass(frozen=True, slots=True)
class Limit:
    """The funded plans of one category or neighbourhood cost together at most `most_cents`."""

    kind: LimitKind
    name: str
    most_cents: int

    def covers(self, project: Project) -> bool:
        named = project.category if self.kind is LimitKind.CATEGORY else project.area
        return self.name == named or self.name in (name.strip() for name in named.split(","))


@dataclass(frozen=True, slots=True)
class Election:
    """What is counted together. `ballots` are valid (a tuple, or packed.py where they are many); `threshold` in whole
    votes, or in points (0 = none).

    `pot_minutes`: the staff time there is, None where hours do not count. `longest_ranking`: so many places a
    ranking has at most; the first is worth as many points. `areas` only where several areas vote together:
    then their shares sum to the pot.
    """

    projects: tuple[Project, ...]
    pot_cents: int
    ballots: Sequence[BallotGroup]
    blank: int = 0
    invalid: int = 0
    limits: tuple[Limit, ...] = ()
    threshold: int = 0
    kind: BallotKind = BallotKind.APPROVAL
    longest_ranking: int = 0
    pot_minutes: int | None = None
    areas: tuple[AreaShare, ...] = ()

    @property
    def n(self) -> int:
        """Valid non-empty ballots, counted before any plan is removed."""
        return sum(group.voters for group in self.ballots if group.choices)

    def minutes_of(self, place: int) -> int:
        """The staff time that a plan takes out of the pot: 0 where hours do not count."""
        return 0 if self.pot_minutes is None else self.projects[place].minutes

    def without_limits(self) -> "Election":
        return replace(self, limits=())


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of a count. `threshold` None takes the election's own; `seed` belongs to the lot.

    `utility` None: the cost on approvals; on points and rankings the points, and nothing else is allowed there.
    """

    method: Method = Method.EQUAL_SHARES
    completion: Completion = Completion.ADD1U
    utility: Utility | None = None
    exhaustive_stop: bool = False
    comparison: bool = False
    threshold: int | None = None
    ties: Ties = Ties.BY_ID
    seed: str = ""

    @property
    def is_equal_shares(self) -> bool:
        return self.method is Method.EQUAL_SHARES

    def utility_on(self, kind: BallotKind) -> Utility:
        """What a funded choice is worth on ballots of this kind."""
        if kind is not BallotKind.APPROVAL:
            return Utility.POINTS
        return self.utility or Utility.COST


GREEDY = Rule(method=Method.GREEDY, completion=Completion.NONE)
EQUAL_SHARES = Rule()
PHRAGMEN = Rule(method=Method.PHRAGMEN, completion=Completion.NONE)
