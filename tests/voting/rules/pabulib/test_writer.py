"""Writing Pabulib files: what comes back, what is left out, and that Pabulib's own checker finds no error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pabulib.checker import Checker

from tests.voting.rules.building import election, elections
from voting.rules.count import count
from voting.rules.election import GREEDY, BallotGroup, BallotKind, Completion, Election, Method, Rule, Ties
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.writer import write

META = {
    "description": "Stemronde Voorbeeldwijk",
    "country": "Netherlands",
    "unit": "Voorbeeldstad",
    "instance": "2024",
    "date_begin": "01.05.2024",
    "date_end": "21.05.2024",
    "language": "nl",
    "currency": "EUR",
}
ADD1 = Rule(completion=Completion.ADD1)
RULES = [
    GREEDY,
    Rule(Method.GREEDY_NO_SKIP, Completion.NONE),
    Rule(Method.GREEDY_THRESHOLD, Completion.NONE),
    Rule(completion=Completion.NONE),
    ADD1,
    Rule(),
    replace(ADD1, comparison=True),
]


def errors_of(data: bytes) -> dict[str, object]:
    results = Checker().process_files([data.decode()])
    return results[1]["results"].get("errors") or {}


def written(an_election: Election, rule: Rule, vote_type: str = "approval") -> bytes:
    return write(META, an_election, count(an_election, rule), vote_type)


def in_whole_euros(an_election: Election) -> Election:
    """The checker cuts the cents off before it adds, and then finds money left that is not there."""
    whole = tuple(replace(each, cost_cents=each.cost_cents // 100 * 100) for each in an_election.projects)
    return replace(an_election, projects=whole, pot_cents=an_election.pot_cents // 100 * 100)


def two_camps() -> Election:
    return election(100, {"A": 60, "B": 40, "C": 40}, {"AB": 6, "C": 4})


@pytest.mark.parametrize("rule", RULES)
def test_the_checker_finds_no_error_and_the_winners_come_back(rule):
    data = written(two_camps(), rule)
    assert errors_of(data) == {}
    assert read(data).selected == set(count(two_camps(), rule).winners)


ANY = elections(kinds=tuple(BallotKind), bounds=("limits", "hours", "groups"))
VOTE_TYPES = {BallotKind.APPROVAL: "approval", BallotKind.POINTS: "scoring", BallotKind.RANKING: "ordinal"}


def is_told_whole(an_election: Election) -> bool:
    """Whether every choice has points: one without points is no choice, and no ballot of ours holds it."""
    return all(min(group.points, default=1) > 0 for group in an_election.ballots)


@given(ANY, st.sampled_from(RULES))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_no_election_makes_the_checker_find_an_error(an_election, rule):
    # the format has no place for ballots or plans that cost less than one euro, nor for places past the plans
    assume(an_election.n and all(project.cost_cents >= 100 for project in an_election.projects))
    assume(is_told_whole(an_election) and an_election.longest_ranking <= len(an_election.projects))
    assert errors_of(written(in_whole_euros(an_election), rule, VOTE_TYPES[an_election.kind])) == {}


@given(ANY, st.sampled_from(RULES))
@settings(max_examples=100, deadline=None)
def test_what_is_read_back_counts_the_same(an_election, rule):
    assume(an_election.n and is_told_whole(an_election))
    counted = count(an_election, rule)
    data = write(META, an_election, counted, VOTE_TYPES[an_election.kind])
    back = read(data).election(with_limits=True, pot_minutes=an_election.pot_minutes)
    assert set(count(back, replace(rule, threshold=counted.threshold)).winners) == set(counted.winners)


def test_names_with_semicolons_quotes_and_line_ends_survive():
    asked = two_camps()
    name = 'Speeltuin "De Kuil"; nieuw'
    asked = replace(asked, projects=(replace(asked.projects[0], name=name + "\n  en groot"), *asked.projects[1:]))
    data = written(asked, GREEDY)
    assert {project.id: project.name for project in read(data).projects}["A"] == name + " en groot"
    assert errors_of(data) == {}


def test_voter_ids_are_fresh_and_the_order_tells_nothing():
    asked = two_camps()
    data = written(asked, GREEDY)
    assert [ballot.voter_id for ballot in read(data).ballots] == [str(number) for number in range(1, 11)]
    turned = replace(asked, ballots=asked.ballots[::-1])
    assert written(turned, GREEDY) == data


def test_ballots_are_written_in_the_order_of_their_check_codes_when_given():
    asked = two_camps()
    given_order = [(2,), (0, 1), (2,), (0, 1), (0, 1), (2,), (0, 1), (0, 1), (0, 1), (2,)]
    groups = [BallotGroup(places, 1) for places in given_order]
    file = read(write(META, asked, count(asked, GREEDY), ballots=groups))
    ids = [project.id for project in file.projects]
    assert [{ids[place] for place in ballot.choices} for ballot in file.ballots[:3]] == [{"C"}, {"A", "B"}, {"C"}]


def test_there_is_no_bom_no_blank_line_and_no_age_or_sex():
    text = write(META | {"age": "41"}, two_camps(), count(two_camps(), GREEDY)).decode()
    assert text.startswith("META\nkey;value\n")
    assert "\n\n" not in text
    assert "\nvoter_id;vote\n" in text
    assert "\nage;" not in text
    assert ";41" not in text


def test_blank_ballots_are_left_out_and_said():
    data = written(replace(two_camps(), blank=3), GREEDY)
    file = read(data)
    assert len(file.ballots) == 10
    assert "3 blank ballots are left out." in file.meta["comment"]


def test_a_comment_that_was_there_is_kept_and_counted_on():
    data = write(META | {"comment": "#1: Eerste keer."}, two_camps(), count(two_camps(), GREEDY))
    assert read(data).meta["comment"] == "#1: Eerste keer. #2: Counted by: greedy."


@pytest.mark.parametrize("given", ["Eerste keer.", "#1: Eerste keer.", "#3: Eerste keer.", "#1:  Eerste keer. #2: "])
def test_remarks_are_numbered_as_the_format_wants(given):
    data = write(META | {"comment": given}, two_camps(), count(two_camps(), GREEDY))
    assert read(data).meta["comment"] == "#1: Eerste keer. #2: Counted by: greedy."
    assert errors_of(data) == {}


def test_what_an_earlier_export_said_of_its_own_count_is_not_said_of_this_one():
    earlier = replace(two_camps(), blank=3, invalid=1)
    earlier = replace(earlier, projects=(*earlier.projects, replace(earlier.projects[0], id="D", cost_cents=200_00)))
    comment = read(write(META | {"comment": "Ooit."}, earlier, count(earlier, Rule()))).meta["comment"]
    assert "3 blank ballots are left out." in comment
    assert "1 invalid ballots are left out." in comment
    assert "Project D costs 200, more than the whole budget." in comment
    again = read(write(META | {"comment": comment}, two_camps(), count(two_camps(), GREEDY)))
    assert again.meta["comment"] == "#1: Ooit. #2: Counted by: greedy."


def test_more_choices_than_there_are_plans_are_not_said():
    data = write(META | {"max_length": "10"}, two_camps(), count(two_camps(), GREEDY))
    assert read(data).meta["max_length"] == "3"
    assert errors_of(data) == {}


def test_a_plan_dearer_than_the_pot_bears_the_sign_and_its_cost_stands_in_the_comment():
    data = written(election(100, {"A": 60, "B": 140, "C": 70}, {"AB": 3, "C": 1}), GREEDY)
    file = read(data)
    assert [project.is_withdrawn for project in file.projects if project.id == "B"] == [True]
    assert "Project B costs 140, more than the whole budget." in file.meta["comment"]
    assert errors_of(data) == {}


def test_limits_are_written_in_their_own_keys():
    asked = election(
        100, {"A": 60, "B": 70}, {"A": 3, "B": 2}, categories={"A": "groen", "B": "spel"}, limits={"groen": 50.5}
    )
    file = read(written(asked, GREEDY))
    assert (file.meta["categories"], file.meta["budget_per_category"]) == ("groen", "50.5")
    assert file.limits == asked.limits


def test_a_choose_1_election_says_so():
    data = written(election(100, {"A": 60, "B": 70}, {"A": 3, "B": 2}), GREEDY, "choose-1")
    assert (read(data).vote_type, read(data).meta["max_length"]) == ("choose-1", "1")
    assert errors_of(data) == {}


def test_everything_funded_is_said_in_the_formats_own_key():
    data = written(election(100, {"A": 60, "B": 40}, {"A": 3, "B": 2}), GREEDY)
    assert read(data).meta["fully_funded"] == "1"
    assert errors_of(data) == {}


@pytest.mark.parametrize(
    ("asked", "rule", "name"),
    [
        (two_camps(), GREEDY, "greedy"),
        (two_camps(), replace(GREEDY, threshold=4), "greedy-threshold"),
        (two_camps(), Rule(Method.GREEDY_NO_SKIP, Completion.NONE), "greedy-no-skip"),
        (two_camps(), Rule(completion=Completion.NONE), "equalshares"),
        (two_camps(), ADD1, "equalshares/add1"),
        (two_camps(), Rule(), "unknown"),  # the fill has no name
        (two_camps(), replace(ADD1, comparison=True), "unknown"),
        (two_camps(), replace(ADD1, exhaustive_stop=True), "unknown"),
        (two_camps(), replace(ADD1, threshold=2), "unknown"),
        (election(100, {"A": 20, "B": 30}, {"AB": 2}), ADD1, "unknown"),  # everything fits: the checker never ends
        (election(100, {"A": 60.5, "B": 40, "C": 40}, {"AB": 6, "C": 4}), ADD1, "unknown"),  # the checker floors
        (election(100, {"A": 60, "B": 60}, {"A": 5, "B": 5}), replace(ADD1, ties=Ties.BY_LOT, seed="s"), "unknown"),
        (election(100, {"A": 60, "Z": 30, "B": 20}, {"AB": 2}, withdrawn="B"), GREEDY, "greedy-custom"),
    ],
)
def test_the_rule_is_named_only_where_the_name_gives_the_same_winners(asked, rule, name):
    data = written(asked, rule)
    assert read(data).meta["rule"] == name
    assert errors_of(data) == {}


def test_limits_have_no_plain_name():
    asked = election(100, {"A": 60, "B": 40}, {"A": 3, "B": 2}, categories={"A": "groen"}, limits={"groen": 50})
    assert read(written(asked, GREEDY)).meta["rule"] == "greedy-custom"
    assert read(written(asked, ADD1)).meta["rule"] == "unknown"


def test_a_missing_required_key_is_refused():
    with pytest.raises(ValueError, match="country, date_end"):
        write(
            {key: text for key, text in META.items() if key not in ("country", "date_end")},
            two_camps(),
            count(two_camps(), GREEDY),
        )
