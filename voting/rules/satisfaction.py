"""What voters got out of a count, and which of two outcomes gives more voters more."""

from collections.abc import Collection, Iterator
from fractions import Fraction

from voting.rules.election import BallotGroup, Election
from voting.rules.outcome import Comparison, Outcome


def measure(election: Election, winners: Collection[int]) -> Outcome:
    """Count how many voters have 0, 1, 2 … funded choices; `winners` are places in `election.projects`."""
    voters_with: list[int] = []
    for group in _voters_with_a_choice(election):
        funded = sum(choice in winners for choice in group.choices)
        voters_with += [0] * (funded + 1 - len(voters_with))
        voters_with[funded] += group.voters
    total = sum(funded * voters for funded, voters in enumerate(voters_with))
    return Outcome(Fraction(total, election.n) if election.n else Fraction(0), tuple(voters_with))


def _voters_with_a_choice(election: Election) -> Iterator[BallotGroup]:
    return (group for group in election.ballots if group.choices)


def compare(election: Election, greedy: Collection[int], shares: Collection[int]) -> Comparison:
    """Count the voters with more funded choices under the one and under the other; nothing counts as 0.

    Example: of 5 voters 3 have two choices under greedy and one under Equal Shares, 2 have none under greedy
    and one under Equal Shares: 3 against 2, so greedy replaces.
    """
    greedily, shared = frozenset(greedy), frozenset(shares)
    more_under_greedy = more_under_shares = equal = 0
    for group in _voters_with_a_choice(election):
        under_greedy = sum(choice in greedily for choice in group.choices)
        under_shares = sum(choice in shared for choice in group.choices)
        if under_greedy > under_shares:
            more_under_greedy += group.voters
        elif under_greedy < under_shares:
            more_under_shares += group.voters
        else:
            equal += group.voters
    ids = [project.id for project in election.projects]
    return Comparison(
        greedy=tuple(ids[place] for place in greedy),
        shares=tuple(ids[place] for place in shares),
        more_under_greedy=more_under_greedy,
        more_under_shares=more_under_shares,
        equal=equal,
    )
