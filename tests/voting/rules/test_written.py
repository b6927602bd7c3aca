from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.ballot import BallotType
from voting.rules.written import read_marks, write_marks


@pytest.mark.parametrize(
    ("kind", "marks", "text"),
    [
        (BallotType.APPROVAL, {3: 1, 0: 1}, "0,3"),
        (BallotType.KNAPSACK, {12: 1}, "12"),
        (BallotType.CHOOSE_1, {}, ""),
        (BallotType.RANKING, {0: 2, 3: 1, 1: 3}, "3,0,1"),
        (BallotType.POINTS, {3: 2, 0: 5}, "0=5,3=2"),
    ],
)
def test_choices_are_written_as_one_short_text(kind: BallotType, marks: dict[int, int], text: str) -> None:
    assert write_marks(kind, marks) == text
    assert read_marks(kind, text) == marks


@given(st.sampled_from(BallotType), st.sets(st.integers(0, 99)), st.data())
def test_what_is_written_is_read_back(kind: BallotType, places: set[int], data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(places)))
    marks = dict.fromkeys(order, 1)
    if kind is BallotType.RANKING:
        marks = {place: rank for rank, place in enumerate(order, 1)}
    if kind is BallotType.POINTS:
        marks = {place: data.draw(st.integers(1, 65_535)) for place in order}
    assert read_marks(kind, write_marks(kind, marks)) == marks
