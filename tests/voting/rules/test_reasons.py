"""Why a plan lost, worked out by hand: the moment, the causes, what came later, and what was really left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.voting.rules.building import election, points_election
from voting.rules.count import count
from voting.rules.election import GREEDY, AreaShare, BallotGroup, Completion, Election, Rule, Ties, Utility
from voting.rules.passed_over import passed_over_by
from voting.rules.reasons import paid_in_words, reason_of, reasons_of
from voting.rules.record import count_as_json
from voting.rules.story.plans import PlanTold
from voting.rules.story.rivals import decided_by, tell_rivals
from voting.rules.story.whole import Story, tell_example
from voting.rules.worked_example import FIRST_RUN, example_story

NONE = Rule(completion=Completion.NONE)


def story_of(an_election: Election, rule: Rule = NONE) -> Story:
    record = {
        "count": count_as_json(count(an_election, rule), an_election, rule),
        "currency": "EUR",
        "plans": {plan.id: {"title": f"Plan {plan.id}"} for plan in an_election.projects},
    }
    return tell_example(record)


def plan_of(story: Story, id_: str) -> PlanTold:
    return next(plan for plan in story.plans if plan.id == id_)


def told(story: Story, id_: str) -> list[str]:
    return [str(each) for each in reasons_of(plan_of(story, id_), "EUR", story.by_points)]


def passed_over(story: Story, id_: str) -> str:
    return " ".join(str(each) for each in passed_over_by(plan_of(story, id_), story))


BOUGHT_BEFORE_AND_AFTER = election(130, {"A": 40, "L": 55, "B": 20, "C": 90}, {"ALB": 5, "AL": 1, "A": 2, "C": 5})
"""€ 10 each. A: eight pay € 5. The six voters of L have € 30 of € 55 then; five of them pay € 4 for B after that."""


def test_what_supporters_paid_for_after_their_plan_was_impossible_is_no_cause():
    assert told(story_of(BOUGHT_BEFORE_AND_AFTER), "L") == [
        "After step 1 its voters together had EUR 30.00 left of the EUR 55.00 that it costs: that is 54%, EUR 25.00 too"
        " little, because their money had gone to “Plan A” (EUR 30.00).",
        "After that they also paid for “Plan B” (EUR 20.00).",
    ]


def test_a_plan_that_its_voters_could_never_pay_has_no_other_plan_as_its_cause():
    assert told(story_of(BOUGHT_BEFORE_AND_AFTER), "C") == [
        "It costs EUR 90.00. The 5 people who chose it began together with EUR 50.00: that is 55%, EUR 40.00 too"
        " little. So it was already before they had paid for any plan."
    ]


def test_the_money_of_voters_and_the_real_money_are_said_each_with_its_moment():
    # with € 149 each the sixty for the trees hold € 69 each after the playground; of the pot € 1,200 is left
    story = example_story("Playground", "Trees", "Benches")
    assert [str(each) for each in reasons_of(story.plans[1])] == [
        "After step 1 its voters together had EUR 4,140.00 left of the EUR 4,200.00 that it costs: that is 98%,"
        " EUR 60.00 too little, because their money had gone to “Playground” (EUR 4,800.00).",
        "When it had its turn at the end, EUR 1,200.00 of the real money was left: EUR 3,000.00 too little.",
    ]
    assert str(reason_of(story.plans[1])) == " ".join(str(each) for each in reasons_of(story.plans[1]))


def test_of_a_pot_that_is_used_up_no_amount_is_said():
    story = story_of(election(100, {"A": 100, "B": 50}, {"A": 10, "B": 8}), GREEDY)
    assert told(story, "B") == ["When it had its turn, all money was used up."]
    # with € 6.89 each A takes € 5 of its 14, and B's six have € 31.33 of € 35. At € 7.89 both are bought: too dear
    raised = story_of(election(70, {"A": 70, "B": 35}, {"AB": 2, "A": 12, "B": 4}), Rule())
    assert told(raised, "B")[-1] == "When it had its turn at the end, all real money was used up."


def test_by_votes_alone_only_what_was_left_is_said():
    benches = example_story("Playground", "Trees", "Benches", GREEDY).plans[2]
    assert str(reason_of(benches)) == "When it had its turn, EUR 200.00 was left: EUR 3,000.00 too little."


@pytest.mark.parametrize(
    ("voters", "said"),
    [
        # 40 with € 10 paid € 6.67 each for A: 133.33 of 150 is left; near is said to the cent, more in whole euros
        (150, "EUR 133.00 left of the EUR 150.00 that it costs: that is 88%, EUR 17.00 too little"),
        (140, "EUR 133.33 left of the EUR 140.00 that it costs: that is 95%, EUR 6.67 too little"),
    ],
)
def test_amounts_are_in_whole_euros_unless_it_was_near_and_always_make_up_the_cost(voters, said):
    story = story_of(election(600, {"A": 400, "L": voters}, {"AL": 40, "A": 20}))
    assert said in told(story, "L")[0]


PASSED_OVER = election(180, {"A": 60, "L": 40, "W": 80}, {"AL": 7, "A": 3, "LW": 2, "W": 6})
"""€ 10 each. A takes € 6 from ten. Then L has seven with € 4 and two with € 10: 28 + 2 × 6, so they count for 6.7.
W has eight with € 10: they count for 8, and take the last € 20 of L's voters."""


