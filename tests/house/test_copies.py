"""A database of one test has nothing of the test before it, though it comes through the same door."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select, text

from database import ClockShift
from tests.builders.engines import SqliteCopies


@pytest.fixture(params=["sqlite", "postgres"])
def copies(request):
    return request.getfixturevalue(f"{request.param}_copies")


def test_the_next_database_is_empty_again(copies):
    made = []
    for _ in range(2):
        database = copies.fresh()
        made.append(database)
        with database.writing() as session:
            assert session.scalars(select(ClockShift)).all() == []
            # what one connection alone was told is gone as well: this table is made twice
            session.execute(text("CREATE TEMPORARY TABLE told (id INTEGER)"))
            session.add(ClockShift(id=1, seconds=5))
            session.commit()
        copies.drop(database)
    one, other = made
    assert one.engine is other.engine
    # what the product keeps with a database that it knows is kept with the object
    assert one is not other


def test_databases_at_the_same_moment_are_apart(copies):
    one, other = copies.fresh(), copies.fresh()
    with one.writing() as session:
        session.add(ClockShift(id=1, seconds=5))
        session.commit()
    with other.reading() as session:
        assert session.scalars(select(ClockShift)).all() == []
    copies.drop(one)
    copies.drop(other)


@pytest.mark.parametrize("name", ["connect", "begin", "before_cursor_execute", "after_cursor_execute"])
def test_a_door_with_a_listener_is_not_opened_again(tmp_path, name):
    copies = SqliteCopies(tmp_path)
    heard = copies.fresh()
    event.listen(heard.read_bind(), name, lambda *_: None)
    copies.drop(heard)
    silent = copies.fresh()
    assert silent.engine is not heard.engine
    copies.drop(silent)
    again = copies.fresh()
    assert again.engine is silent.engine
    copies.drop(again)


def test_who_still_has_the_old_file_open_does_not_reach_the_new_one(tmp_path):
    copies = SqliteCopies(tmp_path)
    old = copies.fresh()
    late = old.engine.connect()
    copies.drop(old)
    new = copies.fresh()
    late.execute(text("INSERT INTO clock_shift (id, seconds) VALUES (1, 5)"))
    late.commit()
    late.close()
    old.dispose()
    assert new.url == old.url
    with new.reading() as session:
        assert session.scalars(select(ClockShift)).all() == []
    copies.drop(new)
