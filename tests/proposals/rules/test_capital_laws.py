"""What holds for every plan, whatever its figures: the laws of the capital test, each under its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from proposals.rules.capital import (
    Answer,
    CapitalThresholds,
    GroundCode,
    Kind,
    Neighbouring,
    NewOrRepair,
    Origin,
    Owner,
    PlanFacts,
    test_capital_scale,
)
from proposals.rules.flags import FlagStands, FlagState, release_flag, renew_flags

HERE = Origin("person:a", "BU04020801", 5.137, 52.2696, date(2027, 3, 1))
cents = st.integers(0, 30_000_000)
any_plan = st.builds(
    PlanFacts,
    amount_cents=cents,
    third_party_cents=cents,
    touches_public_space=st.sampled_from(Answer),
    kind=st.sampled_from(Kind),
    new_or_repair=st.sampled_from(NewOrRepair),
    owner_after=st.sampled_from(Owner),
    life_years=st.none() | st.integers(0, 100),
    upkeep_cents_per_year=st.none() | st.integers(0, 1_000_000),
    share_cents=st.none() | st.integers(1, 10_000_000),
    pot_cents=st.none() | st.integers(1, 10_000_000),
    largest_plan_cents=st.none() | st.integers(1, 10_000_000),
    origin=st.just(HERE),
)
any_thresholds = st.builds(
    CapitalThresholds,
    activate_cents=st.integers(1, 10_000_000),
    activate_life_years=st.integers(1, 30),
    has_framework_credit=st.booleans(),
    amount_cents=st.integers(1, 10_000_000),
    share_percent=st.integers(1, 100),
    life_cents=st.integers(1, 10_000_000),
    life_years=st.integers(1, 50),
    upkeep_cents=st.integers(1, 1_000_000),
    upkeep_percent=st.integers(1, 100),
    upkeep_floor_cents=st.integers(1, 1_000_000),
    kind_cents=st.integers(1, 10_000_000),
)
neighbours = st.lists(
    st.builds(
        Neighbouring,
        title=st.sampled_from(["Schommel", "Glijbaan", "Wip", "Hek"]),
        amount_cents=cents,
        third_party_cents=cents,
        upkeep_cents_per_year=st.none() | st.integers(0, 1_000_000),
        kind=st.sampled_from(Kind),
        origin=st.just(HERE),
        new_or_repair=st.sampled_from(NewOrRepair),
        owner_after=st.sampled_from(Owner),
        life_years=st.none() | st.integers(0, 100),
    ),
    max_size=4,
)


def hard(facts: PlanFacts, thresholds: CapitalThresholds) -> set[GroundCode]:
    return {ground.code for ground in test_capital_scale(facts, thresholds) if ground.is_hard}


@given(any_plan, any_thresholds, st.integers(1, 30_000_000))
def test_more_money_never_removes_a_hard_ground(plan, thresholds, more):
    assert hard(plan, thresholds) <= hard(replace(plan, amount_cents=plan.amount_cents + more), thresholds)


@given(any_plan, any_thresholds, st.integers(1, 30_000_000))
def test_more_money_of_others_never_adds_a_hard_ground(plan, thresholds, more):
    helped = replace(plan, third_party_cents=plan.third_party_cents + more)
    assert hard(helped, thresholds) <= hard(plan, thresholds)


@given(any_plan, any_thresholds, st.integers(1, 30_000_000))
def test_more_money_of_others_never_adds_any_ground_that_a_plan_has_by_itself(plan, thresholds, more):
    helped = replace(plan, third_party_cents=plan.third_party_cents + more)
    before = {ground.code for ground in test_capital_scale(plan, thresholds)}
    assert {ground.code for ground in test_capital_scale(helped, thresholds)} <= before


@given(
    any_plan, any_thresholds, st.sampled_from(["touches_public_space", "new_or_repair", "owner_after", "kind", "life"])
)
def test_not_knowing_never_gives_fewer_hard_grounds_than_the_careful_answer(plan, thresholds, question):
    unknown = {
        "touches_public_space": {"touches_public_space": Answer.UNKNOWN},
        "new_or_repair": {"new_or_repair": NewOrRepair.UNKNOWN},
        "owner_after": {"owner_after": Owner.UNKNOWN},
        "kind": {"kind": Kind.UNKNOWN},
        "life": {"life_years": None},
    }[question]
    if question == "life" and plan.kind is Kind.NONE:
        return  # "nothing stays" is an answer by itself, and says how long it lasts
    assert hard(plan, thresholds) <= hard(replace(plan, **unknown), thresholds)


@given(any_plan, any_thresholds)
def test_knowing_nothing_at_all_gives_every_hard_ground_that_the_money_can_give(plan, thresholds):
    nothing_known = PlanFacts(
        plan.amount_cents, plan.third_party_cents,
        share_cents=plan.share_cents, pot_cents=plan.pot_cents, largest_plan_cents=plan.largest_plan_cents,
    )  # fmt: skip
    assert hard(plan, thresholds) <= hard(nothing_known, thresholds)


@given(any_plan, any_thresholds, neighbours, st.randoms())
def test_the_order_of_other_plans_does_not_matter(plan, thresholds, others, random):
    shuffled = list(others)
    random.shuffle(shuffled)
    assert test_capital_scale(plan, thresholds, shuffled) == test_capital_scale(plan, thresholds, others)


@given(any_plan, any_thresholds, neighbours)
def test_other_plans_add_cap_split_and_nothing_else(plan, thresholds, others):
    alone = test_capital_scale(plan, thresholds)
    beside = test_capital_scale(plan, thresholds, others)
    assert [ground for ground in beside if ground.code is not GroundCode.SPLIT] == list(alone)


def cut(total: int, weights: list[int]) -> list[int]:
    """A sum of money in parts that add up to it."""
    parts = [total * weight // sum(weights) for weight in weights[:-1]]
    return [*parts, total - sum(parts)]


def in_parts(plan: PlanFacts, weights: list[int]) -> list[PlanFacts]:
    """The plan as several near each other: the same work, the money divided."""
    upkeep = plan.upkeep_cents_per_year
    amounts = cut(plan.amount_cents, weights)
    others_pay = cut(min(plan.third_party_cents, plan.amount_cents), weights)
    upkeeps = [None] * len(weights) if upkeep is None else cut(upkeep, weights)
    return [
        replace(plan, amount_cents=amount, third_party_cents=paid, upkeep_cents_per_year=kept)
        for amount, paid, kept in zip(amounts, others_pay, upkeeps, strict=True)
    ]


def beside(part: PlanFacts) -> Neighbouring:
    return Neighbouring(
        "Een deel", part.amount_cents, part.third_party_cents, part.upkeep_cents_per_year, part.kind, part.origin,
        part.touches_public_space, part.new_or_repair, part.owner_after, part.life_years,
    )  # fmt: skip


weights = st.lists(st.integers(1, 9), min_size=2, max_size=5)


@given(any_plan, any_thresholds, weights)
def test_splitting_a_plan_into_parts_near_each_other_never_leaves_no_ground(plan, thresholds, weights):
    """Of one proposer, all parts see each other."""
    if not test_capital_scale(plan, thresholds):
        return
    parts = in_parts(plan, weights)
    found = [
        test_capital_scale(part, thresholds, [beside(other) for other in parts if other is not part]) for part in parts
    ]
    assert any(found)


@given(any_plan, any_thresholds, weights)
def test_parts_by_different_people_are_found_at_the_last_one_sent(plan, thresholds, weights):
    """At one place a plan sees only those sent earlier: the last sees them all. Nothing that stays has no place."""
    if plan.kind is Kind.NONE or not test_capital_scale(plan, thresholds):
        return
    parts = [
        replace(part, origin=replace(HERE, proposer=f"person:{number}"))
        for number, part in enumerate(in_parts(plan, weights))
    ]
    found = [
        test_capital_scale(part, thresholds, [beside(other) for other in parts[:number]])
        for number, part in enumerate(parts)
    ]
    assert any(found)


@given(any_plan, any_thresholds, neighbours)
def test_a_hard_ground_is_never_released(plan, thresholds, others):
    for flag in renew_flags((), test_capital_scale(plan, thresholds, others)):
        if flag.is_hard:
            try:
                release_flag(flag, "Toch maar wel")
            except FlagStands:
                continue
            raise AssertionError(f"{flag.code} was released")
        assert release_flag(flag, "Past toch").state is FlagState.RELEASED
