"""The demo's content: believable, complete, each text its own, and honest about what may reach a ballot."""

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from demo.content import (
    read_areas,
    read_categories,
    read_criteria,
    read_people,
    read_plans,
    read_rounds,
    read_themes,
)

PLANS = read_plans()
BALLOTS = [plan for plan in PLANS if plan.fate == "on_ballot"]
ROUNDS = {each.code: each for each in read_rounds()}

# Shares of 500,000 euros with a base of 20,000 per wijk, as worked out by hand.
SHARES = {
    "WK040201": 5_638_000,
    "WK040202": 4_856_000,
    "WK040203": 5_400_000,
    "WK040204": 8_562_000,
    "WK040205": 5_740_000,
    "WK040206": 9_990_000,
    "WK040207": 6_216_000,
    "WK040208": 3_598_000,
}
LARGE_KINDS = {"roads", "lighting", "bridge", "building", "play", "sports", "water"}

each_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
each_ballot_plan = pytest.mark.parametrize("plan", BALLOTS, ids=lambda plan: plan.code)
each_text = pytest.mark.parametrize("field", ["code", "title", "summary", "description", "benefit", "own_effort"])


def plain_grounds(plan):
    """The capital grounds of one plan by itself, written out plainly with the default thresholds."""
    facts, asked = plan.facts, plan.asked_cents
    asset, life, upkeep = facts.asset_kind != "none", facts.life_years or 0, facts.upkeep_cents or 0
    found = {
        "CAP-ACTIVATE": asset and facts.owner_afterwards == "municipality" and life >= 3 and asked >= 2_000_000,
        "CAP-AMOUNT": asked >= 5_000_000,
        "CAP-SHARE": 2 * asked > SHARES[plan.area],
        "CAP-LIFE": asset and life >= 10 and plan.total_cents >= 1_000_000,
        "CAP-UPKEEP": upkeep >= 100_000 or (upkeep >= 25_000 and 20 * upkeep >= plan.total_cents),
        "CAP-KIND": facts.asset_kind in LARGE_KINDS and plan.total_cents >= 1_000_000,
    }
    return {code for code, is_found in found.items() if is_found}


def are_within_100_metres(one, other):
    north, east = (one.latitude - other.latitude) * 111_200, (one.longitude - other.longitude) * 68_100
    return north * north + east * east < 100 * 100


def test_there_are_enough_plans_in_every_wijk_and_of_every_kind():
    assert len(PLANS) >= 56
    assert min(Counter(plan.area for plan in PLANS)[area] for area in SHARES) >= 5
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
    assert 30_000 <= plan.asked_cents <= 4_500_000 or plan.code == "meent-groene-hart"


@each_plan
def test_a_plan_lies_in_hilversum_in_a_buurt_of_its_wijk(plan):
    buurten = {buurt.code: buurt for area in read_areas() if area.code == plan.area for buurt in area.neighbourhoods}
    buurt = buurten[plan.neighbourhood]
    assert 5.10 < plan.longitude < 5.23
    assert 52.17 < plan.latitude < 52.29
    assert abs(plan.longitude - buurt.longitude) < 0.007
    assert abs(plan.latitude - buurt.latitude) < 0.004


@each_plan
def test_a_plan_carries_the_grounds_that_its_facts_give(plan):
    assert plain_grounds(plan) == set(plan.grounds) - {"CAP-SPLIT"}
    assert bool(plan.grounds) == (plan.fate in {"flagged_soft", "flagged_hard", "capital_route"})
    assert bool(plan.flag_note) == bool(plan.grounds)


@each_ballot_plan
def test_a_plan_on_a_ballot_fits_its_pot_and_has_no_ground_at_all(plan):
    assert plan.grounds == ()
    assert plan.total_cents < 5_000_000
    assert plan.total_cents <= ROUNDS[plan.round].pots_cents[plan.area]


@each_ballot_plan
def test_a_plan_on_a_ballot_does_not_look_like_one_half_of_something_larger(plan):
    for other in PLANS:
        same_proposer = other.proposer == plan.proposer
        near = other.neighbourhood == plan.neighbourhood or are_within_100_metres(plan, other)
        if other is plan or not (same_proposer or (near and other.facts.asset_kind == plan.facts.asset_kind)):
            continue
        together = plan.total_cents + other.total_cents
        assert together < 1_000_000 or plan.facts.asset_kind == "none", other.code
        assert 2 * together <= SHARES[plan.area], other.code


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


def test_a_pot_leaves_the_reserve_of_a_fifth_alone():
    for each in ROUNDS.values():
        for area, pot in each.pots_cents.items():
            assert 5 * pot <= 4 * SHARES[area], (each.code, area)


def test_the_collecting_round_shows_every_fate_and_every_wijk():
    collecting = [plan for plan in PLANS if plan.round == "collecting-2027"]
    assert {plan.area for plan in collecting} == set(SHARES)
    assert Counter(plan.fate for plan in collecting) == {
        "draft": 4,
        "submitted": 6,
        "feasible": 4,
        "not_feasible": 3,
        "flagged_soft": 4,
        "flagged_hard": 3,
        "capital_route": 1,
    }


def test_the_groene_hart_is_the_large_plan_of_the_meent():
    [park] = [plan for plan in PLANS if plan.code == "meent-groene-hart"]
    facts = park.facts
    assert (park.area, park.total_cents, park.fate) == ("WK040208", 18_000_000, "flagged_hard")
    assert (facts.life_years, facts.upkeep_cents, facts.work) == (20, 300_000, "new")
    assert (facts.owner_afterwards, facts.asset_kind) == ("municipality", "green")


def test_each_soft_ground_has_its_example():
    soft = [plan.grounds for plan in PLANS if plan.fate == "flagged_soft"]
    assert sorted(soft) == [("CAP-SHARE",), ("CAP-SPLIT",), ("CAP-SPLIT",), ("CAP-UPKEEP",)]
    one, other = (plan for plan in PLANS if "CAP-SPLIT" in plan.grounds)
    assert (one.proposer, one.neighbourhood) == (other.proposer, other.neighbourhood)
    assert one.total_cents < 1_000_000 <= one.total_cents + other.total_cents


def test_one_plan_says_it_does_not_know():
    [plan] = [plan for plan in PLANS if plan.facts.in_public_space == "unknown"]
    assert (plan.facts.life_years, plan.facts.upkeep_cents) == (None, None)
    assert plan.facts.owner_afterwards == plan.facts.permit == plan.facts.work == "unknown"


def test_a_judged_plan_gives_reasons_by_known_criteria():
    codes = {criterion.code for criterion in read_criteria()}
    assert len(codes) == 14
    for plan in PLANS:
        assert {verdict.criterion for verdict in plan.verdicts} <= codes
        assert all(verdict.reason.endswith(".") for verdict in plan.verdicts)
        assert bool(plan.verdicts) == (plan.fate in {"feasible", "not_feasible"})
        assert (plan.fate == "not_feasible") == any(not verdict.met for verdict in plan.verdicts)


def test_people_are_plainly_invented_and_every_proposer_is_one_of_them():
    people = read_people()
    assert all(person.name.startswith("Demo-") and person.email.endswith("@demo.example") for person in people)
    assert len({person.email for person in people}) == len({person.code for person in people}) == len(people)
    assert {"administrator", "finance", "coordinator", "reviewer", "resident"} == {p.role for p in people}
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
