"""The table of the capital test, line by line, with every figure changed: nothing of it is fixed in the code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from proposals.rules.capital import (
    Answer,
    CapitalThresholds,
    GroundCode,
    Kind,
    Neighbouring,
    NewOrRepair,
    Origin,
    Outcome,
    Owner,
    PlanFacts,
    test_capital_scale,
)

ACTIVATE, AMOUNT, SHARE, LIFE, UPKEEP, KIND, SPLIT, MANUAL = GroundCode
HARD, SOFT = True, False
INVESTMENT, TOO_LARGE = Outcome.INVESTMENT, Outcome.TOO_LARGE

ASSET = PlanFacts(
    amount_cents=0,
    touches_public_space=Answer.YES,
    kind=Kind.GREEN,
    new_or_repair=NewOrRepair.NEW,
    owner_after=Owner.MUNICIPALITY,
    life_years=5,
    upkeep_cents_per_year=0,
)
EVENT = replace(ASSET, touches_public_space=Answer.NO, kind=Kind.NONE, owner_after=Owner.PROPOSER, life_years=None)
BENCH = replace(ASSET, kind=Kind.STREET_FURNITURE)
OF_OTHERS = replace(ASSET, owner_after=Owner.OTHER)
REPAIR = replace(ASSET, new_or_repair=NewOrRepair.MAINTENANCE)


@pytest.mark.parametrize(
    ("facts", "amount", "expected"),
    [
        # CAP-ACTIVATE: hard, an investment, from 20,000 on
        (ASSET, 19_999_99, {}),
        (ASSET, 20_000_00, {ACTIVATE: (HARD, INVESTMENT)}),
        (REPAIR, 20_000_00, {}),
        (OF_OTHERS, 20_000_00, {}),
        (EVENT, 20_000_00, {}),
        # CAP-AMOUNT: hard from 50,000 on; an investment when the municipality gets an asset, else too large
        (ASSET, 50_000_00, {ACTIVATE: (HARD, INVESTMENT), AMOUNT: (HARD, INVESTMENT)}),
        (REPAIR, 50_000_00, {AMOUNT: (HARD, TOO_LARGE)}),
        (OF_OTHERS, 50_000_00, {AMOUNT: (HARD, TOO_LARGE)}),
        (EVENT, 50_000_00, {AMOUNT: (HARD, TOO_LARGE)}),
        (EVENT, 49_999_99, {}),
        # CAP-SHARE: soft above half of the share, hard above the round's largest plan or the pot
        (replace(EVENT, share_cents=35_980_00), 17_990_00, {}),
        (replace(EVENT, share_cents=35_980_00), 17_990_01, {SHARE: (SOFT, TOO_LARGE)}),
        (replace(EVENT, share_cents=35_980_00, largest_plan_cents=18_000_00), 18_000_01, {SHARE: (HARD, TOO_LARGE)}),
        (replace(EVENT, share_cents=35_980_00, pot_cents=28_784_00), 28_784_01, {SHARE: (HARD, TOO_LARGE)}),
        # CAP-LIFE: soft, an investment, from 10,000 and ten years on
        (replace(ASSET, life_years=10), 10_000_00, {LIFE: (SOFT, INVESTMENT)}),
        (replace(ASSET, life_years=10), 9_999_99, {}),
        (replace(ASSET, life_years=9), 10_000_00, {}),
        # CAP-UPKEEP: soft, an investment, from 1,000 a year on, or 5 % and 250
        (replace(BENCH, upkeep_cents_per_year=1_000_00), 30_00, {UPKEEP: (SOFT, INVESTMENT)}),
        (replace(BENCH, upkeep_cents_per_year=250_00), 5_000_00, {UPKEEP: (SOFT, INVESTMENT)}),
        (replace(BENCH, upkeep_cents_per_year=249_99), 4_000_00, {}),
        (replace(BENCH, upkeep_cents_per_year=499_99), 10_000_00, {}),
        # CAP-KIND: soft, an investment, from 10,000 on
        (replace(ASSET, kind=Kind.PLAY), 10_000_00, {KIND: (SOFT, INVESTMENT)}),
        (replace(ASSET, kind=Kind.PLAY), 9_999_99, {}),
        (BENCH, 10_000_00, {}),
        # CAP-MANUAL: hard at any amount, with either outcome
        (replace(ASSET, manual_reason="Deel van de brug"), 1, {MANUAL: (HARD, INVESTMENT)}),
        (replace(EVENT, manual_reason="Hoort bij het festival"), 1, {MANUAL: (HARD, TOO_LARGE)}),
    ],
)
def test_the_table_line_by_line(
    facts: PlanFacts, amount: int, expected: dict[GroundCode, tuple[bool, Outcome]]
) -> None:
    found = test_capital_scale(replace(facts, amount_cents=amount), CapitalThresholds())
    assert {ground.code: (ground.is_hard, ground.outcome) for ground in found} == expected


PLAY = replace(ASSET, kind=Kind.PLAY, life_years=12, upkeep_cents_per_year=100_00, share_cents=40_000_00)
OFF = CapitalThresholds.off()


@pytest.mark.parametrize(
    ("figures", "just", "below", "code"),
    [
        ({"activate_cents": 7_000_00}, {"amount_cents": 7_000_00}, {"amount_cents": 6_999_99}, ACTIVATE),
        ({"activate_cents": 1, "activate_life_years": 8}, {"life_years": 8}, {"life_years": 7}, ACTIVATE),
        ({"amount_cents": 7_000_00}, {"amount_cents": 7_000_00}, {"amount_cents": 6_999_99}, AMOUNT),
        ({"share_percent": 25}, {"amount_cents": 10_000_01}, {"amount_cents": 10_000_00}, SHARE),
        ({"life_cents": 7_000_00}, {"amount_cents": 7_000_00}, {"amount_cents": 6_999_99}, LIFE),
        ({"life_cents": 1, "life_years": 20}, {"life_years": 20}, {"life_years": 19}, LIFE),
        ({"upkeep_cents": 90_00}, {"upkeep_cents_per_year": 90_00}, {"upkeep_cents_per_year": 89_99}, UPKEEP),
        (
            {"upkeep_cents": 10**9, "upkeep_percent": 2, "upkeep_floor_cents": 100_00},
            {"upkeep_cents_per_year": 160_00},
            {"upkeep_cents_per_year": 159_99},
            UPKEEP,
        ),
        (
            {"upkeep_cents": 10**9, "upkeep_percent": 2, "upkeep_floor_cents": 200_00},
            {"upkeep_cents_per_year": 200_00},
            {"upkeep_cents_per_year": 199_99},
            UPKEEP,
        ),
        ({"kind_cents": 7_000_00}, {"amount_cents": 7_000_00}, {"amount_cents": 6_999_99}, KIND),
        ({"kind_cents": 1, "kinds": frozenset({Kind.GREEN})}, {"kind": Kind.GREEN}, {"kind": Kind.PLAY}, KIND),
    ],
)
def test_every_figure_of_the_test_is_a_setting(
    figures: dict[str, object], just: dict[str, object], below: dict[str, object], code: GroundCode
) -> None:
    thresholds = replace(OFF, **figures)
    plan = replace(PLAY, amount_cents=8_000_00)
    assert [ground.code for ground in test_capital_scale(replace(plan, **just), thresholds)] == [code]
    assert test_capital_scale(replace(plan, **below), thresholds) == ()


# 52.2696 north: 0.0008 degrees are 89 m, 0.002 degrees 222 m
HERE = Origin("person:a", "BU04020801", 5.137, 52.2696, date(2027, 3, 1))
SLIDE = replace(PLAY, amount_cents=12_000_00, life_years=5, upkeep_cents_per_year=0, origin=HERE)


@pytest.mark.parametrize(
    ("figures", "other", "is_part"),
    [
        ({}, Origin("person:b", "", 5.137, 52.2704, HERE.day), True),
        ({"split_metres": 80}, Origin("person:b", "", 5.137, 52.2704, HERE.day), False),
        ({}, Origin("person:b", "", 5.137, 52.2716, HERE.day), False),
        ({"split_metres": 230}, Origin("person:b", "", 5.137, 52.2716, HERE.day), True),
        ({}, Origin("person:a", "", None, None, date(2028, 3, 2)), False),
        ({"split_months": 13}, Origin("person:a", "", None, None, date(2028, 3, 2)), True),
        ({"split_months": 6}, Origin("person:a", "", None, None, date(2027, 9, 2)), False),
    ],
)
def test_place_and_time_of_cap_split_are_settings(figures: dict[str, object], other: Origin, is_part: bool) -> None:
    thresholds = CapitalThresholds(kind_cents=None, **figures)  # type: ignore[arg-type]
    swing = Neighbouring("Schommel", 12_000_00, kind=Kind.PLAY, origin=other)
    found = [ground.code for ground in test_capital_scale(SLIDE, thresholds, (swing,))]
    assert found == ([SPLIT] if is_part else [])


@pytest.mark.parametrize(
    ("mine", "theirs", "outcome"),
    [(SLIDE, Kind.PLAY, INVESTMENT), (replace(EVENT, amount_cents=30_000_00, origin=HERE), Kind.NONE, TOO_LARGE)],
)
def test_cap_split_has_the_outcome_of_the_threshold_that_is_passed(
    mine: PlanFacts, theirs: Kind, outcome: Outcome
) -> None:
    other = Neighbouring("Deel twee", 40_000_00, kind=theirs, origin=HERE, upkeep_cents_per_year=0)
    found = test_capital_scale(mine, CapitalThresholds(kind_cents=None), (other,))
    assert [(ground.code, ground.is_hard, ground.outcome) for ground in found] == [(SPLIT, SOFT, outcome)]


def test_calling_one_part_a_repair_does_not_hide_the_whole() -> None:
    """12,000 new and 12,000 "repair" of one playground are 24,000 of something new."""
    as_repair = replace(SLIDE, new_or_repair=NewOrRepair.MAINTENANCE)
    new_part = Neighbouring(
        "Schommel", 12_000_00, kind=Kind.PLAY, origin=HERE, new_or_repair=NewOrRepair.NEW,
        owner_after=Owner.MUNICIPALITY, life_years=9,
    )  # fmt: skip
    found = test_capital_scale(as_repair, CapitalThresholds(kind_cents=None), (new_part,))
    assert [ground.code for ground in found] == [SPLIT]
