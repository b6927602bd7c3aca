"""Who may open what: the guard in front of every route, on a small application of its own."""

from __future__ import annotations

import pytest
from flask import Flask, g
from flask_login import LoginManager, current_user
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

import access
import clock
from access import RouteWithoutRule, SignedIn, check_access, open_to, public
from database import Database
from logbook.actors import Role
from tests.builders.people import make_actor

PEOPLE = {
    "resident": (make_actor("resident"), False),
    "coordinator": (make_actor("coordinator", Role.COORDINATOR), False),
    "administrator": (make_actor("administrator", Role.ADMINISTRATOR), False),
    # a member of staff without the second factor acts as a resident
    "unproven": (make_actor("unproven"), True),
}


@pytest.fixture
def small(sqlite_database: Database):
    """Routes under each kind of rule, and people who sign in by their name."""
    app = Flask("small")
    app.config.update(SECRET_KEY="5e" * 32, TESTING=True)
    app.extensions["database"] = sqlite_database
    login = LoginManager(app)
    login.session_protection = None
    login.user_loader(lambda name: SignedIn(name, 1, PEOPLE[name][0], name, PEOPLE[name][1]))
    app.before_request(access.guard)
    app.teardown_appcontext(access.close_reading)
    add = app.add_url_rule
    add("/open", "open", public(lambda: "open"))
    add("/inloggen", "accounts.sign_in", public(lambda: "sign in"))
    add("/tweede-factor", "accounts.second_factor", public(lambda: "second factor"))
    add("/mine", "mine", open_to(Role.RESIDENT)(lambda: access.current_actor().key), methods=["GET", "POST"])
    add("/work", "work", open_to(Role.COORDINATOR, Role.ADMINISTRATOR)(lambda: "work"))
    add("/manage", "manage", open_to(Role.ADMINISTRATOR)(lambda: "manage"))
    return app


def ask(app: Flask, path: str, person: str | None, method: str = "GET"):
    client = app.test_client()
    if person:
        with client.session_transaction() as session:
            session["_user_id"] = person
    answer = client.open(path, method=method)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize(
    ("path", "person", "expected"),
    [
        ("/open", None, (200, None)),
        ("/open", "resident", (200, None)),
        ("/open", "unproven", (200, None)),
        ("/mine", None, (302, "/inloggen?next=/mine")),
        ("/mine", "resident", (200, None)),
        ("/mine", "coordinator", (200, None)),
        ("/mine", "unproven", (200, None)),
        ("/work", None, (302, "/inloggen?next=/work")),
        ("/work", "resident", (403, None)),
        ("/work", "coordinator", (200, None)),
        ("/work", "administrator", (200, None)),
        ("/work", "unproven", (302, "/tweede-factor?next=/work")),
        ("/manage", None, (302, "/inloggen?next=/manage")),
        ("/manage", "resident", (403, None)),
        ("/manage", "coordinator", (403, None)),
        ("/manage", "administrator", (200, None)),
        ("/manage", "unproven", (302, "/tweede-factor?next=/manage")),
        ("/nowhere", "administrator", (404, None)),
    ],
)
def test_each_role_opens_what_the_rule_says(small, path, person, expected):
    assert ask(small, path, person) == expected


def test_after_signing_in_one_returns_to_the_page_with_its_question(small):
    assert ask(small, "/mine?bladzijde=2", None) == (302, "/inloggen?next=/mine?bladzijde%3D2")


def test_a_form_that_was_sent_too_late_is_not_where_one_returns_to(small):
    assert ask(small, "/mine", None, "POST") == (302, "/inloggen")


def test_an_application_with_a_route_without_a_rule_does_not_start(small):
    check_access(small)
    small.add_url_rule("/forgotten", "forgotten", lambda: "open to all?")
    small.add_url_rule("/lost", "lost", lambda: "open to all?")
    with pytest.raises(RouteWithoutRule, match="forgotten, lost"):
        check_access(small)


def test_a_route_without_a_rule_lets_nobody_in_even_when_the_check_was_passed(small):
    small.add_url_rule("/forgotten", "forgotten", lambda: "open to all?")
    assert ask(small, "/forgotten", "administrator")[0] == 302


def test_a_rule_names_at_least_one_role():
    with pytest.raises(ValueError, match="at least one role"):
        open_to()


def test_the_session_id_ends_when_the_generation_is_raised():
    actor = make_actor("resident")
    assert SignedIn("k", 1, actor, "", False).get_id() != SignedIn("k", 2, actor, "", False).get_id()


def test_someone_not_signed_in_is_no_actor(small):
    with small.test_request_context("/open"):
        assert access.signed_in_actor() is None
        assert not current_user.is_authenticated


def test_a_request_reads_in_one_session_and_cannot_write_in_it(small):
    with small.test_request_context("/open"):
        assert access.reading() is access.reading()
        with pytest.raises(OperationalError, match="readonly"):
            access.reading().execute(text("INSERT INTO clock_shift (id, seconds) VALUES (1, 5)"))


def test_what_a_request_wrote_it_then_reads(small):
    count = text("SELECT count(*) FROM clock_shift")
    with small.test_request_context("/open"):
        assert access.reading().execute(count).scalar_one() == 0
        with access.writing() as session:
            session.execute(text("INSERT INTO clock_shift (id, seconds) VALUES (1, 5)"))
            session.commit()
        assert access.reading().execute(count).scalar_one() == 1


def test_the_reading_session_ends_with_the_request(small):
    with small.app_context():
        first = access.reading()
        first.execute(text("SELECT 1"))
        access.close_reading()
        assert not first.in_transaction()
        assert "reading" not in g


def test_a_request_has_one_moment(small, at, now):
    at(now)
    with small.app_context():
        assert access.now() == now
        at(now.replace(hour=13))
        assert access.now() == now
    with small.app_context():
        assert access.now() == clock.now() == now.replace(hour=13)
