"""Every ground at its threshold, one cent below it, and with answers that nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.rules.capital import (
    Advice,
    Answer,
    Asset,
    CapitalThresholds,
    Ground,
    GroundCode,
    Kind,
    NewOrRepair,
    Outcome,
    Owner,
    PlanFacts,
    has_hard_ground,
    test_capital_scale,
)

DEFAULTS = CapitalThresholds()
ACTIVATE, AMOUNT, SHARE, LIFE, UPKEEP, KIND, SPLIT, MANUAL = GroundCode

# A bench garden: the municipality will own it, it is new, lasts nine years and hardly needs upkeep.
GARDEN = PlanFacts(
    amount_cents=1_000_00,
    touches_public_space=Answer.YES,
    kind=Kind.GREEN,
    new_or_repair=NewOrRepair.NEW,
    owner_after=Owner.MUNICIPALITY,
    life_years=9,
    upkeep_cents_per_year=0,
)
# A street party: nothing stays.
PARTY = PlanFacts(
    amount_cents=1_000_00,
    touches_public_space=Answer.NO,
    kind=Kind.NONE,
    new_or_repair=NewOrRepair.NEW,
    owner_after=Owner.PROPOSER,
    life_years=None,
    upkeep_cents_per_year=0,
)


def grounds(facts: PlanFacts, thresholds: CapitalThresholds = DEFAULTS) -> dict[GroundCode, Ground]:
    return {ground.code: ground for ground in test_capital_scale(facts, thresholds)}


def test_a_small_plan_has_no_ground() -> None:
    assert grounds(GARDEN) == {}
    assert grounds(PARTY) == {}


def test_the_groene_hart_of_the_meent_is_flagged_with_its_grounds() -> None:
    facts = replace(
        GARDEN,
        amount_cents=180_000_00,
        life_years=20,
        upkeep_cents_per_year=3_000_00,
        share_cents=35_980_00,
        pot_cents=28_784_00,
    )
    found = grounds(facts)
    assert {code: (ground.is_hard, ground.outcome) for code, ground in found.items()} == {
        ACTIVATE: (True, Outcome.INVESTMENT),
        AMOUNT: (True, Outcome.INVESTMENT),
        SHARE: (True, Outcome.TOO_LARGE),
        LIFE: (False, Outcome.INVESTMENT),
        UPKEEP: (False, Outcome.INVESTMENT),
    }
    assert "€ 180,000" in str(found[ACTIVATE].message)
    assert found[ACTIVATE].assumptions == ()
    assert str(found[SHARE].message) == ("The plan asks € 180,000. In this round a plan may ask at most € 28,784.")


@pytest.mark.parametrize(
    ("change", "is_flagged"),
    [
        ({"amount_cents": 20_000_00}, True),
        ({"amount_cents": 19_999_99}, False),
        ({"amount_cents": 30_000_00, "third_party_cents": 10_000_00}, True),
        ({"amount_cents": 30_000_00, "third_party_cents": 10_000_01}, False),
        ({"life_years": 3}, True),
        ({"life_years": 2}, False),
        ({"new_or_repair": NewOrRepair.REPLACEMENT}, True),
        ({"new_or_repair": NewOrRepair.LIFE_EXTENDING}, True),
        ({"new_or_repair": NewOrRepair.MAINTENANCE}, False),
        ({"owner_after": Owner.PROPOSER}, False),
        ({"owner_after": Owner.OTHER}, False),
        ({"kind": Kind.OTHER}, True),
        ({"kind": Kind.NONE, "life_years": None}, False),
        ({"touches_public_space": Answer.NO}, True),  # a van that the municipality will own
        ({"owner_after": Owner.UNKNOWN}, True),
        ({"new_or_repair": NewOrRepair.UNKNOWN}, True),
        ({"kind": Kind.UNKNOWN}, True),
        ({"life_years": None}, True),
        ({"kind": Kind.UNKNOWN, "touches_public_space": Answer.UNKNOWN, "life_years": None}, True),
        ({"kind": Kind.UNKNOWN, "touches_public_space": Answer.NO, "life_years": None}, True),  # it may be that van
    ],
)
def test_cap_activate(change: dict[str, object], is_flagged: bool) -> None:
    found = grounds(replace(replace(GARDEN, amount_cents=20_000_00), **change))
    assert (ACTIVATE in found) is is_flagged
    if is_flagged:
        assert found[ACTIVATE].is_hard
        assert found[ACTIVATE].advice == (Advice.MAKE_SMALLER, Advice.SPLIT, Advice.ROUTE)


def test_a_framework_credit_makes_cap_activate_soft() -> None:
    credit = CapitalThresholds(has_framework_credit=True)
    assert not grounds(replace(GARDEN, amount_cents=20_000_00), credit)[ACTIVATE].is_hard


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (GARDEN, Outcome.INVESTMENT),
        (PARTY, Outcome.TOO_LARGE),
        (replace(GARDEN, new_or_repair=NewOrRepair.MAINTENANCE), Outcome.TOO_LARGE),
        (replace(GARDEN, owner_after=Owner.OTHER), Outcome.TOO_LARGE),
        (PlanFacts(0), Outcome.INVESTMENT),
    ],
)
def test_cap_amount_is_hard_for_everything_from_50_000_on(facts: PlanFacts, outcome: Outcome) -> None:
    found = grounds(replace(facts, amount_cents=50_000_00))
    assert (found[AMOUNT].is_hard, found[AMOUNT].outcome) == (True, outcome)
    assert AMOUNT not in grounds(replace(facts, amount_cents=49_999_99))
    assert AMOUNT not in grounds(replace(facts, amount_cents=60_000_00, third_party_cents=10_000_01))


@pytest.mark.parametrize(
    ("asked", "limit", "pot", "hardness"),
    [
        (17_990_00, None, None, None),  # exactly half of 35,980
        (17_990_01, None, None, False),
        (28_784_00, None, 28_784_00, False),  # exactly the pot is above half, and fits
        (28_784_01, None, 28_784_00, True),
        (15_000_00, 15_000_00, 28_784_00, None),
        (15_000_01, 15_000_00, 28_784_00, True),  # below half, above the limit that the round set
        (20_000_00, 40_000_00, 19_999_99, True),
    ],
)
def test_cap_share(asked: int, limit: int | None, pot: int | None, hardness: bool | None) -> None:
    facts = replace(PARTY, amount_cents=asked, share_cents=35_980_00, largest_plan_cents=limit, pot_cents=pot)
    ground = grounds(facts).get(SHARE)
    assert (ground and ground.is_hard) is hardness
    if ground is not None:
        assert ground.outcome is Outcome.TOO_LARGE
        assert ground.advice == (Advice.MAKE_SMALLER, Advice.SPLIT, Advice.SAVE)


def test_a_share_that_is_not_known_says_nothing_and_the_pot_still_does() -> None:
    assert SHARE not in grounds(replace(PARTY, amount_cents=40_000_00))
    assert grounds(replace(PARTY, amount_cents=40_000_00, pot_cents=39_000_00))[SHARE].is_hard


def test_cap_share_shows_the_share_and_what_one_plan_may_take() -> None:
    ground = grounds(replace(PARTY, amount_cents=20_000_00, share_cents=35_980_00))[SHARE]
    assert str(ground.message) == (
        "The plan asks € 20,000. The area has € 35,980 this year, and one plan takes at most € 17,990 of it."
    )


@pytest.mark.parametrize(
    ("change", "is_flagged"),
    [
        ({}, True),
        ({"amount_cents": 9_999_99}, False),
        ({"life_years": 9}, False),
        ({"life_years": None}, True),  # green lasts 20 years
        ({"life_years": None, "kind": Kind.OTHER}, True),
        ({"life_years": None, "kind": Kind.NONE}, False),
        ({"new_or_repair": NewOrRepair.MAINTENANCE}, False),
        ({"owner_after": Owner.PROPOSER}, True),
    ],
)
def test_cap_life(change: dict[str, object], is_flagged: bool) -> None:
    found = grounds(replace(replace(GARDEN, amount_cents=10_000_00, life_years=10), **change))
    assert (LIFE in found) is is_flagged
    if is_flagged:
        assert (found[LIFE].is_hard, found[LIFE].outcome) == (False, Outcome.INVESTMENT)


@pytest.mark.parametrize(
    ("amount", "upkeep", "is_flagged"),
    [
        (40_000_00, 1_000_00, True),
        (40_000_00, 999_99, False),
        (5_000_00, 250_00, True),  # exactly 5 % and exactly 250
        (5_000_01, 250_00, False),  # a little under 5 %
        (4_000_00, 249_99, False),
        (4_000_00, 250_00, True),
        (5_000_00, None, True),  # 5 % is counted: 250
        (4_999_00, None, False),  # 5 % is 249.95
    ],
)
def test_cap_upkeep(amount: int, upkeep: int | None, is_flagged: bool) -> None:
    found = grounds(replace(GARDEN, amount_cents=amount, upkeep_cents_per_year=upkeep))
    assert (UPKEEP in found) is is_flagged
    if is_flagged:
        assert (found[UPKEEP].is_hard, found[UPKEEP].outcome) == (False, Outcome.INVESTMENT)


def test_upkeep_is_measured_against_the_total_and_not_what_is_asked() -> None:
    facts = replace(GARDEN, amount_cents=8_000_00, third_party_cents=6_000_00, upkeep_cents_per_year=300_00)
    assert UPKEEP not in grounds(facts)
    assert UPKEEP in grounds(replace(facts, upkeep_cents_per_year=400_00))


def test_a_party_of_which_nobody_knows_the_upkeep_has_none() -> None:
    assert grounds(replace(PARTY, amount_cents=9_000_00, upkeep_cents_per_year=None)) == {}


@pytest.mark.parametrize("kind", list(Kind))
def test_cap_kind(kind: Kind) -> None:
    is_large = kind in {
        Kind.ROADS,
        Kind.SEWERS,
        Kind.LIGHTING,
        Kind.BRIDGE,
        Kind.BUILDING,
        Kind.PLAY,
        Kind.SPORTS,
        Kind.WATER,
        Kind.UNKNOWN,
    }
    found = grounds(replace(GARDEN, kind=kind, amount_cents=10_000_00))
    assert (KIND in found) is is_large
    assert KIND not in grounds(replace(GARDEN, kind=kind, amount_cents=9_999_99))
    if is_large:
        assert (found[KIND].is_hard, found[KIND].outcome) == (False, Outcome.INVESTMENT)


def test_a_flag_by_staff_is_hard_at_any_amount_and_says_why() -> None:
    found = grounds(replace(PARTY, manual_reason="part of the new square"))
    assert list(found) == [MANUAL]
    assert found[MANUAL].is_hard
    assert str(found[MANUAL].message).endswith("part of the new square")
    assert grounds(replace(PARTY, manual_reason="  ")) == {}


def test_everything_that_is_assumed_is_said() -> None:
    found = grounds(PlanFacts(20_000_00))
    assert list(found) == [ACTIVATE, LIFE, UPKEEP, KIND]
    assert [str(message)[:40] for message in found[ACTIVATE].assumptions] == [
        "It is not known whether something comes ",
        "It is not known whether this is new or a",
        "It is not known who will own it. We assu",
        "It is not known how long it lasts. We as",
    ]
    assert str(found[UPKEEP].assumptions[0]) == (
        "It is not known what upkeep costs. We count on 5 % of the cost: € 1,000 a year."
    )
    assert len(found[KIND].assumptions) == 1


def test_with_the_thresholds_off_only_a_flag_by_staff_remains() -> None:
    facts = replace(GARDEN, amount_cents=10**12, share_cents=1, pot_cents=1, life_years=99, upkeep_cents_per_year=10**9)
    assert grounds(facts, CapitalThresholds.off()) == {}
    assert list(grounds(replace(facts, manual_reason="x"), CapitalThresholds.off())) == [MANUAL]


def test_amounts_below_zero_are_a_fault() -> None:
    for change in ({"amount_cents": -1}, {"third_party_cents": -1}, {"upkeep_cents_per_year": -1}):
        with pytest.raises(ValueError, match="below zero"):
            replace(GARDEN, **change)


facts_of_any_plan = st.builds(
    PlanFacts,
    amount_cents=st.integers(0, 10**8),
    third_party_cents=st.integers(0, 10**7),
    touches_public_space=st.sampled_from(Answer),
    kind=st.sampled_from(Kind),
    new_or_repair=st.sampled_from(NewOrRepair),
    owner_after=st.sampled_from(Owner),
    life_years=st.none() | st.integers(0, 100),
    upkeep_cents_per_year=st.none() | st.integers(0, 10**6),
    share_cents=st.none() | st.integers(1, 10**8),
    pot_cents=st.none() | st.integers(1, 10**8),
    largest_plan_cents=st.none() | st.integers(1, 10**8),
)


def hard_codes(facts: PlanFacts) -> set[GroundCode]:
    return {code for code, ground in grounds(facts).items() if ground.is_hard}


def test_a_small_party_of_which_nobody_says_what_stays_has_no_ground() -> None:
    """The form asks what stays from EUR 10,000 on only, so below that the answer is not there."""
    asked_little = PlanFacts(9_999_99, touches_public_space=Answer.NO)
    assert grounds(asked_little) == {}


def test_a_short_usual_life_does_not_let_a_plan_escape_that_says_nothing() -> None:
    short = CapitalThresholds(useful_lives=((Asset.PLAY, 2),))
    facts = replace(GARDEN, kind=Kind.PLAY, amount_cents=20_000_00, life_years=None)
    assert ACTIVATE in grounds(facts, short)
    assert ACTIVATE not in grounds(replace(facts, life_years=2), short)


@pytest.mark.parametrize(
    ("kind", "years"),
    [
        (Kind.ROADS, 50),
        (Kind.LIGHTING, 20),
        (Kind.SEWERS, 75),
        (Kind.PLAY, 10),
        (Kind.SPORTS, 15),
        (Kind.GREEN, 20),
        (Kind.STREET_FURNITURE, 12),
        (Kind.BRIDGE, 100),
        (Kind.BUILDING, None),
        (Kind.UNKNOWN, None),
    ],
)
def test_a_kind_counts_on_its_asset_that_lasts_longest(kind: Kind, years: int | None) -> None:
    assert DEFAULTS.usual_life(kind) == years


@given(facts_of_any_plan)
def test_every_ground_says_something_with_figures_and_what_one_can_do(facts: PlanFacts) -> None:
    for ground in test_capital_scale(facts, DEFAULTS):
        assert "€" in str(ground.message)
        assert Advice.MAKE_SMALLER in ground.advice
        assert (Advice.ROUTE in ground.advice) is (ground.outcome is Outcome.INVESTMENT)
    assert has_hard_ground(test_capital_scale(facts, DEFAULTS)) is bool(hard_codes(facts))
