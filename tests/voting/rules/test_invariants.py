"""What may be claimed of a count, and no more: see the page on how we count. Each test bears the claim's name."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import BOUNDS, KINDS, elections
from voting.rules.count import count
from voting.rules.election import GREEDY, BallotGroup, Completion, Method, Rule, Utility
from voting.rules.outcome import Status
from voting.rules.record import count_as_json

NONE = Rule(completion=Completion.NONE)
ADD1 = Rule(completion=Completion.ADD1)
ADD1U = Rule()
FILL = Rule(completion=Completion.GREEDY)
NO_SKIP = Rule(Method.GREEDY_NO_SKIP, Completion.NONE)
ALL_RULES = [GREEDY, NO_SKIP, NONE, ADD1, ADD1U, FILL, replace(ADD1U, comparison=True)]
FAIR_RULES = [NONE, ADD1, ADD1U]
QUICK = settings(max_examples=60, deadline=None)
some_rule = st.sampled_from(ALL_RULES)
fair_rule = st.sampled_from(FAIR_RULES)
utilities = st.sampled_from([Utility.COST, Utility.CARDINALITY])


@given(elections(kinds=KINDS, bounds=BOUNDS), some_rule)
@QUICK
def test_never_more_than_the_pot_or_a_limit_is_spent(an_election, rule):
    counted = count(an_election, rule)
    by_id = {project.id: project for project in an_election.projects}
    assert counted.spent_cents == sum(by_id[id_].cost_cents for id_ in counted.winners) <= an_election.pot_cents
    assert counted.spent_cents + counted.left_cents == an_election.pot_cents
    for limit in an_election.limits:
        covered = [by_id[id_] for id_ in counted.winners if limit.covers(by_id[id_])]
        assert sum(project.cost_cents for project in covered) <= limit.most_cents


@given(elections(kinds=KINDS, bounds=BOUNDS), some_rule)
@QUICK
def test_every_plan_has_one_reason_and_every_winner_one_step(an_election, rule):
    counted = count(an_election, rule)
    assert [result.id for result in counted.projects] == [project.id for project in an_election.projects]
    assert [step.project for step in counted.steps] == list(counted.winners)
    assert [step.number for step in counted.steps] == list(range(1, len(counted.winners) + 1))
    funded = {result.id for result in counted.projects if result.is_funded}
    assert funded == set(counted.winners) | set(counted.granted)
    assert all(result.votes > 0 for result in counted.projects if result.is_funded)


@given(elections(kinds=KINDS, bounds=BOUNDS), some_rule)
@QUICK
def test_the_same_input_gives_the_same_bytes(an_election, rule):
    first, second = (json.dumps(count_as_json(count(an_election, rule), an_election, rule)) for _ in range(2))
    assert first == second


@given(elections(kinds=KINDS, bounds=BOUNDS), some_rule, st.randoms(use_true_random=False))
@QUICK
def test_the_order_of_ballots_changes_nothing(an_election, rule, random):
    shuffled = list(an_election.ballots)
    random.shuffle(shuffled)
    assert count(replace(an_election, ballots=tuple(shuffled)), rule) == count(an_election, rule)


@given(elections(), fair_rule, utilities)
@QUICK
def test_the_equal_shares_part_has_a_price_system(an_election, rule, utility):
    """Payments from equal purses, by supporters alone, exactly the cost; no plan left out could be paid."""
    counted = count(an_election, replace(rule, utility=utility))
    ids = [project.id for project in an_election.projects]
    purses = {group.choices: counted.start_cents for group in an_election.ballots}
    voters = {group.choices: group.voters for group in an_election.ballots}
    for step in counted.steps[: len(counted.shared)]:
        paid = Fraction(0)
        for choices, held in purses.items():
            if ids.index(step.project) in choices:
                share = min(held, step.payment.price_cents)
                purses[choices] = held - share
                paid += share * voters[choices]
        assert paid == step.cost_cents
    for result in counted.projects:
        if result.status in (Status.SUPPORTERS_SHORT, Status.NO_MONEY, Status.FILLED):
            held = sum(purses[c] * voters[c] for c in purses if ids.index(result.id) in c)
            assert held < result.cost_cents


def _coalitions(an_election):
    groups = an_election.ballots
    for size in range(1, len(groups) + 1):
        yield from combinations(groups, size)


def _admitted(an_election, counted):
    out = (Status.WITHDRAWN, Status.NO_VOTES, Status.BELOW_THRESHOLD, Status.OVER_POT, Status.GRANTED)
    return {place for place, result in enumerate(counted.projects) if result.status not in out}


def _violates(an_election, counted, utility, strength):
    """Whether a coalition that can pay for plans it all supports has only members who are too badly off.

    A member is well off with the worth of those plans; "up to one" and "up to any" also when any, or each, of
    the missing ones would lift the member strictly above it.
    """
    worth = [p.cost_cents if utility is Utility.COST else 1 for p in an_election.projects]
    won = {place for place, result in enumerate(counted.projects) if result.id in counted.winners}
    for coalition, wanted in _entitlements(an_election, counted):
        due = sum(worth[place] for place in wanted)
        missing = [worth[place] for place in wanted if place not in won]
        has = [sum(worth[place] for place in won.intersection(group.choices)) for group in coalition]
        if strength == "full" or not missing:
            well_off = max(has) >= due
        else:
            extra = max(missing) if strength == "up to one" else min(missing)
            well_off = max(has) >= due or max(has) + extra > due
        if not well_off:
            return True
    return False


def _entitlements(an_election, counted):
    """Every coalition of whole groups with every set of common plans that its part of the pot pays for."""
    admitted = _admitted(an_election, counted)
    for coalition in _coalitions(an_election):
        common = sorted(admitted.intersection(*(group.choices for group in coalition)))
        people = sum(group.voters for group in coalition)
        for size in range(1, len(common) + 1):
            for wanted in combinations(common, size):
                cost = sum(an_election.projects[place].cost_cents for place in wanted)
                if cost * an_election.n <= people * an_election.pot_cents:
                    yield coalition, wanted


@given(elections(), fair_rule, utilities)
@QUICK
def test_ejr_up_to_one(an_election, rule, utility):
    counted = count(an_election, replace(rule, utility=utility))
    assert not _violates(an_election, counted, utility, "up to one")


@given(elections(), fair_rule, utilities)
@QUICK
def test_ejr_up_to_any_on_approvals(an_election, rule, utility):
    counted = count(an_election, replace(rule, utility=utility))
    assert not _violates(an_election, counted, utility, "up to any")


@given(elections(), fair_rule)
@QUICK
def test_full_ejr_on_approvals_by_cardinality(an_election, rule):
    counted = count(an_election, replace(rule, utility=Utility.CARDINALITY))
    assert not _violates(an_election, counted, Utility.CARDINALITY, "full")


@given(elections(), fair_rule)
@QUICK
def test_like_minded_voters_who_can_pay_get_all_they_want(an_election, rule):
    counted = count(an_election, rule)
    admitted = _admitted(an_election, counted)
    for group in an_election.ballots:
        wanted = [place for place in group.choices if place in admitted]
        cost = sum(an_election.projects[place].cost_cents for place in wanted)
        if len(wanted) == len(group.choices) and cost * an_election.n <= group.voters * an_election.pot_cents:
            assert all(an_election.projects[place].id in counted.winners for place in wanted)


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


@given(elections(kinds=KINDS, bounds=BOUNDS))
@QUICK
def test_greedy_leaves_nothing_out_that_fits(an_election):
    counted = count(an_election, GREEDY)
    lost = [result for result in counted.projects if result.status is Status.NO_MONEY]
    assert all(result.cost_cents > counted.left_cents for result in lost)


@given(elections(kinds=KINDS, bounds=BOUNDS), st.sampled_from([NONE, ADD1, ADD1U, FILL]))
@QUICK
def test_greedy_replaces_only_when_strictly_more_voters_gain(an_election, rule):
    counted = count(an_election, replace(rule, comparison=True))
    comparison = counted.comparison
    assert comparison is None or (
        counted.winners == (comparison.greedy if comparison.greedy_replaces else comparison.shares)
    )
    if comparison is not None:
        told = (comparison.more_under_greedy, comparison.more_under_shares, comparison.equal)
        assert sum(told) == an_election.n


@given(elections(), st.sampled_from([ADD1, ADD1U]))
@QUICK
def test_the_number_of_starts_is_bounded(an_election, rule):
    counted = count(an_election, rule)
    if an_election.n:
        total = sum(project.cost_cents for project in an_election.projects)
        most = -(-(Fraction(total) - Fraction(an_election.pot_cents, an_election.n)) // 100)
        assert counted.runs <= max(0, most) + 1
