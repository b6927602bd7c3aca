"""The fast count against a plain one in fractions that tries every start: same winners, order and raise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import elections, plain_add1, plain_equal_shares
from voting.rules.count import count
from voting.rules.election import BallotGroup, Completion, Election, Project, Rule, Utility

NONE = Rule(completion=Completion.NONE)
ADD1 = Rule(completion=Completion.ADD1)
UTILITIES = st.sampled_from([Utility.COST, Utility.CARDINALITY])


@given(elections(with_limits=True), UTILITIES)
@settings(max_examples=400, deadline=None)
def test_one_run_equals_the_plain_one(an_election, utility):
    if an_election.n:
        start = Fraction(an_election.pot_cents, an_election.n)
        plain = plain_equal_shares(an_election, start, utility is Utility.CARDINALITY)
        ids = tuple(an_election.projects[place].id for place in plain)
        assert count(an_election, replace(NONE, utility=utility)).winners == ids


@given(elections(with_limits=True), UTILITIES)
@settings(max_examples=250, deadline=None)
def test_passing_over_starts_changes_nothing(an_election, utility):
    if an_election.n:
        plain, raised = plain_add1(an_election, utility is Utility.CARDINALITY)
        counted = count(an_election, replace(ADD1, utility=utility))
        assert counted.winners == tuple(an_election.projects[place].id for place in plain)
        assert counted.raised == raised


@given(st.integers(3, 40), st.integers(2, 12), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_larger_elections_equal_the_plain_one(voters, plans, random):
    costs = [random.choice([500, 1000, 2500, random.randint(1, 90_000)]) for _ in range(plans)]
    ballots = [tuple(sorted(random.sample(range(plans), random.randint(1, plans)))) for _ in range(voters)]
    an_election = Election(
        projects=tuple(Project(f"{place:02}", cost) for place, cost in enumerate(costs)),
        pot_cents=max(1, sum(costs) // 3),
        ballots=tuple(BallotGroup(ballot, 1) for ballot in ballots),
    )
    plain, raised = plain_add1(an_election)
    counted = count(an_election, ADD1)
    assert counted.winners == tuple(an_election.projects[place].id for place in plain)
    assert counted.raised == raised


def test_a_difference_far_below_the_precision_of_floats_decides():
    # supporters of A hold exactly its cost; of B one part in 10^15 less: floats cannot tell
    pot = 10**15
    fits = Election(projects=(Project("A", pot), Project("B", pot)), pot_cents=pot, ballots=(BallotGroup((0,), 3),))
    assert count(fits, NONE).winners == ("A",)
    misses = replace(fits, ballots=(BallotGroup((0,), 10**15 - 1), BallotGroup((1,), 1)))
    assert count(misses, NONE).winners == ()
    assert count(misses, NONE).result_of("A").support_percent == 99


def test_two_plans_that_floats_cannot_order_are_ordered_exactly():
    # one voter of € 10,000,000,000,000.02 buys A and B alone, costs differ by one cent: rho is 1 for both, so
    # the cheaper goes first although floats see a tie; with cardinality rho itself differs by a cent
    pot = 10**15 + 2
    an_election = Election(
        projects=(Project("A", pot // 2), Project("B", pot // 2 - 1)), pot_cents=pot, ballots=(BallotGroup((0, 1), 1),)
    )
    assert count(an_election, NONE).winners == ("B", "A")
    assert count(an_election, replace(NONE, utility=Utility.CARDINALITY)).winners == ("B", "A")
