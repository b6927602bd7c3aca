"""The operator asks whether the log is whole, and hears which row is not."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import text

from logbook import cli
from logbook.services import act
from tests.builders.people import ADMINISTRATOR


@pytest.fixture
def commands(database, now):
    for number in range(3):
        with database.writing() as session, act(session, ADMINISTRATOR, now, f"act_{number}"):
            pass
    made = Flask("commands")
    made.extensions["database"] = database
    cli.register(made)
    return made.test_cli_runner()


def test_a_whole_log_is_said_to_be_whole_with_its_head(commands, database):
    said = commands.invoke(args=["log", "check"])
    with database.reading() as session:
        head = session.execute(text("SELECT hash FROM log_head")).scalar_one()
    assert (said.exit_code, said.stdout) == (0, f"3 acts, all in their place; head {head}\n")
    as_json = commands.invoke(args=["log", "check", "--json"])
    assert json.loads(as_json.stdout) == {"rows": 3, "head": head, "firstBrokenRow": None}


def test_a_changed_log_ends_with_one_and_names_the_row(commands, database):
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE log_head SET hash = 'x'"))
    said = commands.invoke(args=["log", "check"])
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == "row 4 of the log is not as it was written\n"
    as_json = commands.invoke(args=["log", "check", "--json"])
    assert (as_json.exit_code, json.loads(as_json.stdout)["firstBrokenRow"]) == (1, 4)
