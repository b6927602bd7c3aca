"""The groups of voters in a step: all voters together, and none of fewer than five."""

from __future__ import annotations

import pytest

from voting.rules.story.groups import pictured, tell_groups


def step_of(*sizes: int, others: int = 0) -> dict[str, object]:
    """Each voter paid one euro and has two left."""
    told = [{"paid_for": [], "voters": each, "paid": str(each), "left": str(2 * each)} for each in (*sizes, others)]
    return {"groups": told[:-1], "other_groups": told[-1] if others else None}


@pytest.mark.parametrize(
    ("sizes", "others", "named", "together"),
    [
        ((10, 6), 0, [10, 6], 0),
        ((10, 6, 4, 2), 0, [10, 6], 6),
        # three would be found by adding up: the six go with them
        ((10, 6, 3), 0, [10], 9),
        ((10, 6), 2, [10], 8),
        ((10, 6), 7, [10, 6], 7),
        ((4, 4), 0, [], 8),
        ((3,), 0, [], 0),
    ],
)
def test_the_others_are_never_so_few_that_adding_up_tells_them(sizes, others, named, together):
    groups = tell_groups(step_of(*sizes, others=others), {})
    assert [group.voters for group in groups if not group.is_others] == named
    assert sum(group.voters for group in groups if group.is_others) == together
    assert all(group.before_each_cents == 3_00 and group.after_each_cents == 2_00 for group in groups)


def test_a_picture_shows_the_six_largest_and_says_who_the_others_are_and_have():
    shown, others = pictured(tell_groups(step_of(20, 15, 12, 11, 10, 9, 8, 7, others=5), {}))
    assert [group.voters for group in shown] == [20, 15, 12, 11, 10, 9]
    assert others is not None
    assert (others.voters, others.after_cents) == (8 + 7 + 5, 40_00)
    assert pictured(tell_groups(step_of(20, 15), {}))[1] is None


def test_groups_of_several_areas_name_theirs():
    step = {"groups": [{"paid_for": ["a"], "area": "North", "voters": 9, "paid": "0", "left": "9"}]}
    (group,) = tell_groups(step, {"a": "Plan a"})
    assert (group.area, group.paid_for) == ("North", ("Plan a",))
