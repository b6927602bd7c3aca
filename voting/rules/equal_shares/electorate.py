"""Who can buy what: voters with the same choices among the admitted plans, taken together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from voting.rules.ballot_table import ROWS_AT_ONCE, BallotTable
from voting.rules.election import Election, Rule, Utility
from voting.rules.tie_order import TieOrder

if TYPE_CHECKING:
    from numpy import int32, int64, integer, signedinteger
    from numpy.typing import NDArray

UNIT_CENTS = 100
MOST_IN_15_BITS = 32_767
MANY_CHOICES = 1_000_000


@dataclass(frozen=True, slots=True)
class Starts:
    """What each voter of an area begins with (cents), and how much one step of add1 adds; one area: `(pot / n,)`."""

    cents: tuple[Fraction, ...]
    rises: tuple[Fraction, ...]

    def after(self, raised: int) -> tuple[Fraction, ...]:
        return tuple(start + raised * rise for start, rise in zip(self.cents, self.rises, strict=True))


@dataclass(frozen=True, slots=True)
class Electorate:
    """Plans are numbered 0, 1, … here; `plans` gives their place in the election. Money in cents.

    Group g are `voters[g]` people of area `areas[g]` with the same choices. `supporters[p]` are the groups that
    give plan p more than 0 points, `worths[p]` how many points each of them gives (None: 1 each), `weights[p]`
    the sum over their voters: on approvals its votes. What a plan is worth is worths × utilities. Voters whose every
    choice was removed are there too, with their money.
    """

    plans: tuple[int, ...]
    costs: tuple[int, ...]
    utilities: tuple[int, ...]
    weights: tuple[int, ...]
    rank: tuple[int, ...]
    scores: tuple[int, ...]
    voters: NDArray[int64]
    areas: NDArray[integer[Any]]
    supporters: tuple[NDArray[signedinteger[Any]], ...]
    worths: tuple[NDArray[int32] | None, ...]
    starts: Starts


def gather(
    election: Election, table: BallotTable, candidates: tuple[int, ...], order: TieOrder, rule: Rule
) -> Electorate:
    """Group the voters by their choices among the candidates."""
    import numpy as np

    voters = table.voters
    supporters, given = _by_plan(table, candidates)
    utility = rule.utility_on(election.kind)
    costs = tuple(election.projects[place].cost_cents for place in candidates)
    return Electorate(
        plans=candidates,
        costs=costs,
        utilities=costs if utility is Utility.COST else (1,) * len(costs),
        weights=tuple(
            int(voters[groups].sum() if given is None else given[plan] @ voters[groups])
            for plan, groups in enumerate(supporters)
        ),
        rank=tuple(order.rank[place] for place in candidates),
        scores=tuple(order.scores[place] for place in candidates),
        voters=voters,
        areas=table.area if election.areas else np.zeros(len(voters), np.uint16),
        supporters=supporters,
        worths=given if given is not None and utility is Utility.POINTS else (None,) * len(supporters),
        starts=starts_of(election, table),
    )


def _by_plan(
    table: BallotTable, candidates: tuple[int, ...]
) -> tuple[tuple[NDArray[signedinteger[Any]], ...], tuple[NDArray[int32], ...] | None]:
    """The groups that give each candidate more than 0 points, in order, and what they give (None: 1 each)."""
    import numpy as np

    number_of = np.full(table.plans, -1, np.int16 if table.plans < MOST_IN_15_BITS else np.int32)
    number_of[list(candidates)] = np.arange(len(candidates))
    # an index of the machine's own size is fastest; where there are millions of choices it is too large
    index = np.intp if len(table.plan) < MANY_CHOICES else np.int32
    rows: list[list[NDArray[Any]]] = [[] for _ in candidates]
    points: list[list[NDArray[Any]]] = [[] for _ in candidates]
    for start in range(0, len(table.voters), ROWS_AT_ONCE):
        entries = slice(table.first[start], table.first[min(start + ROWS_AT_ONCE, len(table.voters))])
        lengths = np.diff(table.first[start : start + ROWS_AT_ONCE + 1])
        plan, row = (
            number_of[table.plan[entries]],
            np.repeat(np.arange(start, start + len(lengths), dtype=index), lengths),
        )
        kept = np.flatnonzero(plan >= 0 if table.points is None else (plan >= 0) & (table.points[entries] > 0))
        order = kept[np.argsort(plan[kept], kind="stable")]
        ends = np.searchsorted(plan[order], np.arange(len(candidates) + 1, dtype=plan.dtype)).tolist()
        for number, (begin, end) in enumerate(pairwise(ends)):
            rows[number].append(row[order[begin:end]])
            if table.points is not None:
                points[number].append(table.points[entries][order[begin:end]])
    given = None if table.points is None else tuple(map(np.concatenate, points))
    return tuple(map(np.concatenate, rows)), given


def starts_of(election: Election, table: BallotTable) -> Starts:
    """Pot ÷ n, rising by one euro; with several areas share ÷ voters, all rising by the same factor.

    Two areas with € 600 for 20 voters and € 400 for 40 begin with € 30 and € 10; step 1 multiplies both by
    1 + 1 × 60 / 1,000, so they rise by € 1.80 and € 0.60: together € 60, one for each voter.
    """
    n = table.n
    if not election.areas:
        start = Fraction(election.pot_cents, n) if n else Fraction(0)
        return Starts((start,), (Fraction(UNIT_CENTS),))
    voters = table.voters_per_area(len(election.areas))
    starts = tuple(
        Fraction(area.share_cents, of_area) if of_area else Fraction(0)
        for area, of_area in zip(election.areas, voters, strict=True)
    )
    factor = Fraction(UNIT_CENTS * n, election.pot_cents) if election.pot_cents else Fraction(0)
    return Starts(starts, tuple(start * factor for start in starts))
