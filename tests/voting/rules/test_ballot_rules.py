from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.ballot import BallotType
from voting.rules.ballot_rules import BallotRules, cost_of_choices, faults_of_ballot

COSTS = (20_000_00, 8_784_00, 1, 5_000_00)
APPROVAL = BallotRules(BallotType.APPROVAL, COSTS, 28_784_00)
KNAPSACK = replace(APPROVAL, ballot_type=BallotType.KNAPSACK)
CHOOSE_1 = replace(APPROVAL, ballot_type=BallotType.CHOOSE_1)
POINTS = BallotRules(BallotType.POINTS, COSTS, 28_784_00, most_points=10, most_points_per_plan=6)
RANKING = BallotRules(BallotType.RANKING, COSTS, 28_784_00, most_choices=3)
TICKS = [APPROVAL, KNAPSACK, CHOOSE_1]
EVERY_KIND = [*TICKS, POINTS, RANKING]


def said(choices: tuple[int, ...], rules: BallotRules) -> list[tuple[str, int | None]]:
    return [(str(fault.message), fault.place) for fault in faults_of_ballot(choices, rules)]


@pytest.mark.parametrize("rules", EVERY_KIND)
def test_a_blank_ballot_is_valid(rules: BallotRules) -> None:
    assert faults_of_ballot((0, 0, 0, 0), rules) == ()


@pytest.mark.parametrize("rules", EVERY_KIND)
@pytest.mark.parametrize("choices", [(), (1, 0, 0), (1, 0, 0, 0, 0), (-1, 0, 0, 0)])
def test_choices_of_another_area_are_invalid(choices: tuple[int, ...], rules: BallotRules) -> None:
    assert [str(fault.message) for fault in faults_of_ballot(choices, rules)] == [
        "This is not a ballot of this area. Start again."
    ]


def test_a_knapsack_of_exactly_the_pot_fits_and_one_cent_more_does_not() -> None:
    assert faults_of_ballot((1, 1, 0, 0), KNAPSACK) == ()
    assert [str(fault.message) for fault in faults_of_ballot((1, 1, 1, 0), KNAPSACK)] == [
        "Your plans cost € 28,784.01 together. That is € 0.01 more than the € 28,784 there is."
    ]
    assert faults_of_ballot((1, 1, 1, 1), APPROVAL) == ()


def test_choosing_one_is_choosing_one() -> None:
    assert faults_of_ballot((0, 0, 1, 0), CHOOSE_1) == ()
    assert [str(fault.message) for fault in faults_of_ballot((1, 0, 1, 0), CHOOSE_1)] == [
        "You chose 2 plans. You may choose one."
    ]


def test_a_round_may_limit_the_number_of_plans_and_all_faults_are_told_at_once() -> None:
    assert faults_of_ballot((1, 1, 0, 0), replace(APPROVAL, most_choices=2)) == ()
    both = faults_of_ballot((1, 1, 1, 0), replace(KNAPSACK, most_choices=2))
    assert [str(fault.message)[:20] for fault in both] == ["You chose 3 plans. Y", "Your plans cost € 28"]


def test_the_cost_of_choices_is_their_sum() -> None:
    assert cost_of_choices((1, 0, 1, 0), COSTS) == 20_000_01


@pytest.mark.parametrize("rules", TICKS)
def test_a_plan_is_ticked_once(rules: BallotRules) -> None:
    assert len(faults_of_ballot((2, 0, 0, 0), rules)) == 1


@pytest.mark.parametrize(
    ("choices", "faults"),
    [
        # all ten points, six for one plan at most; fewer may be given
        ((6, 4, 0, 0), []),
        ((1, 0, 0, 0), []),
        ((6, 4, 1, 0), [("You gave 11 points. You have 10: take away 1.", None)]),
        ((7, 0, 0, 0), [("You give this plan 7. One plan may get at most 6 points.", 0)]),
        (
            (0, 8, 0, 7),
            [
                ("You give this plan 8. One plan may get at most 6 points.", 1),
                ("You give this plan 7. One plan may get at most 6 points.", 3),
                ("You gave 15 points. You have 10: take away 5.", None),
            ],
        ),
    ],
)
def test_points_are_given_up_to_what_one_has(choices: tuple[int, ...], faults: list[tuple[str, int | None]]) -> None:
    assert said(choices, POINTS) == faults


def test_a_replayed_election_may_ask_for_a_least_of_points() -> None:
    rules = replace(POINTS, fewest_points=5, fewest_points_per_plan=2)
    assert said((3, 2, 0, 0), rules) == []
    assert said((1, 2, 0, 0), rules) == [
        ("You give this plan 1. Give it at least 2 points, or none.", 0),
        ("You gave 3 points. Give at least 5, or none.", None),
    ]
    assert said((0, 0, 0, 0), rules) == []


@pytest.mark.parametrize(
    ("choices", "faults"),
    [
        ((1, 0, 0, 0), []),
        ((3, 1, 2, 0), []),
        ((0, 2, 0, 1), []),
        (
            (1, 1, 0, 2),
            [("You gave more than one plan place 1.", 0), ("You gave more than one plan place 1.", 1)],
        ),
        ((1, 0, 3, 0), [("You gave no plan place 2, but you gave a later place.", None)]),
        (
            (0, 0, 3, 0),
            [
                ("You gave no plan place 1, but you gave a later place.", None),
                ("You gave no plan place 2, but you gave a later place.", None),
            ],
        ),
        (
            (1, 2, 3, 4),
            [
                ("You chose 4 plans. You may choose at most 3.", None),
                ("There is no place 4. The last is 3.", 3),
            ],
        ),
    ],
)
def test_places_are_given_from_the_first_on_without_gaps(
    choices: tuple[int, ...], faults: list[tuple[str, int | None]]
) -> None:
    assert said(choices, RANKING) == faults


@given(st.permutations(range(4)), st.integers(0, 3))
def test_every_order_of_the_first_places_is_valid(order: list[int], length: int) -> None:
    choices = [0, 0, 0, 0]
    for rank, place in enumerate(order[:length], 1):
        choices[place] = rank
    assert said(tuple(choices), RANKING) == []


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).map(tuple))
def test_points_are_valid_exactly_when_each_and_their_sum_are_within_bounds(choices: tuple[int, ...]) -> None:
    assert (said(choices, POINTS) == []) == (max(choices) <= 6 and sum(choices) <= 10)


def test_a_knapsack_may_ask_for_a_least_that_is_spent_and_blank_stays_valid() -> None:
    rules = replace(KNAPSACK, least_sum_cents=8_784_00)
    assert said((0, 1, 0, 0), rules) == []
    assert said((0, 0, 1, 1), rules) == [
        ("Your plans cost € 5,000.01 together. Choose plans of at least € 8,784 together, or none.", None)
    ]
    assert said((0, 0, 0, 0), rules) == []


def test_a_least_number_of_plans_binds_who_chooses() -> None:
    rules = replace(APPROVAL, fewest_choices=2)
    assert said((1, 0, 0, 1), rules) == []
    assert said((1, 0, 0, 0), rules) == [("You chose 1 plans. Choose at least 2, or none.", None)]
    assert said((0, 0, 0, 0), rules) == []
