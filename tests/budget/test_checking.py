"""Recomputing the books finds every kind of tampering, and the command says so."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from budget.queries import find_account
from budget.queries.checking import check_books
from budget.rules.ledger import MovementKind, Part
from budget.services import ask_for_payment, commit_money
from budget.services.standing import stand_commitment
from database import Database
from logbook.services import act
from tests.builders.people import ADMINISTRATOR, FINANCE
from tests.builders.town import MEENT, add_areas, add_year


def fill(database: Database, now) -> None:
    """A year in which EUR 100.00 is promised to a deal and EUR 30.00 of that paid; and EUR 1.00 of a pond stands."""
    add_areas(database, now)
    with database.writing() as session:
        stand_commitment(session, FINANCE, now, MEENT, "Vijver", {2026: 100}, "RB 2025-7")
    add_year(database, now)
    with database.writing() as session, act(session, ADMINISTRATOR, now, "move") as a:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        commit_money(a, account.id, MovementKind.COMMIT, 10_000, "test", to_subject="deal:1")
        commit_money(a, account.id, MovementKind.PAY, 3_000, "test", from_subject="deal:1", to_subject="deal:1")


def tamper(database: Database, statement: str) -> None:
    """Change a SQLite database behind the product's back: no trigger, no constraint, no foreign key."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        raw = connection.connection.driver_connection
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA ignore_check_constraints=ON")
        assert raw.execute(statement).rowcount > 0
        raw.execute("PRAGMA ignore_check_constraints=OFF")
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("BEGIN")


def test_true_books_have_no_fault(database: Database, now) -> None:
    fill(database, now)
    with database.reading() as session:
        assert check_books(session) == []


LAST = "(SELECT max(id) FROM movement)"
TAMPERINGS = {
    "two lines": f"DELETE FROM ledger_line WHERE movement_id = {LAST} AND side = 'out'",
    "zero sum": f"UPDATE ledger_line SET cents = cents + 1 WHERE movement_id = {LAST} AND side = 'in'",
    "lines as large as their movement": f"UPDATE movement SET cents = 2999 WHERE id = {LAST}",
    "line without a movement": f"DELETE FROM movement WHERE id = {LAST}",
    "account as its lines": "UPDATE account SET available = available - 5, lapsed = 5 WHERE available > 5",
    "identity": "UPDATE account SET available = available + 1",
    "holding as its lines": "UPDATE holding SET cents = cents + 1 WHERE part = 'promised'",
    "asked within what is held": "UPDATE holding SET asked = cents + 1 WHERE part = 'promised'",
    "shares": "UPDATE budget_year SET total_cents = total_cents + 1",
    "line follows line": "UPDATE standing_commitment SET line = 3",
    "line begins where the one before ended": "UPDATE standing_commitment SET before_cents = 1, cents = 99",
    "line adds up": "UPDATE standing_commitment SET cents = 99",
    "shortfall": "UPDATE standing_commitment SET cents = 101, after_cents = 101",
    "set apart as it stands": "UPDATE standing_commitment SET cents = 99, after_cents = 99",
    "asked as the open requests": "UPDATE holding SET asked = 1 WHERE part = 'promised'",
}


@pytest.mark.parametrize("check", list(TAMPERINGS))
def test_each_kind_of_tampering_is_found(sqlite_database: Database, now, check: str) -> None:
    fill(sqlite_database, now)
    tamper(sqlite_database, TAMPERINGS[check])
    with sqlite_database.reading() as session:
        assert check in {fault.check for fault in check_books(session)}


@pytest.mark.parametrize("column", ["part", "account_id", "subject"])
def test_a_line_that_was_moved_elsewhere_is_found(sqlite_database: Database, now, column: str) -> None:
    fill(sqlite_database, now)
    value = {"part": "'lapsed'", "account_id": "1", "subject": "'deal:2'"}[column]
    tamper(sqlite_database, f"UPDATE ledger_line SET {column} = {value} WHERE movement_id = {LAST} AND side = 'in'")
    with sqlite_database.reading() as session:
        assert check_books(session) != []


def test_an_amount_that_no_request_asks_is_found_on_both_engines(database: Database, now) -> None:
    fill(database, now)
    with database.writing() as session, act(session, ADMINISTRATOR, now, "ask") as a:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        ask_for_payment(a, account.id, Part.PROMISED, "deal:1", 500)
    with database.reading() as session:
        (fault,) = check_books(session)
    assert (fault.check, fault.expected, fault.found) == ("asked as the open requests", 0, 500)


def test_the_command_says_that_the_books_add_up_or_what_does_not(app, sqlite_database: Database, now) -> None:
    fill(sqlite_database, now)
    runner = app.test_cli_runner()
    fine = runner.invoke(args=["budget", "check"])
    assert (fine.exit_code, fine.output) == (0, "the books add up\n")
    assert json.loads(runner.invoke(args=["budget", "check", "--json"]).output) == {"faults": []}
    with sqlite_database.engine.begin() as connection:
        connection.execute(text("UPDATE holding SET asked = 7 WHERE part = 'promised'"))
    wrong = runner.invoke(args=["budget", "check"])
    assert wrong.exit_code == 1
    assert "asked as the open requests" in wrong.output
    told = runner.invoke(args=["budget", "check", "--json"])
    assert told.exit_code == 1
    assert json.loads(told.output)["faults"][0]["found"] == 7
