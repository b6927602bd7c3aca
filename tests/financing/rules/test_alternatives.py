"""The ways to pay for the Groene Hart beside each other, worked out by hand, and what holds for every plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.charges import FirstYear, Investment, Method, Rates, cents_by_year, schedule
from financing.rules.alternatives import (
    LargePlan,
    Way,
    YearAhead,
    alternatives,
    rough_percent,
    rough_times,
    saved_cents,
)
from financing.rules.alternatives_in_words import in_short, tell

DECIDES = date(2027, 7, 10)


def groene_hart(upkeep_cents: int = 0) -> LargePlan:
    """180,000 over 20 years, linear at 2 %, ready in 2027: the first year is 2028."""
    investment = Investment(180_000_00, 0, 0, 20, upkeep_cents, 2027)
    charges = cents_by_year(schedule(investment, Rates(200), Method.LINEAR, FirstYear.AFTER))
    return LargePlan(180_000_00, charges, Fraction(1, 5), Fraction(47, 1000), 17_990_00)


PLAN = groene_hart()
AHEAD = tuple(YearAhead(year, 500_000_00, 35_980_00) for year in range(2027, 2048))


def found(plan=PLAN, ahead=AHEAD):
    return {each.way: each for each in alternatives(plan, ahead)}


def year_of(alternative, year):
    return next(each for each in alternative.years if each.year == year)


@pytest.mark.parametrize(
    ("way", "year", "cost", "loses", "small", "vote", "short"),
    [
        # 35,980 less 7,196 for small plans leaves 28,784 for votes
        (Way.AT_ONCE, 2027, 180_000_00, 180_000_00, 7_196_00, 0, 151_216_00),
        (Way.AT_ONCE, 2028, 0, 0, 7_196_00, 28_784_00, 0),
        (Way.AREA, 2027, 0, 0, 7_196_00, 28_784_00, 0),
        (Way.AREA, 2028, 12_600_00, 12_600_00, 7_196_00, 16_184_00, 0),
        (Way.AREA, 2037, 10_980_00, 10_980_00, 7_196_00, 17_804_00, 0),
        (Way.AREA, 2047, 9_180_00, 9_180_00, 7_196_00, 19_604_00, 0),
        # 4.7 % of 12,600 is 592.20; 20 % of the 35,387.80 that is left is 7,077.56
        (Way.WHOLE_POT, 2028, 12_600_00, 592_20, 7_077_56, 28_310_24, 0),
        (Way.PROGRAMME, 2028, 0, 0, 7_196_00, 28_784_00, 0),
        (Way.SAVING, 2027, 35_980_00, 35_980_00, 0, 0, 0),
        (Way.SAVING, 2029, 35_980_00, 35_980_00, 0, 0, 0),
        (Way.SAVING, 2030, 0, 0, 7_196_00, 28_784_00, 0),
        (Way.SPLIT, 2027, 17_990_00, 17_990_00, 7_196_00, 10_794_00, 0),
        (Way.SPLIT, 2028, 0, 0, 7_196_00, 28_784_00, 0),
    ],
)
def test_each_way_year_by_year(way, year, cost, loses, small, vote, short):
    row = year_of(found()[way], year)
    assert (row.cost_cents, row.area_cents, row.small_cents, row.vote_cents, row.short_cents) == (
        cost, loses, small, vote, short,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("way", "total", "reaches"),
    [
        (Way.AT_ONCE, 180_000_00, False),
        (Way.AREA, 217_800_00, True),
        (Way.WHOLE_POT, 217_800_00, True),
        (Way.PROGRAMME, 0, True),
        (Way.SAVING, 107_940_00, False),
        (Way.SPLIT, 17_990_00, False),
    ],
)
def test_each_way_in_all(way, total, reaches):
    assert (found()[way].total_cents, found()[way].reaches) == (total, reaches)


def test_what_stands_already_makes_it_not_fit():
    """20,000 stands: of the 28,784 for votes 8,784 is left, and 12,600 is 3,816 too much."""
    ahead = tuple(replace(each, standing_cents=20_000_00) for each in AHEAD)
    row = year_of(found(ahead=ahead)[Way.AREA], 2028)
    assert (row.vote_cents, row.short_cents) == (0, 3_816_00)
    assert not found(ahead=ahead)[Way.AREA].reaches
    # and three years of saving give 15,980 each
    assert saved_cents(PLAN, ahead) == 47_940_00


def test_the_sentence_that_says_why_the_ways_differ():
    assert str(in_short(PLAN, AHEAD, "the Meent")) == (
        "The first year costs € 12,600: 2.5 % of the whole pot, but 35 % of the money of the Meent. At once it is 5 "
        "times that money. Three full years of saving (€ 107,940) do not reach it, and saving does not avoid the "
        "council."
    )
    with_upkeep = str(in_short(groene_hart(3_000_00), AHEAD, "the Meent"))
    assert with_upkeep.startswith("The first year costs € 15,600: 3.1 % of the whole pot, but 43 % of the money")


def test_a_plan_that_saving_reaches_still_needs_the_council():
    small = replace(PLAN, net_cents=90_000_00)
    assert found(small)[Way.SAVING].reaches
    assert "reach it, but saving does not avoid the council" in str(in_short(small, AHEAD, "the Meent"))


@pytest.mark.parametrize("way", list(Way))
def test_each_way_says_what_it_means_and_what_it_needs(way):
    told = tell(found()[way], PLAN, AHEAD, "the Meent", DECIDES)
    assert str(told.title)
    assert told.means
    assert told.needs
    needs = " ".join(map(str, told.needs))
    assert ("2027-07-10" in needs) is (way not in (Way.AT_ONCE, Way.SPLIT))


def test_the_way_over_the_years_tells_what_is_left():
    means = [str(each) for each in tell(found()[Way.AREA], PLAN, AHEAD, "the Meent", DECIDES).means]
    assert means == [
        "€ 12,600 in 2028: 2.5 % of the whole pot, and 35 % of the money of the Meent.",
        "In all € 217,800 over the whole life, interest and upkeep included.",
        "In 2028 there is € 16,184 left to vote about, and € 7,196 for small plans.",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "tenths"),
    [(12_600_00, 500_000_00, 25), (12_600_00, 35_980_00, 350), (9_95, 100_00, 100), (1, 0, 0), (15_600, 35_980, 430)],
)
def test_percentages_have_a_decimal_below_ten_only(part, whole, tenths):
    assert rough_percent(part, whole) == tenths


def test_five_times_is_five_times():
    assert rough_times(180_000_00, 35_980_00) == 50
    assert rough_times(15_000_00, 35_980_00) == 4


@pytest.mark.parametrize(
    ("plan", "ahead"),
    [
        (PLAN, ()),
        (replace(PLAN, net_cents=-1), AHEAD),
        (replace(PLAN, area_part=Fraction(2)), AHEAD),
        (PLAN, (YearAhead(2027, 1, -1),)),
    ],
)
def test_what_cannot_be_is_a_fault(plan, ahead):
    with pytest.raises(ValueError, match=r"year to compare|below zero|from 0 to 1"):
        alternatives(plan, ahead)


cents = st.integers(0, 10**8)
parts = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
years_ahead = st.lists(st.tuples(cents, cents, cents), min_size=1, max_size=8).map(
    lambda rows: tuple(YearAhead(2027 + number, *row) for number, row in enumerate(rows))
)
plans = st.builds(
    LargePlan,
    net_cents=cents,
    charges=st.dictionaries(st.integers(2027, 2034), cents, max_size=8),
    reserve_part=parts,
    area_part=parts,
    part_cents=cents,
)


@given(plans, years_ahead)
def test_every_euro_of_the_share_is_somewhere(plan, ahead):
    for alternative in alternatives(plan, ahead):
        for year, row in zip(ahead, alternative.years, strict=True):
            used = row.area_cents + year.standing_cents + row.small_cents + row.vote_cents
            assert used - row.short_cents == year.share_cents
            assert min(row.cost_cents, row.area_cents, row.small_cents, row.vote_cents, row.short_cents) >= 0


@given(plans, years_ahead, st.integers(1, 10**7))
def test_a_dearer_plan_never_leaves_more_for_the_area(plan, ahead, more):
    dearer = replace(
        plan, net_cents=plan.net_cents + more, charges={year: cost + more for year, cost in plan.charges.items()}
    )
    for cheap, dear in zip(alternatives(plan, ahead), alternatives(dearer, ahead), strict=True):
        for before, after in zip(cheap.years, dear.years, strict=True):
            assert after.vote_cents + after.small_cents <= before.vote_cents + before.small_cents


@given(plans, years_ahead)
def test_the_programme_leaves_an_area_the_most(plan, ahead):
    ways = {each.way: each for each in alternatives(plan, ahead)}
    for way in Way:
        for best, row in zip(ways[Way.PROGRAMME].years, ways[way].years, strict=True):
            assert row.small_cents + row.vote_cents <= best.small_cents + best.vote_cents


@given(plans, years_ahead)
def test_bearing_it_together_never_costs_an_area_more_than_bearing_it_alone(plan, ahead):
    ways = {each.way: each for each in alternatives(plan, ahead)}
    for alone, together in zip(ways[Way.AREA].years, ways[Way.WHOLE_POT].years, strict=True):
        assert together.area_cents <= alone.area_cents


@given(plans, years_ahead)
def test_saving_takes_three_years_at_most_and_never_more_than_the_plan(plan, ahead):
    saving = next(each for each in alternatives(plan, ahead) if each.way is Way.SAVING)
    assert sum(row.cost_cents for row in saving.years) == saving.total_cents <= plan.net_cents
    assert not any(row.cost_cents for row in saving.years[3:])
    assert saving.reaches is (saving.total_cents == plan.net_cents)
    assert saving.total_cents <= saved_cents(plan, ahead)
