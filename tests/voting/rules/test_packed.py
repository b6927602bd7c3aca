"""Ballots kept as arrays are the same ballots: one by one, taken together, and counted."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import elections
from voting.rules import packed as packing
from voting.rules.ballot_table import tabulate
from voting.rules.count import count
from voting.rules.election import BallotGroup, BallotKind, Election, Rule
from voting.rules.packed import PackedBallots, by_plan, grouped, packed, with_default, without_blank
from voting.rules.record import count_as_json

ROWS = st.lists(
    st.tuples(st.lists(st.integers(0, 4), max_size=4, unique=True), st.integers(0, 2), st.integers(1, 3)), max_size=30
)


def packed_from(rows: list[tuple[list[int], int, int]]) -> PackedBallots:
    choices = [place for chosen, _, _ in rows for place in chosen]
    voters = np.array([number for _, _, number in rows], np.int64)
    return packed(choices, [len(chosen) for chosen, _, _ in rows], [area for _, area, _ in rows], voters)


def plainly_grouped(rows: list[tuple[list[int], int, int]]) -> list[BallotGroup]:
    voters: dict[tuple[tuple[int, ...], int], int] = {}
    for chosen, area, number in rows:
        voters[tuple(chosen), area] = voters.get((tuple(chosen), area), 0) + number
    return [BallotGroup(chosen, number, (), area) for (chosen, area), number in voters.items()]


@given(ROWS)
def test_rows_come_back_one_by_one_and_equal_ones_together(rows):
    ballots = packed_from(rows)
    told = [BallotGroup(tuple(chosen), number, (), area) for chosen, area, number in rows]
    assert list(ballots) == told
    assert [ballots[place] for place in range(len(ballots))] == told
    assert ballots == told
    assert ballots[1:3] == told[1:3]
    assert list(grouped(ballots)) == plainly_grouped(rows)
    chose, blank = without_blank(ballots)
    assert list(chose) == [each for each in told if each.choices]
    assert blank == sum(each.voters for each in told if not each.choices)
    assert pickle.loads(pickle.dumps(ballots)) == ballots


@given(ROWS)
@settings(max_examples=40)
def test_rows_that_share_a_sum_and_differ_are_never_taken_for_one(rows):
    """Were all sums alike, what is taken together would still be equal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "_sums", lambda ballots: np.zeros(len(ballots), np.uint64))
        ballots = grouped(packed_from(rows))
    merged: dict[tuple[tuple[int, ...], int], int] = {}
    for each in ballots:
        merged[each.choices, each.area] = merged.get((each.choices, each.area), 0) + each.voters
    assert merged == {(each.choices, each.area): each.voters for each in plainly_grouped(rows)}


def test_a_piece_at_a_time_gives_the_same(monkeypatch):
    rows = [([number % 5, 5 + number % 3], number % 2, 1 + number % 4) for number in range(50)]
    whole = list(grouped(packed_from(rows)))
    monkeypatch.setattr(packing, "ROWS_AT_ONCE", 7)
    assert list(grouped(packed_from(rows))) == whole == plainly_grouped(rows)


@given(elections(kinds=(BallotKind.APPROVAL, BallotKind.RANKING), bounds=("areas",)))
@settings(max_examples=60, deadline=None)
def test_an_election_of_packed_ballots_is_counted_alike(asked: Election):
    rows = [(list(each.choices), each.area, each.voters) for each in asked.ballots]
    as_arrays = replace(asked, ballots=packed_from([*rows, ([], 0, 2)]))
    for rule in (Rule(), Rule(exhaustive_stop=True)):
        told = [count_as_json(count(each, rule), each, rule) for each in (asked, as_arrays)]
        assert told[0] == told[1]
    assert tabulate(as_arrays).n == tabulate(asked).n == asked.n == replace(as_arrays).n


POINTS = st.dictionaries(st.integers(0, 4), st.integers(-3, 3), max_size=4)


def packed_points(rows: list[dict[int, int]]) -> PackedBallots:
    choices, given = ([each for row in rows for each in part(row)] for part in (dict.keys, dict.values))
    return packed(choices, [len(row) for row in rows], [0] * len(rows), np.ones(len(rows), np.int64), given)


@given(st.lists(POINTS, max_size=30))
def test_points_stay_beside_their_plans(rows):
    ballots = packed_points(rows)
    assert list(ballots) == [BallotGroup(tuple(row), 1, tuple(row.values())) for row in rows]
    ordered = [tuple(sorted(row.items())) for row in rows]
    assert [tuple(zip(each.choices, each.points, strict=True)) for each in by_plan(ballots)] == ordered
    voters = {row: ordered.count(row) for row in ordered}
    told = {tuple(zip(each.choices, each.points, strict=True)): each.voters for each in grouped(by_plan(ballots))}
    assert told == voters
    assert [ballots[place] for place in range(len(ballots))] == list(ballots)


@given(st.lists(POINTS, max_size=30), st.integers(-2, 2))
def test_plans_that_a_ballot_does_not_name_get_the_default(rows, default):
    told = with_default(packed_points(rows), 5, default)
    assert [each.points for each in told] == [tuple(row.get(plan, default) for plan in range(5)) for row in rows]
    assert {each.choices for each in told} <= {(0, 1, 2, 3, 4)}


def test_by_hand_the_same_choices_with_other_points_are_other_ballots():
    ballots = by_plan(packed_points([{3: 2, 0: 1}, {0: 1, 3: 2}, {0: 2, 3: 1}]))
    assert list(grouped(ballots)) == [BallotGroup((0, 3), 2, (1, 2)), BallotGroup((0, 3), 1, (2, 1))]


@given(elections(kinds=(BallotKind.POINTS,)))
@settings(max_examples=40, deadline=None)
def test_an_election_of_packed_points_is_counted_alike(asked: Election):
    rows = [dict(zip(each.choices, each.points, strict=True)) for each in asked.ballots for _ in range(each.voters)]
    as_arrays = replace(asked, ballots=packed_points(rows))
    told = [count_as_json(count(each, Rule()), each, Rule()) for each in (asked, as_arrays)]
    assert told[0] == told[1]
