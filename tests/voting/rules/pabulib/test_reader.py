"""Reading Pabulib files: what sound files say."""

import pytest

from tests.voting.rules.pabulib.files import META, PROJECTS, VOTES, line_of, pb
from voting.rules.ballot_table import tabulate
from voting.rules.count import count
from voting.rules.election import GREEDY, BallotGroup, Completion, Limit, LimitKind
from voting.rules.pabulib.reader import read


def test_a_sound_file_is_read_whole():
    data = pb()
    file = read(data)
    assert [(project.id, project.cost_cents) for project in file.projects[:3]] == [
        ("A", 40000),
        ("B.1/24", 50050),
        ("C", 30000),
    ]
    assert file.projects[1].name == 'Speeltuin "De Kuil"; nieuw'
    assert file.projects[1].line == line_of(data, "De Kuil")
    assert (file.pot_cents, file.currency, file.vote_type) == (100000, "EUR", "approval")
    assert [(ballot.voter_id, ballot.choices) for ballot in file.ballots[:3]] == [
        ("v1", (0, 1)),
        ("v2", (0,)),
        ("v3", (0, 1)),
    ]
    assert file.ballots[0].line == line_of(data, "v1;")
    assert file.remarks == ()


def test_equal_ballots_are_grouped_whatever_their_order():
    groups = read(pb()).election().ballots
    assert groups[0] == BallotGroup((0, 1), 2)
    assert sum(group.voters for group in groups) == 6


def test_the_sign_for_withdrawn_is_understood():
    file = read(pb())
    assert [project.is_withdrawn for project in file.projects] == [False, False, False, True]
    counted = count(file.election(), GREEDY)
    assert (counted.winners, counted.n) == (("A", "B.1/24"), 6)


@pytest.mark.parametrize("change", [lambda d: b"\xef\xbb\xbf" + d, lambda d: d.replace(b"\n", b"\r\n")])
def test_a_bom_and_windows_line_ends_are_no_fault(change):
    assert read(change(pb())) == read(pb())


def test_a_missing_last_line_end_and_blank_lines_are_no_fault():
    assert read(pb().rstrip(b"\n")) == read(pb())
    assert len(read(pb().replace(b"VOTES\n", b"\n\nVOTES\n")).ballots) == 6


def test_a_name_may_go_on_over_the_line_end():
    data = pb(projects=[*PROJECTS[:1], 'A;400;4;"Bankjes\nin het park";groen', *PROJECTS[2:]])
    file = read(data)
    assert file.projects[0].name == "Bankjes\nin het park"
    assert file.projects[1].line == line_of(data, "De Kuil")


def test_blank_ballots_are_counted_apart():
    election = read(pb(votes=[*VOTES[:-1], "v6;"])).election()
    assert (election.n, election.blank) == (5, 1)


def test_unknown_keys_and_columns_are_kept_and_named_with_their_line():
    data = pb(
        {"wijkbureau": "Oost"},
        projects=[f"{row};{cell}" for row, cell in zip(PROJECTS, ["straat", "1", "2", "3", "4"], strict=True)],
        votes=[f"{row};{cell}" for row, cell in zip(VOTES, ["kleur", *"abcdef"], strict=True)],
    )
    file = read(data)
    assert file.meta["wijkbureau"] == "Oost"
    assert file.projects[2].cells["straat"] == "3"
    assert (file.extra_ballot_columns, file.ballots[3].extra) == (("kleur",), ("d",))
    assert [(remark.line, remark.about) for remark in file.remarks[:2]] == [
        (line_of(data, "wijkbureau"), "wijkbureau"),
        (line_of(data, "straat"), "straat"),
    ]


def test_age_and_sex_are_not_kept():
    votes = ["voter_id;vote;age;sex", *(f"{row};41;F" for row in VOTES[1:])]
    file = read(pb(votes=votes))
    assert file.ballots[0].extra == ()
    assert "41" not in repr(file.ballots[0])


def test_a_votes_column_that_differs_is_told_and_the_ballots_decide():
    data = pb(projects=[row.replace("A;400;4", "A;400;5") for row in PROJECTS])
    (remark,) = read(data).remarks
    assert (remark.line, remark.about) == (line_of(data, "A;400"), "A")
    assert str(remark.text) == "5 votes are stated, 4 ballots choose it."
    assert tabulate(read(data).election()).votes()[0] == 4


def test_limits_per_category_and_neighbourhood_are_read_and_used_when_asked():
    file = read(pb({"categories": "groen,spel", "budget_per_category": "450,600.50"}))
    assert file.limits == (
        Limit(LimitKind.CATEGORY, "groen", 45000),
        Limit(LimitKind.CATEGORY, "spel", 60050),
    )
    assert file.election().limits == ()
    assert file.election(with_limits=True).limits == file.limits
    hoods = read(pb({"neighborhoods": "Noord,Zuid", "budget_per_neighborhood": "1,2"}))
    assert hoods.limits[1] == Limit(LimitKind.NEIGHBOURHOOD, "Zuid", 200)


@pytest.mark.parametrize(("text", "votes"), [("100", 100), ("100.5", 101), ("0", 0)])
def test_a_threshold_is_whole_votes_rounded_up(text, votes):
    assert read(pb({"min_project_score_threshold": text})).election().threshold == votes


@pytest.mark.parametrize(
    ("name", "completion", "comparison"),
    [
        ("equalshares", Completion.NONE, False),
        ("equalshares/add1", Completion.ADD1, False),
        ("equalshares/add1-comparison", Completion.ADD1, True),
        ("greedy", Completion.NONE, False),
    ],
)
def test_the_rule_of_the_file_is_known_when_it_is_ours(name, completion, comparison):
    rule = read(pb({"rule": name})).rule
    assert rule is not None
    assert (rule.completion, rule.comparison) == (completion, comparison)


def test_a_rule_that_is_not_ours_is_none():
    assert read(pb({"rule": "greedy-exclusive"})).rule is None


def test_official_winners_are_those_selected_by_the_rule():
    projects = [f"{row};{cell}" for row, cell in zip(PROJECTS, ["selected", "1", "2", "0", "1"], strict=True)]
    assert read(pb(projects=projects)).selected == {"A", "D"}


@pytest.mark.parametrize(
    ("vote_type", "votes", "choices", "points"),
    [
        ("ordinal", VOTES, (1, 0), ()),
        ("cumulative", None, (1, 0), (3, 2)),
        ("scoring", None, (1, 0), (3, 2)),
    ],
)
def test_ranks_and_points_are_read_in_their_order(vote_type, votes, choices, points):
    votes = votes or ["voter_id;vote;points", *(f"{row};{'3,2'[: row.count(',') * 2 + 1]}" for row in VOTES[1:])]
    file = read(pb({"vote_type": vote_type, "max_sum_points": "5"}, votes=votes))
    assert (file.ballots[2].choices, file.ballots[2].points) == (choices, points)


def test_choose_1_ballots_are_counted():
    votes = ["voter_id;vote", *(f"v{number};{id_}" for number, id_ in enumerate("AACCCD"))]
    counted = count(read(pb({"vote_type": "choose-1"}, votes=votes)).election(), GREEDY)
    assert counted.winners == ("C", "A")


def test_the_test_file_has_the_required_keys_only_once():
    assert len(META) == 12
