from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from database import Database
from logbook.actors import Actor
from logbook.models import LogRow
from logbook.refusals import NotAllowed
from logbook.services import act
from settings.queries import current, history
from settings.services import MUNICIPALITY, put_setting, set_municipality


def put(database: Database, actor: Actor, now: datetime, value: dict[str, object], ground: str = "besluit 1") -> None:
    with database.writing() as session, act(session, actor, now, "change_thresholds") as a:
        put_setting(a, "thresholds", value, ground)


def test_nobody_set_it_yet(database: Database) -> None:
    with database.reading() as session:
        assert current(session, "thresholds") is None
        assert history(session, "thresholds") == []


def test_the_newest_is_in_force_and_the_older_are_its_history(
    database: Database, now: datetime, administrator: Actor
) -> None:
    put(database, administrator, now, {"large_cents": 2_500_000})
    put(database, administrator, now + timedelta(days=1), {"large_cents": 3_000_000}, "besluit 2")
    with database.reading() as session:
        assert current(session, "thresholds") == {"large_cents": 3_000_000}
        rows = history(session, "thresholds")
    assert [(row.value["large_cents"], row.ground, row.set_by_key) for row in rows] == [
        (3_000_000, "besluit 2", administrator.key),
        (2_500_000, "besluit 1", administrator.key),
    ]


def test_settings_do_not_mix(database: Database, now: datetime, administrator: Actor) -> None:
    put(database, administrator, now, {"x": 1})
    with database.reading() as session:
        assert current(session, "other") is None


def test_history_cannot_be_rewritten(database: Database, now: datetime, administrator: Actor) -> None:
    put(database, administrator, now, {"x": 1})
    for statement in ("UPDATE setting SET value = '{}'", "DELETE FROM setting"):
        with database.writing() as session, pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(statement))


def test_the_municipality_is_set_by_an_administrator_and_logged_once(
    database: Database, now: datetime, administrator: Actor, coordinator: Actor
) -> None:
    for _ in range(2):  # the same again is no change
        with database.writing() as session:
            set_municipality(session, administrator, now, "Voorbeeldstad", "14 000", "hulp@example.org")
    with database.writing() as session, pytest.raises(NotAllowed):
        set_municipality(session, coordinator, now, "Anders", "14 000", "hulp@example.org")
    with database.reading() as session:
        assert current(session, MUNICIPALITY) == {
            "name": "Voorbeeldstad",
            "help_phone": "14 000",
            "help_email": "hulp@example.org",
        }
        assert [row.act for row in session.query(LogRow)] == ["set_municipality"]
