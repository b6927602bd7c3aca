"""Which pot pays for what: worked out by hand, and what holds for all pots and plans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.charging import charge, divide

AMOUNTS = st.lists(st.integers(0, 10**7), max_size=8)
POTS = st.lists(st.integers(0, 10**8), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, (2, 2, 2), (34, 33, 33)),
        (100, (1, 2), (33, 67)),
        (4_000_00, (10_000_00, 5_000_00), (2_666_67, 1_333_33)),
        # a pot that is empty pays nothing, also not the cent that is left
        (1, (0, 5), (0, 1)),
        (0, (0, 0), (0, 0)),
        (7, (7,), (7,)),
    ],
)
def test_an_amount_is_divided_by_the_largest_remainder(
    amount: int, weights: tuple[int, ...], parts: tuple[int, ...]
) -> None:
    assert divide(amount, weights) == parts


def test_each_plan_is_paid_in_proportion_to_what_the_pots_still_hold() -> None:
    paid = charge([4_000_00, 1_000_00, 3_000_00], [10_000_00, 5_000_00])
    # 266,666.67 and 133,333.33 cents; left 733,333 and 366,667
    # 66,666.64 and 33,333.36 cents: the cent goes to the first; left 666,666 and 333,334
    # 199,999.8 and 100,000.2 cents
    assert paid == [(266_667, 133_333), (66_667, 33_333), (200_000, 100_000)]


def test_more_than_the_pots_hold_is_refused() -> None:
    assert charge([15], [10, 5]) == [(10, 5)]
    with pytest.raises(ValueError, match="do not hold so much"):
        charge([15, 1], [10, 5])
    with pytest.raises(ValueError, match="nothing to divide it over"):
        divide(1, [0, 0])


@given(AMOUNTS, POTS)
def test_every_plan_is_paid_to_the_cent_and_no_pot_pays_more_than_it_has(amounts: list[int], pots: list[int]) -> None:
    affordable = [amount for number, amount in enumerate(amounts) if sum(amounts[: number + 1]) <= sum(pots)]
    paid = charge(affordable, pots)
    assert [sum(parts) for parts in paid] == affordable
    for place, pot in enumerate(pots):
        assert all(parts[place] >= 0 for parts in paid)
        assert sum(parts[place] for parts in paid) <= pot


@given(st.integers(0, 10**6), st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_nobody_is_a_whole_cent_away_from_its_exact_part(amount: int, weights: list[int]) -> None:
    total = sum(weights)
    for part, weight in zip(divide(amount, weights), weights, strict=True):
        assert abs(part * total - amount * weight) < total
