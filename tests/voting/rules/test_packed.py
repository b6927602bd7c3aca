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
from voting.rules.packed import PackedBallots, grouped, packed, without_blank
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
