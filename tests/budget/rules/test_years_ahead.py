"""What years to come have and owe: worked examples, and what always adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.years_ahead import (
    Basis,
    PotAhead,
    Standing,
    YearAhead,
    last_year_shown,
    sentence_about,
    sentence_about_pot,
)


def meent(standing: int, share: int = 35_980_00, basis: Basis = Basis.FIXED, before: int = 0) -> YearAhead:
    owed = (Standing("capital:7", "Groene Hart", standing),) if standing else ()
    return YearAhead(2031, "WK040208", share, basis, owed, 20, before)


def test_the_meent_with_15_600_euros_fixed() -> None:
    # 20 % of 35,980 is 7,196 for small plans; 35,980 - 15,600 - 7,196 = 13,184 is left
    year = meent(15_600_00)
    assert (year.reserve_cents, year.left_cents, year.shortfall_cents, year.percent) == (7_196_00, 13_184_00, 0, 43)
    assert str(sentence_about(year)) == "In 2031 € 15,600 stands fixed: 43 % of the money for your area."
    estimated = meent(15_600_00, basis=Basis.ESTIMATE)
    assert str(sentence_about(estimated)) == "In 2031 € 15,600 stands fixed: about 43 % of the money for your area."


def test_what_stands_leaves_less_for_small_plans_and_then_is_short() -> None:
    assert (meent(30_000_00).reserve_cents, meent(30_000_00).left_cents) == (5_980_00, 0)
    short = meent(36_000_00)
    assert (short.reserve_cents, short.left_cents, short.shortfall_cents) == (0, 0, 20_00)
    assert str(sentence_about(short)).endswith("That is € 20 more than the money for your area.")


def test_a_year_in_which_nothing_stands_says_so_and_a_year_without_a_share_has_no_percentage() -> None:
    assert str(sentence_about(meent(0))) == "In 2031 nothing stands fixed yet."
    assert meent(5, share=0).percent is None
    assert "more than the money" in str(sentence_about(meent(5, share=0)))


def test_of_what_the_whole_pot_bears_nothing_is_kept_for_small_plans() -> None:
    town = meent(2_000_00, share=2_000_00, before=2_000_00)
    assert (town.reserve_cents, town.left_cents, town.shortfall_cents) == (0, 0, 0)


def test_the_pot_is_its_areas_together() -> None:
    pot = PotAhead(2031, 500_000_00, Basis.FIXED, (meent(15_600_00), meent(0, share=464_020_00)))
    assert (pot.standing_cents, pot.percent) == (15_600_00, 3)
    assert (pot.reserve_cents, pot.left_cents) == (7_196_00 + 92_804_00, 13_184_00 + 371_216_00)
    assert str(sentence_about_pot(pot)) == "In 2031 € 15,600 stands fixed: 3 % of all the money."


@pytest.mark.parametrize(
    ("standing", "until", "last"),
    [
        ((), None, 2026),
        ((2020, 2025), None, 2026),
        ((2040, 2030), None, 2040),
        ((2040,), 2030, 2030),
        ((2040,), 2020, 2026),
        ((2200,), None, 2085),
        ((), 2200, 2085),
    ],
)
def test_until_nothing_stands_and_at_most_60_years(standing: tuple[int, ...], until: int | None, last: int) -> None:
    assert last_year_shown(2026, standing, until) == last


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 100))
def test_a_year_always_adds_up(share: int, owed: int, percent: int) -> None:
    year = YearAhead(2031, "A", share, Basis.FIXED, (Standing("charge:1", "x", owed),), percent)
    assert owed + year.reserve_cents + year.left_cents - year.shortfall_cents == share
    assert min(year.reserve_cents, year.left_cents, year.shortfall_cents) >= 0
