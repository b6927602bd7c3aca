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
    projects=(Project(PLAYGROUND, 5_600_00), Project(TREES, 4_200_00), Project(BENCHES, 3_200_00)),
    pot_cents=10_000_00,
    ballots=(BallotGroup((0, 1), 60), BallotGroup((0, 2), 10), BallotGroup((2,), 30)),
)
"""€ 10,000 for 100 voters: 70 choose the playground, 60 of them the trees too, 10 the benches; 30 only the benches."""


@lru_cache(maxsize=8)
def example_story(playground: str, trees: str, benches: str, rule: Rule = EQUAL_SHARES) -> Story:
    """The example counted by a rule; the titles of the plans in the reader's language.

    By hand: everyone has € 100. The playground's 70 voters pay € 80 each. The trees' 60 voters have € 20 each left,
    too little. For the benches thirty pay € 100 and ten their last € 20: their votes count for 30 + 2. With € 150 each
    all three would be bought, for more than there is.
    """
    titles = {PLAYGROUND: playground, TREES: trees, BENCHES: benches}
    counted = count_as_json(count(EXAMPLE, rule), EXAMPLE, rule)
    return tell_example({"count": counted, "currency": "EUR", "plans": {key: {"title": titles[key]} for key in titles}})


def greedy_example(playground: str, trees: str, benches: str) -> Story:
    """The same votes, most votes first: the playground and the trees, and nothing for the thirty with the benches."""
    return example_story(playground, trees, benches, GREEDY)
