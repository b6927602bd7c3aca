"""Which areas are taken together, worked out by hand and for any names and numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.test_spec import FIRST
from voting.rules.merging import counted_areas, merged_areas
from voting.rules.spec import SpecArea, read_spec

SPEC = read_spec(FIRST)


def areas(**goes_with: str) -> tuple[SpecArea, ...]:
    return tuple(SpecArea(code, code.upper(), 100_00, (), merge_with=other) for code, other in goes_with.items())


def codes(groups: tuple[tuple[SpecArea, ...], ...]) -> list[str]:
    return ["".join(area.code for area in group) for group in groups]


@pytest.mark.parametrize(
    ("goes_with", "chose", "groups"),
    [
        ({"a": "b", "b": ""}, {"a": 4, "b": 40}, ["ab"]),
        ({"a": "b", "b": ""}, {"a": 5, "b": 40}, ["a", "b"]),
        ({"a": "b", "b": ""}, {"a": 40, "b": 4}, ["a", "b"]),  # nobody named where b goes
        ({"a": "b", "b": ""}, {"b": 40}, ["ab"]),  # nobody voted: fewer than five too
        ({"a": "b", "b": "c", "c": ""}, {"a": 2, "b": 2, "c": 9}, ["abc"]),
        ({"a": "b", "b": "c", "c": ""}, {"a": 2, "b": 3, "c": 9}, ["ab", "c"]),
        ({"a": "b", "b": "a"}, {"a": 1, "b": 1}, ["ab"]),
        ({"a": "c", "b": "", "c": ""}, {"a": 1, "b": 9, "c": 9}, ["ac", "b"]),
        ({"a": "x", "b": ""}, {"a": 1, "b": 9}, ["a", "b"]),  # no such area
        ({"a": "a", "b": ""}, {"a": 1, "b": 9}, ["a", "b"]),
    ],
)
def test_a_small_area_goes_with_the_one_it_names(goes_with, chose, groups):
    assert codes(merged_areas(areas(**goes_with), chose, 5)) == groups


LETTERS = "abcdef"


@given(
    st.lists(st.sampled_from(["", *LETTERS]), min_size=1, max_size=6),
    st.lists(st.integers(0, 12), min_size=6),
    st.integers(0, 9),
)
def test_every_area_stands_once_in_order_and_no_small_group_had_somewhere_to_go(named, numbers, fewest):
    made = areas(**dict(zip(LETTERS, named, strict=False)))
    chose = dict(zip(LETTERS, numbers, strict=False))
    groups = merged_areas(made, chose, fewest)
    assert sorted(area.code for group in groups for area in group) == [area.code for area in made]
    assert [group[0].code for group in groups] == sorted(group[0].code for group in groups)
    present = {area.code for area in made}
    for group in groups:
        mine = {area.code for area in group}
        assert [area.code for area in group] == sorted(mine)
        if sum(chose[code] for code in mine) < fewest:
            assert not ({area.merge_with for area in group} & present) - mine


def test_across_all_areas_are_one_count_with_a_share_for_each_that_was_not_merged():
    made = areas(a="c", b="", c="")
    spec = replace(SPEC, areas=made, across=True)
    (whole,) = counted_areas(spec, {"a": 3, "b": 9, "c": 9})
    assert (whole.codes, codes(whole.shares), codes(whole.merged)) == (("a", "b", "c"), ["ac", "b"], ["ac"])
    assert [whole.share_of(area) for area in made] == [0, 1, 0]
    apart = counted_areas(replace(spec, across=False), {"a": 3, "b": 9, "c": 9})
    assert [each.codes for each in apart] == [("a", "c"), ("b",)]


def test_the_limit_stands_in_the_spec():
    spec = replace(SPEC, areas=areas(a="b", b=""), merge_below=2)
    assert len(counted_areas(spec, {"a": 2, "b": 9})) == 2
