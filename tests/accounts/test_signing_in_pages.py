from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accounts.models import Person
from database import Database
from logbook.actors import Actor
from tests.accounts.mailbox import mails, newest_code, other_code
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import NOW, Clocks
from tests.builders.people import add_person

ADDRESS = "resident@example.org"


@pytest.fixture
def house(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


def ask(client: AuditingClient, address: str = ADDRESS) -> None:
    answer = client.send("/inloggen", {"email": address})
    assert answer.headers["Location"] == "/inloggen/code"


def sign_in(client: AuditingClient, house: Database, address: str = ADDRESS) -> None:
    ask(client, address)
    client.send("/inloggen/code", {"code": newest_code(house)})


def test_a_resident_signs_in_with_the_code_from_the_mail(client: AuditingClient, house: Database) -> None:
    ask(client)
    answer = client.send("/inloggen/code", {"code": newest_code(house)}, follow=True)
    assert "U bent ingelogd." in text_of(answer)
    assert ADDRESS in text_of(client.get("/mijn/account"))
    assert mails(house)[0].to_address == ADDRESS


def test_the_code_may_be_typed_with_a_space(client: AuditingClient, house: Database) -> None:
    ask(client)
    code = newest_code(house)
    assert client.send("/inloggen/code", {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_one_goes_on_to_the_page_one_came_for(client: AuditingClient, house: Database) -> None:
    client.get("/mijn/account/e-mail", follow_redirects=True)
    ask(client)
    answer = client.send("/inloggen/code", {"code": newest_code(house)})
    assert answer.headers["Location"] == "/mijn/account/e-mail"


@pytest.mark.parametrize("place", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example"])
def test_nobody_is_sent_to_another_site(client: AuditingClient, house: Database, place: str) -> None:
    client.get("/inloggen", query_string={"next": place})
    ask(client)
    answer = client.send("/inloggen/code", {"code": newest_code(house)})
    assert answer.headers["Location"] == "/begin"


def test_signing_in_keeps_nothing_of_the_session_before(client: AuditingClient, house: Database) -> None:
    ask(client)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    client.send("/inloggen/code", {"code": newest_code(house)})
    with client.session_transaction() as session:
        assert "planted" not in session
        assert "sign_in" not in session
        assert session.get("csrf_token") != before


def test_a_wrong_code_is_told_at_the_field(client: AuditingClient, house: Database) -> None:
    ask(client)
    answer = client.send("/inloggen/code", {"code": other_code(newest_code(house))})
    assert answer.status_code == 200
    assert "Dit is niet de code uit de e-mail. U kunt het nog 4 keer proberen." in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Vul de zes cijfers in."),
        ("12345", "De code heeft zes cijfers."),
        ("1234567", "De code heeft zes cijfers."),
        ("١٢٣٤٥٦", "De code heeft zes cijfers."),
        ("<b>123</b>", "De code heeft zes cijfers."),
    ],
)
def test_what_is_no_code_costs_no_try(client: AuditingClient, house: Database, typed: str, said: str) -> None:
    ask(client)
    for _ in range(6):
        assert said in text_of(client.send("/inloggen/code", {"code": typed}))
    assert client.send("/inloggen/code", {"code": newest_code(house)}).status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "jan", "jan@x", "a@b.nl, c@d.nl", "x" * 300 + "@example.org", "a\r\nb@example.org"]
)
def test_what_is_no_address_gets_a_sentence_and_no_mail(client: AuditingClient, house: Database, typed: str) -> None:
    answer = client.send("/inloggen", {"email": typed})
    assert answer.status_code == 200
    assert "Er klopt iets nog niet" in text_of(answer) or "e-mailadres" in text_of(answer)
    assert mails(house) == []


def test_every_address_gets_the_same_answer(client: AuditingClient, house: Database) -> None:
    with house.writing() as session:
        add_person(session, Actor("a" * 26), NOW, email="known@example.org")
    known = client.send("/inloggen", {"email": "known@example.org"}, follow=True)
    unknown = client.send("/inloggen", {"email": "other@example.org"}, follow=True)
    assert text_of(known).replace("known@", "other@") == text_of(unknown)


