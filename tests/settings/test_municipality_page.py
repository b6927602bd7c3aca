from __future__ import annotations

import pytest
from flask import Flask

from logbook.actors import Actor
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import NOW
from tests.builders.people import add_person


@pytest.fixture
def at_the_page(app: Flask, client: AuditingClient, administrator: Actor) -> AuditingClient:
    with app.extensions["database"].writing() as session:
        add_person(session, administrator, NOW)
    client.sign_in(administrator)
    return client


def test_what_is_saved_stands_on_every_page_at_once(at_the_page: AuditingClient) -> None:
    assert "Hilversum" in at_the_page.get("/privacy").get_data(as_text=True)
    values = {"name": "Voorbeeldstad", "help_phone": "012 345 67 89", "help_email": "hulp@example.org"}
    answer = at_the_page.send("/beheer/gemeente", values, follow=True)
    assert "zijn bewaard" in text_of(answer)
    assert "Voorbeeldstad, 012 345 67 89, hulp@example.org" in text_of(answer)
    page = at_the_page.get("/privacy").get_data(as_text=True)
    assert "Voorbeeldstad" in page
    assert 'href="tel:0123456789"' in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Vul een naam in."),
        ("name", "x" * 81, "Gebruik hoogstens 80 tekens."),
        ("help_phone", "", "Vul een telefoonnummer in."),
        ("help_phone", "bel ons", "Gebruik alleen cijfers en spaties"),
        ("help_email", "hulp", "Dit is nog geen e-mailadres."),
    ],
)
def test_what_cannot_be_is_told_at_the_field(at_the_page: AuditingClient, field: str, typed: str, said: str) -> None:
    answer = at_the_page.send("/beheer/gemeente", {field: typed})
    assert answer.status_code == 200
    assert said in text_of(answer)
