"""The plan of a year: the published shares come out, every fault is told at its field, and the seal sees all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from budget.rules.plans import Plan, Preset, area_shares, plan_faults, plan_from_text, plan_to_text, shares_of
from budget.rules.shares import AreaWeight

HILVERSUM = (
    AreaWeight("Centrum", 9480),
    AreaWeight("Noordwest", 7440),
    AreaWeight("Zuidwest", 8860),
    AreaWeight("Zuid", 17100),
    AreaWeight("Zuidoost", 9750),
    AreaWeight("Oost", 20820),
    AreaWeight("Noordoost", 10990),
    AreaWeight("Meent", 4160),
)
PLAN = Plan(Preset.HILVERSUM, 20_000_00, HILVERSUM)


def test_the_eight_amounts_of_half_a_million() -> None:
    assert shares_of(PLAN, 500_000_00, 0).cents == {
        "Centrum": 56_380_00,
        "Noordwest": 48_560_00,
        "Zuidwest": 54_000_00,
        "Zuid": 85_620_00,
        "Zuidoost": 57_400_00,
        "Oost": 99_900_00,
        "Noordoost": 62_160_00,
        "Meent": 35_980_00,
    }


def test_the_eight_amounts_of_a_quarter_of_a_million() -> None:
    shares = shares_of(replace(PLAN, base_cents=10_000_00), 250_000_00, 0)
    assert list(shares.cents.values()) == [
        28_190_00, 24_280_00, 27_000_00, 42_810_00, 28_700_00, 49_950_00, 31_080_00, 17_990_00
    ]  # fmt: skip
    assert shares.minutes == {}


def test_hours_are_divided_like_the_money_and_exact_to_the_minute() -> None:
    minutes = shares_of(replace(PLAN, base_minutes=600), 500_000_00, 60_000).minutes
    # 10 hours each; 55,200 minutes by people, of which 47/1000 for the Meent: 2,594.4
    assert minutes["Meent"] == 600 + 2_594
    assert sum(minutes.values()) == 60_000


def test_the_table_says_what_each_share_was_counted_from() -> None:
    meent = area_shares(PLAN, 500_000_00, 0)[-1]
    assert (meent.inhabitants, meent.part_of_people, meent.cents, meent.minutes, meent.reserve_cents) == (
        4160, Fraction(47, 1000), 35_980_00, 0, 7_196_00
    )  # fmt: skip


def test_a_third_weight_takes_its_percentage_of_the_rest() -> None:
    areas = (AreaWeight("a", 1, 4), AreaWeight("b", 1, 1))
    plan = Plan(Preset.INHABITANTS, 10_00, areas, third_percent=25)
    assert shares_of(plan, 120_00, 0).cents == {"a": 67_50, "b": 52_50}


def test_one_common_pot_gives_everything_to_one_area_and_counts_no_base() -> None:
    plan = Plan(Preset.COMMON_POT, 20_000_00, (AreaWeight("GM0402", 1),), base_minutes=60)
    assert shares_of(plan, 500_000_00, 30).cents == {"GM0402": 500_000_00}
    assert plan_faults(plan, 10_000_00, 30) == ()


@pytest.mark.parametrize(
    ("changed", "total_cents", "total_minutes", "fields"),
    [
        ({}, 500_000_00, 0, []),
        ({"reserve_percent": 101, "third_percent": -1}, 500_000_00, 0, ["third_percent", "reserve_percent"]),
        ({"reserve_percent": -1}, 0, 0, ["total_cents", "reserve_percent"]),
        ({"base_cents": -1, "base_minutes": -1}, 100, 0, ["base_cents", "base_hours"]),
        ({}, 159_999_99, 0, ["base_cents"]),
        ({}, 100_000_000_01, 0, ["total_cents"]),
        ({"third_percent": 10}, 500_000_00, 0, ["third_percent"]),
        ({"base_minutes": 60}, 500_000_00, 0, ["base_hours"]),
        ({"base_minutes": 60}, 500_000_00, 8 * 60, []),
        ({"base_minutes": 60}, 500_000_00, 8 * 60 - 1, ["base_hours"]),
        ({}, 500_000_00, -1, ["total_hours"]),
        ({}, 500_000_00, 60_000_001, ["total_hours"]),
        ({"areas": ()}, 500_000_00, 0, ["preset"]),
        ({"areas": (AreaWeight("a", 0),)}, 500_000_00, 0, ["preset"]),
        ({"areas": (AreaWeight("a", 1, -1),)}, 500_000_00, 0, ["third_percent"]),
    ],
)
def test_every_fault_is_told_at_its_field(
    changed: dict[str, object], total_cents: int, total_minutes: int, fields: list[str]
) -> None:
    faults = plan_faults(replace(PLAN, **changed), total_cents, total_minutes)  # type: ignore[arg-type]
    assert [name for name, _ in faults] == fields


def test_a_plan_is_read_back_as_it_was_written() -> None:
    plan = replace(PLAN, base_minutes=30, reserve_percent=5, third_percent=40)
    assert plan_from_text(plan_to_text(plan)) == plan


def test_a_plan_from_before_presets_and_hours_is_read() -> None:
    kept = '{"preset": "inhabitants", "base_cents": 5, "reserve_percent": 20, "inhabitants": {"a": 3, "b": 1}}'
    assert plan_from_text(kept) == Plan(Preset.INHABITANTS, 5, (AreaWeight("a", 3), AreaWeight("b", 1)))


@pytest.mark.parametrize(
    "seal",
    [
        shares_of(PLAN, 500_000_01, 0).seal("2027 RB 1"),
        shares_of(PLAN, 500_000_00, 1).seal("2027 RB 1"),
        shares_of(replace(PLAN, base_cents=20_000_01), 500_000_00, 0).seal("2027 RB 1"),
        shares_of(replace(PLAN, preset=Preset.INHABITANTS), 500_000_00, 0).seal("2027 RB 1"),
        shares_of(PLAN, 500_000_00, 0).seal("2027 RB 2"),
        shares_of(PLAN, 500_000_00, 0).seal("2028 RB 1"),
    ],
)
def test_the_seal_changes_with_anything(seal: str) -> None:
    same = shares_of(PLAN, 500_000_00, 0).seal("2027 RB 1")
    assert same == shares_of(PLAN, 500_000_00, 0).seal("2027 RB 1")
    assert seal != same
