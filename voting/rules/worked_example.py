"""The example by which we explain the count: a hundred voters, three plans, small enough to check by hand.

Invented for the page "Zo tellen wij"; its numbers come out of the count itself.
"""

from __future__ import annotations

from functools import lru_cache

from voting.rules.count import count
from voting.rules.election import EQUAL_SHARES, GREEDY, BallotGroup, Completion, Election, Method, Project, Rule
from voting.rules.record import count_as_json
from voting.rules.story.whole import Story, tell_example

PLAYGROUND, TREES, BENCHES = "playground", "trees", "benches"
FIRST_RUN = Rule(Method.EQUAL_SHARES, Completion.NONE)
EXAMPLE = Election(
    projects=(Project(PLAYGROUND, 6_000_00), Project(TREES, 4_000_00), Project(BENCHES, 3_000_00)),
    pot_cents=10_000_00,
    ballots=(BallotGroup((0, 1), 50), BallotGroup((0,), 10), BallotGroup((2,), 40)),
)
"""€ 10,000 for 100 voters: 60 choose the playground, 50 of them the trees too, 40 others the benches."""


@lru_cache(maxsize=8)
def example_story(playground: str, trees: str, benches: str, rule: Rule = EQUAL_SHARES) -> Story:
    """The example counted by a rule; the titles of the plans in the reader's language.

    By hand: everyone has € 100. The playground's 60 voters pay € 100 each, the benches' 40 pay € 75 each, and the
    trees' voters have nothing left. With € 180 each all three would be bought, for more than there is.
    """
    titles = {PLAYGROUND: playground, TREES: trees, BENCHES: benches}
    counted = count_as_json(count(EXAMPLE, rule), EXAMPLE, rule)
    return tell_example({"count": counted, "currency": "EUR", "plans": {key: {"title": titles[key]} for key in titles}})


def greedy_example(playground: str, trees: str, benches: str) -> Story:
    """The same votes, most votes first: the playground and the trees, together exactly the money there is."""
    return example_story(playground, trees, benches, GREEDY)
