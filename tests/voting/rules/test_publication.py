"""What may be said of a small area and of few people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.publication import Together, is_too_few, public_record, shows_steps, voters_together


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
