"""Sealing, making codes, withdrawing and closing on the command line: exit status, words, and what was written."""

from __future__ import annotations

import csv
import stat

import pytest

from tests.builders.town import MEENT, make_town
from tests.voting.ballots import announced_vote, preparing_calendar
from voting.models import BallotBox
from voting.rules.codes import parse_code
from voting.services.admitting import admit_voter

SLUG = "buurtbudget-2026"


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=arguments)


def rows_in(file):
    return list(csv.DictReader(file.read_text().splitlines(), delimiter=";"))


def state_of_box(database, round_id):
    with database.reading() as session:
        return session.get_one(BallotBox, round_id).state


def test_an_operator_seals_makes_codes_and_the_file_opens_the_booth(run, sqlite_database, now, at, tmp_path):
    vote = announced_vote(sqlite_database, now)
    assert run("round", "seal", SLUG).exit_code == 0
    out = tmp_path / "codes.csv"
    made = run("codes", "make", SLUG, MEENT, "2", "--out", str(out))

    assert made.exit_code == 0, made.output
    assert "EUR 2; the pot is EUR 10000" in made.output
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = rows_in(out)
    assert [row["area"] for row in rows] == [MEENT, MEENT]
    at(vote.begun_at)
    for row in rows:
        assert admit_voter(sqlite_database, parse_code(row["code"])).area_code == MEENT


def test_a_file_that_is_there_already_is_not_written_over(run, sqlite_database, now, tmp_path):
    announced_vote(sqlite_database, now)
    run("round", "seal", SLUG)
    out = tmp_path / "codes.csv"
    out.write_text("precious")

    refused = run("codes", "make", SLUG, MEENT, "1", "--out", str(out))
    assert refused.exit_code == 1
    assert out.read_text() == "precious"


def test_refusals_are_said_and_end_with_status_one(run, sqlite_database, now, tmp_path):
    make_town(sqlite_database, now, preparing_calendar(now))
    sealing = run("round", "seal", SLUG)
    assert (sealing.exit_code, sealing.output.count("there is no plan")) == (1, 2)
    out = tmp_path / "codes.csv"
    making = run("codes", "make", SLUG, MEENT, "1", "--out", str(out))
    assert making.exit_code == 1
    assert "Fix the ballot first" in making.output
    assert not out.exists()
    assert run("codes", "make", "nowhere", MEENT, "1", "--out", str(out)).exit_code == 1
    assert run("codes", "make", SLUG, MEENT, "0", "--out", str(out)).exit_code == 2


def test_a_lost_letter_is_withdrawn_once(run, sqlite_database, now, tmp_path):
    announced_vote(sqlite_database, now)
    run("round", "seal", SLUG)
    run("codes", "make", SLUG, MEENT, "1", "--out", str(tmp_path / "codes.csv"))
    (row,) = rows_in(tmp_path / "codes.csv")

    assert run("codes", "withdraw", SLUG, row["letter"], "--reason", "lost").exit_code == 0
    again = run("codes", "withdraw", SLUG, row["letter"], "--reason", "lost")
    assert (again.exit_code, "cannot be replaced" in again.output) == (1, True)


def test_the_job_closes_and_counts_what_is_over_and_nothing_else(run, sqlite_database, now, at):
    vote = announced_vote(sqlite_database, now)
    run("round", "seal", SLUG)
    at(vote.closes_at)
    assert "0 closed and counted, 1 not over yet" in run("round", "close").output
    assert state_of_box(sqlite_database, vote.round_id) == "sealed"
    at(vote.closes_at + vote.town.calendar.grace)
    assert "1 closed and counted, 0 not over yet" in run("round", "close").output
    assert state_of_box(sqlite_database, vote.round_id) == "published"
