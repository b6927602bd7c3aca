"""Who can buy what: voters with the same choices among the admitted plans, taken together."""

from dataclasses import dataclass
from fractions import Fraction

from voting.rules.election import Election, Utility
from voting.rules.tie_order import TieOrder


@dataclass(frozen=True, slots=True)
class Electorate:
    """Plans are numbered 0, 1, … here; `plans` gives their place in the election. Money in cents.

    `voters[g]` people share the choices `choices[g]`; `supporters[p]` are the groups that chose plan p.
    `n` also counts voters whose every choice was removed: they keep their share of the pot.
    """

    plans: tuple[int, ...]
    costs: tuple[int, ...]
    utilities: tuple[int, ...]
    rank: tuple[int, ...]
    votes: tuple[int, ...]
    voters: tuple[int, ...]
    choices: tuple[tuple[int, ...], ...]
    supporters: tuple[tuple[int, ...], ...]
    n: int
    pot_cents: int

    @property
    def first_start(self) -> Fraction:
        """What each voter begins with, in cents: the pot divided by n, exactly."""
        return Fraction(self.pot_cents, self.n)


def gather(election: Election, candidates: tuple[int, ...], order: TieOrder, utility: Utility) -> Electorate:
    """Group the voters by their choices among the candidates."""
    number_of = {place: number for number, place in enumerate(candidates)}
    groups: dict[tuple[int, ...], int] = {}
    for ballot in election.ballots:
        choices = tuple(number_of[choice] for choice in ballot.choices if choice in number_of)
        if choices:
            groups[choices] = groups.get(choices, 0) + ballot.voters
    supporters: list[list[int]] = [[] for _ in candidates]
    for group, choices in enumerate(groups):
        for plan in choices:
            supporters[plan].append(group)
    costs = tuple(election.projects[place].cost_cents for place in candidates)
    return Electorate(
        plans=candidates,
        costs=costs,
        utilities=costs if utility is Utility.COST else (1,) * len(costs),
        rank=tuple(order.rank[place] for place in candidates),
        votes=tuple(order.votes(place) for place in candidates),
        voters=tuple(groups.values()),
        choices=tuple(groups),
        supporters=tuple(tuple(groups_of_plan) for groups_of_plan in supporters),
        n=election.n,
        pot_cents=election.pot_cents,
    )
