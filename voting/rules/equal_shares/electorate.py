"""Who can buy what: voters with the same choices among the admitted plans, taken together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from voting.rules.ballot_table import BallotTable
from voting.rules.election import Election, Rule, Utility
from voting.rules.tie_order import TieOrder

if TYPE_CHECKING:
    from numpy import int64, intp
    from numpy.typing import NDArray

UNIT_CENTS = 100


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
    the sum over their voters: on approvals its votes. What a plan is worth is worths × utilities. `entry_group`
    and `entry_plan` are all choices, by group. Voters whose every choice was removed are there too, with their money.
    """

    plans: tuple[int, ...]
    costs: tuple[int, ...]
    utilities: tuple[int, ...]
    weights: tuple[int, ...]
    rank: tuple[int, ...]
    scores: tuple[int, ...]
    voters: NDArray[int64]
    areas: NDArray[intp]
    supporters: tuple[NDArray[intp], ...]
    worths: tuple[NDArray[int64] | None, ...]
    entry_group: NDArray[intp]
    entry_plan: NDArray[intp]
    starts: Starts


def gather(
    election: Election, table: BallotTable, candidates: tuple[int, ...], order: TieOrder, rule: Rule
) -> Electorate:
    """Group the voters by their choices among the candidates."""
    import numpy as np

    number_of = np.full(table.plans, -1, np.intp)
    number_of[list(candidates)] = np.arange(len(candidates))
    kept = np.flatnonzero((number_of[table.plan] >= 0) & (table.points > 0))
    group_of_entry = table.row[kept]
    plan, points, voters = number_of[table.plan[kept]], table.points[kept], table.voters
    by_plan = np.argsort(plan, kind="stable")
    ends = np.searchsorted(plan[by_plan], np.arange(len(candidates) + 1))
    pieces = [by_plan[start:end] for start, end in pairwise(ends.tolist())]
    utility = rule.utility_on(election.kind)
    costs = tuple(election.projects[place].cost_cents for place in candidates)
    return Electorate(
        plans=candidates,
        costs=costs,
        utilities=costs if utility is Utility.COST else (1,) * len(costs),
        weights=tuple(int(points[piece] @ voters[group_of_entry[piece]]) for piece in pieces),
        rank=tuple(order.rank[place] for place in candidates),
        scores=tuple(order.scores[place] for place in candidates),
        voters=voters,
        areas=table.area if election.areas else np.zeros(len(voters), np.intp),
        supporters=tuple(group_of_entry[piece] for piece in pieces),
        worths=tuple(points[piece] if utility is Utility.POINTS else None for piece in pieces),
        entry_group=group_of_entry,
        entry_plan=plan,
        starts=starts_of(election, table),
    )


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
