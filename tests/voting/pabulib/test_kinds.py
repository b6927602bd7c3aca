"""Ballots with points and places from a file through our own box, counted by hand, and back into a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from database import Database
from tests.voting.pabulib.made_files import PLANS, made_file, made_marks_file
from tests.voting.pabulib.replaying import counted_texts, export, record_of, replay
from tests.voting.pabulib.test_exporting import errors_in
from voting.rules.count import count
from voting.rules.election import EQUAL_SHARES
from voting.rules.pabulib.reader import read
from voting.services.pabulib.replay import NotReplayable

# a1 costs 600, a2 500, b7 400, c/9 250; the pot is 1,000
CUMULATIVE = made_marks_file(
    (("a1,b7", "6,4"), ("b7", "10"), ("c/9,a2", "7,3"), ("a1", "0")),
    vote_type="cumulative", max_sum_points="10", min_length="1", max_length="3",
)  # fmt: skip
SCORING = made_marks_file((("a1,b7,a2", "5,0,2"), ("c/9", "3"), ("a2", "4")), vote_type="scoring", max_points="5")
ORDINAL = made_marks_file((("b7,a1,c/9", ""), ("a1", ""), ("c/9,b7", "")), vote_type="ordinal", max_length="3")
FILES = {"cumulative": CUMULATIVE, "scoring": SCORING, "ordinal": ORDINAL}


def scores(record: dict[str, Any]) -> dict[str, int]:
    return {each["project"]: each.get("score", each["votes"]) for each in record["count"]["projects"]}


@pytest.mark.parametrize(
    ("name", "totals", "winners", "texts"),
    [
        # by points b7 14, c/9 7, a1 6: 400 + 250 leave 350, too little for a1 and for a2
        ("cumulative", {"a1": 6, "a2": 3, "b7": 14, "c/9": 7}, ["b7", "c/9"], ["", "0=6,2=4", "1=3,3=7", "2=10"]),
        # a2 6, a1 5, c/9 3: 500 leaves too little for a1, and c/9 fits
        ("scoring", {"a1": 5, "a2": 6, "b7": 0, "c/9": 3}, ["a2", "c/9"], ["0=5,1=2", "1=4", "3=3"]),
        # three places: b7 3 + 2, a1 2 + 3 is as much and dearer, c/9 1 + 3
        ("ordinal", {"a1": 5, "a2": 0, "b7": 5, "c/9": 4}, ["b7", "a1"], ["0", "2,0,3", "3,2"]),
    ],
)
def test_points_and_places_are_cast_and_counted_by_hand(
    database: Database, now: datetime, name: str, totals: dict[str, int], winners: list[str], texts: list[str]
) -> None:
    imported = replay(database, now, FILES[name])
    record = record_of(database, imported)

    assert imported.refused == ()
    assert scores(record) == totals
    assert record["count"]["winners"] == winners
    assert counted_texts(database, imported) == texts


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_read_back_to_the_same_count_and_the_checker_finds_no_error(
    sqlite_database: Database, now: datetime, name: str, tmp_path: Path
) -> None:
    first = replay(sqlite_database, now, FILES[name])
    data = export(sqlite_database, first)
    again = replay(sqlite_database, now, data)

    assert not errors_in(data, tmp_path)
    assert read(data).vote_type == name
    assert (
        record_of(sqlite_database, again)["count"]["winners"] == record_of(sqlite_database, first)["count"]["winners"]
    )
    rule = EQUAL_SHARES
    assert count(read(data).election(), rule).winners == count(read(FILES[name]).election(), rule).winners


def test_an_export_has_points_from_the_most_on_and_the_score_of_every_plan(
    sqlite_database: Database, now: datetime
) -> None:
    text = export(sqlite_database, replay(sqlite_database, now, CUMULATIVE)).decode()
    header, *rows = text.split("VOTES\n")[1].splitlines()
    assert header == "voter_id;vote;points"
    assert sorted(row.split(";", 1)[1] for row in rows) == ["a1,b7;6,4", "b7;10", "c/9,a2;7,3"]
    assert "project_id;cost;votes;score;name;" in text
    assert "b7;400;2;14;Plan b7;spel;Children;1;" in text
    assert "max_sum_points;10" in text


def test_a_ranking_is_exported_best_first_with_what_its_places_are_worth(
    sqlite_database: Database, now: datetime
) -> None:
    text = export(sqlite_database, replay(sqlite_database, now, ORDINAL)).decode()
    rows = text.split("VOTES\n")[1].splitlines()[1:]
    assert sorted(row.split(";", 1)[1] for row in rows) == ["a1;3", "b7,a1,c/9;3,2,1", "c/9,b7;3,2"]


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_says_of_its_projects_comes_back(sqlite_database: Database, now: datetime, name: str) -> None:
    file = read(export(sqlite_database, replay(sqlite_database, now, FILES[name])))
    kept = {(each.cells["beneficiaries"], each.cells["district"], each.cells["latitude"]) for each in file.projects}
    assert (len(file.projects), kept) == (len(PLANS), {("Children", "West", "52.25")})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made_marks_file((("a1,b7", "6,5"),), vote_type="cumulative", max_sum_points="10"), "You gave 11 points."),
        (
            made_marks_file((("a1", "1"),), vote_type="cumulative", max_sum_points="10", min_sum_points="3"),
            "Give at least 3",
        ),
        (made_marks_file((("a1", "6"),), vote_type="scoring", max_points="5"), "at most 5 points"),
        (made_marks_file((("a1,b7,a2", ""),), vote_type="ordinal", max_length="2"), "at most 2"),
        (made_marks_file((("a1", ""),), vote_type="ordinal", min_length="2"), "Choose at least 2"),
        (made_file(ballots=("a2",), min_sum_cost="600"), "of at least € 600 together"),
    ],
)
def test_a_ballot_against_the_rules_of_its_file_is_refused_with_its_line(
    sqlite_database: Database, now: datetime, data: bytes, reason: str
) -> None:
    (refused,) = replay(sqlite_database, now, data).refused
    assert reason in " ".join(map(str, refused.reasons))
    assert refused.line == data.decode().rstrip("\n").count("\n") + 1


def test_a_default_score_is_said_to_be_out_of_reach(sqlite_database: Database, now: datetime) -> None:
    data = made_marks_file((("a1", "6"),), vote_type="scoring", default_score="2")
    with pytest.raises(NotReplayable, match="default score"):
        replay(sqlite_database, now, data)
