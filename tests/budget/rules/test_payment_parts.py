"""A payment out of several accounts: from which account how much, to the cent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.payments import parts_by_account

FREE = {7: 30_000, 3: 50_000, 9: 0}


@pytest.mark.parametrize(
    ("cents", "parts"),
    [
        (1, [(7, 1)]),
        (30_000, [(7, 30_000)]),
        (30_001, [(3, 30_001)]),
        (40_000, [(3, 40_000)]),
        (50_001, [(7, 30_000), (3, 20_001)]),
        (60_000, [(7, 30_000), (3, 30_000)]),
        (80_000, [(7, 30_000), (3, 50_000)]),
    ],
)
def test_one_account_pays_all_if_one_can_and_else_each_in_turn(cents: int, parts: list[tuple[int, int]]) -> None:
    assert parts_by_account(FREE, cents) == parts


@pytest.mark.parametrize("cents", [80_001, 0, -1])
def test_more_than_there_is_and_nothing_are_no_payment(cents: int) -> None:
    with pytest.raises(ValueError, match="cannot be asked"):
        parts_by_account(FREE, cents)


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 100_00), min_size=1).filter(lambda free: any(free.values())))
def test_parts_are_the_whole_and_no_account_gives_more_than_it_has(free: dict[int, int]) -> None:
    together = sum(free.values())
    for cents in {1, (together + 1) // 2, together}:
        parts = parts_by_account(free, cents)
        assert sum(part for _, part in parts) == cents
        assert len(dict(parts)) == len(parts)
        assert all(0 < part <= free[account] for account, part in parts)
