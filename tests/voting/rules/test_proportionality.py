"""What may be claimed of Equal Shares, and no more: see the page on how we count. Each test bears the claim's name.

For none, add1 and add1u, without hours, limits, groups or the comparison, over admitted plans. Sources: (a) Peters,
Pierczyński and Skowron (2021); (b) and (c) Brill and others (2023).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules import plainly
from tests.voting.rules.building import KINDS, election, elections
from voting.rules.count import count
from voting.rules.election import BallotKind, Completion, Rule, Utility
from voting.rules.outcome import Status

FAIR_RULES = [Rule(completion=completion) for completion in (Completion.NONE, Completion.ADD1, Completion.ADD1U)]
QUICK = settings(max_examples=50, deadline=None)
fair_rule = st.sampled_from(FAIR_RULES)
utilities = st.sampled_from([Utility.COST, Utility.CARDINALITY])
OUT = (Status.WITHDRAWN, Status.NO_VOTES, Status.BELOW_THRESHOLD, Status.OVER_POT, Status.GRANTED)


@given(elections(kinds=KINDS, bounds=("areas",)), fair_rule, st.booleans())
@QUICK
def test_the_equal_shares_part_has_a_price_system(an_election, rule, by_cardinality):
    """(e) Payments of at most the start, by supporters alone, together exactly the cost; nothing else could be paid.

    Checked from what the count tells and the ballots, without the product's own arithmetic.
    """
    asked = Utility.CARDINALITY if by_cardinality and an_election.kind is BallotKind.APPROVAL else None
    counted = count(an_election, replace(rule, utility=asked))
    voters = [points for points, _ in plainly.voters_of(an_election)]
    places = {project.id: place for place, project in enumerate(an_election.projects)}
    starts = [start.cents for start in counted.starts] or [counted.start_cents]
    purses = [starts[area] for _, area in plainly.voters_of(an_election)]
    for step in counted.steps[: len(counted.shared)]:
        place, paid = places[step.project], Fraction(0)
        for voter, points in enumerate(voters):
            worth = max(points.get(place, 0), 0)
            payment = min(purses[voter], step.payment.per_point_cents * worth)
            purses[voter] -= payment
            paid += payment
        assert paid == step.cost_cents
        assert sum(purses) == step.voters_money.cents
    assert min(purses, default=0) >= 0
    for result in counted.projects:
        if result.status in (Status.SUPPORTERS_SHORT, Status.NO_MONEY, Status.FILLED):
            place = places[result.id]
            held = sum(purses[voter] for voter, points in enumerate(voters) if points.get(place, 0) > 0)
            assert held < result.cost_cents


def _worths(an_election, utility):
    """What each plan is worth to the voters of each group of ballots."""
    costs = [project.cost_cents for project in an_election.projects]
    one_voter_each = replace(an_election, ballots=tuple(group._replace(voters=1) for group in an_election.ballots))
    worths = []
    for points, _ in plainly.voters_of(one_voter_each):
        liked = {place: given for place, given in points.items() if given > 0}
        by_cost = {place: costs[place] for place in liked}
        by_number = dict.fromkeys(liked, 1)
        worths.append({Utility.POINTS: liked, Utility.COST: by_cost, Utility.CARDINALITY: by_number}[utility])
    return worths


def _entitlements(an_election, counted, worths):
    """Every coalition of whole groups with every set of common plans that its part of the pot pays for.

    With the least that each of these plans is worth to any of them, and what the winners are worth to each.
    """
    admitted = {place for place, result in enumerate(counted.projects) if result.status not in OUT}
    won = {place for place, result in enumerate(counted.projects) if result.id in counted.winners}
    groups = list(zip(an_election.ballots, worths, strict=True))
    for size in range(1, len(groups) + 1):
        for coalition in combinations(groups, size):
            people = sum(group.voters for group, _ in coalition)
            common = sorted(admitted.intersection(*(worth.keys() for _, worth in coalition)))
            has = [sum(worth.get(place, 0) for place in won) for _, worth in coalition]
            for wanted in _affordable(an_election, common, people):
                least = {place: min(worth[place] for _, worth in coalition) for place in wanted}
                missing = [[worth[place] for place in wanted if place not in won] for _, worth in coalition]
                yield sum(least.values()), list(zip(has, missing, strict=True))


def _affordable(an_election, plans, people):
    for size in range(1, len(plans) + 1):
        for wanted in combinations(plans, size):
            cost = sum(an_election.projects[place].cost_cents for place in wanted)
            if cost * _voters(an_election) <= people * an_election.pot_cents:
                yield wanted


def _voters(an_election):
    return sum(group.voters for group in an_election.ballots)


def _is_well_off(due, has, missing, strength):
    """Has what is due; "up to one": or would have more with one of the missing plans; "up to any": with each."""
    if has >= due:
        return True
    if strength == "full":
        return False
    return has + (max(missing) if strength == "up to one" else min(missing)) > due


def _holds(an_election, rule, utility, strength):
    counted = count(an_election, rule)
    worths = _worths(an_election, utility)
    return all(
        any(_is_well_off(due, has, missing, strength) for has, missing in members)
        for due, members in _entitlements(an_election, counted, worths)
    )


@given(elections(), fair_rule, utilities)
@QUICK
def test_ejr_up_to_one_on_approvals(an_election, rule, utility):
    assert _holds(an_election, replace(rule, utility=utility), utility, "up to one")


@given(elections(kinds=(BallotKind.POINTS, BallotKind.RANKING)), fair_rule)
@QUICK
def test_ejr_up_to_one_for_points_and_rankings(an_election, rule):
    assert _holds(an_election, rule, Utility.POINTS, "up to one")


@given(elections(), fair_rule, utilities)
@QUICK
def test_ejr_up_to_any_on_approvals(an_election, rule, utility):
    assert _holds(an_election, replace(rule, utility=utility), utility, "up to any")


@given(elections(), fair_rule)
@QUICK
def test_full_ejr_on_approvals_by_cardinality(an_election, rule):
    assert _holds(an_election, replace(rule, utility=Utility.CARDINALITY), Utility.CARDINALITY, "full")


def test_full_ejr_does_not_hold_by_cost():
    """Nobody may claim it. One voter and € 12 for A (€ 7) and B (€ 6): ρ is 1 for both and the cheaper goes first.

    B is worth € 6 to the voter, but the money would have paid for A, worth € 7.
    """
    asked = election(12, {"A": 7, "B": 6}, {"AB": 1})
    assert count(asked, FAIR_RULES[0]).winners == ("B",)
    assert not _holds(asked, FAIR_RULES[0], Utility.COST, "full")
    assert _holds(asked, FAIR_RULES[0], Utility.COST, "up to any")


@given(elections(), fair_rule)
@QUICK
def test_like_minded_voters_who_can_pay_get_all_they_want(an_election, rule):
    """(d) g voters with the same ballot A and cost(A) of at most g / n of the pot get all of A."""
    counted = count(an_election, rule)
    admitted = {place for place, result in enumerate(counted.projects) if result.status not in OUT}
    for group in an_election.ballots:
        wanted = [place for place in group.choices if place in admitted]
        cost = sum(an_election.projects[place].cost_cents for place in wanted)
        if len(wanted) == len(group.choices) and cost * counted.n <= group.voters * an_election.pot_cents:
            assert all(an_election.projects[place].id in counted.winners for place in wanted)
