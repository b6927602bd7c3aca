"""The demo's plans and the capital-scale test: no plan on a ballot is flagged, and each flagged one says why."""

from collections import Counter

import pytest

from demo.content import read_large_project, read_plans, read_rounds
from proposals.rules.capital import (
    Answer,
    CapitalThresholds,
    Kind,
    Neighbouring,
    NewOrRepair,
    Origin,
    Owner,
    PlanFacts,
    has_hard_ground,
    test_capital_scale,
)

PLANS = read_plans()
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


def origin_of(plan):
    return Origin(plan.proposer, plan.neighbourhood, plan.longitude, plan.latitude)


def facts_of(plan, largest_percent=None, pot_cents=None):
    share, each = SHARES[plan.area], ROUNDS.get(plan.round)
    percent = largest_percent or each.largest_plan_percent
    return PlanFacts(
        amount_cents=plan.total_cents,
        third_party_cents=plan.facts.third_party_cents,
        touches_public_space=Answer(plan.facts.in_public_space),
        kind=Kind(plan.facts.asset_kind),
        new_or_repair=NewOrRepair(plan.facts.work),
        owner_after=Owner(plan.facts.owner_afterwards),
        life_years=plan.facts.life_years,
        upkeep_cents_per_year=plan.facts.upkeep_cents,
        share_cents=share,
        pot_cents=pot_cents or each.pots_cents[plan.area],
        largest_plan_cents=share * percent // 100,
        origin=origin_of(plan),
    )


def neighbouring(plan):
    return Neighbouring(
        title=plan.title,
        amount_cents=plan.total_cents,
        third_party_cents=plan.facts.third_party_cents,
        upkeep_cents_per_year=plan.facts.upkeep_cents,
        kind=Kind(plan.facts.asset_kind),
        origin=origin_of(plan),
        touches_public_space=Answer(plan.facts.in_public_space),
        new_or_repair=NewOrRepair(plan.facts.work),
        owner_after=Owner(plan.facts.owner_afterwards),
        life_years=plan.facts.life_years,
    )


def grounds_of(plan):
    """All grounds, as strictly as can be: every other plan of any round and state counts as a neighbour."""
    others = [neighbouring(other) for other in PLANS if other is not plan]
    return test_capital_scale(facts_of(plan), CapitalThresholds(), others)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_a_plan_carries_exactly_the_grounds_that_the_test_finds(plan):
    grounds = grounds_of(plan)
    assert {str(ground.code) for ground in grounds} == set(plan.grounds)
    assert has_hard_ground(grounds) == (plan.fate in {"flagged_hard", "capital_route"})
    assert bool(plan.grounds) == (plan.fate in {"flagged_soft", "flagged_hard", "capital_route"})
    assert bool(plan.flag_note) == bool(plan.grounds)


@pytest.mark.parametrize("plan", [p for p in PLANS if p.fate == "on_ballot"], ids=lambda plan: plan.code)
def test_a_plan_on_a_ballot_stays_below_every_limit(plan):
    lasts = plan.facts.asset_kind != "none"
    assert plan.grounds == ()
    assert plan.total_cents <= ROUNDS[plan.round].pots_cents[plan.area]
    assert 2 * plan.total_cents <= SHARES[plan.area]
    assert plan.total_cents < 5_000_000
    assert not lasts or plan.total_cents < 2_000_000
    assert not lasts or plan.facts.life_years < 10 or plan.total_cents < 1_000_000
    assert plan.facts.upkeep_cents < 25_000


def test_a_pot_leaves_the_reserve_of_a_fifth_alone():
    for each in ROUNDS.values():
        for area, pot in each.pots_cents.items():
            assert 5 * pot <= 4 * SHARES[area], (each.code, area)


def test_the_groene_hart_is_the_large_plan_of_the_meent():
    park, story = read_large_project()
    facts = park.facts
    assert (park.area, park.total_cents, park.fate) == ("WK040208", 18_000_000, "delivered")
    in_its_round = facts_of(park, largest_percent=50, pot_cents=story.pot_cents)
    assert {str(ground.code) for ground in test_capital_scale(in_its_round, CapitalThresholds())} == set(park.grounds)
    assert (facts.life_years, facts.upkeep_cents, facts.work) == (20, 300_000, "new")
    assert (facts.owner_afterwards, facts.asset_kind) == ("municipality", "green")


def test_each_soft_ground_has_its_example():
    soft = Counter(plan.grounds for plan in PLANS if plan.fate == "flagged_soft")
    assert soft == {("CAP-SHARE",): 1, ("CAP-SPLIT",): 2, ("CAP-UPKEEP",): 2}
    one, other = (plan for plan in PLANS if "CAP-SPLIT" in plan.grounds)
    assert (one.proposer, one.neighbourhood) == (other.proposer, other.neighbourhood)
    assert one.total_cents < 1_000_000 <= one.total_cents + other.total_cents


def test_one_plan_says_it_does_not_know():
    [plan] = [plan for plan in PLANS if plan.facts.in_public_space == "unknown"]
    facts = plan.facts
    assert (facts.life_years, facts.upkeep_cents) == (None, None)
    assert facts.owner_afterwards == facts.permit == facts.work == facts.asset_kind == "unknown"
