from __future__ import annotations

import pytest
from flask import Flask

from accounts.models import Person
from database import Database
from logbook.actors import Actor
from tests.accounts.mailbox import mails, newest_code, other_code
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import NOW
from tests.builders.people import add_person, make_actor


@pytest.fixture
def house(app: Flask, client: AuditingClient, resident: Actor) -> Database:
    found: Database = app.extensions["database"]
    with found.writing() as session:
        add_person(session, resident, NOW, email="old@example.org", name="Demo Bewoner")
    client.sign_in(resident)
    return found


def test_name_and_language_are_saved_and_the_page_follows(client: AuditingClient, house: Database) -> None:
    answer = client.send("/mijn/account", {"name": "  Demo   Nieuw ", "language": "en"}, follow=True)
    assert "Your details are saved." in text_of(answer)
    assert 'lang="en"' in answer.get_data(as_text=True)
    with house.reading() as session:
        person = session.query(Person).one()
        assert (person.name, person.language) == ("Demo Nieuw", "en")
    assert "My account" in text_of(client.get("/mijn/account"))


def test_a_name_with_signs_of_html_is_shown_as_it_was_typed(client: AuditingClient, house: Database) -> None:
    client.send("/mijn/account", {"name": "<b>Demo & Co</b>"})
    page = client.get("/mijn/account").get_data(as_text=True)
    assert "<b>Demo" not in page
    assert "&lt;b&gt;Demo &amp; Co&lt;/b&gt;" in page


def test_a_name_that_is_too_long_is_told_at_the_field(client: AuditingClient, house: Database) -> None:
    answer = client.send("/mijn/account", {"name": "x" * 121})
    assert "Gebruik hoogstens 120 tekens." in text_of(answer)
    assert "x" * 121 in answer.get_data(as_text=True)


def test_another_address_is_confirmed_by_a_code(client: AuditingClient, house: Database) -> None:
    client.send("/mijn/account/e-mail", {"email": "New@example.org"})
    wrong = client.send("/mijn/account/e-mail/code", {"code": other_code(newest_code(house))})
    assert "Dit is niet de code" in text_of(wrong)
    answer = client.send("/mijn/account/e-mail/code", {"code": newest_code(house)}, follow=True)
    assert "Uw e-mailadres is gewijzigd." in text_of(answer)
    assert "new@example.org" in text_of(answer)
    assert [mail.to_address for mail in mails(house)] == ["new@example.org", "old@example.org"]


def test_the_own_address_again_is_told(client: AuditingClient, house: Database) -> None:
    assert "Dit is al uw adres." in text_of(client.send("/mijn/account/e-mail", {"email": "OLD@example.org"}))


def test_a_taken_address_is_told_after_the_code(client: AuditingClient, house: Database) -> None:
    with house.writing() as session:
        add_person(session, make_actor("other"), NOW, email="taken@example.org")
    assert client.send("/mijn/account/e-mail", {"email": "taken@example.org"}).status_code == 302
    answer = client.send("/mijn/account/e-mail/code", {"code": newest_code(house)})
    assert "Er is al een account met dit e-mailadres." in text_of(answer)


def test_a_code_nobody_asked_for_leads_back(client: AuditingClient, house: Database) -> None:
    assert client.get("/mijn/account/e-mail/code").headers["Location"] == "/mijn/account/e-mail"
