"""Written choices become ballots: equal ones together, blank ones apart, whatever their order."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.ballot import BallotType
from voting.rules.election import BallotGroup
from voting.rules.gathering import Written, gather
from voting.rules.written import write_marks

MARKS = st.dictionaries(st.integers(0, 4), st.integers(1, 3), max_size=4)


def test_by_hand_two_areas_with_plans_of_their_own():
    """Area 0 has plans 0 and 1, area 1 has plans 2 and 3: its own place 0 is plan 2 of all."""
    told = gather(
        BallotType.APPROVAL, [Written("0,1"), Written("0", 2, 2, 1), Written(""), Written("0,1"), Written("", 3)]
    )
    assert list(told.ballots) == [BallotGroup((0, 1), 2), BallotGroup((2,), 2, (), 1)]
    assert (told.blank, told.voters) == (4, 4)


@pytest.mark.parametrize(
    ("kind", "text", "group"),
    [
        (BallotType.RANKING, "3,0", BallotGroup((3, 0), 1)),
        (BallotType.POINTS, "0=5,3=2", BallotGroup((0, 3), 1, (5, 2))),
        (BallotType.KNAPSACK, "0,3", BallotGroup((0, 3), 1)),
    ],
)
def test_by_hand_each_kind_keeps_what_it_says(kind: BallotType, text: str, group: BallotGroup):
    assert list(gather(kind, [Written(text)]).ballots) == [group]


@pytest.mark.parametrize("kind", list(BallotType))
@given(st.lists(st.tuples(MARKS, st.integers(1, 3)), max_size=20), st.randoms())
def test_equal_ballots_are_one_group_in_any_order(kind: BallotType, rows, random):
    written = [Written(write_marks(kind, marks), voters) for marks, voters in rows]
    voters = Counter[str]()
    for each in written:
        voters[each.text] += each.voters
    random.shuffle(written)
    told = gather(kind, written)
    again = {write_marks(kind, _marks(kind, group)): group.voters for group in told.ballots}
    blank = voters.pop("", 0)
    assert (again, told.blank, told.voters) == (dict(voters), blank, voters.total())
    assert len(told.ballots) == len(voters)


def _marks(kind: BallotType, group: BallotGroup) -> dict[int, int]:
    if kind is BallotType.POINTS:
        return dict(zip(group.choices, group.points, strict=True))
    return {place: rank for rank, place in enumerate(group.choices, 1)}
