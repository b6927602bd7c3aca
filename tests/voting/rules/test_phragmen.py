"""Sequential Phragmén, checked by hand and against the examples of the book on it.

Source of the examples: Lackner and Skowron, "Multi-Winner Voting with Approval Preferences" (Springer, 2023). A seat
there is a plan of € 100 here, so a load of 1/8 is € 12.50.
"""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.voting.rules.building import election
from voting.rules.count import count
from voting.rules.election import PHRAGMEN, BallotKind
from voting.rules.fitting import RuleDoesNotFit
from voting.rules.outcome import Status

SEAT = 100_00


def example_1(seats):
    """12 voters and 7 plans that anybody chose."""
    ballots = {"AB": 3, "AC": 3, "AD": 2, "BCF": 1, "E": 1, "F": 1, "G": 1}
    return election(100 * seats, dict.fromkeys("ABCDEFG", 100), ballots)


def loads_of(counted):
    return [step.load / SEAT for step in counted.steps]


def test_example_9_of_the_book():
    counted = count(example_1(seats=4), PHRAGMEN)
    assert counted.winners == ("A", "B", "C", "D")
    assert loads_of(counted) == [Fraction(1, 8), Fraction(11, 32), Fraction(55, 128), Fraction(5, 8)]
    # b and c bear the same load then: c comes later
    assert [(tie.step, tie.tied, tie.chosen) for tie in counted.ties] == [(2, ("B", "C"), "B")]


def test_example_12_of_the_book():
    counted = count(election(300, dict.fromkeys("ABCD", 100), {"CD": 3, "AB": 2, "AC": 2, "BD": 1}), PHRAGMEN)
    assert counted.winners == ("C", "B", "D")
    assert loads_of(counted) == [Fraction(1, 5), Fraction(1, 3), Fraction(29, 60)]


def test_it_stops_once_the_next_plan_does_not_fit_even_if_a_smaller_one_would():
    # A 50/6 = 8.33 each; B (50 + 60) / 6 = 18.33, C 20/1 = 20: B is next and misses € 10, C (€ 20) would fit
    counted = count(election(100, {"A": 50, "B": 60, "C": 20}, {"AB": 6, "C": 1}), PHRAGMEN)
    assert counted.winners == ("A",)
    assert [result.status for result in counted.projects[1:]] == [Status.NO_MONEY, Status.STOPPED]
    assert counted.result_of("B").missed_cents == 1000


def test_it_stops_when_a_plan_tied_with_the_next_does_not_fit():
    # A and B both load € 10 each: A (€ 40) and then B (€ 60) fit in € 100, but not in € 99.99
    both = election(100, {"A": 40, "B": 60}, {"A": 4, "B": 6})
    assert count(both, PHRAGMEN).winners == ("A", "B")
    assert count(replace(both, pot_cents=9_999), PHRAGMEN).winners == ("A",)
    tied = election(100, {"A": 40, "B": 60, "C": 70}, {"A": 4, "B": 6, "C": 7})
    # all three load € 10: each fits in the whole pot; then B fits and C, tied with it, does not
    assert count(tied, PHRAGMEN).winners == ("A",)


def test_a_plan_without_support_is_never_waited_for():
    assert count(election(100, {"A": 60, "B": 1}, {"A": 2}), PHRAGMEN).winners == ("A",)
    assert count(election(100, {"A": 60}, {}), PHRAGMEN).winners == ()


def test_a_plan_that_another_excludes_stops_nothing():
    asked = election(100, {"A": 40, "B": 40, "C": 40}, {"AB": 6, "C": 2}, excludes={"A": "corner", "B": "corner"})
    counted = count(asked, PHRAGMEN)
    assert counted.winners == ("A", "C")
    lost = counted.result_of("B")
    assert (lost.status, lost.excluded_by) == (Status.EXCLUDED, "A")


@pytest.mark.parametrize("kind", [BallotKind.POINTS, BallotKind.RANKING])
def test_it_counts_no_points_and_no_rankings(kind):
    with pytest.raises(RuleDoesNotFit, match="not points or rankings"):
        count(replace(election(100, {"A": 40}, {}), kind=kind), PHRAGMEN)
