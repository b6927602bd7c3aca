"""Movements a page at a time on both engines: nothing missed, nothing twice, and never a walk through all lines."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Engine, event, insert, text

from budget.models import LedgerLine, Movement
from budget.queries import find_account
from budget.queries.ledger import largest_holdings, movements_page
from budget.rules.ledger import MovementKind as K
from budget.rules.ledger import Part
from budget.services import commit_money
from database import Database
from logbook.actors import Actor
from logbook.services import act
from tests.builders.town import MEENT, add_areas, add_year

LINES = 100_000


@pytest.fixture
def year(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    add_year(database, now)
    return database


def account_id(database: Database) -> int:
    with database.reading() as session:
        found = find_account(session, 2026, MEENT)
        assert found is not None
        return found.id


def test_pages_follow_each_other_in_both_directions(year: Database, administrator: Actor, now: datetime) -> None:
    number = account_id(year)
    with year.writing() as session, act(session, administrator, now, "move") as a:
        for cents in range(1, 8):
            commit_money(a, number, K.COMMIT, cents, "test", to_subject=f"deal:{cents % 2 + 1}")
        commit_money(a, number, K.DELIVER, 7, "test", from_subject="deal:2", to_subject="deal:2")
    with year.reading() as session:
        first = movements_page(session, number, size=4)
        second = movements_page(session, number, before=first.older_than, size=4)
        third = movements_page(session, number, before=second.older_than, size=4)
        back = movements_page(session, number, after=second.newer_than, size=4)
        again = movements_page(session, number, after=third.newer_than, size=4)
        of_two = movements_page(session, number, subject="deal:2", size=4)
        rest = movements_page(session, number, subject="deal:2", kind="commit", before=of_two.older_than, size=4)
    ids = [row.id for page in (first, second, third) for row in page.rows]
    assert ids == sorted(set(ids), reverse=True)
    assert len(ids) == 10
    assert (first.newer_than, third.older_than) == (None, None)
    assert (back.rows, back.newer_than) == (first.rows, None)
    assert (again.rows, again.older_than) == (second.rows, second.older_than)
    assert [(row.kind, row.cents) for row in of_two.rows] == [
        ("deliver", 7),
        ("commit", 7),
        ("commit", 5),
        ("commit", 3),
    ]
    assert [row.cents for row in rest.rows] == [1]
    assert (first.rows[0].from_part, first.rows[0].to_part, first.rows[0].subject) == (
        "promised",
        "delivered",
        "deal:2",
    )


def test_the_largest_of_each_part_come_first(year: Database, administrator: Actor, now: datetime) -> None:
    number = account_id(year)
    with year.writing() as session, act(session, administrator, now, "move") as a:
        for cents in (5, 9, 7):
            commit_money(a, number, K.COMMIT, cents, "test", to_subject=f"deal:{cents}")
        commit_money(a, number, K.PAY, 7, "test", from_subject="deal:7", to_subject="deal:7")
    with year.reading() as session:
        held = [(each.part, each.subject, each.cents) for each in largest_holdings(session, number, 1)]
    assert held == [(Part.PROMISED, "deal:9", 9), (Part.PAID, "deal:7", 7)]


def fill(database: Database, account: int, now: datetime, actor: Actor) -> None:
    movements = [
        {"id": 1_000 + n, "account_id": account, "kind": "commit", "cents": 1, "gives": "out", "takes": "in",
         "ground": "test", "at": now, "actor_key": actor.key}
        for n in range(LINES // 2)
    ]  # fmt: skip
    lines = [
        {"movement_id": 1_000 + n, "side": side, "account_id": account, "part": part, "moved": 1, "cents": cents,
         "subject": subject and f"deal:{n % 500}"}
        for n in range(LINES // 2)
        for side, part, cents, subject in (("out", "available", -1, ""), ("in", "promised", 1, "deal"))
    ]  # fmt: skip
    with database.engine.begin() as connection:
        connection.execute(insert(Movement), movements)
        connection.execute(insert(LedgerLine), lines)
        # only the plans are looked at here: the account itself need not know of these lines
        connection.execute(text("ANALYZE"))


def plan_of(database: Database, ask) -> list[str]:
    """How the engine says it goes about the statement that `ask` sends."""
    sent: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        sent.append((statement, parameters))

    engine: Engine = database.engine
    event.listen(engine, "before_cursor_execute", note)
    with database.writing() as session:
        ask(session)
    event.remove(engine, "before_cursor_execute", note)
    ((statement, parameters),) = [each for each in sent if each[0].startswith("SELECT")]
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with engine.connect() as connection:
        return [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, parameters)]


def test_no_page_of_movements_walks_through_all_lines(year: Database, administrator: Actor, now: datetime) -> None:
    account = account_id(year)
    fill(year, account, now, administrator)
    asked = {
        "newest": {}, "older": {"before": 20_000}, "newer": {"after": 20_000}, "kind": {"kind": "commit"},
        "rare": {"kind": "grant"},
        "subject": {"subject": "deal:7"}, "both": {"subject": "deal:7", "kind": "commit", "before": 20_000},
    }  # fmt: skip
    for name, values in asked.items():
        plan = plan_of(year, lambda session, values=values: movements_page(session, account, **values))
        told = "\n".join(plan)
        assert "Seq Scan" not in told, (name, told)
        assert not [line for line in plan if line.startswith("SCAN") and "USING" not in line and "anon" not in line], (
            told
        )
        assert name != "rare" or "ix_movement_account_id_kind_id" in told, told
        assert ("ix_ledger_line_account_subject" in told) is ("subject" in values), (name, told)
