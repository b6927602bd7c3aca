"""An existing voter who adds a winner, or a winner that gets cheaper: under which rules the plan never loses by it.

For add1 and add1u this is false: test_equal_shares.py shows a counterexample of each.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import elections
from voting.rules.count import count
from voting.rules.election import GREEDY, BallotGroup, Completion, Method, Rule

NONE = Rule(completion=Completion.NONE)
FILL = Rule(completion=Completion.GREEDY)
NO_SKIP = Rule(Method.GREEDY_NO_SKIP, Completion.NONE)
QUICK = settings(max_examples=100, deadline=None)
MONOTONE = st.sampled_from([GREEDY, NO_SKIP, NONE, FILL])


@given(elections(), MONOTONE, st.data())
@QUICK
def test_a_winner_that_gets_cheaper_does_not_lose(an_election, rule, data):
    winners = count(an_election, rule).winners
    assume(winners)
    winner = data.draw(st.sampled_from(winners))
    cheaper = tuple(
        replace(project, cost_cents=data.draw(st.integers(1, project.cost_cents))) if project.id == winner else project
        for project in an_election.projects
    )
    assert winner in count(replace(an_election, projects=cheaper), rule).winners


@given(elections(), MONOTONE, st.data())
@QUICK
def test_a_winner_that_gets_one_more_vote_does_not_lose(an_election, rule, data):
    winners = count(an_election, rule).winners
    assume(winners)
    place = [project.id for project in an_election.projects].index(data.draw(st.sampled_from(winners)))
    others = [group for group in an_election.ballots if place not in group.choices]
    assume(others)
    group = data.draw(st.sampled_from(others))
    ballots = [other for other in an_election.ballots if other is not group]
    ballots.append(BallotGroup(tuple(sorted((*group.choices, place))), 1))
    if group.voters > 1:
        ballots.append(group._replace(voters=group.voters - 1))
    changed = replace(an_election, ballots=tuple(ballots))
    assert an_election.projects[place].id in count(changed, rule).winners
