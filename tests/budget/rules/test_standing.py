"""What stands and what of it is booked: set apart, freed, short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.standing import Owed, PaidAlready, fault_in_amounts, shortfall_of, to_free, to_set_apart


def test_the_oldest_decision_is_set_apart_first_and_the_rest_is_short() -> None:
    due = (Owed("a", 500_00, 0), Owed("b", 400_00, 100_00), Owed("c", 100_00, 100_00))
    assert [(each.subject, cents) for each, cents in to_set_apart(due, 600_00)] == [("a", 500_00), ("b", 100_00)]
    assert shortfall_of(due) == 800_00
    assert to_set_apart(due, 0) == ()


def test_what_is_owed_no_more_comes_free_as_far_as_it_is_not_paid() -> None:
    less = Owed("a", 11_000_00, 12_600_00)
    assert to_free(less, 12_600_00, 2027) == 1_600_00
    assert to_free(less, 1_600_00, 2027) == 1_600_00
    with pytest.raises(PaidAlready, match=r"11,000\.01"):
        to_free(less, 1_599_99, 2027)
    assert to_free(Owed("a", 5, 5), 0, 2027) == 0
    assert to_free(Owed("a", 5, 4), 0, 2027) == 0


@pytest.mark.parametrize(
    ("amounts", "least", "words"),
    [
        ({}, 0, "at least one year"),
        ({1999: 1}, 0, "2000 to 2400"),
        ({2401: 1}, 0, "2000 to 2400"),
        ({2030: 0}, 1, "more than zero"),
        ({2030: -1}, 0, "negative"),
        ({2030: 1_001}, 0, "too large"),
    ],
)
def test_faults_in_amounts_are_told_in_words(amounts: dict[int, int], least: int, words: str) -> None:
    assert words in str(fault_in_amounts(amounts, 1_000, least))


def test_amounts_on_the_edge_are_taken() -> None:
    assert fault_in_amounts({2000: 0, 2400: 1_000}, 1_000, 0) is None


OWED = st.builds(Owed, st.text(min_size=1), st.integers(0, 10_000), st.integers(0, 10_000))


@given(st.lists(OWED, unique_by=lambda each: each.subject), st.integers(0, 50_000))
def test_never_more_is_set_apart_than_there_is_or_is_owed(due: list[Owed], available: int) -> None:
    booked = to_set_apart(due, available)
    spent = sum(cents for _each, cents in booked)
    assert all(0 < cents <= each.short_cents for each, cents in booked)
    assert spent == min(available, shortfall_of(due))
