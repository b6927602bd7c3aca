"""Reading Pabulib files: every fault with its line, its cell and what was expected, all at once."""

import pytest

from tests.voting.rules.pabulib.files import META, PROJECTS, VOTES, line_of, pb
from voting.rules.pabulib import ballots, projects, reader
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.reader import read


def faults_of(data: bytes) -> list[tuple[int, str, str, str]]:
    with pytest.raises(FaultyFile) as caught:
        read(data)
    return [(fault.line, fault.cell, fault.found, str(fault.expected)) for fault in caught.value.faults]


def only_fault_of(data: bytes) -> tuple[int, str, str, str]:
    (fault,) = faults_of(data)
    return fault


@pytest.mark.parametrize("key", [key for key in META if key != "currency"])
def test_a_missing_required_key_is_named(key):
    fault = faults_of(pb({key: None}))[0]
    assert (fault[1], fault[3]) == (key, "a value: this key is required")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.000,50", "an amount of 0 or more"),
        ("1000,50", "an amount of 0 or more"),
        ("-5", "an amount of 0 or more"),
        ("1e6", "an amount of 0 or more"),
        ("duizend", "an amount of 0 or more"),
        ("0.001", "no parts finer than a cent"),
        ("1000000000001", "an amount of at most 1000000000000"),
        ("9" * 4000, "an amount of at most 1000000000000"),
    ],
)
def test_amounts_that_cannot_be(text, expected):
    data = pb({"budget": text})
    line, cell, _found, told = only_fault_of(data)
    assert (line, cell) == (line_of(data, "budget;"), "budget")
    assert told.startswith(expected)
    project = pb(projects=[row.replace("C;300", f"C;{text}") for row in PROJECTS])
    line, cell, _found, told = only_fault_of(project)
    assert (line, cell) == (line_of(project, "C;"), "cost")
    assert told.startswith(expected)


def test_trailing_zeros_are_not_finer_than_a_cent():
    assert read(pb({"budget": "1000.5000"})).pot_cents == 100050


@pytest.mark.parametrize(("key", "text"), [("num_votes", "7"), ("num_projects", "3")])
def test_a_wrong_count_is_told_with_what_the_file_has(key, text):
    data = pb({key: text})
    found = {"num_votes": 6, "num_projects": 4}[key]
    assert only_fault_of(data) == (line_of(data, key), key, text, f"{found}, as the file has")


def test_an_unknown_project_in_a_ballot():
    data = pb(votes=[row.replace("v4;C,A", "v4;C,X") for row in VOTES])
    assert only_fault_of(data) == (line_of(data, "v4;"), "vote", "X", "plans that are listed under PROJECTS")


def test_each_ballot_with_the_same_fault_is_told():
    data = pb(votes=["voter_id;vote", *(f"v{number};X" for number in range(6))])
    first = line_of(data, "v0;")
    assert [fault[0] for fault in faults_of(data)] == [first + number for number in range(6)]


def test_a_project_twice_in_a_ballot():
    data = pb(votes=[row.replace("v4;C,A", "v4;A,C,A") for row in VOTES])
    assert only_fault_of(data) == (line_of(data, "v4;"), "vote", "A", "each plan once")


def test_a_project_twice_in_the_file():
    data = pb({"num_projects": "5"}, projects=[*PROJECTS, "A;1;0;Nog een keer;spel"])
    assert only_fault_of(data) == (line_of(data, "Nog een keer"), "project_id", "A", "each id once")


def test_a_voter_twice():
    data = pb(votes=[row.replace("v2;", "v1;") for row in VOTES])
    assert only_fault_of(data) == (line_of(data, "v1;A,B") + 1, "voter_id", "v1", "each id once")


def test_two_choices_where_one_is_allowed():
    votes = ["voter_id;vote", "v1;A", "v2;A,C", *VOTES[3:4], "v4;A", "v5;A", "v6;A"]
    told = faults_of(pb({"vote_type": "choose-1"}, votes=votes))
    assert [(fault[2], fault[3]) for fault in told] == [("A,C", "one plan at most"), ("B.1/24,A", "one plan at most")]


