"""Several areas that voted as one, written to a file and read back: the same count, to the last sign of its record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tests.voting.rules.building import election, elections
from tests.voting.rules.pabulib.test_faults import faults_of
from tests.voting.rules.pabulib.test_writer import META, RULES, VOTE_TYPES, errors_of, in_whole_euros, is_told_whole
from voting.rules.count import count, rules_beside
from voting.rules.election import AreaShare, BallotGroup, BallotKind, Election, Rule
from voting.rules.pabulib.areas import labels_of, shares_in, shares_in_words
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.writer import write
from voting.rules.record import count_as_json, record_text
from voting.rules.recounting import differing, in_order, recounted


def two_areas() -> Election:
    """North has 60 for two voters, south 40 for eight; A and B cost 60, C 40."""
    plain = election(100, {"A": 60, "B": 60, "C": 40}, {})
    groups = (BallotGroup((0,), 2, (), 0), BallotGroup((1,), 5, (), 1), BallotGroup((1, 2), 3, (), 1))
    return replace(plain, ballots=groups, areas=(AreaShare("north", 60_00), AreaShare("south", 40_00)))


def record_of(asked: Election, rule: Rule) -> dict[str, object]:
    def told(by: Rule) -> dict[str, object]:
        return count_as_json(count(asked, by), asked, by)

    return {
        "area": "north, south",
        "count": told(rule),
        "beside": [told(each) for each in rules_beside(rule, asked.kind)],
    }


def test_the_file_gives_the_same_winners_and_without_its_areas_it_would_give_others() -> None:
    rule = Rule(completion=RULES[3].completion)
    data = write(META, two_areas(), count(two_areas(), rule))
    back = read(data).election()
    # two voters of north with 30 each pay A; south's have 5 each, so B's eight cannot pay 60, but C's three 15 not 40
    assert count(two_areas(), rule).winners == count(back, rule).winners == ("A",)
    assert count(replace(back, areas=()), rule).winners == ("B",)
    assert errors_of(data) == {}


def test_every_ballot_of_the_file_has_its_area() -> None:
    file = read(write(META, two_areas(), count(two_areas())))
    assert [area.name for area in file.areas] == ["north", "south"]
    assert sorted(ballot.area for ballot in file.ballots) == [0] * 2 + [1] * 8


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("north (60)", "north (61)"), "parts of areas that are the whole budget together (100)"),
        (("1;A;north", "1;A;east"), "one of: north, south"),
        (("1;A;north", "1;A;"), "one of: north, south"),
        (("vote;district", "vote;age"), "a column of this name"),
    ],
)
def test_a_file_whose_areas_do_not_fit_is_refused(change: tuple[str, str], told: str) -> None:
    text = write(META, two_areas(), count(two_areas())).decode()
    assert change[0] in text
    assert told in [each[3] for each in faults_of(text.replace(*change).encode())]


def test_a_district_means_nothing_where_no_areas_voted_as_one() -> None:
    data = write(META, two_areas(), count(two_areas())).decode()
    file = read(data.replace("Areas voted as one", "Wijken").encode())
    assert (file.areas, file.election().areas) == ((), ())
    assert {ballot.area for ballot in file.ballots} == {0}


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (("Oost", "West"), ("Oost", "West")),
        (("Wijk 3", "Zuid (oud)"), ("Wijk 3", "Zuid (oud)")),
        (("'s-Gravelandse buurt", "Hoorn, Noord"), ("'s-Gravelandse buurt", "Hoorn, Noord")),
        (("Oost", "Oost"), ("1", "2")),
        (("Oost (1), West", "Zuid"), ("1", "2")),
        (("Oost; West", "Zuid"), ("1", "2")),
        (("Wijk #2", "Zuid"), ("1", "2")),
        (('De "Kuil"', "Zuid"), ("1", "2")),
        (("Oost  ", "Zuid"), ("1", "2")),
        (("", "Zuid"), ("1", "2")),
    ],
)
def test_an_area_bears_its_name_where_a_file_can_hold_it_else_a_number(
    names: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    assert labels_of(names) == labels


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4), st.lists(st.integers(0, 10**12), min_size=4))
def test_whatever_areas_are_called_their_labels_come_back_with_their_parts(names: list[str], cents: list[int]) -> None:
    shares = tuple(map(AreaShare, labels_of(names), cents))
    assert shares_in(f"#1: Counted by: greedy. #2: {shares_in_words(shares)} #3: Meer.") == shares


ACROSS = elections(kinds=tuple(BallotKind), bounds=("limits", "hours", "groups", "areas"))


@given(ACROSS, st.sampled_from(RULES), st.integers(0, 3), st.integers(0, 2))
@example(two_areas(), Rule(), 1, 0)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_whoever_counts_the_file_again_gets_the_record_to_the_last_sign(
    plain: Election, rule: Rule, blank: int, invalid: int
) -> None:
    assume(plain.n and is_told_whole(plain) and plain.longest_ranking <= len(plain.projects))
    asked = replace(plain, blank=blank, invalid=invalid)
    counted = count(asked, rule)
    record = record_of(asked, replace(rule, threshold=counted.threshold))
    data = write(META, asked, counted, VOTE_TYPES[asked.kind])
    back = read(data).election(with_limits=True, pot_minutes=asked.pot_minutes)
    again = recounted(record, back, replace(rule, threshold=counted.threshold))
    assert differing(record, again) == ()
    assert record_text(again) == record_text(record)


@given(elections(bounds=("areas",)), st.sampled_from(RULES))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_the_checker_finds_no_error_in_a_file_of_several_areas(asked: Election, rule: Rule) -> None:
    assume(asked.n and all(project.cost_cents >= 100 for project in asked.projects))
    whole = in_whole_euros(asked)
    north = whole.pot_cents // 200 * 100
    areas = (AreaShare("north", north), AreaShare("south", whole.pot_cents - north)) if asked.areas else ()
    assert errors_of(write(META, replace(whole, areas=areas), count(replace(whole, areas=areas), rule))) == {}


def test_plans_in_another_order_are_the_same_plans() -> None:
    turned = in_order(two_areas(), ["C", "B", "A"])
    assert [project.id for project in turned.projects] == ["C", "B", "A"]
    assert [group.choices for group in turned.ballots] == [(2,), (1,), (0, 1)]
    assert in_order(turned, ["A", "B", "C"]) == two_areas()
    with pytest.raises(ValueError, match="other plans"):
        in_order(two_areas(), ["A", "B"])
