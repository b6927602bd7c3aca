"""Greedy by votes, checked by hand."""

from dataclasses import replace

import pytest

from tests.voting.rules.building import election
from voting.rules.count import count
from voting.rules.election import GREEDY, Completion, Method, Rule, Ties
from voting.rules.lot import draw
from voting.rules.outcome import Status

NO_SKIP = Rule(Method.GREEDY_NO_SKIP, Completion.NONE)


def test_the_most_votes_go_first_and_what_does_not_fit_is_skipped():
    counted = count(election(100, {"A": 70, "B": 40, "C": 30}, {"A": 60, "B": 50, "C": 40}), GREEDY)
    assert counted.winners == ("A", "C")
    assert [step.left_cents for step in counted.steps] == [3000, 0]
    lost = counted.result_of("B")
    assert (lost.status, lost.missed_cents) == (Status.NO_MONEY, 1000)
    assert counted.steps[0].impossible == ("B",)


def test_without_skipping_the_count_stops_at_the_first_that_does_not_fit():
    counted = count(election(100, {"A": 70, "B": 40, "C": 30}, {"A": 60, "B": 50, "C": 40}), NO_SKIP)
    assert counted.winners == ("A",)
    assert [result.status for result in counted.projects] == [Status.CHOSEN, Status.NO_MONEY, Status.STOPPED]


def test_a_plan_dearer_than_the_pot_does_not_stop_the_count():
    counted = count(election(100, {"A": 100.01, "B": 40}, {"A": 9, "B": 2}), NO_SKIP)
    assert counted.winners == ("B",)
    assert counted.result_of("A").status is Status.OVER_POT
    assert counted.result_of("A").missed_cents == 1


def test_a_plan_that_costs_exactly_what_is_left_fits():
    assert count(election(100, {"A": 60, "B": 40}, {"A": 3, "B": 2}), GREEDY).winners == ("A", "B")


@pytest.mark.parametrize(("threshold", "winners"), [(3, ("A", "B")), (4, ("A",))])
def test_exactly_the_threshold_passes(threshold, winners):
    asked = election(100, {"A": 60, "B": 40}, {"A": 5, "B": 3}, threshold=threshold)
    assert count(asked, GREEDY).winners == winners


def test_the_votes_missed_for_the_threshold_are_told():
    counted = count(election(100, {"A": 60}, {"A": 5}), replace(GREEDY, threshold=7))
    assert counted.result_of("A").status is Status.BELOW_THRESHOLD
    assert counted.result_of("A").missed_votes == 2


def test_a_plan_without_votes_is_never_funded():
    counted = count(election(100, {"A": 60, "B": 1}, {"A": 5}), GREEDY)
    assert counted.winners == ("A",)
    assert counted.result_of("B").status is Status.NO_VOTES


def test_a_plan_of_0_euros_is_granted_outside_the_count_and_counts_for_nobody():
    counted = count(election(100, {"A": 60, "Z": 0, "Y": 0}, {"AZ": 5}), GREEDY)
    assert (counted.winners, counted.granted) == (("A",), ("Z",))
    assert counted.result_of("Z").status is Status.GRANTED
    assert counted.result_of("Y").status is Status.NO_VOTES
    assert counted.outcome.voters_with == (0, 5)


def test_a_withdrawn_plan_takes_no_part_and_its_voters_stay_in_n():
    counted = count(election(100, {"A": 60, "B": 40}, {"A": 5, "B": 3}, withdrawn="A"), GREEDY)
    assert (counted.winners, counted.n) == (("B",), 8)
    assert counted.result_of("A").status is Status.WITHDRAWN


def test_a_tie_in_votes_goes_to_the_cheaper_plan():
    assert count(election(100, {"A": 60, "B": 50}, {"A": 5, "B": 5}), GREEDY).winners == ("B",)


def test_a_full_tie_goes_by_id_and_is_named():
    counted = count(election(60, {"B": 50, "A": 50}, {"A": 5, "B": 5}), GREEDY)
    assert counted.winners == ("A",)
    assert [(tie.tied, tie.chosen, tie.decided_by) for tie in counted.ties] == [(("B", "A"), "A", "id")]


def test_the_lot_is_the_hash_of_seed_and_id():
    # printf 's\0A' | sha256sum begins with 42a8, for B with 5704: A goes first
    assert (draw("s", "A").hex()[:4], draw("s", "B").hex()[:4]) == ("42a8", "5704")
    rule = replace(GREEDY, ties=Ties.BY_LOT, seed="s")
    counted = count(election(60, {"B": 50, "A": 50}, {"A": 5, "B": 5}), rule)
    assert counted.winners == ("A",)
    assert counted.ties[0].decided_by == "lot"


def test_some_seed_gives_the_other_plan_its_chance():
    asked = election(60, {"B": 50, "A": 50}, {"A": 5, "B": 5})
    winners = {count(asked, replace(GREEDY, ties=Ties.BY_LOT, seed=str(n))).winners for n in range(20)}
    assert winners == {("A",), ("B",)}


def test_a_category_limit_keeps_plans_out_and_names_itself():
    asked = election(
        100,
        {"A": 30, "B": 30, "C": 30},
        {"A": 9, "B": 8, "C": 7},
        categories={"A": "green", "B": "green", "C": "play"},
        limits={"green": 50},
    )
    counted = count(asked, GREEDY)
    assert counted.winners == ("A", "C")
    lost = counted.result_of("B")
    assert (lost.status, lost.limit, lost.missed_cents) == (Status.LIMIT, "green", 1000)


def test_a_plan_of_two_categories_counts_for_both_limits():
    asked = election(
        100, {"A": 30, "B": 30}, {"A": 9, "B": 8}, categories={"A": "play", "B": "green,play"}, limits={"play": 50}
    )
    assert count(asked, GREEDY).winners == ("A",)


def test_a_limit_that_is_filled_exactly_fits():
    asked = election(100, {"A": 30, "B": 20}, {"A": 9, "B": 8}, categories={"A": "g", "B": "g"}, limits={"g": 50})
    assert count(asked, GREEDY).winners == ("A", "B")


def test_no_ballots_at_all_ends_with_nothing():
    counted = count(election(100, {"A": 30}, {}, blank=4), GREEDY)
    assert (counted.winners, counted.n, counted.blank, counted.left_cents) == ((), 0, 4, 10000)


def test_a_negative_cost_or_pot_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        count(election(100, {"A": -1}, {"A": 1}), GREEDY)
    with pytest.raises(ValueError, match="below zero"):
        count(election(-1, {"A": 1}, {"A": 1}), GREEDY)
