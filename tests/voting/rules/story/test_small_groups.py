"""Tables of voters beside a known total: no group of 1 to 4 people follows from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.publication import is_too_few
from voting.rules.story.groups import tell_groups
from voting.rules.story.rows import payers


def step(*voters: int) -> dict[str, object]:
    return {"groups": [{"paid_for": [], "voters": each, "left": "1", "paid": "1"} for each in voters]}


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ((20, 10, 4, 3), [(20, False), (10, False), (7, True)]),
        ((20, 10, 3), [(20, False), (13, True)]),  # 33 - 20 - 10 would tell the three
        ((20, 10), [(20, False), (10, False)]),
        ((3,), []),
    ],
)
def test_others_who_are_too_few_take_the_smallest_group_with_them(groups, told):
    assert [(group.voters, group.is_others) for group in tell_groups(step(*groups), {})] == told


@given(st.lists(st.integers(1, 30), max_size=8))
def test_no_group_is_too_small_and_nobody_is_left_out(groups):
    told = [group.voters for group in tell_groups(step(*groups), {})]
    assert not any(map(is_too_few, told))
    assert sum(told) == (0 if is_too_few(sum(groups)) else sum(groups))


@pytest.mark.parametrize(
    ("full", "emptied", "told"),
    [
        (40, 7, (40, 7)), (47, 0, (47, 0)), (44, 3, (None, "<5")), (2, 45, ("<5", None)), (3, 2, ("<5", "<5")),
    ],
)  # fmt: skip
def test_of_two_parts_of_the_votes_the_small_one_does_not_follow_from_the_other(full, emptied, told):
    assert payers(full, emptied) == told
