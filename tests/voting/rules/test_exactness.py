"""The fast count against a plain one in fractions that tries every start: same winners, order and raise."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules import plainly
from tests.voting.rules.building import BOUNDS, KINDS, elections
from voting.rules.count import count
from voting.rules.election import (
    GREEDY,
    PHRAGMEN,
    BallotGroup,
    BallotKind,
    Completion,
    Election,
    Project,
    Rule,
    Utility,
)

NONE = Rule(completion=Completion.NONE)
ADD1 = Rule(completion=Completion.ADD1)
every_election = elections(kinds=KINDS, bounds=BOUNDS)


def ids_of(an_election, places):
    return tuple(an_election.projects[place].id for place in places)


def utility_on(an_election, by_cardinality):
    if an_election.kind is not BallotKind.APPROVAL:
        return Utility.POINTS, None
    utility = Utility.CARDINALITY if by_cardinality else Utility.COST
    return utility, utility


@given(every_election, st.booleans())
@settings(max_examples=200, deadline=None)
def test_one_run_equals_the_plain_one(an_election, by_cardinality):
    if plainly.voters_of(an_election):
        utility, asked = utility_on(an_election, by_cardinality)
        plain = plainly.equal_shares(an_election, plainly.starts_of(an_election, 0), utility)
        assert count(an_election, replace(NONE, utility=asked)).winners == ids_of(an_election, plain)


@given(every_election, st.booleans(), st.booleans())
@settings(max_examples=120, deadline=None)
def test_passing_over_starts_changes_nothing(an_election, by_cardinality, exhaustive):
    if plainly.voters_of(an_election):
        utility, asked = utility_on(an_election, by_cardinality)
        plain, raised = plainly.add1(an_election, utility, exhaustive)
        counted = count(an_election, replace(ADD1, utility=asked, exhaustive_stop=exhaustive))
        assert counted.winners == ids_of(an_election, plain)
        assert counted.raised == raised


@given(every_election)
@settings(max_examples=200, deadline=None)
def test_greedy_equals_the_plain_one(an_election):
    counted = count(an_election, GREEDY)
    assert counted.winners == ids_of(an_election, plainly.greedy(an_election))
    assert counted.granted == ids_of(an_election, sorted(plainly.granted_of(an_election)))


@given(elections(bounds=("limits", "groups")))
@settings(max_examples=150, deadline=None)
def test_phragmen_equals_the_plain_one(an_election):
    assert count(an_election, PHRAGMEN).winners == ids_of(an_election, plainly.phragmen(an_election))


@given(st.integers(3, 40), st.integers(2, 12), st.sampled_from(KINDS), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_larger_elections_equal_the_plain_ones(voters, plans, kind, random):
    costs = [random.choice([500, 1000, 2500, random.randint(1, 90_000)]) for _ in range(plans)]
    ballots = [random.sample(range(plans), random.randint(1, plans)) for _ in range(voters)]
    points = [tuple(random.randint(0, 9) for _ in ballot) if kind is BallotKind.POINTS else () for ballot in ballots]
    an_election = Election(
        projects=tuple(Project(f"{place:02}", cost) for place, cost in enumerate(costs)),
        pot_cents=max(1, sum(costs) // 3),
        ballots=tuple(BallotGroup(tuple(chosen), 1, given) for chosen, given in zip(ballots, points, strict=True)),
        kind=kind,
        longest_ranking=plans,
    )
    plain, raised = plainly.add1(an_election, utility_on(an_election, False)[0])
    counted = count(an_election, ADD1)
    assert counted.winners == ids_of(an_election, plain)
    assert counted.raised == raised
    if kind is BallotKind.APPROVAL:
        assert count(an_election, PHRAGMEN).winners == ids_of(an_election, plainly.phragmen(an_election))


@st.composite
def camps(draw):
    """A few camps whose plans take turns at emptying them to the last cent: many equal ρ among voters with nothing."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    backers = draw(st.lists(st.lists(st.integers(0, len(sizes) - 1), min_size=1, unique=True), min_size=2, max_size=8))
    each = draw(st.integers(1, 4))
    costs = [each * 100 * sum(sizes[camp] for camp in camps) * draw(st.integers(1, 2)) for camps in backers]
    ballots = [
        BallotGroup(tuple(plan for plan, camps in enumerate(backers) if camp in camps), size)
        for camp, size in enumerate(sizes)
    ]
    return Election(
        projects=tuple(Project(f"{place}", cost) for place, cost in enumerate(costs)),
        pot_cents=sum(sizes) * 100 * each * draw(st.integers(1, 3)),
        ballots=tuple(ballots),
    )


@given(camps(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_voters_with_nothing_left_are_counted_as_exactly_that(an_election, by_cardinality):
    utility, asked = utility_on(an_election, by_cardinality)
    plain, raised = plainly.add1(an_election, utility, False)
    counted = count(an_election, replace(ADD1, utility=asked))
    assert counted.winners == ids_of(an_election, plain)
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
