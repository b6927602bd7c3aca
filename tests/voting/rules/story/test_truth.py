"""What is told of any election is true: causes, amounts, parts of votes; and nothing counts fewer than five people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lives.messages import Amount, Message
from tests.voting.rules.building import BOUNDS, KINDS, elections
from tests.voting.rules.test_invariants import ADD1, ADD1U, FILL, GREEDY, NONE
from voting.rules.count import count
from voting.rules.election import Election
from voting.rules.outcome import Count
from voting.rules.passed_over import passed_over_by
from voting.rules.publication import is_too_few
from voting.rules.reasons import paid_in_words, reason_of, reasons_of
from voting.rules.record import count_as_json
from voting.rules.story.groups import pictured
from voting.rules.story.plans import PlanTold
from voting.rules.story.whole import Story, tell_example

QUICK = settings(max_examples=150, deadline=None)
PEOPLE = ("voters", "full", "emptied", "more", "fewer")
SHORT = ("supporters_short", "no_money")


@st.composite
def told_elections(draw, kinds=KINDS, bounds=BOUNDS, times=(1, 3, 9)) -> tuple[Election, Count, Story]:
    """A small election with so many times as many voters, counted and told."""
    times = draw(st.sampled_from(times))
    small = draw(elections(kinds=kinds, bounds=bounds))
    an_election = replace(small, ballots=tuple(group._replace(voters=group.voters * times) for group in small.ballots))
    rule = draw(st.sampled_from([NONE, ADD1, ADD1U, FILL, GREEDY]))
    counted = count(an_election, rule)
    plans = {plan.id: {"title": f"Plan {plan.id}"} for plan in an_election.projects}
    record = {"count": count_as_json(counted, an_election, rule), "currency": "EUR", "plans": plans}
    return an_election, counted, tell_example(record)


def sayings(story: Story) -> Iterator[Message]:
    for plan in story.plans:
        yield reason_of(plan, "EUR", story.by_points)
        yield from reasons_of(plan, "EUR", story.by_points)
        yield from passed_over_by(plan, story)
    yield from filter(None, (paid_in_words(step) for step in story.steps))


def values_of(message: Message) -> Iterator[tuple[str, object]]:
    for name, value in message.values:
        if isinstance(value, Message):
            yield from values_of(value)
        else:
            yield name, value


def supporters(an_election: Election, plan: PlanTold) -> set[int]:
    """The groups of ballots that give a plan a vote, or points above zero."""
    place = plan.place - 1
    return {
        row
        for row, group in enumerate(an_election.ballots)
        if place in group.choices and (not group.points or group.points[group.choices.index(place)] > 0)
    }


@given(told_elections())
@QUICK
def test_a_cause_was_bought_by_supporters_before_the_plan_was_impossible_and_what_came_later_was_not(told):
    an_election, _, story = told
    by_title = {step.plan.title: step for step in story.steps if step.is_shared}
    for plan in story.plans:
        if (short := plan.shortage) is None:
            continue
        assert bool(short.causes) == bool(short.step)
        for paid, is_cause in [*((each, True) for each in short.causes), *((each, False) for each in short.later)]:
            step = by_title[paid.title]
            assert (step.number <= short.step) is is_cause
            assert paid.cents >= 0
            assert supporters(an_election, plan) & supporters(an_election, step.plan)
        if short.step:
            assert plan in story.steps[short.step - 1].impossible


@given(told_elections())
@QUICK
def test_what_they_had_and_what_lacked_make_up_the_cost_exactly_and_in_the_sentence(told):
    _, counted, story = told
    for plan in story.plans:
        if (short := plan.shortage) is None or short.had_cents is None:
            continue
        assert 0 <= short.had_cents < plan.cost_cents
        if not counted.starts:
            result = counted.result_of(plan.id)
            bought = {step.project: step.number for step in counted.steps}
            paid = sum((each.cents for each in result.spent_on if bought[each.project] <= short.step), Fraction(0))
            held = counted.start_cents * plan.votes - paid
            assert short.had_cents <= held < short.had_cents + 1
            assert short.percent == 100 * held // plan.cost_cents
        if plan.status in SHORT:
            said = dict(values_of(reason_of(plan)))
            assert said["had"].cents + said["lacked"].cents == said["cost"].cents == plan.cost_cents
            assert abs(said["had"].cents - short.had_cents) <= 50


@given(told_elections())
@QUICK
def test_a_plan_that_was_never_possible_names_no_plan(told):
    _, _, story = told
    for plan in story.plans:
        if plan.status in SHORT and plan.shortage is not None and not plan.shortage.step:
            assert "“" not in str(reason_of(plan))


@given(told_elections())
@QUICK
def test_no_sentence_counts_fewer_than_five_people_or_tells_the_money_of_so_few(told):
    _, _, story = told
    for message in sayings(story):
        for name, value in values_of(message):
            if name in PEOPLE and isinstance(value, int) and not (story.by_points and name in ("more", "fewer")):
                assert not is_too_few(value)
    for plan in story.plans:
        if is_too_few(plan.votes) and plan.status == "supporters_short":
            assert not list(values_of(reason_of(plan)))
        if is_too_few(plan.votes):
            assert plan.shortage is None
            assert all(step.paid is None for step in story.steps if step.plan == plan)
            assert all(each.plan != plan for step in story.steps for each in step.means)


@given(told_elections())
@QUICK
def test_whole_votes_and_parts_make_the_votes_that_the_step_shows_and_groups_make_all_voters(told):
    _, _, story = told
    for step in story.steps:
        for message in filter(None, [paid_in_words(step)]):
            said = dict(values_of(message))
            if "part" in said:
                assert said["full"] + said["part"] == said["all"] == step.shown
                assert abs(said["all"] - step.counted) <= 5 * Fraction(1, 100)
                assert (
                    said["full"] * said["price"].cents + said["together"].cents - step.plan.cost_cents <= said["full"]
                )
        if step.groups:
            shown, others = pictured(step.groups)
            assert sum(group.voters for group in step.groups) == story.voters
            assert sum(group.voters for group in shown) + (others.voters if others else 0) == story.voters
            assert not any(is_too_few(group.voters) for group in (*step.groups, *filter(None, [others])))


@given(st.one_of(told_elections(times=(9,)), told_elections(KINDS[:1], (), (9,))))
@settings(QUICK, max_examples=300)
def test_a_plan_with_more_votes_is_set_beside_one_that_counted_for_no_less_or_asked_no_more(told):
    _, _, story = told
    for plan in story.plans:
        if not (sentences := passed_over_by(plan, story)):
            continue
        more, yet = (dict(values_of(each)) for each in sentences)
        assert more["more"] > more["fewer"]
        mine, theirs = yet.get("mine"), yet.get("theirs", yet.get("mine"))
        if isinstance(mine, Amount):
            assert mine.cents >= theirs.cents
        elif mine is not None:
            assert mine <= theirs
