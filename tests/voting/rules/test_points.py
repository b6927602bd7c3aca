"""Ballots with points and rankings, checked by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.voting.rules.building import points_election, ranking_election
from voting.rules.ballot_table import tabulate
from voting.rules.count import count
from voting.rules.election import GREEDY, BallotGroup, BallotKind, Completion, Election, Project, Rule, Utility
from voting.rules.fitting import RuleDoesNotFit
from voting.rules.outcome import Status

NONE = Rule(completion=Completion.NONE)


def three_voters(cost_of_x):
    """€ 4 each. X: 2 points of the first voter, 1 of the second. Y (€ 5): 3 of the second, 2 of the third."""
    return points_election(12, {"X": cost_of_x, "Y": 5}, [{"X": 2}, {"X": 1, "Y": 3}, {"Y": 2}])


def test_supporters_pay_by_their_points():
    # Y: € 5 for 5 points is € 1 a point, X: € 6 for 3 points € 2: Y first, by € 3 and € 2. Then the first voter has
    # € 4 and the second € 1: not enough for X
    counted = count(three_voters(cost_of_x=6), NONE)
    assert counted.winners == ("Y",)
    step = counted.steps[0]
    assert (step.rho, step.effective_votes, step.votes) == (100, 5, 5)
    assert (step.payment.per_point_cents, step.payment.price_cents, step.payment.full) == (100, 300, 2)
    lost = counted.result_of("X")
    assert (lost.status, lost.support_percent, lost.missed_cents) == (Status.SUPPORTERS_SHORT, 83, 100)
    assert [(spent.project, spent.cents) for spent in lost.spent_on] == [("Y", 300)]


def test_who_is_short_gives_all_and_the_others_pay_more_for_each_point():
    # X at € 5: at 5/3 a point the second voter (€ 1) is short; the first pays the other € 4 with 2 points: rho € 2
    counted = count(three_voters(cost_of_x=5), NONE)
    assert counted.winners == ("Y", "X")
    step = counted.steps[1]
    assert (step.rho, step.effective_votes) == (200, Fraction(5, 2))
    assert (step.payment.full, step.payment.emptied, step.payment.price_cents) == (1, 1, 400)
    assert step.voters_money.voters_with_nothing == 2


def test_greedy_fill_and_threshold_go_by_points():
    asked = points_election(10, {"A": 6, "B": 6, "C": 4}, [{"A": 5}, {"B": 2, "C": 1}, {"B": 2, "C": 1}])
    counted = count(asked, GREEDY)
    assert counted.winners == ("A", "C")
    assert [(result.votes, result.score) for result in counted.projects] == [(1, 5), (2, 4), (2, 2)]
    below = count(asked, replace(GREEDY, threshold=5)).result_of("B")
    assert (below.status, below.missed_votes) == (Status.BELOW_THRESHOLD, 1)


def test_a_tie_in_cost_goes_to_more_points():
    asked = points_election(5, {"A": 5, "B": 5}, [{"A": 2}, {"B": 3}])
    assert count(asked, GREEDY).winners == ("B",)


def test_a_plan_with_points_of_nobody_or_no_more_than_0_is_never_funded():
    asked = points_election(10, {"A": 1, "B": 1, "C": 1}, [{"A": 0, "B": 2, "C": 1}, {"B": -2, "C": 1}])
    counted = count(asked, Rule())
    assert counted.winners == ("C",)
    assert [result.status for result in counted.projects[:2]] == [Status.NO_VOTES, Status.NO_VOTES]


def test_a_funded_choice_has_more_than_0_points():
    asked = points_election(10, {"A": 5, "B": 5}, [{"A": 3, "B": 0}, {"A": -1, "B": 2}])
    assert count(asked, GREEDY).winners == ("A", "B")
    assert count(asked, GREEDY).outcome.voters_with == (0, 2)


def test_a_ranking_gives_the_first_place_the_most_points_also_when_fewer_are_ranked():
    # with 3 places: A 3 + 3, B 2 + 2 + 3, C 1
    asked = ranking_election(10, {"A": 6, "B": 6, "C": 3}, ["ABC", "AB", "B"], longest=3)
    assert tabulate(asked).scores() == (6, 7, 1)
    assert tabulate(asked).votes() == (2, 3, 1)
    assert count(asked, GREEDY).winners == ("B", "C")


def test_equal_shares_on_rankings_pays_by_places():
    # € 4 each. B: € 6 for 7 points = 86 cents, A: € 6 for 6 = € 1, C: € 3 for 1. B: 2, 2 and 3 x 6/7; then A's two
    # have 2 x (4 - 12/7) = € 4.57 of its € 6
    asked = ranking_election(12, {"A": 6, "B": 6, "C": 3}, ["ABC", "AB", "B"], longest=3)
    counted = count(asked, NONE)
    assert counted.winners == ("B",)
    assert counted.steps[0].rho == Fraction(600, 7)
    assert counted.result_of("A").support_percent == 76


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
@pytest.mark.parametrize("kind", [BallotKind.POINTS, BallotKind.RANKING])
def test_cost_and_number_of_plans_are_refused_as_worth_on_points_and_rankings(kind, utility):
    with pytest.raises(RuleDoesNotFit, match="leave this choice out"):
        count(Election((Project("A", 1),), 1, (), kind=kind), Rule(utility=utility))


def test_points_are_refused_as_worth_on_approvals():
    with pytest.raises(RuleDoesNotFit):
        count(Election((Project("A", 1),), 1, ()), Rule(utility=Utility.POINTS))


def test_points_beyond_a_million_are_refused():
    asked = Election((Project("A", 1),), 1, (BallotGroup((0,), 1, (1_000_001,)),), kind=BallotKind.POINTS)
    with pytest.raises(ValueError, match="million points"):
        count(asked)


def test_the_comparison_counts_plans_with_points():
    asked = replace(three_voters(cost_of_x=6), pot_cents=1_100)
    counted = count(asked, replace(Rule(), comparison=True))
    assert counted.comparison.equal == 3
