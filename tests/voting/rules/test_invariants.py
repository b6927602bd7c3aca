"""What may be claimed of a count, and no more: see the page on how we count. Each test bears the claim's name."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import BOUNDS, KINDS, elections
from voting.rules.count import count
from voting.rules.election import GREEDY, Completion, Method, Rule
from voting.rules.outcome import Status
from voting.rules.record import count_as_json

NONE = Rule(completion=Completion.NONE)
ADD1 = Rule(completion=Completion.ADD1)
ADD1U = Rule()
FILL = Rule(completion=Completion.GREEDY)
NO_SKIP = Rule(Method.GREEDY_NO_SKIP, Completion.NONE)
ALL_RULES = [GREEDY, NO_SKIP, NONE, ADD1, ADD1U, FILL, replace(ADD1U, comparison=True)]
QUICK = settings(max_examples=60, deadline=None)
some_rule = st.sampled_from(ALL_RULES)


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
def test_never_more_hours_than_there_are_and_never_two_plans_that_exclude_each_other(an_election, rule):
    counted = count(an_election, rule)
    by_id = {project.id: project for project in an_election.projects}
    funded = [by_id[id_] for id_ in (*counted.winners, *counted.granted)]
    if an_election.pot_minutes is not None:
        spent = sum(project.minutes for project in funded)
        assert spent + counted.left_minutes == an_election.pot_minutes
        assert counted.left_minutes >= 0
    groups = [project.excludes for project in funded if project.excludes]
    assert len(groups) == len(set(groups))


@given(elections(kinds=KINDS, bounds=BOUNDS), some_rule)
@QUICK
def test_without_explanation_the_same_plans_win_for_the_same_reasons(an_election, rule):
    explained, bare = count(an_election, rule), count(an_election, rule, explained=False)
    assert bare.winners == explained.winners
    assert [result.status for result in bare.projects] == [result.status for result in explained.projects]
    assert [(step.project, step.left_cents) for step in bare.steps] == [
        (step.project, step.left_cents) for step in explained.steps
    ]
    assert (bare.outcome, bare.comparison, bare.raised) == (explained.outcome, explained.comparison, explained.raised)


@given(elections(kinds=KINDS, bounds=BOUNDS), some_rule)
@QUICK
def test_the_groups_of_a_step_hold_all_the_money_and_all_the_voters(an_election, rule):
    counted = count(an_election, rule)
    held = sum((start.voters * start.cents for start in counted.starts), Fraction(0))
    held = held or counted.n * counted.start_cents
    for step in counted.steps[: len(counted.shared)]:
        groups = [*step.voters_money.groups, *filter(None, [step.voters_money.others])]
        assert sum(group.paid_cents for group in groups) == step.cost_cents
        held -= step.cost_cents
        assert sum(group.cents for group in groups) == step.voters_money.cents == held
        assert sum(group.voters for group in groups) == counted.n


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
