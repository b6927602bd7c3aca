"""What stood fixed in an installation before lines: each commitment is a first line, what was given back a second."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from budget.queries.checking import check_books
from migrations.upgrade import upgrade
from prove.books import faults
from tests.migrations.test_money_migration import MOMENT
from tests.migrations.test_upgrade import both, empty_database  # noqa: F401

COMMITMENTS = (("charge:1", 2026, 1000), ("charge:2", 2026, 500), ("charge:2", 2027, 400))
MOVEMENTS = (
    (1, "allocate", 5000, ("allocated", ""), ("available", ""), None),
    (2, "stand", 1000, ("available", ""), ("standing", "charge:1"), None),
    (3, "stand", 500, ("available", ""), ("standing", "charge:2"), None),
    (4, "charge", 600, ("standing", "charge:1"), ("paid", "charge:1"), None),
    (5, "free_standing", 300, ("standing", "charge:1"), ("available", ""), None),
    (6, "free_standing", 100, ("standing", "charge:1"), ("available", ""), None),
    (7, "correct", 500, ("standing", "charge:2"), ("available", ""), 3),
)
HOLDINGS = (("standing", "charge:1", 0), ("standing", "charge:2", 0), ("paid", "charge:1", 600))


@pytest.fixture
def old_town(empty_database):  # noqa: F811
    """A database of the second schema: of 1,000 that stood 600 is paid and 400 given back, 500 taken back again."""
    upgrade(empty_database, "0002")
    with empty_database.engine.begin() as connection:
        say = lambda sql: connection.execute(text(sql))  # noqa: E731
        say("INSERT INTO area (code, kind, name, slug, inhabitants, has_budget) "
            "VALUES ('A', 'district', 'A', 'a', 9, true)")  # fmt: skip
        say(f"INSERT INTO budget_year (year, total_cents, total_minutes, formula, reference, created_at, proposed_at, "
            f"proposed_by_key, proposed_reference, fixed_at, fixed_by_key) VALUES (2026, 5000, 0, '{{}}', 'RB 1', "
            f"'{MOMENT}', '{MOMENT}', 'one', 'RB 1', '{MOMENT}', 'two')")  # fmt: skip
        say("INSERT INTO account (id, year, area_code, unit, is_closed, shortfall, allocated, carried_in, additions, "
            "standing, saved, reserve_left, ring_fenced, promised, delivered, paid, lapsed, carried_out, available) "
            "VALUES (1, 2026, 'A', 'eur', false, 0, 5000, 0, 0, 0, 0, 0, 0, 0, 0, 600, 0, 0, 4400)")  # fmt: skip
        for subject, year, cents in COMMITMENTS:
            say(f"INSERT INTO standing_commitment (area_code, subject, label, year, cents, reference, made_at, "
                f"made_by_key) VALUES ('A', '{subject}', 'L', {year}, {cents}, 'RB 1', '{MOMENT}', 'k')")  # fmt: skip
        for number, kind, cents, *sides, corrects in MOVEMENTS:
            say(f"INSERT INTO movement (id, account_id, kind, cents, gives, takes, ground, reference, "
                f"external_reference, corrects_id, at, actor_key) VALUES ({number}, 1, '{kind}', {cents}, 'out', 'in', "
                f"'x', 'RB {number}', '', {corrects or 'NULL'}, '{MOMENT}', 'k')")  # fmt: skip
            for side, sign, (part, subject) in (("out", -1, sides[0]), ("in", 1, sides[1])):
                say(f"INSERT INTO ledger_line (movement_id, side, account_id, part, subject, moved, cents) "
                    f"VALUES ({number}, '{side}', 1, '{part}', '{subject}', {cents}, {sign * cents})")  # fmt: skip
        for part, subject, cents in HOLDINGS:
            say(f"INSERT INTO holding VALUES (1, '{part}', '{subject}', {cents}, 0)")
    return empty_database


@both
def test_every_commitment_is_a_first_line_and_what_was_given_back_a_second(old_town, database):
    upgrade(old_town, "0003")
    columns = "subject, year, line, previous_line, before_cents, cents, after_cents, reference"
    with old_town.engine.connect() as connection:
        lines = connection.execute(text(f"SELECT {columns} FROM standing_commitment ORDER BY subject, year, line"))
        assert lines.all() == [
            ("charge:1", 2026, 1, None, 0, 1000, 1000, "RB 1"),
            ("charge:1", 2026, 2, 1, 1000, -400, 600, "RB 6"),
            ("charge:2", 2026, 1, None, 0, 500, 500, "RB 1"),
            ("charge:2", 2026, 2, 1, 500, -500, 0, "RB 7"),
            ("charge:2", 2027, 1, None, 0, 400, 400, "RB 1"),
        ]


@both
def test_the_books_are_right_afterwards_and_the_lines_append_only(old_town, database):
    upgrade(old_town)
    with old_town.reading() as session:
        assert check_books(session) == []
    assert faults(old_town.engine) == []
    with old_town.engine.connect() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(text("UPDATE standing_commitment SET label = 'x'"))