def test_a_plan_with_more_votes_reads_in_numbers_why_one_with_fewer_went_first():
    story = story_of(PASSED_OVER)
    assert [step.plan.id for step in story.steps] == ["A", "W"]
    assert passed_over(story, "L") == (
        "9 people chose this plan, more than the 8 of “Plan W”. But in step 2 the votes for this plan counted for 6.7,"
        " and those for “Plan W” for 8.0: some of its voters had already paid for other plans."
    )
    assert "EUR 28.00 left of the EUR 40.00" in told(story, "L")[0]
    assert "because their money had gone to “Plan A” (EUR 42.00) and one other plan." in told(story, "L")[0]


def test_a_plan_with_more_votes_that_was_impossible_by_then_reads_that():
    assert passed_over(story_of(BOUGHT_BEFORE_AND_AFTER), "L") == (
        "6 people chose this plan, more than the 5 of “Plan B”. But when “Plan B” got money, in step 2, the voters for"
        " this plan already had too little together to pay for it."
    )


def test_a_plan_shut_out_by_a_limit_reads_that_it_was_not_possible_any_more():
    # with € 20 each L could be paid, but A and L together are over the € 60 for green plans
    green = {"A": "green", "L": "green"}
    chosen = {"ALB": 5, "AL": 1, "A": 2, "C": 5}
    story = story_of(
        election(260, {"A": 40, "L": 55, "B": 20, "C": 90}, chosen, categories=green, limits={"green": 60})
    )
    assert passed_over(story, "L") == (
        "6 people chose this plan, more than the 5 of “Plan B”. But when “Plan B” got money, in step 2, this plan was"
        " no longer possible."
    )
    assert [plan.id for plan in story.steps[0].shut_out] == ["L"]
    assert story.steps[0].priced_out == ()


def test_nothing_of_the_kind_is_said_of_a_plan_with_the_fewest_votes_or_by_votes():
    assert passed_over(story_of(BOUGHT_BEFORE_AND_AFTER), "C") == ""
    assert passed_over(story_of(PASSED_OVER, GREEDY), "W") == ""


def test_with_points_the_price_of_a_point_decides_and_is_said():
    # eight voters with € 10. 30 points for L of € 60: € 2 a point; 20 points for W of € 20: € 1
    ballots = [{"L": 5, "W": 3}] * 4 + [{"L": 5}] * 2 + [{"W": 4}] * 2
    story = story_of(points_election(80, {"L": 60, "W": 20}, ballots))
    assert passed_over(story, "L") == (
        "This plan got 30 points, more than the 20 of “Plan W”. But in step 1 “Plan W” asked EUR 1.00 for each point"
        " that counted, and this plan EUR 2.00."
    )
    (step,) = story.steps
    assert str(paid_in_words(step)) == "Its voters paid EUR 1.00 for each point that they gave it."
    assert (step.paid.per_point_cents, step.paid.price_cents) == (1_00, 4_00)


def test_a_plan_of_fewer_than_five_voters_is_told_without_figures_and_names():
    # A takes € 8 from each of eight; L's four have € 2 each left
    story = story_of(election(80, {"A": 64, "L": 35}, {"AL": 4, "A": 4}))
    assert told(story, "L") == ["Its voters had too little of their equal part left to pay for it together."]
    assert plan_of(story, "L").missed_cents is None


def of_two_areas(rule: Rule) -> Story:
    """North: ten with € 10, South: four with € 5. All of North pay € 8 for A; five of them and all South choose L."""
    north, south = AreaShare("North", 100_00), AreaShare("South", 20_00)
    ballots = (BallotGroup((0, 1), 5), BallotGroup((0,), 5), BallotGroup((1,), 4, (), 1))
    projects = election(120, {"A": 80, "L": 45}, {}).projects
    return story_of(Election(projects, 120_00, ballots, areas=(north, south)), rule)


