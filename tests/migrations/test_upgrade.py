"""A database that grew by migrations is the same as one made today: columns, constraints, indexes and triggers."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from sqlalchemy import text

from database import Database
from migrations import cli, frozen
from migrations.tables import PACKAGES, every_table
from migrations.upgrade import BrokenReferences, newest_version, upgrade, version_of
from tests.builders.engines import ROOT


@pytest.fixture
def empty_database(request, tmp_path):
    """No tables yet, on the engine of the test."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield made
        made.dispose()
    else:
        copies = request.getfixturevalue("postgres_copies")
        made = copies.fresh(template="template1")
        yield made
        copies.drop(made)


both = pytest.mark.parametrize(
    ("empty_database", "database"), [("sqlite", "sqlite"), ("postgresql", "postgresql")], indirect=True
)

POSTGRES_SCHEMA = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    "functions": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}
SQLITE_SCHEMA = "SELECT type, tbl_name, name, sql FROM sqlite_master"


def schema_of(database):
    """Every part of the schema as a set of texts, whatever the order it was made in."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            rows = [(*row[:3], *parts_of(row[3] or "")) for row in connection.execute(text(SQLITE_SCHEMA))]
        else:
            rows = [(kind, *row) for kind, sql in POSTGRES_SCHEMA.items() for row in connection.execute(text(sql))]
    return {row for row in rows if "alembic_version" not in str(row)}


def parts_of(sql):
    """A CREATE TABLE as its sorted columns and constraints: an ALTER puts new ones last."""
    sql = " ".join(sql.replace('"', "").split())
    if not sql.startswith("CREATE TABLE"):
        return (sql,)
    head, _, body = sql.partition("(")
    body, _, tail = body.rpartition(")")
    return (head.strip(), *sorted(part.strip() for part in re.split(r",(?![^()]*\))", body)), tail.strip())


@both
def test_migrations_make_what_the_models_say(empty_database, database):
    upgrade(empty_database)
    migrated, created = schema_of(empty_database), schema_of(database)
    assert migrated - created == set()
    assert created - migrated == set()
    assert version_of(empty_database) == newest_version()


@both
def test_the_comparison_sees_a_lost_trigger_and_a_lost_check(empty_database, database):
    upgrade(empty_database)
    with empty_database.engine.begin() as connection:
        if empty_database.is_sqlite:
            connection.execute(text("DROP TRIGGER movement_no_update"))
            connection.execute(text("DROP TABLE attempt"))
            connection.execute(text("CREATE TABLE attempt (id INTEGER)"))
            lost = {"movement_no_update", "attempt"}
        else:
            connection.execute(text("DROP TRIGGER movement_append_only ON movement"))
            connection.execute(text("ALTER TABLE account DROP CONSTRAINT ck_account_available_not_negative"))
            lost = {"movement_append_only", "ck_account_available_not_negative"}
    assert lost <= {row[2] for row in schema_of(database) - schema_of(empty_database)}


@both
def test_the_first_row_of_the_log_stands_after_migrating(empty_database, database):
    upgrade(empty_database)
    for each in (empty_database, database):
        with each.engine.connect() as connection:
            assert connection.execute(text("SELECT id, seq, hash FROM log_head")).all() == [(1, 0, "0" * 64)]


@both
def test_upgrading_twice_keeps_what_is_there(empty_database, database):
    upgrade(empty_database)
    with empty_database.engine.begin() as connection:
        connection.execute(text("INSERT INTO clock_shift (id, seconds) VALUES (1, 7)"))
    upgrade(empty_database)
    with empty_database.engine.connect() as connection:
        assert connection.execute(text("SELECT seconds FROM clock_shift")).scalar_one() == 7


def test_an_upgrade_that_would_leave_broken_references_changes_nothing(tmp_path):
    grown = Database(f"sqlite:///{tmp_path / 'grown.sqlite'}")
    with grown.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
            connection.execute(text("CREATE TABLE child (id INTEGER REFERENCES parent (id))"))
            connection.execute(text("INSERT INTO child VALUES (1)"))
    with pytest.raises(BrokenReferences, match="child"):
        upgrade(grown)
    assert version_of(grown) is None
    with grown.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'urn'")).scalar_one() == 0
    grown.dispose()


def test_every_package_with_models_is_in_the_list_of_tables():
    found = {path.parent.name for path in ROOT.glob("*/models.py")}
    found |= {path.parents[1].name for path in ROOT.glob("*/models/__init__.py")}
    assert found == set(PACKAGES)
    assert len(every_table().tables) > 20


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_what_is_frozen_comes_back_the_same(tmp_path, engine):
    frozen.freeze(tmp_path)
    thawed = frozen.thaw(tmp_path, engine)
    assert [" ".join(each.split()) for each in thawed] == [" ".join(each.split()) for each in frozen.statements(engine)]


def test_one_engines_text_does_not_depend_on_which_came_first():
    first = frozen.statements("sqlite")
    frozen.statements("postgresql")
    assert frozen.statements("sqlite") == first
    assert any("fk_movement_gives" in each for each in first)


@pytest.fixture
def commands(tmp_path):
    made = Flask("commands")
    made.extensions["database"] = Database(f"sqlite:///{tmp_path / 'operator.sqlite'}")
    cli.register(made)
    yield made.test_cli_runner()
    made.extensions["database"].dispose()


def test_the_operator_upgrades_and_checks(commands):
    before = commands.invoke(args=["db", "check"])
    assert (before.exit_code, before.stdout) == (1, "")
    assert "run flask db upgrade" in before.stderr
    assert commands.invoke(args=["db", "upgrade"]).stdout == f"schema none -> {newest_version()}\n"
    assert commands.invoke(args=["db", "check"]).exit_code == 0
    said = json.loads(commands.invoke(args=["db", "check", "--json"]).stdout)
    assert said == {"version": newest_version(), "newest": newest_version(), "isNewest": True}


def test_a_wrong_use_of_the_command_ends_with_two(commands):
    assert commands.invoke(args=["db", "check", "--yaml"]).exit_code == 2