def test_a_code_without_asking_leads_to_the_beginning(client: AuditingClient) -> None:
    assert client.get("/inloggen/code").headers["Location"] == "/inloggen"


def test_another_browser_cannot_use_the_code(app: Flask, client: AuditingClient, house: Database) -> None:
    ask(client)
    code = newest_code(house)
    other = app.test_client()
    assert isinstance(other, AuditingClient)
    ask(other, "attacker@example.org")
    answer = other.send("/inloggen/code", {"code": code})
    assert answer.status_code == 200
    assert "Dit is niet de code" in text_of(answer)


def test_a_form_without_its_token_is_refused_in_words(client: AuditingClient, house: Database) -> None:
    answer = client.post("/inloggen", data={"email": ADDRESS})
    assert answer.status_code == 400
    assert "Verstuur het formulier nog een keer" in text_of(answer)
    assert mails(house) == []


def test_five_mails_an_hour_to_one_address(client: AuditingClient, house: Database, at: Clocks) -> None:
    for _ in range(5):
        ask(client)
    answer = client.send("/inloggen", {"email": ADDRESS})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"
    assert "Wacht 60 minuten" in text_of(answer)
    assert len(mails(house)) == 5
    ask(client, "other@example.org")
    at(NOW + timedelta(hours=1))
    ask(client)


def test_ten_wrong_codes_from_one_network_are_enough(app: Flask, house: Database, at: Clocks) -> None:
    def guess(number: int, host: str) -> int:
        client = app.test_client()
        assert isinstance(client, AuditingClient)
        client.environ_base["REMOTE_ADDR"] = host
        ask(client, f"a{number}@example.org")
        return client.send("/inloggen/code", {"code": other_code(newest_code(house))}).status_code

    assert [guess(number, f"203.0.113.{number}") for number in range(10)] == [200] * 10
    assert guess(11, "203.0.113.99") == 429
    assert guess(12, "198.51.100.7") == 200
    at(NOW + timedelta(minutes=10))
    assert guess(13, "203.0.113.99") == 200


def test_signing_out_is_a_post_and_ends_the_session(client: AuditingClient, house: Database) -> None:
    sign_in(client, house)
    assert client.get("/uitloggen").status_code == 405
    assert client.page("/mijn/account")
    client.send("/mijn/account", form=1)
    assert client.get("/mijn/account").status_code == 302


def test_ending_all_sessions_ends_those_of_other_browsers(app: Flask, client: AuditingClient, house: Database) -> None:
    sign_in(client, house)
    other = app.test_client()
    assert isinstance(other, AuditingClient)
    sign_in(other, house)
    client.send("/mijn/account", form=2)
    assert other.get("/mijn/account").status_code == 302
    assert client.get("/mijn/account").status_code == 302


def test_a_closed_account_hears_so(client: AuditingClient, house: Database) -> None:
    sign_in(client, house)
    client.send("/mijn/account", form=1)
    with house.writing() as session:
        session.query(Person).update({"deactivated_at": NOW})
        session.commit()
    ask(client)
    answer = client.send("/inloggen/code", {"code": newest_code(house)})
    assert answer.status_code == 403
    assert "Dit account is gesloten." in text_of(answer)


def test_who_is_signed_in_is_not_asked_again(client: AuditingClient, house: Database) -> None:
    sign_in(client, house)
    assert client.get("/inloggen?next=/wijken").headers["Location"] == "/wijken"


def test_the_mail_is_in_the_language_of_the_page(client: AuditingClient, house: Database) -> None:
    client.get("/inloggen?taal=en")
    ask(client)
    assert mails(house)[0].language == "en"
    answer = client.send("/inloggen/code", {"code": newest_code(house)}, follow=True)
    assert "You are signed in." in text_of(answer)
    with house.reading() as session:
        assert session.query(Person).one().language == "en"


def test_the_session_cookie_is_out_of_reach_of_scripts(client: FlaskClient) -> None:
    cookie = client.get("/inloggen").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
