"""What the database itself promises, on both engines: no lost write, exact values, one clock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from budget.models import Account, BudgetYear
from database import ClockShift, Database, append_only_statements, db_now, new_key, transaction
from logbook.models import LogRow
from migrations.tables import every_table
from notices.models import OutboxMail
from settings.models import Setting
from tests.builders.engines import SqliteCopies

THREADS, WRITES = 8, 25


def set_up_counter(database: Database) -> None:
    with database.writing() as session, transaction(session):
        session.add(ClockShift(id=1, seconds=0))


def add_one(database: Database) -> None:
    with database.writing() as session, transaction(session):
        row = session.scalars(select(ClockShift).with_for_update()).one()
        row.seconds = row.seconds + 1


def counted(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(ClockShift.seconds)).one()


def test_writers_at_the_same_moment_lose_no_update(database):
    set_up_counter(database)
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(add_one, database) for _ in range(THREADS * WRITES)]:
            done.result()
    assert counted(database) == THREADS * WRITES


def test_two_applications_on_one_database_lose_no_update(database):
    set_up_counter(database)
    other = Database(database.url)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(add_one, each) for _ in range(20) for each in (database, other)]:
            done.result()
    other.dispose()
    assert counted(database) == 40


def test_a_session_for_reading_cannot_write(database):
    set_up_counter(database)
    for statement in ("UPDATE clock_shift SET seconds = 9", "DELETE FROM clock_shift", "CREATE TABLE x (a INTEGER)"):
        with database.reading() as session, pytest.raises(DBAPIError, match=r"(?i)readonly|read-only"):
            session.execute(text(statement))
    assert counted(database) == 0


def test_after_a_session_for_reading_one_can_still_write(database):
    set_up_counter(database)
    assert counted(database) == 0
    add_one(database)
    assert counted(database) == 1


def test_what_fails_halfway_leaves_nothing(database):
    def fail() -> None:
        with database.writing() as session, transaction(session):
            session.add(ClockShift(id=1, seconds=5))
            session.flush()
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        fail()
    with database.reading() as session:
        assert session.scalars(select(ClockShift)).all() == []


def test_a_foreign_key_holds(database, now):
    with database.writing() as session, pytest.raises(IntegrityError):
        session.add(Account(year=1999, area_code="nowhere"))
        session.commit()


def test_a_check_on_money_holds_whatever_the_code_does(database, now):
    with database.writing() as session:
        session.execute(text("INSERT INTO area (code, kind, name, slug, inhabitants, has_budget) "
                             "VALUES ('A', 'district', 'A', 'a', 1, :yes)"), {"yes": True})  # fmt: skip
        session.add(BudgetYear(year=2026, total_cents=1, formula="{}", created_at=now))
        session.flush()
        session.add(Account(year=2026, area_code="A", allocated=100, available=100))
        session.commit()
        with pytest.raises(IntegrityError, match="ck_account_available_not_negative"):
            session.execute(text("UPDATE account SET available = -1, paid = 101"))
        session.rollback()
        with pytest.raises(IntegrityError, match="ck_account_identity"):
            session.execute(text("UPDATE account SET available = 99"))


def put_setting(database: Database, at: datetime) -> None:
    with database.writing() as session, transaction(session):
        session.add(Setting(name="x", value="1", set_at=at, set_by_key="k", ground=""))


def test_what_happened_cannot_be_changed_or_removed(database, now):
    put_setting(database, now)
    statements = ["UPDATE setting SET value = '2'", "DELETE FROM setting"]
    if database.is_sqlite:
        columns = "set_at, set_by_key, ground"
        replaced = f"(id, name, value, {columns}) SELECT id, name, '2', {columns} FROM setting"
        statements += [f"REPLACE INTO setting {replaced}", f"INSERT OR REPLACE INTO setting {replaced}"]
    else:
        statements += ["TRUNCATE setting", "TRUNCATE setting CASCADE"]
    for statement in statements:
        with database.writing() as session, pytest.raises(DBAPIError, match="append-only: setting"):
            session.execute(text(statement))
    with database.reading() as session:
        assert [row.value for row in session.scalars(select(Setting))] == ["1"]


@pytest.mark.parametrize(
    "name",
    ["log_row", "setting", "movement", "ledger_line", "proposal_event", "counted_ballot", "result", "ballot_plan"],
)
def test_every_record_of_what_happened_is_append_only(database, name):
    with database.engine.connect() as connection:
        if database.is_sqlite:
            sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
            expected = {f"{name}_no_update", f"{name}_no_delete"}
        else:
            sql = "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) AND NOT tgisinternal"
            expected = {f"{name}_append_only", f"{name}_no_truncate"}
        assert expected <= set(connection.execute(text(sql), {"name": name}).scalars())


def test_triggers_name_their_table_so_that_a_person_can_be_told():
    for statements in append_only_statements("movement").values():
        assert any("append-only: movement" in each for each in statements)


def test_the_databases_clock_is_the_present(database):
    with database.reading() as session:
        assert abs(db_now(session) - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("days", [-400, 400])
def test_the_databases_clock_follows_the_shift_and_runs_on(database, at, now, days):
    moment = now + timedelta(days=days)
    at(moment)
    with database.reading() as session:
        first = db_now(session)
        second = db_now(session)
    assert timedelta(0) <= first - moment < timedelta(seconds=3)
    assert second >= first
    assert first.tzinfo is UTC


def test_the_databases_clock_goes_on_within_a_transaction(database):
    """PostgreSQL's now() stands still from the start of a transaction: who waited for a lock would be in time."""
    with database.writing() as session, transaction(session):
        first = db_now(session)
        session.execute(text("SELECT pg_sleep(0.05)") if not database.is_sqlite else text("SELECT 1"))
        assert db_now(session) >= first + timedelta(milliseconds=0 if database.is_sqlite else 50)


def test_there_is_one_shift_at_most(database):
    set_up_counter(database)
    with database.writing() as session, pytest.raises(IntegrityError, match="one_row"):
        session.execute(text("INSERT INTO clock_shift (id, seconds) VALUES (2, 5)"))


def test_a_moment_without_a_time_zone_is_refused(database, now):
    with database.writing() as session, pytest.raises(StatementError, match="time zone"):
        session.add(OutboxMail(to_address="a@example.org", template="t", facts="{}", language="nl",
                               created_at=now.replace(tzinfo=None)))  # fmt: skip
        session.flush()


def test_a_moment_comes_back_as_the_same_moment_in_utc(database, now):
    amsterdam = now.astimezone(timezone(timedelta(hours=1))).replace(microsecond=123456)
    put_setting(database, amsterdam)
    with database.reading() as session:
        found = session.scalars(select(Setting)).one().set_at
    assert found == amsterdam
    assert found.utcoffset() == timedelta(0)


def test_sqlite_keeps_every_acknowledged_write_and_leaves_no_deleted_rows_behind(sqlite_database):
    with sqlite_database.engine.connect() as connection:
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
            "recursive_triggers": 1,
        }
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted}
    assert found == wanted


def test_a_copy_for_a_test_holds_what_create_all_makes(tmp_path):
    copies = SqliteCopies(tmp_path)
    fresh = copies.fresh()
    with fresh.reading() as session:
        assert session.scalars(select(LogRow)).all() == []
        names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        assert set(names) == set(every_table().tables)
    copies.drop(fresh)


def test_person_keys_are_random_and_of_one_length():
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {26}
