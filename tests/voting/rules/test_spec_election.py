"""What a frozen spec and its ballots become in the count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.spec import SpecArea
from voting.rules.spec_election import threshold_of


@pytest.mark.parametrize(("voters", "votes"), [(0, 0), (1, 1), (99, 5), (100, 5), (101, 6), (90_494, 4_525)])
def test_five_percent_of_the_ballots_is_rounded_up_once(voters: int, votes: int) -> None:
    assert threshold_of(SpecArea("A", "A", 1, (), threshold_percent=5), voters) == votes


def test_a_number_of_votes_is_taken_as_it_is() -> None:
    assert threshold_of(SpecArea("A", "A", 1, (), threshold=7), 100) == 7
    assert threshold_of(SpecArea("A", "A", 1, ()), 100) == 0


@given(st.integers(0, 10**6), st.integers(1, 99))
def test_a_plan_passes_exactly_when_it_has_its_part_of_the_votes(voters: int, percent: int) -> None:
    votes = threshold_of(SpecArea("A", "A", 1, (), threshold_percent=percent), voters)
    assert 100 * votes >= percent * voters
    assert votes == 0 or 100 * (votes - 1) < percent * voters
