"""What comes out of a count: winners, every step, a reason for every plan, and what voters got."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from voting.rules.election import Rule
from voting.rules.satisfaction import Comparison, Outcome


class Status(StrEnum):
    """What became of a plan, and if it lost, the one reason that decided."""

    SHARED = "shared"  # paid by its supporters under Equal Shares
    FILLED = "filled"  # paid by the fill after Equal Shares
    CHOSEN = "chosen"  # funded by votes under greedy
    GRANTED = "granted"  # costs nothing and has support: granted outside the count
    WITHDRAWN = "withdrawn"
    OVER_POT = "over_pot"  # dearer than the whole pot
    OVER_HOURS = "over_hours"  # asks more hours than there are at all
    NO_VOTES = "no_votes"
    BELOW_THRESHOLD = "below_threshold"
    EXCLUDED = "excluded"  # a plan of the same exclusion group was funded
    LIMIT = "limit"  # its category or neighbourhood was full
    NO_HOURS = "no_hours"  # more hours than were left
    NO_MONEY = "no_money"  # more than what was left when its turn came
    STOPPED = "stopped"  # the count had stopped at an earlier plan that did not fit
    HOURS_ALONE = "hours_alone"  # costs hours and no money: only a fill or greedy could fund it
    SUPPORTERS_SHORT = "supporters_short"  # its supporters had less money left than it costs

    @property
    def is_funded(self) -> bool:
        return self in FUNDED


FUNDED = frozenset({Status.SHARED, Status.FILLED, Status.CHOSEN, Status.GRANTED})


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan that stood beside the winner of a step: `votes` on approvals, else its points.

    Equal Shares only: ρ and the effective votes. Phragmén only: `load`, what its supporters would each bear then.
    """

    project: str
    votes: int
    rho: Fraction | None = None
    effective_votes: Fraction | None = None
    load: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """What supporters paid in one step of Equal Shares, in cents, exact.

    On approvals `full` voters paid `price_cents` each, `emptied` voters gave all they had left, less than that.
    With points, voters pay `per_point_cents` for each of their points (on approvals everyone has one), or all they
    have left; `price_cents` is then the most that anybody paid.
    """

    price_cents: Fraction
    full: int
    emptied: int
    per_point_cents: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Holders:
    """Voters who paid for the same plans and so hold the same: together they paid and hold so much (cents, exact).

    `area` is named where several vote together.
    """

    paid_for: tuple[str, ...]
    area: str
    voters: int
    paid_cents: Fraction
    cents: Fraction


@dataclass(frozen=True, slots=True)
class MoneyLeft:
    """What all voters together still hold after a step (cents, exact), and how many hold nothing.

    `groups` are those with the most voters, `others` all the rest taken together.
    """

    cents: Fraction
    voters_with_nothing: int
    groups: tuple[Holders, ...] = ()
    others: Holders | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One funded plan. `left_cents` is the pot minus everything funded so far (never below 0).

    `votes`: votes on approvals, else points. `left_minutes`: hours left, None where hours do not count.
    `impossible`: plans that could no longer be funded from this step on, in their order on the ballot.
    """

    number: int
    project: str
    status: Status
    cost_cents: int
    votes: int
    left_cents: int
    compared: tuple[Compared, ...] = ()
    impossible: tuple[str, ...] = ()
    rho: Fraction | None = None
    effective_votes: Fraction | None = None
    payment: Payment | None = None
    voters_money: MoneyLeft | None = None
    left_minutes: int | None = None
    load: Fraction | None = None


@dataclass(frozen=True, slots=True)
class SpentOn:
    """What a losing plan's supporters together paid for a winner, in cents (exact)."""

    project: str
    cents: Fraction


@dataclass(frozen=True, slots=True)
class ProjectResult:
    """What became of one plan and why. What it missed is in cents, minutes or votes (points), by its status.

    `votes`: how many voters support it; `score`: what it went by, the same on approvals, else its points.
    `support_percent`: its supporters' money as a share of its cost right after the first payment that made
    it impossible, rounded down; 99 is "nearly". None where Equal Shares did not decide.
    """

    id: str
    votes: int
    cost_cents: int
    status: Status
    missed_cents: int | None = None
    missed_votes: int | None = None
    limit: str = ""
    support_percent: int | None = None
    spent_on: tuple[SpentOn, ...] = ()
    score: int = 0
    minutes: int = 0
    missed_minutes: int | None = None
    excluded_by: str = ""

    @property
    def is_funded(self) -> bool:
        return self.status.is_funded


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that only the last resort decided: the lot, or without a seed the order of ids."""

    step: int
    tied: tuple[str, ...]
    chosen: str
    decided_by: str  # "lot" or "id"


@dataclass(frozen=True, slots=True)
class Start:
    """What each voter of one area began with in the deciding run (cents, exact), and how many voters it has."""

    area: str
    voters: int
    cents: Fraction


@dataclass(frozen=True, slots=True)
class Count:
    """The whole count. `winners` in order of funding; `granted` (0 euros) stand apart from them.

    `start_cents`: what each voter began with in the deciding run, after `raised` whole euros; `runs` is the
    number of starts tried. `comparison` is filled when the rule asks for it, `starts` (and `start_cents` the mean)
    where several areas vote together.
    """

    rule: Rule
    winners: tuple[str, ...]
    shared: tuple[str, ...]
    filled: tuple[str, ...]
    granted: tuple[str, ...]
    steps: tuple[Step, ...]
    projects: tuple[ProjectResult, ...]
    pot_cents: int
    spent_cents: int
    left_cents: int
    n: int
    blank: int
    invalid: int
    threshold: int
    start_cents: Fraction
    raised: int
    runs: int
    ties: tuple[Tie, ...]
    outcome: Outcome
    comparison: Comparison | None = None
    left_minutes: int | None = None
    starts: tuple[Start, ...] = ()

    def result_of(self, project_id: str) -> ProjectResult:
        """The result of one plan; KeyError when it was not on the ballot."""
        for project in self.projects:
            if project.id == project_id:
                return project
        raise KeyError(project_id)
