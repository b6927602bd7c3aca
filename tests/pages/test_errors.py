from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, abort
from sqlalchemy.exc import IntegrityError

import access
from accounts.limits import LimitReached
from accounts.models import Person, RoleGrant
from app import create_app
from config import Config
from database import Database
from lives.messages import Euros, msg
from lives.refused import Refused
from logbook.refusals import NotAllowed, NotFound, Refusal
from pages.constraints import MEANINGS, constraint_name, meaning_of
from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import NOW, Clocks
from tests.builders.people import RESIDENT, add_person


@pytest.fixture
def app(config: Config, at: Clocks) -> Iterator[Flask]:
    """An application of this test alone: it gets a page more."""
    application = create_app(config)
    application.test_client_class = AuditingClient
    at.databases.append(application.extensions["database"])
    at(NOW)
    yield application
    application.extensions["database"].dispose()


def page_that(app: Flask, does: Callable[[], object], path: str = "/proef") -> None:
    """A page of this test that does just this."""

    @access.public
    def view() -> str:
        does()
        return "never"

    app.add_url_rule(path, "proef", view, methods=["GET", "POST"])


def raising(error: Exception) -> Callable[[], object]:
    def fail() -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (Refusal(msg("Test says no.")), 409),
        (NotAllowed(msg("Test says no.")), 403),
        (NotFound(msg("Test says no.")), 404),
        (Refused(msg("Test says no.")), 409),
    ],
)
def test_a_refusal_is_a_page_in_words(app: Flask, client: AuditingClient, refused: Refused, status: int) -> None:
    page_that(app, raising(refused))
    answer = client.get("/proef")
    assert answer.status_code == status
    assert "Test says no." in text_of(answer)
    assert "14 035" in text_of(answer)


def test_a_refusal_shows_amounts_advice_and_the_way_back(app: Flask, client: AuditingClient) -> None:
    refusal = Refusal(msg("Costs %(amount)s.", amount=Euros(125050)), msg("Make it smaller."))
    page_that(app, raising(refusal))
    answer = client.get("/proef", headers={"Referer": "http://localhost/plannen?wijk=oost"})
    assert "€\xa01.250,50" in answer.get_data(as_text=True)
    assert "Make it smaller." in text_of(answer)
    assert 'href="/plannen?wijk=oost"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("referer", ["https://kwaad.example/x", "http://localhost//kwaad.example", "x", ""])
def test_the_way_back_never_leads_to_another_site(app: Flask, client: AuditingClient, referer: str) -> None:
    page_that(app, raising(Refusal(msg("Test says no."))))
    page = client.get("/proef", headers={"Referer": referer}).get_data(as_text=True)
    assert "kwaad" not in page
    assert "Terug naar waar u was" not in page


def test_too_many_attempts_say_for_how_long(app: Flask, client: AuditingClient) -> None:
    page_that(app, raising(LimitReached(61)))
    answer = client.get("/proef")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "61")
    assert "Wacht 2 minuten en probeer het opnieuw." in text_of(answer)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 415])
def test_every_error_page_stands_in_both_languages(app: Flask, client: AuditingClient, status: int) -> None:
    page_that(app, lambda: abort(status))
    dutch, english = client.get("/proef"), client.get("/proef?taal=en")
    assert (dutch.status_code, english.status_code) == (status, status)
    assert "Wat u kunt doen" in text_of(dutch)
    assert "What you can do" in text_of(english)


def test_an_unknown_address_is_a_page_in_words(client: AuditingClient) -> None:
    assert "Wij kunnen deze pagina niet vinden" in text_of(client.get("/nergens"))


def test_an_unknown_address_under_the_booth_stays_in_the_booth(client: AuditingClient) -> None:
    answer = client.get("/stemmen/nergens")
    assert answer.status_code == 404
    assert 'class="booth"' in answer.get_data(as_text=True)
    assert "/inloggen" not in answer.get_data(as_text=True)


def test_a_wrong_kind_of_request_names_the_right_one(client: AuditingClient) -> None:
    answer = client.get("/uitloggen")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_what_is_too_large_is_said(client: AuditingClient) -> None:
    answer = client.post("/inloggen", data={"email": "x" * 2_100_000})
    assert answer.status_code == 413
    assert "te groot" in text_of(answer)


def test_a_failure_shows_a_number_and_nothing_internal(app: Flask, client: AuditingClient) -> None:
    page_that(app, raising(RuntimeError("SELECT secret FROM cellar")))
    app.testing = False
    answer = client.get("/proef")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    for internal in ("secret", "RuntimeError", "Traceback", "cellar"):
        assert internal not in page
    assert "Er ging bij ons iets mis" in text_of(answer)
    assert "14 035" in page


def test_the_number_on_the_page_is_the_one_in_the_log(
    app: Flask, client: AuditingClient, caplog: pytest.LogCaptureFixture
) -> None:
    page_that(app, raising(RuntimeError("x")))
    app.testing = False
    page = client.get("/proef").get_data(as_text=True)
    reference = caplog.records[-1].getMessage().rpartition(" ")[2]
    assert len(reference) == 8
    assert reference in page


def test_error_pages_need_no_database(app: Flask, client: AuditingClient) -> None:
    house: Database = app.extensions["database"]
    with house.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE setting")
    assert client.get("/nergens").status_code == 404


def broken(database: Database, *rows: object) -> IntegrityError:
    with database.writing() as session:
        try:
            for row in rows:
                session.add(row)
                session.flush()
                session.expunge_all()
        except IntegrityError as error:
            return error
    raise AssertionError("nothing broke")


def person(key: str, email: str = "a@example.org", language: str = "nl") -> Person:
    return Person(key=key * 26, email=email, name="", language=language, generation=1, created_at=NOW)


def test_both_engines_name_the_constraint_that_broke(database: Database) -> None:
    assert constraint_name(broken(database, person("a"), person("b"))) == "uq_person_email"
    assert constraint_name(broken(database, person("c"), person("c", "b@example.org"))) == "pk_person"
    assert constraint_name(broken(database, person("a", language="de"))) == "ck_person_language"


def test_two_columns_are_one_constraint(database: Database) -> None:
    with database.writing() as session:
        add_person(session, RESIDENT, NOW)

    def grant() -> RoleGrant:
        return RoleGrant(
            person_key=RESIDENT.key, role="finance", area_code="*", granted_at=NOW, granted_by_key=RESIDENT.key
        )

    error = broken(database, grant(), grant())
    assert meaning_of(error) == MEANINGS["uq_role_grant_person_key_role_area_code"]


def test_every_constraint_with_words_exists() -> None:
    from pages.constraints import all_names

    assert set(MEANINGS) <= all_names()


def test_a_broken_constraint_with_words_is_a_409(app: Flask, client: AuditingClient) -> None:
    def race() -> None:
        with access.writing() as session:
            session.add_all([person("a"), person("b")])
            session.flush()

    page_that(app, race)
    answer = client.get("/proef")
    assert answer.status_code == 409
    assert "Er is al een account met dit e-mailadres." in text_of(answer)


def test_a_broken_constraint_without_words_is_our_failure(app: Flask, client: AuditingClient) -> None:
    def fault() -> None:
        with access.writing() as session:
            session.add(person("a", language="de"))
            session.flush()

    page_that(app, fault)
    app.testing = False
    answer = client.get("/proef")
    assert answer.status_code == 500
    assert "ck_person" not in answer.get_data(as_text=True)