def test_where_several_areas_vote_as_one_only_what_the_record_holds_is_said():
    # five have € 2 left, four still have their € 5: 30 of 45
    assert told(of_two_areas(NONE), "L") == [
        "After step 1 its voters together had EUR 30.00 left of the EUR 45.00 that it costs: that is 66%, EUR 15.00 too"
        " little, because their money had gone to “Plan A” (EUR 40.00)."
    ]
    assert told(of_two_areas(Rule(completion=Completion.GREEDY)), "L") == [
        "After step 1 its voters together had 66% of the EUR 45.00 that it costs left, because their money had gone to"
        " “Plan A” (EUR 40.00).",
        "When it had its turn, EUR 40.00 was left: EUR 5.00 too little.",
    ]


def test_whole_votes_and_parts_of_votes_add_up_to_what_the_step_shows():
    step = example_story("Playground", "Trees", "Benches", FIRST_RUN).steps[1]
    assert str(paid_in_words(step)) == (
        "30 voters could pay EUR 100.00: 30 whole votes. 10 others had less than that and gave all of it, together"
        " EUR 200.00. Their votes count for 2.0, so all votes for this plan count for 32.0."
    )


def test_parts_of_the_votes_of_few_are_not_given():
    # A takes € 9 from six; for B three of them give their last € 1 and two others pay € 8: 3 + 2 × 8
    story = story_of(election(80, {"A": 54, "B": 19}, {"AB": 3, "A": 3, "B": 2}))
    assert str(paid_in_words(story.steps[1])) == (
        "Its voters paid EUR 8.00 each. Who had less than that, gave all of it; such a vote counts for a part."
    )


def test_what_each_of_four_voters_paid_is_not_told_for_the_cost_would_say_how_many_they_are():
    story = story_of(election(80, {"A": 40, "B": 30}, {"A": 4, "B": 4}))
    assert [step.paid for step in story.steps] == [None, None]
    assert [(rival.shown, rival.price_cents) for rival in story.steps[0].rivals] == [(None, None)] * 2


TIES = {
    "cost": (election(100, {"A": 50, "B": 40}, {"A": 5, "B": 5}), NONE, "B"),
    "lot": (election(100, {"A": 40, "B": 40}, {"A": 5, "B": 5}), Rule(seed="seed", ties=Ties.BY_LOT), None),
    "id": (election(100, {"A": 40, "B": 40}, {"A": 5, "B": 5}), NONE, "A"),
    "": (election(110, {"A": 50, "B": 40}, {"A": 6, "B": 5}), NONE, "A"),
}


@pytest.mark.parametrize("by", TIES)
def test_a_step_knows_what_put_its_plan_before_an_equal_one(by):
    an_election, rule, first = TIES[by]
    step = story_of(an_election, rule).steps[0]
    assert step.decided_by == by
    assert first in (None, step.plan.id)
    by_votes = story_of(an_election, replace(GREEDY, seed=rule.seed, ties=rule.ties)).steps[0]
    assert by_votes.decided_by == by


def test_where_a_plan_is_worth_as_much_as_any_other_the_same_price_is_a_tie():
    # A's six and B's five would pay € 5 each: the cheaper plan goes first, though it has fewer votes
    cardinal = replace(NONE, utility=Utility.CARDINALITY)
    step = story_of(election(110, {"A": 30, "B": 25}, {"A": 6, "B": 5}), cardinal).steps[0]
    assert (step.plan.id, step.decided_by) == ("B", "cost")
    assert [rival.price_cents for rival in step.rivals] == [5_00, 5_00]


def test_of_plans_equal_in_cost_too_the_one_with_more_votes_goes_first():
    plans = {plan.id: plan for plan in story_of(TIES["id"][0]).plans}
    compared = [{"project": "A", "votes": 6, "rho": "5"}, {"project": "B", "votes": 5, "rho": "5"}]
    assert decided_by({"number": 1, "project": "A", "compared": compared}, plans, []) == "votes"


def test_numbers_that_differ_look_different():
    # with one decimal 10 and 9.96 would both read 10.0
    told_steps = [
        {"project": "A", "votes": 10, "rho": "1", "effective_votes": "10"},
        {"project": "B", "votes": 12, "rho": "2", "effective_votes": "9.96"},
    ]
    plans = {plan.id: replace(plan, votes=12) for plan in story_of(TIES["id"][0]).plans}
    rivals = tell_rivals({"compared": told_steps}, plans, {"utility": "cost"})
    assert [str(rival.shown) for rival in rivals] == ["10.00", "9.96"]
