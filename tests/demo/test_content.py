"""The demo's content: believable, complete, and each text its own."""

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from demo.content import (
    read_areas,
    read_categories,
    read_large_project,
    read_people,
    read_plans,
    read_rounds,
    read_themes,
)
from rounds.rules.criteria import DEFAULT_CRITERIA

HEART, HEART_STORY = read_large_project()
PLANS = (*read_plans(), HEART)
BALLOTS = [plan for plan in PLANS if plan.fate == "on_ballot"]
ROUNDS = {each.code: each for each in read_rounds()}
WIJKEN = {area.code for area in read_areas() if area.has_budget}

each_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
each_text = pytest.mark.parametrize("field", ["code", "title", "summary", "description", "benefit", "own_effort"])


def test_there_are_enough_plans_in_every_wijk_and_of_every_kind():
    assert len(PLANS) >= 56
    assert min(Counter(plan.area for plan in PLANS)[area] for area in WIJKEN) >= 5
    assert {plan.category for plan in PLANS} == {label.code for label in read_categories()}
    assert {plan.theme for plan in PLANS} == {label.code for label in read_themes()}


@each_text
def test_no_text_is_used_twice(field):
    repeated = [text for text, times in Counter(getattr(plan, field) for plan in PLANS).items() if times > 1]
    assert repeated == []


def test_no_sentence_is_used_twice():
    sentences = Counter(
        sentence
        for plan in PLANS
        for sentence in re.split(r"(?<=[.?!])\s+", f"{plan.description} {plan.benefit} {plan.own_effort}")
    )
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


@each_plan
def test_a_plan_has_texts_of_the_right_length(plan):
    assert 5 <= len(plan.title) <= 60
    assert 60 <= len(plan.summary) <= 160
    assert 60 <= len(plan.description.split()) <= 150
    assert 12 <= len(plan.benefit.split()) <= 45
    assert 10 <= len(plan.own_effort.split()) <= 40
    assert "demo-adres" in plan.place


@each_plan
def test_cost_lines_add_up_to_the_total(plan):
    assert sum(line.amount_cents for line in plan.costs) == plan.total_cents
    assert all(line.amount_cents > 0 for line in plan.costs)
    assert 30_000 <= plan.asked_cents <= 4_500_000 or plan is HEART or plan.code == "meent-waterspeelplaats"


@each_plan
def test_a_plan_lies_in_hilversum_in_a_buurt_of_its_wijk(plan):
    buurten = {buurt.code: buurt for area in read_areas() if area.code == plan.area for buurt in area.neighbourhoods}
    buurt = buurten[plan.neighbourhood]
    assert 5.10 < plan.longitude < 5.23
    assert 52.17 < plan.latitude < 52.29
    assert abs(plan.longitude - buurt.longitude) < 0.007
    assert abs(plan.latitude - buurt.latitude) < 0.004


@pytest.mark.parametrize("code", ["voting-2026", "closed-2026"])
def test_a_ballot_leaves_something_to_choose(code):
    totals = defaultdict(list)
    for plan in BALLOTS:
        if plan.round == code:
            totals[plan.area].append(plan.total_cents)
    assert set(totals) == set(ROUNDS[code].pots_cents)
    for area, amounts in totals.items():
        pot = ROUNDS[code].pots_cents[area]
        assert 7 <= len(amounts) <= 10
        assert 2 * pot <= sum(amounts) <= 3 * pot
        assert 1_200_000 <= pot <= 4_000_000


def test_the_collecting_round_shows_every_fate_and_every_wijk():
    collecting = [plan for plan in PLANS if plan.round == "collecting-2027"]
    assert {plan.area for plan in collecting} == WIJKEN
    assert Counter(plan.fate for plan in collecting) == {
        "draft": 4,
        "submitted": 5,
        "feasible": 4,
        "not_feasible": 3,
        "flagged_soft": 5,
        "flagged_hard": 3,
        "capital_route": 1,
    }


def test_a_judged_plan_gives_reasons_by_known_criteria():
    codes = {criterion.code for criterion in DEFAULT_CRITERIA}
    for plan in PLANS:
        assert {verdict.criterion for verdict in plan.verdicts} <= codes
        assert all(verdict.reason.endswith(".") for verdict in plan.verdicts)
        assert bool(plan.verdicts) == (plan.fate in {"feasible", "not_feasible"})
        assert (plan.fate == "not_feasible") == any(not verdict.met for verdict in plan.verdicts)


def test_people_are_plainly_invented_and_every_proposer_is_one_of_them():
    people = read_people()
    assert all(person.name.startswith("Demo-") and person.email.endswith("@demo.example") for person in people)
    assert len({person.email for person in people}) == len({person.code for person in people}) == len(people)
    assert {p.role for p in people} == {
        "administrator", "finance", "college_clerk", "council_clerk", "coordinator", "reviewer", "resident",
    }  # fmt: skip
    residents = {person.code: person.area for person in people if person.role == "resident"}
    assert all(residents[plan.proposer] == plan.area for plan in PLANS)


def test_phases_follow_one_another_and_each_round_stands_where_its_name_says():
    for each in ROUNDS.values():
        assert all(one.end_day == later.first_day for one, later in zip(each.phases, each.phases[1:], strict=False))
        assert all(phase.first_day < phase.end_day for phase in each.phases)
    today = {code: [p.name for p in each.phases if p.first_day <= 0 < p.end_day] for code, each in ROUNDS.items()}
    assert today == {"voting-2026": ["voting"], "closed-2026": [], "collecting-2027": ["collecting"]}
    assert ROUNDS["closed-2026"].phases[-1].end_day < 0


def test_tastes_cover_every_category_of_the_closed_round():
    turnouts = {turnout.area: turnout for turnout in ROUNDS["closed-2026"].turnouts}
    assert set(turnouts) == {"WK040205", "WK040206"}
    categories = {label.code for label in read_categories()}
    for turnout in turnouts.values():
        assert turnout.blank < turnout.ballots < turnout.codes_made
        assert sum(group.weight for group in turnout.groups) == 100
        for group, other in combinations(turnout.groups, 2):
            assert set(group.likes) == set(other.likes) == categories
            assert all(0 <= like <= 10 for like in group.likes.values())
            assert group.likes != other.likes
