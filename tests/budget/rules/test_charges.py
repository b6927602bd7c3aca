"""Kapitaallasten to the cent: the vectors worked out by hand, and what holds for every investment."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.rules.amounts import LARGEST_CENTS
from budget.rules.charges import (
    ChargesImpossible,
    ChargeYear,
    FirstYear,
    Investment,
    Method,
    Rates,
    annuity,
    cents_by_year,
    half_up,
    schedule,
)

LINEAR, ANNUITY = Method.LINEAR, Method.ANNUITY
AFTER, HALF = FirstYear.AFTER, FirstYear.HALF
POND = Investment(180_000_00, 0, 0, 20, 0, 2026)
TWO_PERCENT = Rates(200)


def total(years: tuple[ChargeYear, ...]) -> int:
    return sum(each.total_cents for each in years)


def parts(each: ChargeYear) -> tuple[int, int, int, int, int]:
    return (each.year, each.booked_cents, each.depreciation_cents, each.interest_cents, each.upkeep_cents)


def test_linear_180_000_euros_over_20_years_at_2_percent() -> None:
    # 180,000 / 20 = 9,000 a year; interest 2 % of what is left: 3,600 in year 1, 3,420 in year 2, 180 in year 20
    years = schedule(POND, TWO_PERCENT, LINEAR, AFTER)
    assert [each.year for each in years] == list(range(2027, 2047))
    by_number = {number: each.total_cents for number, each in enumerate(years, start=1)}
    assert (by_number[1], by_number[2], by_number[10], by_number[20]) == (12_600_00, 12_420_00, 10_980_00, 9_180_00)
    assert total(years) == 217_800_00
    assert parts(years[1]) == (2028, 171_000_00, 9_000_00, 3_420_00, 0)


def test_annuity_180_000_euros_over_20_years_at_2_percent() -> None:
    years = schedule(POND, TWO_PERCENT, ANNUITY, AFTER)
    assert parts(years[0]) == (2027, 180_000_00, 7_408_21, 3_600_00, 0)
    assert {each.total_cents for each in years[:19]} == {11_008_21}
    assert years[19].total_cents == 11_008_20
    assert total(years) == 220_164_19


def test_with_3_000_euros_of_upkeep_the_first_year_is_43_percent_of_the_share_of_the_meent() -> None:
    first = schedule(dataclasses.replace(POND, upkeep_cents=3_000_00), TWO_PERCENT, LINEAR, AFTER)[0]
    assert first.total_cents == 15_600_00
    assert half_up(Fraction(first.total_cents * 100, 35_980_00)) == 43


def test_what_others_pay_is_not_spread_and_what_is_left_at_the_end_is_not_written_off() -> None:
    # 12,000 - 2,000 = 10,000; (10,000 - 1,000) / 3 = 3,000 a year; interest 1 % of 10,000, 7,000 and 4,000
    years = schedule(Investment(12_000_00, 2_000_00, 1_000_00, 3, 0, 2026), Rates(100), LINEAR, AFTER)
    assert [parts(each)[1:4] for each in years] == [
        (10_000_00, 3_000_00, 100_00),
        (7_000_00, 3_000_00, 70_00),
        (4_000_00, 3_000_00, 40_00),
    ]


def test_an_annuity_with_a_value_at_the_end() -> None:
    # 10 % over 2 years, 1,000 with 100 left: 900 x 0.1 / (1 - 1/1.21) + 100 x 0.1 = 518.571 + 10 = 528.57
    # year 1: 100.00 interest, 428.57; year 2: 57.14 interest on 571.43, the rest 471.43
    years = schedule(Investment(1_000_00, 0, 100_00, 2, 0, 2026), Rates(1000), ANNUITY, AFTER)
    assert [parts(each)[1:4] for each in years] == [(1_000_00, 428_57, 100_00), (571_43, 471_43, 57_14)]


@pytest.mark.parametrize(
    ("exact", "whole"),
    [("0", 0), ("1/3", 0), ("49/100", 0), ("1/2", 1), ("2/3", 1), ("5/2", 3), ("7/2", 4), ("3", 3)],
)
def test_a_half_is_rounded_upwards_whatever_stands_before_it(exact: str, whole: int) -> None:
    assert half_up(Fraction(exact)) == whole


def test_thirds_of_a_cent_are_rounded_half_up_and_the_last_year_takes_the_rest() -> None:
    # 100.00 / 3 = 33.33 and 33.33 and 33.34; interest 1.5 % of 100.00, 66.67 (1.00005) and 33.34 (0.5001)
    years = schedule(Investment(100_00, 0, 0, 3, 0, 2026), Rates(150), LINEAR, AFTER)
    assert [parts(each)[2:4] for each in years] == [(33_33, 1_50), (33_33, 1_00), (33_34, 50)]


def test_a_rate_that_changes_counts_from_its_year_on() -> None:
    # linear: year 3 starts with 162,000 on the books, 3 % of that is 4,860
    changed = Rates(200, ((2029, 300),))
    years = schedule(POND, changed, LINEAR, AFTER)
    assert years[:2] == schedule(POND, TWO_PERCENT, LINEAR, AFTER)[:2]
    assert parts(years[2]) == (2029, 162_000_00, 9_000_00, 4_860_00, 0)


def test_an_annuity_is_worked_out_anew_over_the_value_and_the_years_that_are_left() -> None:
    # 1,000 over 3 years at 10 %: 402.11 (100.00 + 302.11); 697.89 is left for 2 years at 20 %:
    # 697.89 x 0.2 / (1 - 1/1.44) = 456.80: 139.58 interest + 317.22; the last year 76.13 on 380.67
    years = schedule(Investment(1_000_00, 0, 0, 3, 0, 2026), Rates(1000, ((2028, 2000),)), ANNUITY, AFTER)
    assert [parts(each)[1:4] for each in years] == [
        (1_000_00, 302_11, 100_00),
        (697_89, 317_22, 139_58),
        (380_67, 380_67, 76_13),
    ]


def test_half_first_years_spread_each_year_over_two_and_keep_every_total() -> None:
    # years of use cost 9,000 + 3,600, 9,000 + 3,420, …: half of the first in 2026, half of the last in 2046
    pond = dataclasses.replace(POND, upkeep_cents=3_000_01)
    years = schedule(pond, TWO_PERCENT, LINEAR, HALF)
    assert len(years) == 21
    assert parts(years[0]) == (2026, 180_000_00, 4_500_00, 1_800_00, 1_500_01)
    assert parts(years[1]) == (2027, 175_500_00, 9_000_00, 3_510_00, 3_000_01)
    assert parts(years[20]) == (2046, 4_500_00, 4_500_00, 90_00, 1_500_00)
    assert total(years) == 217_800_00 + 20 * 3_000_01


def test_a_year_of_use_keeps_the_rate_of_the_year_in_which_it_starts() -> None:
    years = schedule(POND, Rates(200, ((2027, 300),)), LINEAR, HALF)
    assert years[0] == schedule(POND, TWO_PERCENT, LINEAR, HALF)[0]
    # 1,800 is left of the first year of use; the second starts in 2027 with 171,000: 5,130, of which 2,565
    assert years[1].interest_cents == 1_800_00 + 2_565_00


def test_without_interest_a_year_costs_its_part_whatever_the_method() -> None:
    for method in Method:
        years = schedule(Investment(1_000_00, 0, 100_00, 9, 0, 2026), Rates(0), method, AFTER)
        assert [each.total_cents for each in years] == [100_00] * 9


def test_what_others_pay_in_full_costs_its_upkeep_alone() -> None:
    years = schedule(Investment(5_000_00, 5_000_00, 0, 2, 100_00, 2026), TWO_PERCENT, LINEAR, AFTER)
    assert cents_by_year(years) == {2027: 100_00, 2028: 100_00}


def test_at_a_high_rate_over_200_years_roundings_do_not_leave_all_to_the_last_year() -> None:
    years = schedule(dataclasses.replace(POND, life_years=200), Rates(2500), ANNUITY, AFTER)
    # by the exact annuity about 0.8 / 1.25 of everything is written off in the last eight years
    assert years[-1].total_cents < 2 * years[0].total_cents
    assert years[-1].booked_cents < POND.investment_cents // 2


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"life_years": 0}, {"life_years"}),
        ({"life_years": 201}, {"life_years"}),
        ({"investment_cents": 0}, {"investment_cents"}),
        ({"investment_cents": LARGEST_CENTS + 1}, {"investment_cents"}),
        ({"investment_cents": -1}, {"investment_cents", "third_party_cents"}),
        ({"third_party_cents": 180_000_01}, {"third_party_cents"}),
        ({"third_party_cents": -1}, {"third_party_cents"}),
        ({"residual_cents": 180_000_00}, {"residual_cents"}),
        ({"third_party_cents": 100_000_00, "residual_cents": 80_000_00}, {"residual_cents"}),
        ({"residual_cents": -1}, {"residual_cents"}),
        ({"upkeep_cents": -1}, {"upkeep_cents"}),
        ({"upkeep_cents": LARGEST_CENTS + 1}, {"upkeep_cents"}),
        ({"completed_in": 1999}, {"completed_in"}),
        ({"completed_in": 2101}, {"completed_in"}),
        ({"life_years": 0, "upkeep_cents": -1, "completed_in": 1}, {"life_years", "upkeep_cents", "completed_in"}),
    ],
)
def test_everything_that_is_out_of_range_is_told_at_once(changed: dict[str, int], fields: set[str]) -> None:
    with pytest.raises(ChargesImpossible) as refused:
        schedule(dataclasses.replace(POND, **changed), TWO_PERCENT, LINEAR, AFTER)
    assert {name for name, _message in refused.value.faults} == fields


@pytest.mark.parametrize(
    "rates", [Rates(-1), Rates(2501), Rates(200, ((2030, 2501),)), Rates(200, ((2030, 100), (2030, 200)))]
)
def test_a_rate_out_of_range_or_twice_for_a_year_is_refused(rates: Rates) -> None:
    with pytest.raises(ChargesImpossible) as refused:
        schedule(POND, rates, LINEAR, AFTER)
    assert {name for name, _message in refused.value.faults} == {"rate"}


@pytest.mark.parametrize("changed", [{"life_years": 1}, {"life_years": 200}, {"residual_cents": 179_999_99}])
def test_what_just_fits_is_worked_out(changed: dict[str, int]) -> None:
    assert schedule(dataclasses.replace(POND, **changed), Rates(2500), ANNUITY, HALF)


@st.composite
def investments(draw: st.DrawFn) -> Investment:
    cost = draw(st.integers(1, 50_000_000))
    others = draw(st.integers(0, cost - 1))
    residual = draw(st.just(0) | st.integers(0, cost - others - 1))
    return Investment(cost, others, residual, draw(st.integers(1, 60)), draw(st.integers(0, 1_000_000)), 2026)


RATES = st.builds(
    Rates,
    st.integers(0, 2500),
    st.lists(st.tuples(st.integers(2020, 2090), st.integers(0, 2500)), max_size=3, unique_by=lambda each: each[0]).map(
        tuple
    ),
)
METHODS, FIRST_YEARS = st.sampled_from(list(Method)), st.sampled_from(list(FirstYear))


@given(investments(), RATES, METHODS, FIRST_YEARS)
@settings(deadline=None)
def test_all_that_is_spread_is_written_off_to_the_cent_and_nothing_is_negative(
    investment: Investment, rates: Rates, method: Method, first_year: FirstYear
) -> None:
    years = schedule(investment, rates, method, first_year)
    spread = investment.net_cents - investment.residual_cents
    assert sum(each.depreciation_cents for each in years) == spread
    assert years[0].booked_cents == investment.net_cents
    assert years[-1].booked_cents - years[-1].depreciation_cents == investment.residual_cents
    assert min(min(parts(each)[1:]) for each in years) >= 0
    assert sum(each.upkeep_cents for each in years) == investment.upkeep_cents * investment.life_years
    assert total(years) == sum(cents_by_year(years).values())
    for one, following in pairwise(years):
        assert following.booked_cents == one.booked_cents - one.depreciation_cents
        assert following.year == one.year + 1


@given(investments(), RATES, METHODS)
@settings(deadline=None)
def test_half_first_years_change_no_total(investment: Investment, rates: Rates, method: Method) -> None:
    # a year of use keeps its rate, so the same rates a year earlier make the same years of use
    earlier = Rates(rates.base, tuple((year + 1, rate) for year, rate in rates.later))
    whole, halves = schedule(investment, earlier, method, AFTER), schedule(investment, rates, method, HALF)
    assert len(halves) == len(whole) + 1
    for part in ("depreciation_cents", "interest_cents", "upkeep_cents"):
        assert sum(getattr(each, part) for each in halves) == sum(getattr(each, part) for each in whole)


@given(investments(), RATES, METHODS, st.integers(0, 10_000_000))
@settings(deadline=None)
def test_more_value_at_the_end_never_costs_more_depreciation(
    investment: Investment, rates: Rates, method: Method, more: int
) -> None:
    higher = min(investment.residual_cents + more, investment.net_cents - 1)
    kept = dataclasses.replace(investment, residual_cents=higher)
    written = [
        sum(each.depreciation_cents for each in schedule(one, rates, method, AFTER)) for one in (investment, kept)
    ]
    assert written[1] <= written[0]


@given(investments(), RATES, METHODS, FIRST_YEARS, st.integers(2026, 2090), st.integers(0, 2500))
@settings(deadline=None)
def test_a_later_rate_never_changes_the_years_before_it(
    investment: Investment, rates: Rates, method: Method, first_year: FirstYear, since: int, rate: int
) -> None:
    others = tuple(each for each in rates.later if each[0] < since)
    before = schedule(investment, rates, method, first_year)
    after = schedule(investment, Rates(rates.base, (*others, (since, rate))), method, first_year)
    assert [each for each in before if each.year < since] == [each for each in after if each.year < since]


@given(investments(), METHODS)
def test_without_interest_no_year_but_the_last_differs_from_an_equal_part(
    investment: Investment, method: Method
) -> None:
    years = schedule(investment, Rates(0), method, AFTER)
    spread, life = investment.net_cents - investment.residual_cents, investment.life_years
    equal = half_up(Fraction(spread, life))
    left = spread
    for each in years[:-1]:
        assert each.depreciation_cents == min(equal, left)
        left -= each.depreciation_cents
    assert years[-1].depreciation_cents == left


@given(st.integers(1, 50_000_000), st.integers(1, 2500), st.integers(1, 60))
def test_the_exact_annuity_pays_off_what_is_spread(cost: int, rate: int, life: int) -> None:
    left = Fraction(cost)
    yearly = annuity(cost, 0, rate, life)
    for _year in range(life):
        left = left * (1 + Fraction(rate, 10_000)) - yearly
    assert left == 0
