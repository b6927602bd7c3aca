"""The Method of Equal Shares, checked by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.voting.rules.building import election
from voting.rules.count import count, rules_beside
from voting.rules.election import GREEDY, PHRAGMEN, BallotKind, Completion, Rule, Utility
from voting.rules.outcome import Status

NONE = Rule(completion=Completion.NONE)
ADD1 = Rule(completion=Completion.ADD1)
ADD1U = Rule()
FILL = Rule(completion=Completion.GREEDY)


def two_camps():
    """10 voters, € 100: 6 want A (€ 60) and B (€ 40), 4 want C (€ 40); everyone begins with € 10."""
    return election(100, {"A": 60, "B": 40, "C": 40}, {"AB": 6, "C": 4})


def test_a_minority_gets_its_share_where_greedy_gives_it_nothing():
    assert count(two_camps(), GREEDY).winners == ("B", "A")
    assert count(two_camps(), NONE).winners == ("B", "C")


def test_what_supporters_pay_is_told_exactly():
    step = count(two_camps(), NONE).steps[0]
    # B: € 40 by 6 voters of € 10 each is € 6.67 each; rho = 1/6; € 100 - € 40 stays in the purses
    assert step.payment.price_cents == Fraction(4000, 6)
    assert (step.payment.full, step.payment.emptied) == (6, 0)
    assert (step.rho, step.effective_votes) == (Fraction(1, 6), 6)
    assert step.voters_money.cents == 6000
    assert step.impossible == ("A",)


def test_who_cannot_pay_the_price_gives_all_and_the_others_pay_more():
    # 4 voters of € 10. A (€ 24) by three: € 8 each. One of them has € 2 left for C (€ 10), the fourth voter € 10:
    # 2 + 8. rho = 8 / 10, so C is worth 10 / 8 = 1.25 votes.
    counted = count(election(40, {"A": 24, "C": 10}, {"A": 2, "AC": 1, "C": 1}), NONE)
    second = counted.steps[1]
    assert counted.winners == ("A", "C")
    assert (second.payment.price_cents, second.payment.full, second.payment.emptied) == (800, 1, 1)
    assert (second.rho, second.effective_votes) == (Fraction(4, 5), Fraction(5, 4))
    assert (second.voters_money.cents, second.voters_money.voters_with_nothing) == (600, 1)


def test_the_start_rises_by_whole_euros_until_the_pot_would_be_overspent():
    # A needs 60 - 20 more over 6 voters after B: 6 * start >= 100, start = € 17, raised by 7: A, B and C cost
    # € 140 > € 100, so the outcome with € 16 is kept: 8 starts were tried
    counted = count(two_camps(), ADD1)
    assert counted.winners == ("B", "C")
    assert (counted.raised, counted.runs, counted.start_cents) == (6, 8, 1600)


def test_how_near_a_plan_came_is_told_in_percent():
    # at € 16 the six have 16 - 6.67 = € 9.33 left, € 56 of the € 60 for A: 93 %; it missed € 4
    lost = count(two_camps(), ADD1).result_of("A")
    assert (lost.status, lost.support_percent, lost.missed_cents) == (Status.SUPPORTERS_SHORT, 93, 400)
    assert [(spent.project, spent.cents) for spent in lost.spent_on] == [("B", 4000)]


def test_what_is_left_is_filled_by_votes():
    asked = election(100, {"A": 60, "B": 40, "C": 40, "D": 20}, {"AB": 6, "C": 3, "CD": 1})
    counted = count(asked, FILL)
    assert (counted.shared, counted.filled) == (("B", "C"), ("D",))
    assert [step.status for step in counted.steps] == [Status.SHARED, Status.SHARED, Status.FILLED]
    assert counted.left_cents == 0


def test_the_fill_tells_what_did_not_fit():
    lost = count(two_camps(), ADD1U).result_of("A")
    assert (lost.status, lost.missed_cents, lost.support_percent) == (Status.NO_MONEY, 4000, 93)


def test_the_count_ends_when_everything_is_affordable():
    counted = count(election(100, {"A": 20, "B": 30}, {"A": 1, "B": 2}), ADD1)
    assert counted.winners == ("B", "A")  # rho 1/2 before 1/1
    assert counted.left_cents == 5000


def test_the_count_ends_beside_a_plan_that_fits_but_nobody_wants():
    counted = count(election(100, {"A": 20, "B": 30}, {"A": 2}), ADD1)
    assert counted.winners == ("A",)
    assert counted.runs == 1


def test_the_count_ends_without_votes():
    for rule in (NONE, ADD1, ADD1U, FILL):
        counted = count(election(100, {"A": 20}, {}), rule)
        assert (counted.winners, counted.start_cents) == ((), 0)
        assert counted.result_of("A").status is Status.NO_VOTES


def test_the_count_ends_with_a_pot_of_one_cent():
    counted = count(election(0.01, {"A": 0.01, "B": 0.02}, {"AB": 3}), ADD1U)
    assert counted.winners == ("A",)
    assert counted.result_of("B").status is Status.OVER_POT


def test_a_pot_of_nothing_funds_nothing():
    assert count(election(0, {"A": 1}, {"A": 3}), ADD1U).winners == ()


def test_a_few_voters_with_dear_plans_end_soon():
    # at € 60,000 everyone buys the own plan: 180,000 > 100,000; the start rises from 33,333.33 by 26,667
    asked = election(100_000, {"A": 60_000, "B": 60_000, "C": 60_000}, {"A": 1, "B": 1, "C": 1})
    counted = count(asked, ADD1)
    assert (counted.winners, counted.raised, counted.runs) == ((), 26_666, 26_668)


def test_the_exhaustive_stop_keeps_an_outcome_that_leaves_no_room():
    # € 10 each of 10. B and C are bought at once; € 20 is left and A (€ 60) does not fit: stop at once
    counted = count(two_camps(), replace(ADD1, exhaustive_stop=True))
    assert (counted.winners, counted.raised, counted.runs) == (("B", "C"), 0, 1)


def test_without_the_exhaustive_stop_a_higher_start_may_swap_winners():
    # 3 voters of € 10: X (€ 30, all three) and Y (€ 12, two of them). rho X 1/3, Y 1/2: X takes everything.
    asked = election(30, {"X": 30, "Y": 12}, {"XY": 2, "X": 1})
    assert count(asked, replace(ADD1, exhaustive_stop=True)).runs == 1
    # without: Y needs start - 10 >= 6 from two voters: at € 16 both cost € 42 > € 30; 7 starts tried
    assert count(asked, ADD1).runs == 7


def test_all_supporters_are_out_of_money_at_once():
    # 2 voters of € 10: A and B cost € 20 each and both would take everything: equal rho, cost and votes
    counted = count(election(20, {"B": 20, "A": 20}, {"AB": 2}), NONE)
    assert counted.winners == ("A",)
    assert counted.ties[0].tied == ("B", "A")
    assert counted.steps[0].voters_money.voters_with_nothing == 2


def test_a_saturated_plan_is_affordable_to_the_last_third_of_a_cent():
    # € 100 over 3 voters is 33.33… each: together exactly € 100
    counted = count(election(100, {"A": 100}, {"A": 3}), NONE)
    assert counted.winners == ("A",)
    assert counted.steps[0].payment.price_cents == Fraction(10000, 3)


def test_a_cent_more_than_the_supporters_have_is_too_much():
    # 3 of 7 voters hold 3/7 of € 70.00 = € 30.00
    assert "A" in count(election(70, {"A": 30, "Z": 60}, {"A": 3, "Z": 4}), NONE).winners
    assert "A" not in count(election(70, {"A": 30.01, "Z": 60}, {"A": 3, "Z": 4}), NONE).winners


def test_voters_of_removed_plans_keep_their_share_of_the_pot():
    # n = 10 although the 5 voters of the withdrawn plan have nothing to buy: A's five hold only € 50
    asked = election(100, {"A": 60, "B": 10}, {"A": 5, "B": 5}, withdrawn="B")
    assert count(asked, NONE).winners == ()
    assert count(asked, NONE).start_cents == 1000


def test_blank_ballots_take_no_share():
    assert count(election(100, {"A": 60}, {"A": 2}, blank=50), NONE).start_cents == 5000


def test_by_cardinality_the_cheapest_per_voter_goes_first():
    # rho: A 60/6 = 10, B 40/6 = 6.67, C 40/4 = 10 cents per choice, and only the price counts
    counted = count(two_camps(), replace(NONE, utility=Utility.CARDINALITY))
    assert counted.winners == ("B", "C")
    assert counted.steps[0].rho == Fraction(4000, 6)
    assert counted.steps[0].effective_votes == 6


def test_a_full_category_leaves_for_good_and_its_supporters_keep_their_money():
    # all 4 voters (€ 25) want A, B (green, at most € 50) and C: A first (tie to the cheaper), B is out, C follows
    asked = election(
        100,
        {"A": 40, "B": 41, "C": 60},
        {"ABC": 4},
        categories={"A": "green", "B": "green"},
        limits={"green": 50},
    )
    counted = count(asked, ADD1U)
    assert counted.winners == ("A", "C")
    assert counted.steps[0].impossible == ("B",)
    lost = counted.result_of("B")
    assert (lost.status, lost.limit, lost.missed_cents) == (Status.LIMIT, "green", 3100)
    assert count(asked, ADD1).result_of("B") == lost


def test_the_comparison_lets_greedy_win_when_more_voters_gain():
    asked = two_camps()
    counted = count(asked, replace(NONE, comparison=True))
    # greedy: six have 2, four have 0; shares: six have 1, four have 1: six gain under greedy, four under shares
    comparison = counted.comparison
    assert (comparison.more_under_greedy, comparison.more_under_shares, comparison.equal) == (6, 4, 0)
    assert counted.winners == ("B", "A")
    assert (counted.shared, counted.filled) == ((), ())
    assert counted.result_of("C").status is Status.NO_MONEY


def test_the_comparison_counts_voters_without_a_winner():
    # greedy gives A and B to five; shares give A to them and C to five others: 5 against 5 is not strictly more
    asked = election(100, {"A": 50, "B": 50, "C": 50}, {"AB": 5, "C": 5})
    counted = count(asked, replace(NONE, comparison=True))
    assert (counted.comparison.more_under_greedy, counted.comparison.more_under_shares) == (5, 5)
    assert counted.winners == ("A", "C")


def test_an_empty_ballot_in_a_group_takes_no_share_either():
    asked = election(100, {"A": 60}, {"A": 2, "": 5})
    counted = count(asked, NONE)
    assert (counted.n, counted.start_cents, counted.outcome.voters_with) == (2, 5000, (0, 2))


def test_the_comparison_takes_the_outcome_after_the_fill():
    asked = election(100, {"A": 60, "B": 40, "C": 40, "D": 20}, {"ABD": 6, "C": 4})
    counted = count(asked, replace(FILL, comparison=True))
    assert counted.comparison.shares == ("D", "B", "C")


def test_voters_are_counted_by_their_funded_choices():
    counted = count(two_camps(), GREEDY)
    assert counted.outcome.voters_with == (4, 0, 6)
    assert counted.outcome.voters_with_none == 4
    assert counted.outcome.mean_funded_choices == Fraction(12, 10)


@pytest.mark.parametrize(
    ("rule", "kind", "others"),
    [
        (ADD1U, BallotKind.APPROVAL, ["greedy", "phragmen"]),
        (GREEDY, BallotKind.APPROVAL, ["equalshares", "phragmen"]),
        (PHRAGMEN, BallotKind.APPROVAL, ["equalshares", "greedy"]),
        (ADD1U, BallotKind.POINTS, ["greedy"]),
        (GREEDY, BallotKind.RANKING, ["equalshares"]),
    ],
)
def test_the_other_rules_are_shown_beside_with_the_same_settings(rule, kind, others):
    beside = rules_beside(replace(rule, threshold=3, seed="x"), kind)
    assert [each.method.value for each in beside] == others
    assert {(each.threshold, each.seed) for each in beside} == {(3, "x")}


@pytest.mark.parametrize("rule", [ADD1, ADD1U])
def test_with_a_rising_start_a_winner_may_lose_by_getting_cheaper(rule):
    """Nobody may claim otherwise. Pot € 11, 5 voters: € 2.20, then € 3.20, then € 4.20 each.

    B at € 10: at € 3.20 four voters buy it for € 2.50 and leave too little for A; at € 4.20 both are bought, which
    is too much: B alone. B at € 9: at € 3.20 it costs € 2.25 each and A is bought too, which is too much: back to
    € 2.20, where only A can be paid.
    """
    ballots = {"AB": 2, "A": 1, "B": 2}
    assert count(election(11, {"A": 5, "B": 10}, ballots), rule).winners == ("B",)
    assert count(election(11, {"A": 5, "B": 9}, ballots), rule).winners == ("A",)


def book_example_1(seats):
    """12 voters and 7 plans that anybody chose; a seat of the book is a plan of € 100."""
    ballots = {"AB": 3, "AC": 3, "AD": 2, "BCF": 1, "E": 1, "F": 1, "G": 1}
    return election(100 * seats, dict.fromkeys("ABCDEFG", 100), ballots)


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
def test_example_11_of_the_book(utility):
    """Lackner and Skowron, "Multi-Winner Voting with Approval Preferences" (2023): starts of 1/3, a at 1/8 each.

    Its eight supporters keep 5/24. Then b would need 1 of 3 x 5/24 + 1/3 = 23/24: nothing more can be paid.
    """
    counted = count(book_example_1(seats=4), replace(NONE, utility=utility))
    assert counted.start_cents == Fraction(10_000, 3)
    assert (counted.winners, counted.steps[0].payment.price_cents) == (("A",), Fraction(10_000, 8))
    groups = [(group.voters, group.cents / group.voters / 10_000) for group in counted.steps[0].voters_money.groups]
    assert groups == [(8, Fraction(5, 24)), (4, Fraction(1, 3))]
    assert counted.result_of("B").support_percent == 95


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
def test_example_12_of_the_book(utility):
    """The same book: starts of 3/8; c at 1/5; then a at 13/40, for which two voters give all of their 7/40."""
    asked = election(300, dict.fromkeys("ABCD", 100), {"CD": 3, "AB": 2, "AC": 2, "BD": 1})
    counted = count(asked, replace(NONE, utility=utility))
    assert counted.winners == ("C", "A")
    first, second = (step.payment for step in counted.steps)
    assert (first.price_cents, first.full, first.emptied) == (Fraction(10_000, 5), 5, 0)
    assert (second.price_cents, second.full, second.emptied) == (Fraction(13 * 10_000, 40), 2, 2)
    assert counted.steps[1].voters_money.voters_with_nothing == 2
