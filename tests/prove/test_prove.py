"""The proof itself: every guard stands where the proof takes it out, and wrong books are seen to be wrong."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from budget.services.standing import stand_commitment
from prove.__main__ import Engines, prove
from prove.attackers import ATTACKS as PROCESSES
from prove.attacks import ATTACKS
from prove.books import faults
from prove.builds import Guard, GuardMoved, make_build
from tests.builders.people import FINANCE
from tests.builders.town import MEENT, add_areas, add_year


@pytest.fixture
def books(sqlite_database, now):
    add_areas(sqlite_database, now)
    with sqlite_database.writing() as session:
        stand_commitment(session, FINANCE, now, MEENT, "Vijver", {2026: 100}, "RB 2025-7")
    add_year(sqlite_database, now)
    return sqlite_database


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_every_guard_stands_where_it_is_taken_out(tmp_path, attack, engine):
    assert attack.guards[engine]
    make_build(tmp_path / "build", attack.guards[engine])


def test_a_guard_that_moved_stops_the_proof(tmp_path):
    with pytest.raises(GuardMoved):
        make_build(tmp_path / "build", [Guard("budget/rules/ledger.py", "no such text", "")])


def test_every_attack_is_one_that_a_process_can_make():
    assert {attack.name for attack in ATTACKS} - {"die"} == set(PROCESSES)


def test_right_books_have_no_faults(books):
    assert faults(books.engine) == []


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE account SET available = available + 1", "an account does not add up"),
        ("UPDATE account SET available = -1, promised = promised + available + 1", "a part is below zero"),
        ("UPDATE account SET allocated = allocated + 1, paid = paid + 1", "the shares are not the total"),
        ("DELETE FROM ledger_line WHERE id = 1", "a movement has no two sides"),
        ("UPDATE ledger_line SET cents = -cents, side = 'x' WHERE part = 'reserve_left'", "more left a place"),
        ("INSERT INTO holding VALUES (1, 'paid', 'deal:1', 5, 0)", "a holding is not its lines"),
        ("INSERT INTO holding VALUES (1, 'paid', 'deal:1', 5, 6)", "more is asked than is held"),
        ("UPDATE account SET is_closed = 1, promised = 5", "a closed year has new promises"),
        ("UPDATE standing_commitment SET before_cents = 7, after_cents = 107", "a line does not follow"),
        ("UPDATE standing_commitment SET line = 2", "a line does not follow"),
        ("UPDATE standing_commitment SET cents = 99, after_cents = 99", "what stands is not what is set apart"),
        ("UPDATE account SET shortfall = 1", "what stands is not what is set apart"),
        ("UPDATE budget_year SET fixed_by_key = proposed_by_key", "one person fixed a year"),
    ],
)
def test_each_kind_of_tampering_is_seen(books, tampering, fault):
    with books.engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA ignore_check_constraints = ON")
        driver.execute("PRAGMA foreign_keys = OFF")
        for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(tampering))
        connection.commit()
    assert any(each.startswith(fault) for each in faults(books.engine))


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_one_attack_is_refused_by_the_product_and_succeeds_without_its_guard(tmp_path, postgres_copies, engine):
    attack = next(each for each in ATTACKS if each.name == "unbalance")
    engines = Engines(tmp_path, postgres_copies.url("postgres"))
    row = prove(attack, engine, engines, make_build(tmp_path / "whole"), tmp_path)
    assert row[-3:] == ("books right", "an account does not add up", "holds")
