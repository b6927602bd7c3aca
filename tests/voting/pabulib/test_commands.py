"""The commands around real elections: import, result, export; what they print and how they end."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result as Ended
from flask import Flask

import voting.cli
from database import Database
from logbook.actors import OPERATOR
from rounds.models import Round
from tests.voting.pabulib.made_files import line_of_ballot, made_file, made_marks_file
from tests.voting.pabulib.replaying import rows_in
from voting.models import Urn
from voting.rules.pabulib.reader import read
from voting.services.pabulib.importing import open_reference_round


class Commands:
    """The product's own commands on a test's database, with files in a folder of the test's."""

    def __init__(self, database: Database, folder: Path) -> None:
        app = Flask("commands")
        app.extensions["database"] = database
        app.extensions["settings"] = SimpleNamespace(municipality="Hilversum")
        voting.cli.register(app)
        self._run, self.folder = app.test_cli_runner(), folder

    def __call__(self, *words: str) -> Ended:
        return self._run.invoke(args=words)

    def file(self, data: bytes) -> str:
        path = self.folder / "election.pb"
        path.write_bytes(data)
        return str(path)


@pytest.fixture
def flask(database: Database, tmp_path: Path) -> Commands:
    return Commands(database, tmp_path)


def test_import_reports_what_became_of_the_file(flask: Commands) -> None:
    data = made_file(ballots=("a1,a2", "a1", "b7"), max_length="1")

    ended = flask("pabulib", "import", flask.file(data), "--json")

    assert ended.exit_code == 0, ended.output
    told = json.loads(ended.stdout)
    assert told.pop("seconds") > 0
    assert told.pop("areas")[0].startswith("REF-")
    assert told == {
        "round": "buurtkas-demostad-2024",
        "projects": 4,
        "ballots_in_file": 3,
        "ballots_in_urn": 2,
        "refused": [
            {"line": line_of_ballot(data, 0), "reason": "You chose 2 plans. You may choose one."},
        ],
        "more_refused": 0,
    }


def test_import_names_columns_that_the_format_does_not_know(flask: Commands) -> None:
    data = made_file()

    ended = flask("pabulib", "import", flask.file(data))

    line = line_of_ballot(data, 0) - 1
    assert f"election.pb: line {line}, mood: A column that Pabulib does not know; kept." in ended.stderr
    assert "8 of 8 ballots in the urn" in ended.stdout


def test_import_says_which_rules_of_the_file_its_ballots_are_not_held_to(flask: Commands) -> None:
    ended = flask("pabulib", "import", flask.file(made_file(categories="groen,spel", max_length_per_category="1,1")))

    assert "max_length_per_category: Ballots are not held to this rule." in ended.stderr


def test_import_names_every_fault_at_once_and_writes_nothing(flask: Commands, database: Database) -> None:
    data = made_file(ballots=("a1,nowhere", "a1,a1"), num_votes="7")

    ended = flask("pabulib", "import", flask.file(data))

    assert ended.exit_code == 1
    for said in (f"Line {line_of_ballot(data, 0)}, vote", f"Line {line_of_ballot(data, 1)}, vote", "num_votes"):
        assert said in ended.stderr
    assert ended.stdout == ""
    assert rows_in(database, Round, Urn) == [0, 0]


def test_import_names_every_ballot_that_none_of_ours_can_hold(flask: Commands, database: Database) -> None:
    rows = (("a1,b7", "65536,1"), ("a1", "3"), ("a2", "-1"))
    ended = flask("pabulib", "import", flask.file(made_marks_file(rows, vote_type="scoring")))

    assert ended.exit_code == 1
    assert ended.stderr.count("expected points from 0 to 65535") == 2
    assert rows_in(database, Round, Urn) == [0, 0]


def test_import_without_such_a_file_is_wrong_use(flask: Commands) -> None:
    assert flask("pabulib", "import", "no-such-file.pb").exit_code == 2


def test_result_prints_the_count_as_the_count_command_does(flask: Commands) -> None:
    path = flask.file(made_file())
    imported = json.loads(flask("pabulib", "import", path, "--json").stdout)

    (told,) = json.loads(flask("round", "result", imported["round"], "--json").stdout)

    counted = json.loads(flask("pabulib", "count", path, "--json").stdout)
    assert told.pop("area") == imported["areas"][0]
    assert told.pop("seconds") >= 0
    assert counted.pop("seconds") >= 0
    assert told == counted


def test_result_of_one_area_and_in_words(flask: Commands) -> None:
    imported = json.loads(flask("pabulib", "import", flask.file(made_file()), "--json").stdout)

    ended = flask("round", "result", imported["round"], "--area", imported["areas"][0])

    assert ended.exit_code == 0
    assert "7 ballots, 1 blank, by greedy" in ended.stdout
    assert "Pot 1000, spent 1000, left 0" in ended.stdout
    assert flask("round", "result", imported["round"], "--area", "WK040208").exit_code == 1


@pytest.mark.parametrize(
    "words", [("round", "result"), ("round", "result", "--json"), ("pabulib", "export", "--out", "here")]
)
def test_before_publication_nothing_is_told(
    flask: Commands, database: Database, now: datetime, words: tuple[str, ...]
) -> None:
    keys = [bytes([number]) * 32 for number in range(8)]
    opened = open_reference_round(database, OPERATOR, now, read(made_file()), keys)

    ended = flask(*words[:2], opened.slug, *words[2:])

    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "The result of this round is not published yet." in ended.stderr


def test_an_unknown_round_is_said_so(flask: Commands) -> None:
    for words in (("round", "result", "nowhere"), ("pabulib", "export", "nowhere", "--out", "here")):
        ended = flask(*words)
        assert ended.exit_code == 1
        assert "We do not know this round." in ended.stderr


def test_export_writes_a_file_that_counts_to_the_same_result(flask: Commands) -> None:
    imported = json.loads(flask("pabulib", "import", flask.file(made_file()), "--json").stdout)

    ended = flask("pabulib", "export", imported["round"], "--out", str(flask.folder / "out"))

    (path,) = (flask.folder / "out").iterdir()
    assert ended.stdout.strip() == str(path)
    counted = json.loads(flask("pabulib", "count", str(path), "--json").stdout)
    assert counted["winners"] == ["b7", "a1"]
