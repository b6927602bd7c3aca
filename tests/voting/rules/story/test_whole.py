"""A record told to people: the same for every rule and every kind of ballot, and for records of before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from voting.rules.count import count
from voting.rules.election import (
    EQUAL_SHARES,
    GREEDY,
    PHRAGMEN,
    BallotGroup,
    BallotKind,
    Completion,
    Election,
    Limit,
    LimitKind,
    Method,
    Project,
    Rule,
)  # fmt: skip
from voting.rules.publication import is_too_few
from voting.rules.reasons import paid_in_words, reason_of
from voting.rules.record import count_as_json
from voting.rules.story.rows import plan_rows, step_rows
from voting.rules.story.whole import Story, tell_beside, tell_story

PLANS = (
    Project("a", 600_00, category="groen", minutes=60),
    Project("b", 400_00, category="groen", minutes=120, excludes="bankje"),
    Project("c", 300_00, category="spel", excludes="bankje"),
    Project("d", 200_00, category="spel", minutes=600),
    Project("e", 0),
    Project("f", 5_000_00),
    Project("g", 100_00),
    Project("h", 100_00, withdrawn=True),
)
APPROVALS = (
    BallotGroup((0, 1), 20), BallotGroup((0, 2, 3), 12), BallotGroup((2, 4), 8), BallotGroup((1, 3, 5), 3),
    BallotGroup((3, 7), 2),
)  # fmt: skip
POINTS = tuple(group._replace(points=tuple(range(5, 5 - len(group.choices), -1))) for group in APPROVALS)
ELECTIONS = {
    "approval": Election(PLANS, 1_000_00, APPROVALS, blank=6),
    "points": Election(PLANS, 1_000_00, POINTS, kind=BallotKind.POINTS),
    "ranking": Election(PLANS, 1_000_00, APPROVALS, kind=BallotKind.RANKING, longest_ranking=5),
    "hours": Election(PLANS, 1_000_00, APPROVALS, pot_minutes=180),
    "limits": Election(PLANS, 1_000_00, APPROVALS, limits=(Limit(LimitKind.CATEGORY, "groen", 500_00),)),
    "threshold": Election(PLANS, 1_000_00, APPROVALS, threshold=18),
}
RULES = {
    "add1u": EQUAL_SHARES,
    "add1": Rule(completion=Completion.ADD1),
    "none": Rule(completion=Completion.NONE),
    "fill": Rule(completion=Completion.GREEDY),
    "comparison": Rule(comparison=True),
    "greedy": GREEDY,
    "no skip": Rule(Method.GREEDY_NO_SKIP, Completion.NONE),
    "phragmen": PHRAGMEN,
}
EVERY = [(e, r) for e in ELECTIONS for r in RULES if r != "phragmen" or e not in ("points", "ranking")]


def record_of(election: Election, rule: Rule, *beside: Rule) -> dict[str, Any]:
    return {
        "count": count_as_json(count(election, rule), election, rule),
        "beside": [count_as_json(count(election, other), election, other) for other in beside],
        "currency": "EUR",
        "plans": {plan.id: {"title": f"Plan {plan.id}", "proposal": None} for plan in election.projects},
    }


def story_of(election: str, rule: str) -> Story:
    return tell_story(record_of(ELECTIONS[election], RULES[rule], GREEDY))


@pytest.mark.parametrize(("election", "rule"), EVERY)
def test_every_plan_is_told_with_a_reason_whatever_the_ballots_and_the_rule(election, rule):
    story = story_of(election, rule)
    counted = count(ELECTIONS[election], RULES[rule])
    assert [plan.id for plan in story.funded] == [*counted.winners, *counted.granted]
    assert [plan.place for plan in story.plans] == list(range(1, 9))
    assert story.spent_cents == counted.spent_cents
    for plan in story.plans:
        assert str(reason_of(plan, "EUR", story.by_points))
    for step in story.steps:
        is_told = step.is_shared and not is_too_few(step.plan.votes)
        assert (paid_in_words(step) is not None) == (step.paid is not None) == is_told
        assert step.before_cents - step.plan.cost_cents == step.left_cents


@pytest.mark.parametrize(("election", "rule"), EVERY)
def test_tables_have_a_row_for_each_plan_and_step_and_no_number_of_few_people(election, rule):
    story = story_of(election, rule)
    plans = list(plan_rows(story, tell_beside(record_of(ELECTIONS[election], RULES[rule], GREEDY))))
    assert len(plans) == 9
    assert {row[6] for row in plans[1:]} <= {0, "<5", *range(5, 60)}
    assert len(list(step_rows(story))) == len(story.steps) + 1
    for step in story.steps:
        assert not any(is_too_few(group.voters) for group in step.groups)


@pytest.mark.parametrize(
    ("election", "rule", "plan", "reason"),
    [
        ("approval", "greedy", "f", "It costs € 4,000 more than the whole pot."),
        ("approval", "greedy", "g", "Nobody voted for this plan."),
        ("approval", "greedy", "h", "The plan was withdrawn before the count."),
        ("approval", "greedy", "e", "It costs nothing and has support."),
        ("approval", "greedy", "c", "“Plan b” got money, and only one of the two could."),
        ("limits", "greedy", "a", "The money for groen was used up: it missed € 100."),
        ("hours", "greedy", "d", "It asks 7 hours more than there are."),
        ("threshold", "greedy", "d", "It missed one vote to take part."),
    ],
)
def test_reasons_are_those_that_one_works_out_by_hand(election, rule, plan, reason):
    story = story_of(election, rule)
    told = next(each for each in story.plans if each.id == plan)
    assert str(reason_of(told)).replace("EUR ", "€ ").replace(".00", "") == reason


def test_of_29_voters_winners_and_totals_are_told_and_of_30_everything():
    few = replace(ELECTIONS["approval"], ballots=(BallotGroup((0, 1), 20), BallotGroup((2,), 9)))
    many = replace(few, ballots=(BallotGroup((0, 1), 20), BallotGroup((2,), 10)))
    small, large = (tell_story(record_of(each, EQUAL_SHARES, GREEDY)) for each in (few, many))
    assert small.is_small
    assert (small.steps, small.together, small.categories) == ((), (), ())
    assert all(plan.shortage is None for plan in small.plans)
    assert not large.is_small
    assert large.steps
    assert tell_beside(record_of(few, EQUAL_SHARES, GREEDY)) == ()


def test_a_record_from_before_hours_points_and_groups_is_told_too():
    record = record_of(ELECTIONS["approval"], EQUAL_SHARES)
    count_ = record["count"]
    for key in ("starts", "left_hours"):
        del count_[key]
    for key in ("ballots", "hours"):
        del count_["parameters"][key]
    for key in ("categories", "neighbourhoods", "areas"):
        del count_["outcome"][key]
    for project in count_["projects"]:
        for key in ("score", "hours", "missed_hours", "excluded_by"):
            del project[key]
    for step in count_["steps"]:
        for key in ("groups", "other_groups", "left_hours"):
            step.pop(key, None)
    story = tell_story(record)
    assert [plan.id for plan in story.funded] == [*count_["winners"], *count_["granted"]]
    assert not story.by_points


def test_what_the_voters_for_a_lost_plan_hold_is_followed_to_the_cent():
    # 100 voters with € 100; the playground's seventy pay € 80 each, and sixty of them are the trees' voters
    from voting.rules.worked_example import FIRST_RUN, example_story

    first, second = example_story("Playground", "Trees", "Benches", FIRST_RUN).steps
    (trees,) = first.means
    assert (trees.before_cents, trees.after_cents) == (6_000_00, 1_200_00)
    assert (trees.before_percent, trees.after_percent) == (142, 28)
    assert second.means == ()
    assert [(g.paid_for, g.voters, g.before_each_cents, g.after_each_cents) for g in second.groups] == [
        (("Playground",), 60, 20_00, 20_00),
        (("Benches",), 30, 100_00, 0),
        (("Playground", "Benches"), 10, 20_00, 0),
    ]
