from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event

from database import Database
from logbook.actors import Actor, Role
from tests.builders.browsing import AuditingClient
from tests.builders.moments import NOW
from tests.builders.people import add_person, make_actor


def header_links(client: AuditingClient, url: str = "/privacy") -> dict[str, str]:
    links = client.page(url).select("header a")
    return {link.get_text(strip=True): str(link["href"]) for link in links}


def be(app: Flask, client: AuditingClient, actor: Actor, **shown: bool) -> None:
    house: Database = app.extensions["database"]
    with house.writing() as session:
        add_person(session, actor, NOW, name="Demo Persoon")
    client.sign_in(actor, **shown)


def test_visitors_find_plans_areas_voting_results_and_how_it_works(client: AuditingClient) -> None:
    links = header_links(client)
    assert {"/plannen", "/wijken", "/stemmen", "/uitslagen", "/zo-werkt-het"} <= set(links.values())
    assert links["Inloggen"] == "/inloggen?next=/privacy"
    assert "Mijn werk" not in links


def test_the_page_one_is_on_is_marked(client: AuditingClient) -> None:
    current = client.page("/zo-werkt-het").select('nav a[aria-current="page"]')
    assert {str(link["href"]) for link in current} == {"/zo-werkt-het"}


def test_who_is_signed_in_finds_the_own_account(app: Flask, client: AuditingClient, resident: Actor) -> None:
    be(app, client, resident)
    links = header_links(client)
    assert links["Demo Persoon"] == "/mijn/account"
    assert "Inloggen" not in links


@pytest.mark.parametrize(
    ("role", "url"),
    [
        (Role.COORDINATOR, "/werk"),
        (Role.REVIEWER, "/werk"),
        (Role.FINANCE, "/werk"),
        (Role.COLLEGE_CLERK, "/werk"),
        (Role.COUNCIL_CLERK, "/werk"),
        (Role.ADMINISTRATOR, "/beheer"),
    ],
)
def test_staff_find_their_work(app: Flask, client: AuditingClient, role: Role, url: str) -> None:
    be(app, client, make_actor("staff", role))
    assert header_links(client)["Mijn werk"] == url


def test_without_the_second_step_the_way_to_work_leads_there(app: Flask, client: AuditingClient) -> None:
    be(app, client, make_actor("staff", Role.FINANCE), second_factor=False)
    assert header_links(client)["Mijn werk"] == "/tweede-factor"


def test_the_booth_knows_no_account_and_asks_the_database_for_none(
    app: Flask, client: AuditingClient, resident: Actor
) -> None:
    be(app, client, resident)
    house: Database = app.extensions["database"]
    client.get("/privacy")
    asked: list[str] = []
    for engine in {house.engine, house.read_bind()}:
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    page = client.get("/stemmen/nergens").get_data(as_text=True)
    assert "Demo Persoon" not in page
    assert [statement for statement in asked if "person" in statement] == []
