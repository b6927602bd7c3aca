"""Hours, exclusion groups, plans of 0 euros and several areas in one election, checked by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.voting.rules.building import election
from voting.rules.ballot_table import tabulate
from voting.rules.count import count
from voting.rules.election import GREEDY, PHRAGMEN, AreaShare, BallotGroup, Completion, Election, Method, Project, Rule
from voting.rules.equal_shares.electorate import starts_of
from voting.rules.outcome import Status

NONE = Rule(completion=Completion.NONE)
ADD1 = Rule(completion=Completion.ADD1)
ADD1U = Rule()
FILL = Rule(completion=Completion.GREEDY)
EVERY_RULE = [GREEDY, Rule(Method.GREEDY_NO_SKIP, Completion.NONE), NONE, ADD1, ADD1U, FILL, PHRAGMEN]


def busy_town(pot_hours=10.0):
    """€ 100 and some hours; all four voters (€ 25 each) want A (6 hours), B (5) and C (4)."""
    hours = {"A": 6, "B": 5, "C": 4}
    return election(100, {"A": 30, "B": 31, "C": 32}, {"ABC": 4}, hours=hours, pot_hours=pot_hours)


@pytest.mark.parametrize("rule", EVERY_RULE[:1] + EVERY_RULE[2:-1])
def test_hours_bind_as_money_does_and_exactly_what_is_left_fits(rule):
    counted = count(busy_town(), rule)
    assert (counted.winners, counted.left_minutes) == (("A", "C"), 0)
    lost = counted.result_of("B")
    assert (lost.status, lost.missed_minutes, lost.missed_cents) == (Status.NO_HOURS, 60, None)
    assert [step.left_minutes for step in counted.steps] == [240, 0]


@pytest.mark.parametrize("rule", [EVERY_RULE[1], PHRAGMEN])
def test_rules_that_stop_at_what_does_not_fit_stop_at_missing_hours_too(rule):
    counted = count(busy_town(), rule)
    assert counted.winners == ("A",)
    assert counted.result_of("C").status in (Status.STOPPED, Status.NO_MONEY)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_plan_that_asks_more_hours_than_there_are_takes_no_part(rule):
    lost = count(busy_town(pot_hours=5.5), rule).result_of("A")
    assert (lost.status, lost.missed_minutes) == (Status.OVER_HOURS, 30)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_hours_are_not_looked_at_where_they_do_not_count(rule):
    counted = count(replace(busy_town(), pot_minutes=None), rule)
    assert (counted.winners, counted.left_minutes) == (("A", "B", "C"), None)


def test_a_plan_of_hours_alone_is_for_greedy_and_the_fill():
    asked = election(10, {"A": 10, "B": 0, "C": 0}, {"ABC": 2}, hours={"B": 2, "C": 2}, pot_hours=3)
    assert count(asked, GREEDY).winners == ("B", "A")
    for rule in (ADD1U, FILL):
        counted = count(asked, rule)
        assert (counted.shared, counted.filled, counted.granted) == (("A",), ("B",), ())
    for rule in (NONE, ADD1):
        counted = count(asked, rule)
        assert (counted.winners, counted.runs) == (("A",), 1)
        assert counted.result_of("B").status is Status.HOURS_ALONE


def test_without_money_the_plans_of_hours_alone_are_still_divided():
    asked = election(0, {"A": 1, "B": 0, "C": 0}, {"ABC": 2, "C": 1}, hours={"B": 2, "C": 2}, pot_hours=3)
    for rule in (GREEDY, ADD1U, FILL):
        assert count(asked, rule).winners == ("C",)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_of_plans_that_exclude_each_other_one_is_funded(rule):
    groups = {"A": "corner", "B": "corner"}
    counted = count(election(100, {"A": 30, "B": 31, "C": 32}, {"ABC": 4}, excludes=groups), rule)
    assert counted.winners == ("A", "C")
    lost = counted.result_of("B")
    assert (lost.status, lost.excluded_by, lost.missed_cents) == (Status.EXCLUDED, "A", None)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_granted_plan_uses_up_its_exclusion_group(rule):
    groups = {"A": "corner", "Z": "corner"}
    counted = count(election(100, {"A": 30, "B": 31, "Z": 0}, {"ABZ": 4}, excludes=groups), rule)
    assert (counted.winners, counted.granted) == (("B",), ("Z",))
    assert counted.result_of("A").excluded_by == "Z"


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_of_free_plans_that_exclude_each_other_the_one_with_more_votes_is_granted(rule):
    groups = {"Y": "corner", "Z": "corner"}
    counted = count(election(100, {"Y": 0, "Z": 0}, {"YZ": 4, "Z": 1}, excludes=groups), rule)
    assert counted.granted == ("Z",)
    assert counted.result_of("Y").excluded_by == "Z"


def test_supporters_of_an_excluded_plan_keep_their_money():
    # € 25 each: A € 30 takes 7.50; B is out; D (€ 70 = 4 x 17.50) can just be paid with what all four have left
    asked = election(100, {"A": 30, "B": 31, "D": 70}, {"ABD": 4}, excludes={"A": "corner", "B": "corner"})
    assert count(asked, NONE).winners == ("A", "D")


def test_the_rise_does_not_wait_for_what_hours_or_a_group_keep_out():
    counted = count(busy_town(), ADD1)
    assert (counted.raised, counted.runs) == (0, 1)


def two_areas(west=0):
    """North: € 60 for 2 voters, south: € 40 for 4, and perhaps a west without voters. P is wanted across."""
    shares = (AreaShare("north", 6_000), AreaShare("south", 4_000), AreaShare("west", west * 100))
    return Election(
        projects=(Project("P", 5_000), Project("Q", 4_000), Project("R", 2_000)),
        pot_cents=10_000 + west * 100,
        ballots=(BallotGroup((0, 1), 1, area=0), BallotGroup((1, 2), 1, area=0), BallotGroup((0,), 4, area=1)),
        areas=shares,
    )


def test_each_voter_starts_with_the_part_of_the_own_area():
    # € 30 in the north, € 10 in the south. P: five pay € 10; Q: the two of the north € 20 each; R: the second has € 10
    counted = count(two_areas(), NONE)
    assert counted.winners == ("P", "Q")
    assert [(start.area, start.voters, start.cents) for start in counted.starts] == [
        ("north", 2, 3_000),
        ("south", 4, 1_000),
        ("west", 0, 0),
    ]
    assert counted.start_cents == Fraction(10_000, 6)
    assert counted.steps[0].payment.price_cents == 1_000
    groups = [(group.area, group.voters, group.cents) for group in counted.steps[0].voters_money.groups]
    assert groups == [("south", 4, 0), ("north", 1, 3_000), ("north", 1, 2_000)]
    assert counted.result_of("R").support_percent == 50


def test_all_starts_rise_by_the_same_factor():
    # step t multiplies by 1 + t x 6 / 100
    asked = two_areas()
    assert starts_of(asked, tabulate(asked)).after(1)[:2] == (3_180, 1_060)
    assert starts_of(asked, tabulate(asked)).after(5)[:2] == (3_900, 1_300)


def test_the_rise_ends_when_everything_can_be_paid():
    # R needs € 20 of the second voter of the north: 30 f - 10 - ... ; the pot then would be overspent: € 110
    counted = count(two_areas(), ADD1)
    assert (counted.winners, counted.spent_cents) == (("P", "Q"), 9_000)


def test_an_area_without_ballots_leaves_its_share_to_the_fill():
    # with € 20 for the west R is not paid by shares (its one supporter has € 10), but by the fill
    counted = count(two_areas(west=20), FILL)
    assert (counted.shared, counted.filled) == (("P", "Q"), ("R",))


def test_an_area_without_money_never_keeps_the_count_going():
    asked = replace(two_areas(), areas=(AreaShare("north", 10_000), AreaShare("south", 0), AreaShare("west", 0)))
    only_south = replace(asked, ballots=(BallotGroup((1, 2), 2, area=0), BallotGroup((0,), 4, area=1)))
    counted = count(only_south, ADD1)
    assert counted.winners == ("R", "Q")
    assert counted.result_of("P").support_percent == 0


def test_what_each_area_and_category_got_is_told():
    outcome = count(two_areas(), NONE).outcome
    assert [(part.name, part.voters_with) for part in outcome.areas] == [
        ("north", (0, 1, 1)),
        ("south", (0, 4)),
        ("west", ()),
    ]
    asked = election(100, {"A": 60, "B": 40}, {"AB": 1, "B": 2}, categories={"A": "green", "B": "play, green"})
    parts = {part.name: part for part in count(asked, GREEDY).outcome.categories}
    assert (parts["green"].voters_with, parts["green"].funded, parts["green"].spent_cents) == (
        (0, 2, 1),
        ("B", "A"),
        10_000,
    )
    assert (parts["play"].voters_with, parts["play"].mean_funded_choices) == ((0, 3), 1)


def test_shares_that_do_not_sum_to_the_pot_and_negative_hours_are_refused():
    with pytest.raises(ValueError, match="do not sum"):
        count(replace(two_areas(), pot_cents=9_999))
    with pytest.raises(ValueError, match="below zero"):
        count(election(10, {"A": 1}, {"A": 1}, hours={"A": -1}, pot_hours=1))
