"""What voters got out of a count, and which of two outcomes gives more voters more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from voting.rules.ballot_table import BallotTable
from voting.rules.election import Election, Limit, LimitKind


@dataclass(frozen=True, slots=True)
class Part:
    """What voters got in one category, neighbourhood, or area of voters: `voters_with[k]` have k funded choices."""

    name: str
    voters_with: tuple[int, ...]
    mean_funded_choices: Fraction
    funded: tuple[str, ...] = ()
    spent_cents: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What voters got: `voters_with[k]` voters have k funded choices; granted plans left out.

    `categories` and `neighbourhoods` look at the plans of each, `areas` at the voters of each (several areas only).
    """

    mean_funded_choices: Fraction
    voters_with: tuple[int, ...]
    categories: tuple[Part, ...] = ()
    neighbourhoods: tuple[Part, ...] = ()
    areas: tuple[Part, ...] = ()

    @property
    def voters_with_none(self) -> int:
        return self.voters_with[0] if self.voters_with else 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two outcomes side by side: how many voters have more funded choices under the one or the other."""

    greedy: tuple[str, ...]
    shares: tuple[str, ...]
    more_under_greedy: int
    more_under_shares: int
    equal: int

    @property
    def greedy_replaces(self) -> bool:
        return self.more_under_greedy > self.more_under_shares


def measure(election: Election, table: BallotTable, winners: Collection[int]) -> Outcome:
    """Count how many voters have 0, 1, 2 … funded choices; `winners` are places in `election.projects`.

    A funded choice is a winner to which the ballot gives more than 0 points. Example: 4 voters chose A and B,
    6 chose C; when A and C won, everyone has one: a mean of 1.
    """
    funded = table.funded_choices(winners)
    everyone = table.voters_with(funded)
    areas = [(area.name, table.voters_with(funded, place)) for place, area in enumerate(election.areas)]
    return Outcome(
        _mean(everyone),
        everyone,
        categories=_parts(election, table, winners, LimitKind.CATEGORY),
        neighbourhoods=_parts(election, table, winners, LimitKind.NEIGHBOURHOOD),
        areas=tuple(Part(name, voters_with, _mean(voters_with)) for name, voters_with in areas),
    )


def compare(election: Election, table: BallotTable, greedy: Collection[int], shares: Collection[int]) -> Comparison:
    """Count the voters with more funded choices under the one and under the other; nothing counts as 0.

    Example: of 5 voters 3 have two choices under greedy and one under Equal Shares, 2 have none under greedy
    and one under Equal Shares: 3 against 2, so greedy replaces.
    """
    under_greedy, under_shares = table.funded_choices(greedy), table.funded_choices(shares)
    ids = [project.id for project in election.projects]
    return Comparison(
        greedy=tuple(ids[place] for place in greedy),
        shares=tuple(ids[place] for place in shares),
        more_under_greedy=int(table.voters[under_greedy > under_shares].sum()),
        more_under_shares=int(table.voters[under_greedy < under_shares].sum()),
        equal=int(table.voters[under_greedy == under_shares].sum()),
    )


def _mean(voters_with: Iterable[int]) -> Fraction:
    counted = list(enumerate(voters_with))
    voters = sum(each for _, each in counted)
    return Fraction(sum(funded * each for funded, each in counted), voters) if voters else Fraction(0)


def _parts(election: Election, table: BallotTable, winners: Collection[int], kind: LimitKind) -> tuple[Part, ...]:
    """Every category (or neighbourhood) that a plan names: what voters got of its plans."""
    written = [project.category if kind is LimitKind.CATEGORY else project.area for project in election.projects]
    names = {name.strip() for text in written for name in text.split(",") if name.strip()}
    return tuple(_part(election, table, winners, Limit(kind, name, 0)) for name in sorted(names))


def _part(election: Election, table: BallotTable, winners: Collection[int], part: Limit) -> Part:
    inside = [place for place in winners if part.covers(election.projects[place])]
    voters_with = table.voters_with(table.funded_choices(inside))
    return Part(
        part.name,
        voters_with,
        _mean(voters_with),
        tuple(election.projects[place].id for place in inside),
        sum(election.projects[place].cost_cents for place in inside),
    )
