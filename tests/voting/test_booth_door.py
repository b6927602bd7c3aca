"""The door of the booth: what a typed code leads to, what nobody learns there, and whose forms it takes."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from dataclasses import replace

import pytest
from nacl.secret import SecretBox
from sqlalchemy import event, func, select, update

from accounts.models import Attempt
from logbook.models import LogRow
from tests.builders.browsing import AuditingClient, find_form, form_values, soup_of, text_of
from tests.voting.ballots import MINUTE, urn_of
from voting.models import Credential
from voting.rules.codes import make_code, printed_code

UNKNOWN = make_code(1234567890123456789)
KEY = bytes.fromhex("70" * 32)


def type_code(client, code, **kwargs):
    form = form_values(find_form(client.page("/stemmen"), 0))
    return client.post("/stemmen", data=form | {"code": code}, **kwargs)


def error_at_field(answer):
    error = soup_of(answer).select_one("#code-error")
    assert error is not None, text_of(answer)
    return " ".join(error.get_text(" ").split())


def failures(database):
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(Attempt)).one()


def withdraw_in_database(database, letter):
    with database.engine.begin() as connection:
        wanted = Credential.letter_number == letter
        connection.execute(update(Credential).where(wanted).values(state="withdrawn"))


@contextmanager
def statements_of(app):
    """Every statement that the application sends to its database meanwhile."""
    said = []
    database = app.extensions["database"]

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    for engine in {database._write, database._read}:
        event.listen(engine, "before_cursor_execute", note)
    yield said
    for engine in {database._write, database._read}:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "shape", [str.lower, lambda c: c.replace("-", " "), lambda c: f"  {c}\n", lambda c: c.replace("0", "O")]
)
def test_a_code_is_read_as_people_type_it(client, codes, shape):
    assert type_code(client, shape(printed_code(codes[0].code))).location == "/stemmen/kiezen"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Vul de stemcode uit uw brief in"),
        ("7K2M", "te kort"),
        ("7K2M-9XQA-4TPD-8WZN-AAAA", "te lang"),
        ("7K2M-9XQA-4T!D-8WZN", "staat in geen enkele stemcode"),
        ("<script>alert(1)</script>", "staat in geen enkele stemcode"),
        ("a" * 100_000, "te lang"),
    ],
)
def test_a_typing_mistake_is_told_at_the_field_and_is_no_failure(client, codes, sqlite_database, typed, words):
    refused = type_code(client, typed)

    assert refused.status_code == 422
    assert words in error_at_field(refused)
    assert failures(sqlite_database) == 0


def test_a_wrong_check_sign_is_told_and_is_no_failure(client, codes, sqlite_database):
    right = codes[0].code
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    refused = type_code(client, wrong)

    assert "typfout" in error_at_field(refused)
    assert soup_of(refused).select_one("input[name=code]")["value"] == wrong
    assert failures(sqlite_database) == 0


def test_unknown_and_withdrawn_codes_get_one_answer_to_the_byte_after_the_same_work(
    app, client, codes, sqlite_database
):
    withdraw_in_database(sqlite_database, codes[0].letter_number)
    form = form_values(find_form(client.page("/stemmen"), 0))

    def answer_to(code):
        with statements_of(app) as said:
            answer = client.post("/stemmen", data=form | {"code": code})
        return answer.status_code, list(answer.headers), answer.data.replace(code.encode(), b"CODE"), said

    withdrawn, unknown = answer_to(codes[0].code), answer_to(UNKNOWN)

    assert withdrawn == unknown
    assert withdrawn[0] == 422
    assert "Deze code kennen wij niet of hij geldt niet meer. Bel 14 035." in withdrawn[2].decode()
    assert failures(sqlite_database) == 2


def test_after_ten_failures_a_network_waits_and_a_good_code_does_not_lock_out_others(client, codes, at, open_vote):
    for _ in range(10):
        assert type_code(client, UNKNOWN).status_code == 422
    stopped = type_code(client, UNKNOWN)
    assert stopped.status_code == 429
    assert 0 < int(stopped.headers["Retry-After"]) <= 600
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert type_code(client, codes[0].code, environ_base=elsewhere).location == "/stemmen/kiezen"

    at(open_vote.begun_at + 11 * MINUTE)
    assert type_code(client, codes[0].code).location == "/stemmen/kiezen"


def test_entering_a_code_and_casting_write_no_row_in_the_log(client, codes, sqlite_database):
    def rows():
        with sqlite_database.reading() as session:
            return session.scalars(select(func.count()).select_from(LogRow)).one()

    before = rows()
    type_code(client, codes[0].code)
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    client.send("/stemmen/controleren")

    assert len(urn_of(sqlite_database)) == 1
    assert rows() == before


def test_casting_takes_few_statements(app, client, codes):
    type_code(client, codes[0].code)
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    form = form_values(find_form(client.page("/stemmen/controleren"), 0))
    with statements_of(app) as said:
        client.post("/stemmen/controleren", data=form)

    # begin, how it stands, mark, put; the commit is none of these
    assert len(said) <= 6, said


def test_a_choice_made_in_another_area_or_by_hand_never_comes_out_of_the_cookie(client, codes):
    type_code(client, codes[0].code)
    cookie = client.get_cookie("stem")
    sealed = base64.urlsafe_b64decode(cookie.value + "=" * (-len(cookie.value) % 4))
    assert b"WK040208" not in sealed
    assert b'"area_code":"WK040208"' in SecretBox(KEY).decrypt(sealed)

    for place in (0, 24, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        client.set_cookie("stem", base64.urlsafe_b64encode(bytes(changed)).decode())
        assert client.get("/stemmen/kiezen").location == "/stemmen?opnieuw=1"
    for rubbish in ("", "x", "é", "A" * 3000, base64.urlsafe_b64encode(b"{}").decode()):
        client.set_cookie("stem", rubbish)
        assert client.get("/stemmen/kiezen").location == "/stemmen?opnieuw=1"
        assert client.get("/stemmen").status_code == 200


def test_the_cookie_has_one_length_whatever_is_chosen_and_tells_nothing(client, codes):
    type_code(client, codes[0].code)
    lengths = set()
    for plans in ([], ["0"], ["0", "1", "2"], ["0", "1", "2", "3"]):
        client.send("/stemmen/kiezen", {"plan": plans})
        lengths.add(len(client.get_cookie("stem").value))
    assert len(lengths) == 1


def test_the_cookie_is_for_this_site_and_not_for_scripts(client, codes):
    header = type_code(client, codes[0].code).headers["Set-Cookie"]
    assert header.startswith("stem=")
    assert {"HttpOnly", "Path=/", "SameSite=Strict", "Max-Age=1800"} <= set(header.split("; "))


@pytest.mark.parametrize("url", ["/stemmen/kiezen", "/stemmen/controleren", "/stemmen/langer", "/stemmen/stoppen"])
def test_a_form_without_the_token_of_this_visit_changes_nothing(client, codes, sqlite_database, url):
    type_code(client, codes[0].code)
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    for token in ("", "0" * 64, "é"):
        refused = client.post(url, data={"booth_token": token, "plan": ["1"]})
        assert refused.status_code == 400
    assert urn_of(sqlite_database) == []
    assert form_values(find_form(client.page("/stemmen/kiezen"), 0))["plan"] == ["0"]


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://localhost"}, True),
        ({}, True),
    ],
)
def test_a_form_that_stood_on_another_site_is_not_taken(client, codes, headers, is_taken):
    answer = type_code(client, codes[0].code, headers=headers)
    assert (answer.status_code == 303) is is_taken


def test_a_browser_without_cookies_is_told_so_and_keeps_the_typed_code(client, codes):
    refused = client.post("/stemmen", data={"code": codes[0].code, "booth_token": "0" * 64})

    assert refused.status_code == 400
    assert "cookies" in error_at_field(refused)
    assert soup_of(refused).select_one("input[name=code]")["value"] == codes[0].code


def test_a_new_visit_has_a_new_token(client, codes):
    before = form_values(find_form(client.page("/stemmen"), 0))["booth_token"]
    type_code(client, codes[0].code)
    assert form_values(find_form(client.page("/stemmen/kiezen"), 0))["booth_token"] != before


def test_a_code_withdrawn_while_its_voter_chooses_is_refused_and_nothing_is_left(client, codes, sqlite_database):
    type_code(client, codes[0].code)
    client.send("/stemmen/kiezen", {"plan": ["0"]})
    withdraw_in_database(sqlite_database, codes[0].letter_number)
    refused = client.send("/stemmen/controleren")

    assert refused.status_code == 409
    assert "Deze code kennen wij niet of hij geldt niet meer" in text_of(refused)
    assert urn_of(sqlite_database) == []
    assert client.get("/stemmen/kiezen").location == "/stemmen?opnieuw=1"


def test_the_booth_knows_no_account_and_sets_no_session(client, codes):
    for answer in (client.get("/stemmen"), type_code(client, codes[0].code), client.get("/stemmen/kiezen")):
        assert "session=" not in answer.headers.get("Set-Cookie", "")


def test_over_https_the_cookie_belongs_to_this_host_alone(config, open_vote, codes):
    from app import create_app

    app = create_app(replace(config, secure_cookies=True))
    app.test_client_class = AuditingClient
    header = app.test_client().get("/stemmen", base_url="https://localhost").headers["Set-Cookie"]
    app.extensions["database"].dispose()

    assert header.startswith("__Host-stem=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(header.split("; "))
    assert "Domain" not in header
