"""An installation of the first schema keeps its money: years, shares, pots and awards, in the new books."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from migrations.upgrade import upgrade
from prove.books import faults
from tests.migrations.test_upgrade import both, empty_database  # noqa: F401

MOMENT = "2026-01-05 10:00:00+00:00"
ROWS = (
    "INSERT INTO area (code, kind, name, slug, inhabitants, has_budget) VALUES ('A', 'district', 'A', 'a', 9, :yes)",
    f"INSERT INTO budget_year (year, total_cents, formula, reference, created_at, fixed_at) "
    f"VALUES (2026, 1000, '{{}}', 'RB 1', '{MOMENT}', '{MOMENT}')",
    f"INSERT INTO budget_year (year, total_cents, formula, reference, created_at) "
    f"VALUES (2027, 1000, '{{}}', '', '{MOMENT}')",
    f"INSERT INTO log_row (seq, at, actor_key, act, subject, ground, facts, previous_hash, hash) "
    f"VALUES (1, '{MOMENT}', 'whoever', 'fix_year', 'year:2026', '', '{{}}', '0', '1')",
    "INSERT INTO account (id, year, area_code, unit, allocated, carried_in, additions, standing, saved, reserve_left, "
    "ring_fenced, promised, paid, lapsed, available) "
    "VALUES (1, 2026, 'A', 'eur', 1000, 0, 0, 0, 0, 200, 300, 0, 0, 0, 500)",
)
MOVEMENTS = (
    (1, "allocate", 1000, ("allocated", ""), ("available", "")),
    (2, "reserve", 200, ("available", ""), ("reserve_left", "")),
    (3, "ring_fence", 300, ("available", ""), ("ring_fenced", "round:1")),
    (4, "award", 100, ("ring_fenced", "round:1"), ("ring_fenced", "plan:7")),
)


@pytest.fixture
def old_town(empty_database):  # noqa: F811
    """A database of the first schema with a year, its shares, and a pot of which a plan won a part."""
    upgrade(empty_database, "0001")
    with empty_database.engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row.replace(":yes", "true")))
        for number, kind, cents, (left, giver), (arrived, taker) in MOVEMENTS:
            connection.execute(
                text(
                    f"INSERT INTO movement (id, account_id, kind, cents, ground, reference, external_reference, at, "
                    f"actor_key) VALUES ({number}, 1, '{kind}', {cents}, 'x', '', '', '{MOMENT}', 'k')"
                )
            )
            for part, subject, change in ((left, giver, -cents), (arrived, taker, cents)):
                connection.execute(
                    text(
                        f"INSERT INTO ledger_line (movement_id, account_id, part, subject, cents) "
                        f"VALUES ({number}, 1, '{part}', '{subject}', {change})"
                    )
                )
    return empty_database


@both
def test_the_money_of_an_old_installation_is_right_in_the_new_books(old_town, database):
    upgrade(old_town)
    assert faults(old_town.engine) == []
    with old_town.engine.connect() as connection:
        held = connection.execute(text("SELECT part, subject, cents FROM holding WHERE cents > 0 ORDER BY subject"))
        assert held.all() == [("ring_fenced", "plan:7", 100), ("ring_fenced", "round:1", 200)]
        assert connection.execute(text("SELECT count(*) FROM ledger_line WHERE moved = abs(cents)")).scalar_one() == 8


@both
def test_a_year_that_one_person_fixed_says_so(old_town, database):
    upgrade(old_town)
    with old_town.engine.connect() as connection:
        keys = connection.execute(text("SELECT year, proposed_by_key, fixed_by_key FROM budget_year ORDER BY year"))
        assert keys.all() == [(2026, "whoever", "before-two-people"), (2027, None, None)]


@both
def test_lines_are_append_only_again_after_the_upgrade(old_town, database):
    upgrade(old_town)
    with old_town.engine.connect() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(text("UPDATE ledger_line SET moved = 1, cents = 1 WHERE id = 1"))
