"""What goes into a count: the plans, the money, the ballots and the rule, as plain frozen values."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Method(StrEnum):
    """How plans are chosen; the values are the names on the command line and in Pabulib."""

    GREEDY = "greedy"
    GREEDY_NO_SKIP = "greedy-no-skip"
    GREEDY_THRESHOLD = "greedy-threshold"
    EQUAL_SHARES = "equalshares"


class Completion(StrEnum):
    """What follows the first run of Equal Shares: nothing, a rising start, a fill by votes, or both."""

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"
    GREEDY = "greedy"


class Utility(StrEnum):
    """What a funded choice is worth to its supporter: what the plan costs, or one."""

    COST = "cost"
    CARDINALITY = "cardinality"


class Ties(StrEnum):
    """What decides after lower cost and more votes: the order of ids, or the public lot."""

    BY_ID = "cost,votes,id"
    BY_LOT = "lot"


class LimitKind(StrEnum):
    CATEGORY = "category"
    NEIGHBOURHOOD = "neighbourhood"


@dataclass(frozen=True, slots=True)
class Project:
    """One plan on the ballot. `category` and `area` may name several, separated by commas."""

    id: str
    cost_cents: int
    name: str = ""
    category: str = ""
    area: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class BallotGroup:
    """Voters with one and the same approval ballot: places in `Election.projects`, and how many voters."""

    choices: tuple[int, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class Limit:
    """The funded plans of one category or neighbourhood cost together at most `most_cents`."""

    kind: LimitKind
    name: str
    most_cents: int

    def covers(self, project: Project) -> bool:
        named = project.category if self.kind is LimitKind.CATEGORY else project.area
        return self.name == named or self.name in named.split(",")


@dataclass(frozen=True, slots=True)
class Election:
    """One area's count: `threshold` in whole votes (0 = none); `ballots` are valid and not empty."""

    projects: tuple[Project, ...]
    pot_cents: int
    ballots: tuple[BallotGroup, ...]
    blank: int = 0
    invalid: int = 0
    limits: tuple[Limit, ...] = ()
    threshold: int = 0

    @property
    def n(self) -> int:
        """Valid non-empty ballots, counted before any plan is removed."""
        return sum(group.voters for group in self.ballots if group.choices)

    def votes(self) -> tuple[int, ...]:
        """Votes per plan, in the order of `projects`, over all valid ballots."""
        totals = [0] * len(self.projects)
        for group in self.ballots:
            for choice in group.choices:
                totals[choice] += group.voters
        return tuple(totals)

    def without_limits(self) -> "Election":
        return replace(self, limits=())


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of a count. `threshold` None takes the election's own; `seed` belongs to the lot."""

    method: Method = Method.EQUAL_SHARES
    completion: Completion = Completion.ADD1U
    utility: Utility = Utility.COST
    exhaustive_stop: bool = False
    comparison: bool = False
    threshold: int | None = None
    ties: Ties = Ties.BY_ID
    seed: str = ""

    @property
    def is_equal_shares(self) -> bool:
        return self.method is Method.EQUAL_SHARES


GREEDY = Rule(method=Method.GREEDY, completion=Completion.NONE)
EQUAL_SHARES = Rule()