def test_text_that_is_not_utf_8_is_told_by_line_and_the_rest_is_still_read():
    data = pb({"num_votes": "9"}).replace(b"Bankjes", b"B\xe4nkjes")
    told = faults_of(data)
    assert (told[0][1], told[1][3]) == ("num_votes", "text in UTF-8")
    assert told[1][0] == line_of(pb(), "Bankjes")


def test_control_characters_are_told():
    data = pb().replace(b"Bankjes", b"Bank\x00jes")
    assert only_fault_of(data)[0] == line_of(pb(), "Bankjes")


@pytest.mark.parametrize("missing", [4, 10, 25, 50, 70, 100, 150, 250, 350, 450, 510])
def test_a_file_that_is_cut_off_is_refused(missing):
    assert faults_of(pb()[:-missing])


def test_a_file_cut_off_inside_its_last_ballot_is_refused():
    data = pb(votes=[*VOTES[:-1], "v6;D,A"], projects=[row.replace("A;400;4", "A;400;5") for row in PROJECTS])
    assert read(data)
    assert only_fault_of(data.rstrip(b"\n")[:-2])[3].endswith("it seems cut off")


def test_a_quote_that_never_closes_does_not_swallow_the_file():
    data = pb(projects=[row.replace('nieuw"', "nieuw") for row in PROJECTS])
    assert (line_of(data, "De Kuil"), "", 'B.1/24;500.50;3;"Speeltuin ""De Kuil""; nieuw;spel') in [
        fault[:3] for fault in faults_of(data)
    ]


def test_too_few_and_too_many_cells():
    data = pb(votes=[*VOTES[:5], "v5", "v6;D;extra"])
    # and nothing of the number of ballots, which is right
    assert [fault[2:] for fault in faults_of(data)] == [
        ("v5", "2 cells, as in the header"),
        ("v6;D;extra", "2 cells, as in the header"),
    ]


def test_missing_and_misplaced_sections():
    assert "missing: VOTES" in faults_of(pb().split(b"VOTES")[0])[-1][3]
    parts = pb().split(b"PROJECTS\n")
    assert any("in the order META" in fault[3] for fault in faults_of(b"PROJECTS\n" + parts[1] + parts[0]))
    assert faults_of(b"")[0][0] == 0
    assert any(fault[3] == "each section once" for fault in faults_of(pb() + b"VOTES\nvoter_id;vote\n"))


def test_text_above_the_first_section():
    assert faults_of(b"hallo\n" + pb())[0] == (1, "", "hallo", "the title META first")


def test_wrong_and_doubled_columns():
    told = faults_of(pb(projects=[PROJECTS[0].replace("cost", "price"), *PROJECTS[1:]]))
    assert told[0][1] == "cost"
    told = faults_of(pb(projects=[PROJECTS[0].replace("category", "name"), *PROJECTS[1:]]))
    assert told[0][3] == "each column once"
    told = faults_of(pb(votes=["vote;voter_id", *VOTES[1:]]))
    assert told[0][3] == "voter_id as the first column"


@pytest.mark.parametrize(
    ("key", "text"),
    [("vote_type", "thumbs"), ("rule", "lottery"), ("date_begin", "31.02.2024"), ("date_end", "2024-05-01")],
)
def test_words_and_days_that_cannot_be(key, text):
    data = pb({key: text})
    assert only_fault_of(data)[:3] == (line_of(data, f"{key};{text}"), key, text)


def test_a_key_twice():
    data = pb().replace(b"currency;EUR\n", b"currency;EUR\ncurrency;PLN\n")
    assert only_fault_of(data)[1:] == ("currency", "PLN", "each key once")


def test_as_many_limits_as_names():
    data = pb({"categories": "groen,spel", "budget_per_category": "450"})
    assert only_fault_of(data)[3] == "as many amounts as categories has names (2)"


