"""One act is one transaction and one row of the log, whose chain shows any later hand in it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from database import ClockShift, Database
from lives.messages import msg
from logbook.actors import CLOCK, OPERATOR, STAFF, Actor, Grant, Role
from logbook.chain import FIRST_HASH, row_hash
from logbook.models import LogRow
from logbook.queries import first_broken_row, head_seq
from logbook.refusals import NotAllowed, NotFound, Refusal
from logbook.services import act
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT


def take(database: Database, now, name="make_year", actor=ADMINISTRATOR, **facts):
    with database.writing() as session, act(session, actor, now, name, "ground", "year:2026") as a:
        a.facts.update(facts)


def rows_of(database: Database):
    with database.reading() as session:
        return session.scalars(select(LogRow).order_by(LogRow.seq)).all()


def broken(database: Database):
    with database.reading() as session:
        return first_broken_row(session)


def test_an_act_leaves_one_row_with_who_what_when_and_why(database, now):
    take(database, now, total_cents=500_000_00)
    (row,) = rows_of(database)
    assert (row.seq, row.at, row.actor_key, row.act, row.subject, row.ground) == (
        1, now, ADMINISTRATOR.key, "make_year", "year:2026", "ground",
    )  # fmt: skip
    assert json.loads(row.facts) == {"total_cents": 50000000}
    assert row.previous_hash == FIRST_HASH


def test_rows_hang_together(database, now):
    for name in ("one", "two", "three"):
        take(database, now, name)
    rows = rows_of(database)
    assert [row.seq for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert broken(database) is None
    with database.reading() as session:
        assert head_seq(session) == 3


def test_an_empty_log_is_whole(database):
    assert broken(database) is None


def test_an_act_that_fails_leaves_neither_row_nor_change(database, now):
    def fail():
        with database.writing() as session, act(session, OPERATOR, now, "move"):
            session.add(ClockShift(id=1, seconds=3))
            session.flush()
            raise NotAllowed(msg("Not now."))

    with pytest.raises(NotAllowed):
        fail()
    with database.reading() as session:
        assert session.scalars(select(ClockShift)).all() == []
        assert head_seq(session) == 0
    take(database, now)
    assert broken(database) is None


def test_an_act_may_follow_what_the_same_session_read_before(database, now):
    with database.writing() as session:
        assert head_seq(session) == 0
        session.rollback()
        with act(session, OPERATOR, now, "move"):
            session.add(ClockShift(id=1, seconds=3))
    with database.reading() as session:
        assert head_seq(session) == 1


def test_acts_at_the_same_moment_form_one_chain(database, now):
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(take, database, now, f"act_{n}") for n in range(64)]:
            done.result()
    rows = rows_of(database)
    assert [row.seq for row in rows] == list(range(1, 65))
    assert {row.act for row in rows} == {f"act_{n}" for n in range(64)}
    assert broken(database) is None


def test_the_moment_counts_and_not_the_zone_it_was_said_in(database, now):
    take(database, now.astimezone(timezone(timedelta(hours=1))))
    assert broken(database) is None


TAMPERING = {
    "another moment": ("at = (SELECT at FROM log_row WHERE seq = 3)", 2),
    "another person": ("actor_key = 'somebody else'", 2),
    "another act": ("act = 'nothing'", 2),
    "another subject": ("subject = 'year:1'", 2),
    "another ground": ("ground = ''", 2),
    "other facts": ("facts = '{}'", 2),
    "another hash": (f"hash = '{'1' * 64}'", 2),
    "another link": (f"previous_hash = '{'1' * 64}'", 2),
}


def past_the_triggers(database: Database, statement: str) -> None:
    """What somebody could do who owns the database: drop the triggers first."""
    with database.engine.begin() as connection:
        drops = (
            ("log_row_no_update", "log_row_no_delete") if database.is_sqlite else ("log_row_append_only ON log_row",)
        )
        for name in drops:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))


@pytest.fixture
def told(database, now):
    """Four acts, an hour apart, each with its own facts."""
    for number in range(4):
        take(database, now + timedelta(hours=number), f"act_{number}", number=number)
    return database


@pytest.mark.parametrize("change", TAMPERING)
def test_a_changed_row_is_found(told, change):
    what, row = TAMPERING[change]
    past_the_triggers(told, f"UPDATE log_row SET {what} WHERE seq = {row}")
    assert broken(told) == row


def test_a_row_taken_out_is_found(told):
    past_the_triggers(told, "DELETE FROM log_row WHERE seq = 3")
    assert broken(told) == 3


def test_the_last_row_taken_off_is_found(told):
    past_the_triggers(told, "DELETE FROM log_row WHERE seq = 4")
    assert broken(told) == 4


def test_a_head_put_back_is_found(told):
    past_the_triggers(told, "UPDATE log_head SET seq = 3, hash = (SELECT hash FROM log_row WHERE seq = 3)")
    assert broken(told) == 5


def test_two_rows_that_changed_places_are_found(told):
    past_the_triggers(told, "UPDATE log_row SET seq = CASE seq WHEN 1 THEN -2 WHEN 2 THEN -1 ELSE seq END")
    with told.engine.begin() as connection:
        connection.execute(text("UPDATE log_row SET seq = -seq WHERE seq < 0"))
    assert broken(told) == 1


def test_a_row_cannot_be_changed_as_long_as_the_triggers_stand(told):
    for statement in ("UPDATE log_row SET act = 'x'", "DELETE FROM log_row"):
        with told.engine.begin() as connection, pytest.raises(DBAPIError, match="append-only: log_row"):
            connection.execute(text(statement))


def test_fields_cannot_flow_into_each_other(now):
    same = {"seq": 1, "at": now, "actor_key": "k", "ground": "", "facts": "{}", "previous_hash": FIRST_HASH}
    assert row_hash({**same, "act": "ab", "subject": "c"}) != row_hash({**same, "act": "a", "subject": "bc"})


def test_everyone_is_a_resident_and_only_the_others_are_staff():
    assert Role.RESIDENT not in STAFF
    assert not RESIDENT.is_staff
    assert COORDINATOR.is_staff
    assert not CLOCK.is_staff


@pytest.mark.parametrize(
    ("grant", "area", "expected"),
    [
        (Grant(Role.COORDINATOR), "A", True),
        (Grant(Role.COORDINATOR), None, True),
        (Grant(Role.COORDINATOR, "A"), "A", True),
        (Grant(Role.COORDINATOR, "A"), "B", False),
        (Grant(Role.COORDINATOR, "A"), None, True),
        (Grant(Role.FINANCE), "A", False),
    ],
)
def test_a_role_in_one_area_counts_there_and_a_role_without_area_everywhere(grant, area, expected):
    assert Actor("k", frozenset({grant})).has(Role.COORDINATOR, area) is expected


def test_a_refusal_says_what_happened_and_knows_its_answer():
    refused = Refusal(msg("The round is closed."), msg("Look at the result."))
    assert (refused.status, str(refused.message), str(refused.advice)) == (
        409,
        "The round is closed.",
        "Look at the result.",
    )
    assert (NotAllowed.status, NotFound.status) == (403, 404)
