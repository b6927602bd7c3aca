"""Hours and exclusion groups come back out of the comment of an export, and count the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import election, elections
from tests.voting.rules.pabulib.test_writer import META, errors_of
from voting.rules.count import count
from voting.rules.election import GREEDY, Election, Rule
from voting.rules.pabulib.bounds import bounds_in_words, groups_in, minutes_in
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.writer import write


def bounded() -> Election:
    """A asks 6 hours of 8, B 2.5, C none; B and C exclude each other."""
    plain = election(100, {"A": 60, "B": 40, "C": 40}, {"AB": 6, "C": 4})
    asked, group = {"A": 360, "B": 150}, {"B": "hoek", "C": "hoek"}
    projects = tuple(
        replace(each, minutes=asked.get(each.id, 0), excludes=group.get(each.id, "")) for each in plain.projects
    )
    return replace(plain, projects=projects, pot_minutes=480)


def test_the_comment_says_hours_and_groups_in_words() -> None:
    assert list(bounds_in_words(bounded())) == [
        "Staff hours count: 8; asked by A (6), B (2:30).",
        "At most one of the projects B, C is funded.",
    ]
    assert list(bounds_in_words(election(1, {"A": 1}, {"A": 1}))) == []


def test_what_the_comment_says_is_read_back() -> None:
    comment = read(write(META, bounded(), count(bounded(), GREEDY))).meta["comment"]
    assert minutes_in(comment) == {"A": 360, "B": 150}
    assert groups_in(comment, ["A", "B", "C"]) == {"B": "1", "C": "1"}


@pytest.mark.parametrize("rule", [GREEDY, Rule()])
def test_an_export_with_hours_and_groups_counts_the_same_and_has_no_error(rule: Rule) -> None:
    counted = count(bounded(), rule)
    data = write(META, bounded(), counted)
    again = count(read(data).election(pot_minutes=480), rule)
    assert errors_of(data) == {}
    assert (again.winners, again.left_minutes) == (counted.winners, counted.left_minutes)
    # without the bounds more would be funded
    assert set(counted.winners) < set(count(replace(bounded(), projects=tuple(
        replace(each, excludes="", minutes=0) for each in bounded().projects
    ), pot_cents=140_00), rule).winners)  # fmt: skip


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "#1: At most one of the projects X, Y is funded.",
        "#1: Staff hours count: veel; asked by A (6).",
        "#1: B, C.",
    ],
)
def test_a_sentence_of_somebody_else_means_nothing(comment: str) -> None:
    assert minutes_in(comment) == {}
    assert groups_in(comment, ["A", "B", "C"]) == {}


@given(elections(), st.data())
@settings(max_examples=60, deadline=None)
def test_any_election_with_bounds_comes_back_to_the_same_winners(plain: Election, data: st.DataObject) -> None:
    projects = tuple(
        replace(
            each,
            minutes=60 * data.draw(st.integers(0, 9)),
            excludes=data.draw(st.sampled_from(["", "", "one", "two"])),
        )
        for each in plain.projects
    )
    asked = replace(plain, projects=projects, pot_minutes=60 * data.draw(st.integers(0, 20)))
    rule = replace(GREEDY, threshold=plain.threshold)
    counted = count(asked, rule)
    back = read(write(META, asked, counted)).election(pot_minutes=asked.pot_minutes)
    assert count(back, rule).winners == counted.winners