def test_as_many_points_as_choices():
    votes = ["voter_id;vote;points", *(f"{row};1" for row in VOTES[1:])]
    told = faults_of(pb({"vote_type": "cumulative", "max_sum_points": "5"}, votes=votes))
    assert [fault[3] for fault in told] == ["as many numbers as chosen plans (2)"] * 4


def test_all_faults_come_at_once_in_the_order_of_the_file():
    data = pb(
        {"budget": "1,5", "num_votes": "9"},
        projects=[PROJECTS[0], "A;-1;4;x;y", *PROJECTS[2:]],
        votes=[*VOTES[:6], "v6;X"],
    )
    told = faults_of(data)
    assert [fault[1] for fault in told] == ["num_votes", "budget", "cost", "vote"]
    assert [fault[0] for fault in told] == sorted(fault[0] for fault in told)


def test_a_fault_is_one_readable_line():
    with pytest.raises(FaultyFile) as caught:
        read(pb({"budget": "1,5"}))
    sentence = str(caught.value.faults[0].sentence())
    assert sentence == ("Line 9, budget: expected an amount of 0 or more, with a decimal point (1250.50), found “1,5”.")


def test_more_ballots_than_the_stated_limit(monkeypatch):
    assert (ballots.MOST_BALLOTS, projects.MOST_PROJECTS) == (1_000_000, 10_000)
    monkeypatch.setattr(ballots, "MOST_BALLOTS", 5)
    assert only_fault_of(pb()) == (line_of(pb(), "v6;"), "", "v6;D", "at most 5 ballots")


def test_more_plans_than_the_stated_limit(monkeypatch):
    monkeypatch.setattr(projects, "MOST_PROJECTS", 3)
    told = faults_of(pb())
    assert told[0][3] == "at most 3 plans"
    assert "num_projects" not in {fault[1] for fault in told}


def test_a_million_wrong_ballots_are_counted_but_not_all_listed():
    data = pb(votes=["voter_id;vote", *(f"v{number};X" for number in range(3_000))])
    with pytest.raises(FaultyFile) as caught:
        reader.read(data)
    assert (len(caught.value.faults), caught.value.more) == (1_000, 2_001)


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("min_length", "een", "a whole number of 0 or more"),
        ("max_sum_cost", "1,5", "an amount of 0 or more, with a decimal point (1250.50)"),
        ("min_project_cost", "-1", "an amount of 0 or more, with a decimal point (1250.50)"),
        ("min_points", "-1", "a whole number of 0 or more"),
        ("max_points", "1000001", "at most 1000000 points for a plan"),
        ("min_sum_points", "1.5", "a whole number of 0 or more"),
        ("fully_funded", "yes", "1, or no such key"),
        ("experimental", "0", "1, or no such key"),
        ("min_length_per_category", "1,x", "a whole number of 0 or more"),
        ("max_sum_cost_per_category", "1,x", "an amount of 0 or more, with a decimal point (1250.50)"),
    ],
)
def test_every_number_in_meta_is_looked_at(key, text, expected):
    data = pb({key: text})
    line, cell, _found, told = only_fault_of(data)
    assert (line, cell, told) == (line_of(data, f"{key};"), key, expected)


def test_a_most_below_the_least_is_told():
    data = pb({"min_length": "4", "max_length": "3"})
    assert only_fault_of(data) == (line_of(data, "max_length"), "max_length", "3", "no less than min_length (4)")


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("selected", "4", "one of: 0, 1, 2, 3"),
        ("selected", "ja", "one of: 0, 1, 2, 3"),
        ("latitude", "52,25", "degrees from -90 to 90, with a decimal point"),
        ("latitude", "91", "degrees from -90 to 90, with a decimal point"),
        ("longitude", "-181", "degrees from -180 to 180, with a decimal point"),
        ("score", "1.5", "a whole number of 0 or more"),
    ],
)
def test_every_number_of_a_project_is_looked_at(column, text, expected):
    header, first, *others = PROJECTS
    data = pb(projects=[f"{header};{column}", f"{first};{text}", *(f"{row};" for row in others)])
    assert only_fault_of(data) == (line_of(data, first), column, text, expected)
