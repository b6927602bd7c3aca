from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.shares import (
    AreaWeight,
    ShareFormula,
    SharesImpossible,
    hilversum_formula,
    largest_remainder,
    one_common_pot,
    people_parts,
    reserve_cents,
    rest_parts,
    share_faults,
    share_out,
)

# Inhabitants as in the open figures, rounded: together 88,600. Centrum is 9,480 / 88,600 = 10.69977 %,
# rounded to 10.7 % by largest remainder, so 20,000 + 0.107 x 340,000 = 56,380.
HILVERSUM = [
    AreaWeight("Centrum", 9_480),
    AreaWeight("Noordwest", 7_440),
    AreaWeight("Zuidwest", 8_860),
    AreaWeight("Zuid", 17_100),
    AreaWeight("Zuidoost", 9_750),
    AreaWeight("Oost", 20_820),
    AreaWeight("Noordoost", 10_990),
    AreaWeight("Hilversumse Meent", 4_160),
]


def test_hilversum_shares_of_500_000_euros() -> None:
    assert share_out(500_000_00, HILVERSUM, hilversum_formula(20_000_00)) == {
        "Centrum": 56_380_00,
        "Noordwest": 48_560_00,
        "Zuidwest": 54_000_00,
        "Zuid": 85_620_00,
        "Zuidoost": 57_400_00,
        "Oost": 99_900_00,
        "Noordoost": 62_160_00,
        "Hilversumse Meent": 35_980_00,
    }


def test_hilversum_shares_of_250_000_euros_are_half_as_much() -> None:
    assert share_out(250_000_00, HILVERSUM, hilversum_formula(10_000_00)) == {
        "Centrum": 28_190_00,
        "Noordwest": 24_280_00,
        "Zuidwest": 27_000_00,
        "Zuid": 42_810_00,
        "Zuidoost": 28_700_00,
        "Oost": 49_950_00,
        "Noordoost": 31_080_00,
        "Hilversumse Meent": 17_990_00,
    }


def test_without_rounding_of_people_the_meent_gets_its_exact_part() -> None:
    # 4,160 / 88,600 x 340,000.00 = 15,963.8826..., and 20,000.00 more; .26 of a cent loses its rounding
    shares = share_out(500_000_00, HILVERSUM, ShareFormula(20_000_00))
    assert shares["Hilversumse Meent"] == 35_963_88
    assert sum(shares.values()) == 500_000_00


def test_rounded_parts_of_people_still_make_a_whole() -> None:
    # three equal areas are 33.3 % each; the missing 0.1 % goes to the first code, so 334 to 333 to 333
    areas = [AreaWeight("c", 5), AreaWeight("a", 5), AreaWeight("b", 5)]
    assert share_out(1000_00, areas, hilversum_formula(0)) == {"c": 333_00, "a": 334_00, "b": 333_00}


def test_a_third_weight_divides_its_own_part() -> None:
    # rest 100.00: three quarters by people 1 : 1, one quarter by weight 4 : 1 -> 37.50 + 20 and 37.50 + 5
    areas = [AreaWeight("a", 1, 4), AreaWeight("b", 1, 1)]
    shares = share_out(120_00, areas, ShareFormula(10_00, third_part=Fraction(1, 4)))
    assert shares == {"a": 67_50, "b": 52_50}


def test_of_each_euro_more_an_area_gets_its_part_of_the_rest() -> None:
    assert rest_parts(HILVERSUM, hilversum_formula(20_000_00))["Hilversumse Meent"] == Fraction(47, 1000)
    # four fifths by 47/1000 of the people, a fifth by half of the third weight: 0.0376 + 0.1
    weighed = [AreaWeight("Meent", 47, 5), AreaWeight("elsewhere", 953, 5)]
    formula = ShareFormula(10_00, third_part=Fraction(1, 5))
    assert rest_parts(weighed, formula) == {"Meent": Fraction("0.1376"), "elsewhere": Fraction("0.8624")}
    assert people_parts(weighed, formula)["Meent"] == Fraction("0.047")
    more, less = share_out(30_000_00, weighed, formula), share_out(20_000_00, weighed, formula)
    assert more["Meent"] - less["Meent"] == 1_376_00


def test_one_common_pot_is_one_area_with_everything() -> None:
    assert one_common_pot("GM0402", 500_000_00) == {"GM0402": 500_000_00}


def test_a_reserve_of_a_fifth_of_the_meent() -> None:
    assert reserve_cents(35_980_00, Fraction(20, 100)) == 7_196_00
    assert reserve_cents(99, Fraction(1, 2)) == 49


def test_a_remainder_that_is_equal_goes_by_code_not_by_order() -> None:
    assert largest_remainder(100, {"b": 1, "a": 1, "c": 1}) == {"b": 33, "a": 34, "c": 33}
    assert largest_remainder(7, {"a": Fraction(1, 3), "b": Fraction(2, 3)}) == {"a": 2, "b": 5}


def test_weights_of_nothing_are_a_fault() -> None:
    with pytest.raises(ValueError, match="no weight"):
        largest_remainder(1, {"a": 0})


def test_a_base_that_takes_more_than_everything_is_refused_with_figures() -> None:
    with pytest.raises(SharesImpossible) as refused:
        share_out(150_000_00, HILVERSUM, ShareFormula(20_000_00))
    assert "€ 160,000" in str(refused.value.message)
    assert "€ 150,000" in str(refused.value.message)


def test_a_base_that_takes_exactly_everything_is_fine() -> None:
    assert set(share_out(160_000_00, HILVERSUM, ShareFormula(20_000_00)).values()) == {20_000_00}


def test_all_faults_are_told_at_once() -> None:
    areas = [AreaWeight("a", -1), AreaWeight("a", 1)]
    faults = {fault.text for fault in share_faults(0, areas, ShareFormula(-1, third_part=Fraction(2)))}
    assert faults == {
        "The amount to divide must be more than zero.",
        "An area is in the list twice.",
        "The base amount cannot be negative.",
        "The part by the third weight must be from 0 to 100 percent.",
        "A weight cannot be negative.",
        "No area has a third weight, so no part of the money can be divided by it.",
    }
    assert [str(fault) for fault in share_faults(1, [], ShareFormula(0))] == [
        "Choose at least one area that gets a share."
    ]
    assert len(share_faults(1, [AreaWeight("a", 0)], ShareFormula(0))) == 1


people = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)


@given(
    people,
    st.integers(1, 10**12),
    st.integers(0, 10**9),
    st.sampled_from([None, Fraction(1, 1000), Fraction(1, 100)]),
    st.fractions(0, 1),
)
def test_shares_always_sum_to_the_total_and_never_fall_below_the_base(
    counts: list[int], extra: int, base: int, unit: Fraction | None, third: Fraction
) -> None:
    areas = [AreaWeight(str(place), count, count + 1) for place, count in enumerate(counts)]
    total = base * len(areas) + extra
    shares = share_out(total, areas, ShareFormula(base, third, unit))
    assert sum(shares.values()) == total
    assert min(shares.values()) >= base


@given(people, st.integers(1, 10**12))
def test_no_share_is_a_whole_cent_away_from_its_exact_part(counts: list[int], total: int) -> None:
    parts = largest_remainder(total, {str(place): count for place, count in enumerate(counts)})
    for place, count in enumerate(counts):
        assert abs(parts[str(place)] - Fraction(total * count, sum(counts))) < 1
