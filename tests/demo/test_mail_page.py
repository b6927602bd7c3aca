from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from database import Database
from logbook.actors import Actor
from tests.accounts.mailbox import newest_code
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import NOW, Clocks
from tests.builders.people import add_person
from tests.conftest import make_config


@pytest.fixture
def demo(tmp_path: Path, sqlite_database: Database, at: Clocks) -> Flask:
    app = create_app(make_config(tmp_path, sqlite_database.url, demo=True))
    app.test_client_class = AuditingClient
    at(NOW)
    return app


@pytest.fixture
def visitor(demo: Flask) -> AuditingClient:
    client = demo.test_client()
    assert isinstance(client, AuditingClient)
    return client


def test_the_code_stands_on_the_mail_page(demo: Flask, visitor: AuditingClient) -> None:
    assert "Er zijn nog geen e-mails" in text_of(visitor.get("/demo/post"))
    page = text_of(visitor.send("/inloggen", {"email": "a@demo.example"}, follow=True))
    assert "Dit is een demonstratie: bekijk de e-mail hier" in page
    shown = text_of(visitor.get("/demo/post"))
    assert newest_code(demo.extensions["database"]) in shown
    assert "a@demo.example" in shown


def test_the_newest_mail_stands_first(visitor: AuditingClient) -> None:
    for name in ("first", "second"):
        visitor.send("/inloggen", {"email": f"{name}@demo.example"})
    shown = text_of(visitor.get("/demo/post"))
    assert shown.index("second@demo.example") < shown.index("first@demo.example")


def test_one_may_look_around_as_often_as_one_likes(visitor: AuditingClient) -> None:
    for _ in range(7):
        assert visitor.send("/inloggen", {"email": "coordinator@demo.example"}).status_code == 302


def test_the_tour_names_the_people_of_the_demonstration(
    demo: Flask, visitor: AuditingClient, coordinator: Actor
) -> None:
    house: Database = demo.extensions["database"]
    with house.writing() as session:
        add_person(session, coordinator, NOW, email="coordinator@demo.example")
    page = text_of(visitor.get("/demo"))
    assert "coordinator@demo.example Buurtcoördinator (overal)" in page


@pytest.mark.parametrize("url", ["/demo", "/demo/post"])
def test_a_real_site_has_no_such_pages(client: AuditingClient, url: str) -> None:
    assert client.get(url).status_code == 404
    assert "demo" not in client.get("/privacy").get_data(as_text=True).lower().replace("demo-", "")
