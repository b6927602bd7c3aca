"""The front page and the wijken: the one thing to do now, by date, and the money of each area."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.builders.browsing import AuditingClient, text_of
from tests.builders.town import make_town


@pytest.fixture
def town(app, sqlite_database, now):
    return make_town(sqlite_database, now)


def test_an_empty_house_has_a_friendly_front_page(client: AuditingClient) -> None:
    assert "Er zijn hier nog geen wijken" in text_of(client.get("/"))
    assert client.get("/wijken").status_code == 200
    assert client.get("/wijken/nergens").status_code == 404


def test_the_front_page_says_what_one_can_do_now(client: AuditingClient, town, at) -> None:
    calendar = town.calendar
    wanted = {
        calendar.collect_from + timedelta(hours=1): "Wat wilt u veranderen in uw wijk?",
        calendar.collect_until + timedelta(hours=1): "Uw buurt beslist",
        calendar.opens_at + timedelta(hours=1): "Stem op de plannen in uw wijk",
        calendar.closes_at + timedelta(minutes=1): "Stem op de plannen in uw wijk",
        calendar.closes_at + timedelta(minutes=6): "De wijken hebben beslist",
    }
    found = {}
    for moment in wanted:
        at(moment)
        found[moment] = client.page("/").find("h1").get_text(strip=True)
    assert found == wanted


def test_the_front_page_says_what_is_left_in_one_sentence(client: AuditingClient, town) -> None:
    assert "Nog € 100.000 voor alle gebieden samen dit jaar." in text_of(client.get("/"))


def test_an_area_shows_where_its_money_is(client: AuditingClient, town) -> None:
    shown = text_of(client.get("/wijken/hilversumse-meent"))
    assert "Nog € 30.000 voor Hilversumse Meent dit jaar." in shown
    assert "Nog vrij te besteden € 24.000 Over voor kleine plannen € 6.000" in shown
    assert "Er zijn hier nog geen plannen" in shown


def test_pages_read_in_english_and_the_choice_stays(client: AuditingClient, town) -> None:
    assert "Money for Hilversumse Meent in 2026" in text_of(client.get("/wijken/hilversumse-meent?taal=en"))
    assert "What is going on now" in text_of(client.get("/wijken/hilversumse-meent"))


def test_a_kept_page_is_fresh_after_an_act_and_follows_the_clock(app, client, town, at, now, sqlite_database) -> None:
    from logbook.actors import OPERATOR
    from logbook.services import act

    before = text_of(client.get("/wijken/zuid"))
    with sqlite_database.writing() as session, act(session, OPERATOR, now, "rename") as a:
        from areas.queries import find_area_by_slug

        find_area_by_slug(a.session, "zuid").name = "Zuiderwijk"
    after = text_of(client.get("/wijken/zuid"))
    assert "Zuiderwijk" not in before
    assert "Zuiderwijk" in after


@pytest.mark.parametrize(("url", "most"), [("/", 6), ("/wijken", 5), ("/wijken/hilversumse-meent", 8)])
def test_pages_ask_the_database_little_and_a_kept_page_one_thing(app, client, town, url: str, most: int) -> None:
    client.get("/zo-werkt-het")  # what the frame shows of the municipality is kept for a minute
    asked: list[str] = []
    database = app.extensions["database"]
    event.listen(database.read_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))

    def many() -> int:
        return sum(not statement.startswith("BEGIN") for statement in asked)

    client.get(url)
    first = many()
    client.get(url)
    assert 1 < first <= most
    assert many() - first == 1
