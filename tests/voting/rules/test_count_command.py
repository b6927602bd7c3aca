"""`flask pabulib count` as somebody types it; it needs no database and no application."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.voting.rules.pabulib.files import PROJECTS, pb
from voting.cli.count import count_command


@pytest.fixture
def count_file(tmp_path: Path):
    def run(*options: str, data: bytes | None = None) -> Result:
        path = tmp_path / "wijk.pb"
        path.write_bytes(pb() if data is None else data)
        return CliRunner().invoke(count_command, [str(path), *options])

    return run


def test_the_rule_of_the_file_is_the_default(count_file):
    told = json.loads(count_file("--json").stdout)
    assert told["rule"] == "greedy"
    assert told["winners"] == ["A", "B.1/24"]
    assert (told["spent"], told["left"], told["n"]) == ("900.5", "99.5", 6)
    assert told["seconds"] >= 0


def test_equal_shares_add1u_is_the_default_for_other_rules(count_file):
    told = json.loads(count_file("--json", data=pb({"rule": "unknown"})).stdout)
    assert (told["rule"], told["parameters"]["completion"]) == ("equalshares", "add1u")
    assert told["parameters"]["exhaustive_stop"] is False


def test_every_option_reaches_the_count(count_file):
    which = ["--rule=equalshares", "--completion=add1", "--utility=cardinality", "--exhaustive-stop", "--comparison"]
    how = ["--threshold=2", "--ties=lot", "--seed=dobbelsteen", "--limits=file", "--json"]
    data = pb({"categories": "groen", "budget_per_category": "450"})
    told = json.loads(count_file(*which, *how, data=data).stdout)
    assert told["parameters"] == {
        "ballots": "approval",
        "hours": None,
        "threshold": 2,
        "limits": [{"kind": "category", "name": "groen", "most": "450"}],
        "ties": "lot",
        "seed": "dobbelsteen",
        "completion": "add1",
        "utility": "cardinality",
        "exhaustive_stop": True,
        "comparison": True,
    }


@pytest.mark.parametrize(("option", "threshold"), [((), 3), (("--threshold", "none"), 0), (("--threshold", "5"), 5)])
def test_the_threshold_is_the_files_unless_said_otherwise(count_file, option, threshold):
    result = count_file("--json", *option, data=pb({"min_project_score_threshold": "3"}))
    assert json.loads(result.stdout)["parameters"]["threshold"] == threshold


def test_people_read_the_steps(count_file):
    result = count_file()
    assert result.exit_code == 0
    assert "Bankjes in het park" in result.stdout
    assert "Spent 900.5, left 99.5" in result.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--hours", "-1"], "how many hours"),
        (["--hours", "0.001"], "how many hours"),
        (["--hours", "NaN"], "how many hours"),
        (["--hours", "1e99"], "how many hours"),
        (["--completion", "add1"], "belongs to --rule equalshares"),
        (["--comparison"], "belongs to --rule equalshares"),
        (["--no-exhaustive-stop"], "belongs to --rule equalshares"),
        (["--utility", "cardinality"], "belongs to --rule equalshares"),
        (["--ties", "lot"], "belong together"),
        (["--seed", "x"], "belong together"),
        (["--threshold", "-1"], "whole number of votes"),
        (["--threshold", "½"], "whole number of votes"),
        (["--rule", "schulze"], "schulze"),
    ],
)
def test_what_cannot_be_honoured_is_refused_in_words_with_status_2(count_file, options, words):
    result = count_file(*options)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_a_faulty_file_names_every_fault_on_its_own_line_with_status_1(count_file):
    result = count_file("--json", data=pb({"budget": "1,5", "num_votes": "9"}))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Line 8, num_votes: expected 6, as the file has, found “9”." in result.stderr.splitlines()
    assert "Line 9, budget:" in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--rule", "phragmen"], "not points or rankings"),
        (["--rule", "equalshares", "--utility", "cost"], "leave this choice out"),
        (["--rule", "equalshares", "--utility", "cardinality"], "leave this choice out"),
    ],
)
def test_what_points_and_rankings_do_not_allow_is_refused_with_status_2(count_file, options, words):
    result = count_file(*options, data=pb({"vote_type": "ordinal", "max_length": "3"}))
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in " ".join(result.stderr.split())


def test_rankings_are_counted_by_their_places(count_file):
    # with at most 3 places the first is worth 3: A 3+3+2+2, B.1/24 2+3+3, C 3+2, D 3; B.1/24 no longer fits
    told = json.loads(count_file("--json", data=pb({"vote_type": "ordinal", "max_length": "3"})).stdout)
    assert [(each["votes"], each["score"]) for each in told["projects"]] == [(4, 10), (3, 8), (2, 5), (1, 3)]
    assert (told["winners"], told["parameters"]["ballots"]) == (["A", "B.1/24"], "ranking")


def test_phragmen_counts_approvals(count_file):
    told = json.loads(count_file("--json", "--rule", "phragmen").stdout)
    # A 400/4 = 100; then B: (500.50 + 2 x 100) / 3 = 233.5, C: (300 + 100) / 2 = 200; B no longer fits
    assert (told["rule"], told["winners"]) == ("phragmen", ["A", "C"])
    assert [step["load"] for step in told["steps"]] == ["100", "200"]


def test_hours_are_read_from_a_column_of_their_own(count_file):
    projects = [f"{row};{cell}" for row, cell in zip(PROJECTS, ["hours", "10", "2.5", "", "0"], strict=True)]
    told = json.loads(count_file("--json", "--hours", "12", data=pb(projects=projects)).stdout)
    assert (told["winners"], told["left_hours"]) == (["A", "C"], "2")
    lost = told["projects"][1]
    assert (lost["status"], lost["missed_hours"], lost["hours"]) == ("no_hours", "0.5", "2.5")
    assert json.loads(count_file("--json", data=pb(projects=projects)).stdout)["winners"] == ["A", "B.1/24"]


@pytest.mark.parametrize(("cell", "words"), [("x", "hours of 0 or more"), ("0.33", "finer than a minute")])
def test_hours_that_are_no_number_are_faults_of_the_file(count_file, cell, words):
    projects = [f"{row};{text}" for row, text in zip(PROJECTS, ["hours", cell, "", "", ""], strict=True)]
    result = count_file("--hours", "12", data=pb(projects=projects))
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr


def test_a_file_that_is_not_there_is_wrong_use(tmp_path):
    assert CliRunner().invoke(count_command, [str(tmp_path / "weg.pb")]).exit_code == 2


def test_remarks_stay_out_of_the_json(count_file):
    result = count_file("--json", data=pb({"wijkbureau": "Oost"}))
    assert "wijkbureau" in result.stderr
    assert json.loads(result.stdout)["winners"]
