"""What may be said of a small area and of few people."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.publication import (
    Together,
    is_too_few,
    least_said,
    public_record,
    shows_steps,
    turnout_of_area,
    turnout_said,
    voters_together,
)


def test_thirty_ballots_show_their_steps_and_twenty_nine_do_not():
    assert shows_steps(30)
    assert not shows_steps(29)
    assert not shows_steps(0)


@pytest.mark.parametrize(("people", "too_few"), [(0, False), (1, True), (4, True), (5, False), (400, False)])
def test_one_to_four_people_are_too_few_and_nobody_is_not(people, too_few):
    assert is_too_few(people) is too_few


@pytest.mark.parametrize(
    ("voters_with", "together"),
    [
        ((12, 20, 3, 1), ((0, 0, 12), (1, None, 24))),
        ((2, 20, 8), ((0, 1, 22), (2, 2, 8))),
        ((0, 10, 30), ((0, 0, 0), (1, 1, 10), (2, 2, 30))),
        ((10, 3), ((0, None, 13),)),
        ((40,), ((0, 0, 40),)),
        ((3, 1), ()),
        ((), ()),
    ],
)
def test_small_groups_of_voters_are_put_together(voters_with, together):
    assert voters_together(voters_with) == tuple(Together(*each) for each in together)


@given(st.lists(st.integers(0, 40), max_size=12))
def test_no_group_is_too_small_and_nobody_is_lost(voters_with):
    together = voters_together(voters_with)
    assert not any(is_too_few(each.voters) for each in together)
    assert sum(each.voters for each in together) in (0, sum(voters_with))


@pytest.mark.parametrize(
    ("issued", "chose", "blank", "invalid", "issued_said", "ballots_said"),
    [
        (640, 243, 4, 0, 640, None),  # 247 - 243 would tell the four
        (640, 243, 5, 0, 640, 248),
        (640, 243, 0, 3, 640, 243),
        (640, 3, 12, 0, 640, None),  # 15 - 12 would tell the three
        (247, 243, 4, 0, None, None),  # 247 codes - 243 ballots too
        (250, 243, 4, 0, 250, None),  # 7 are blank or did not vote
        (250, 243, 0, 4, 250, 243),
        (246, 243, 0, 0, None, 243),  # three did not vote
        (0, 0, 0, 0, 0, 0),
    ],
)
def test_no_total_is_said_that_gives_a_small_group_away(issued, chose, blank, invalid, issued_said, ballots_said):
    said = turnout_said(issued, chose, blank, invalid)
    assert (said.issued, said.ballots) == (issued_said, ballots_said)
    assert said.is_whole is (None not in (issued_said, ballots_said))


@given(st.integers(0, 60), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_no_two_numbers_that_are_said_differ_by_a_hidden_group(chose, blank, invalid, absent):
    """Whoever takes the said parts from a said total finds nobody, or five and more."""
    said = turnout_said(chose + blank + invalid + absent, chose, blank, invalid)
    parts = {"chose": chose, "blank": blank, "invalid": invalid}
    shown = {name: number for name, number in parts.items() if not is_too_few(number)}
    totals = [(said.issued, shown.values())]
    totals.append((said.ballots, [number for name, number in shown.items() if name != "invalid"]))
    for total, within in totals:
        assert total is None or not is_too_few(total - sum(within))


@pytest.mark.parametrize(
    ("people", "whole", "least"), [(243, 243, None), (242, 243, 239), (239, 243, 239), (238, 243, None), (0, 3, 0)]
)
def test_of_nearly_everybody_only_a_least_number_is_said(people, whole, least):
    assert least_said(people, whole) == least


@given(st.integers(0, 60), st.integers(0, 60))
def test_what_is_said_of_nearly_everybody_is_the_same_for_one_to_four_others(people, others):
    least = least_said(people, people + others)
    assert (least is not None) is is_too_few(others)
    assert least is None or least <= people


def record_of_areas(*areas: tuple[str, int | None, int | None, int | None]) -> dict[str, Any]:
    told = [dict(zip(("code", "issued", "ballots", "chose"), area, strict=True)) for area in areas]
    sums = {key: sum(each[key] or 0 for each in told) for key in ("issued", "ballots", "chose")}  # type: ignore[misc]
    count = {"n": sums["chose"], "blank": sums["ballots"] - sums["chose"], "invalid": 0}
    return {"turnout": {"issued": sums["issued"]}, "count": count, "areas": told}


def test_an_area_by_itself_says_what_its_page_says():
    count = {"n": 243, "blank": 4, "invalid": 0}
    assert turnout_of_area({"turnout": {"issued": 640}, "count": count}, "A") == (640, 243)
    assert turnout_of_area({"turnout": {"issued": 640}, "count": count | {"blank": 9}}, "A") == (640, 252)


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        ([("A", 300, 210, 200), ("B", 400, 306, 300)], [(300, 210), (400, 306)]),
        # 13 blank ballots in all: beside 500 and 513 the 310 of B would tell the three of A
        ([("A", 300, 203, 200), ("B", 400, 310, 300)], [(300, 200), (400, 300)]),
        # three people chose in B: beside 203 in all the 200 of A would tell them
        ([("A", 300, 210, 200), ("B", 400, 9, 3)], [(300, None), (400, None)]),
        # merged with A, where its ballots stand
        ([("A", 700, 210, 200), ("B", None, None, None)], [(700, 210), (None, None)]),
        # all but two of A voted
        ([("A", 202, 200, 200), ("B", 400, 300, 300)], [(None, 200), (None, 300)]),
    ],
)
def test_areas_that_voted_together_say_nothing_from_which_one_of_them_follows(areas, said):
    record = record_of_areas(*areas)
    assert [turnout_of_area(record, area[0]) for area in areas] == said


def test_a_threshold_in_percent_does_not_tell_how_many_people_voted_in_a_small_area():
    count = {"parameters": {"threshold": 2, "utility": "cost"}, "rule": "equalshares"}
    record = {"round": "Ronde", "plans": {}, "count": count, "threshold_percent": 50}
    public = public_record(record, "ab" * 32)
    assert public["count"]["parameters"] == {"threshold": "50%", "utility": "cost"}
    assert public["threshold_percent"] == 50
    assert count["parameters"]["threshold"] == 2


def test_the_public_record_of_a_small_area_holds_winners_and_totals_only():
    count = dict.fromkeys(("rule", "parameters", "winners", "granted", "pot", "spent", "left", "steps", "projects"), 1)
    record = {"round": "Ronde", "area": "A", "plans": {}, "count": count, "beside": [count], "turnout": {"ballots": 7}}
    public = public_record(record, "ab" * 32)
    assert set(public) == {"round", "area", "plans", "record_hash", "shortened", "count"}
    assert set(public["count"]) == {"rule", "parameters", "winners", "granted", "pot", "spent", "left"}
