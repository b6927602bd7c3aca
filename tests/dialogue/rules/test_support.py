"""Support in figures: worked by hand, and what holds for every list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.rules.support import Count, NewList, PaperList, Support, faults_of_count, faults_of_list, support_of

TODAY = date(2026, 11, 27)
GOOD = NewList(80, TODAY, "Op de braderie")


def test_three_on_the_site_and_a_list_of_eighty_of_which_76_held():
    papers = [PaperList(80, 76, 60), PaperList(12)]
    assert support_of(["MEENT", None, "ZUID"], "MEENT", papers) == Support(3, 1, 76, 60, 12)


def test_for_the_whole_town_nobody_is_counted_as_living_there():
    assert support_of(["MEENT", None], None, [PaperList(10, 9, 5)]) == Support(2, 0, 9, 0, 0)


def test_nothing_is_no_support():
    assert support_of([], "MEENT", []) == Support()
    assert not Support().is_any
    assert not support_of([], "MEENT", [PaperList(3, 0, 0)]).is_any
    assert Support(on_paper_to_count=1).is_any


@given(
    st.lists(st.sampled_from(["MEENT", "ZUID", None])),
    st.sampled_from(["MEENT", None]),
    st.lists(st.tuples(st.integers(1, 500), st.none() | st.integers(0, 500))),
)
def test_no_more_people_live_in_the_area_than_there_are(homes, area, papers):
    lists = [PaperList(said, counted, None if counted is None else counted // 2) for said, counted in papers]
    found = support_of(homes, area, lists)
    assert found.on_site == len(homes)
    assert 0 <= found.on_site_from_area <= found.on_site
    assert 0 <= found.on_paper_from_area <= found.on_paper
    assert found.on_paper_to_count == sum(said for said, counted in papers if counted is None)


@pytest.mark.parametrize(
    ("new", "fields"),
    [
        (GOOD, []),
        (NewList(1, TODAY, "abc"), []),
        (NewList(None, None, ""), ["place", "signatures", "gathered_on"]),
        (NewList(0, TODAY, GOOD.place), ["signatures"]),
        (NewList(100_001, TODAY, GOOD.place), ["signatures"]),
        (NewList(80, date(2026, 11, 28), GOOD.place), ["gathered_on"]),
        (NewList(80, TODAY, "x" * 201), ["place"]),
    ],
)
def test_everything_that_is_wrong_with_a_list_is_said_at_once(new, fields):
    assert [fault.field for fault in faults_of_list(new, TODAY)] == fields


@pytest.mark.parametrize(
    ("count", "fields"),
    [
        (Count(76, 60), []),
        (Count(0, None), []),
        (Count(76, None, "Vier namen stonden er dubbel op."), []),
        (Count(None, None), ["counted"]),
        (Count(-1, None), ["counted"]),
        (Count(76, 77), ["from_area"]),
        (Count(76, -1), ["from_area"]),
        (Count(76, 1, "x" * 501), ["note"]),
    ],
)
def test_everything_that_is_wrong_with_a_count_is_said_at_once(count, fields):
    assert [fault.field for fault in faults_of_count(count)] == fields
