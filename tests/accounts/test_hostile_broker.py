"""Whatever a broken or hostile broker sends: words on a page, nobody signed in, and e-mail still offered."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from accounts.models import PersonIdentity
from tests.builders.browsing import text_of
from tests.builders.hostile_provider import as_json, running_hostile, signed_with_the_secret
from tests.builders.provider import query_of
from tests.conftest import make_config

WRONG, AWAY = "Het antwoord van de inlogdienst klopt niet.", "De inlogdienst is nu niet te bereiken."
STOPPED = "U bent daar gestopt met inloggen."


@pytest.fixture(scope="module")
def running():
    with running_hostile() as hostile:
        yield hostile


@pytest.fixture
def hostile(running):
    running.forget()
    return running


@pytest.fixture
def config(tmp_path, sqlite_database, hostile):
    return replace(make_config(tmp_path, sqlite_database.url), broker=hostile.broker())


@pytest.fixture
def house(app):
    return app.extensions["database"]


def trip(client, hostile):
    """Out to it; the state to bring back."""
    asked = query_of(client.get("/inloggen/met/person").headers["Location"])
    hostile.nonce = asked["nonce"]
    return asked["state"]


def come_back(client, state, **more):
    return client.get("/inloggen/terug", query_string={"state": state, "code": "c", **more}, follow_redirects=True)


def assert_nobody_is_in(client, house, answer, said):
    assert answer.status_code == 200
    assert answer.request.path == "/inloggen"
    assert said in text_of(answer)
    assert "Stuur mij een code" in text_of(answer)
    assert client.get("/mijn/account").status_code == 302
    assert client.get("/inloggen/adres").headers["Location"] == "/inloggen"
    with house.reading() as session:
        assert session.scalars(select(PersonIdentity)).all() == []


def test_an_honest_answer_is_believed(client, hostile):
    answer = come_back(client, trip(client, hostile))
    assert answer.request.path == "/inloggen/adres"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda h: (500, b"oops"), AWAY),
        (lambda h: (404, b""), AWAY),
        (lambda h: (200, b"<html>"), WRONG),
        (lambda h: (200, b""), WRONG),
        (lambda h: (200, b"\xff\xfe"), WRONG),
        (lambda h: as_json([]), WRONG),
        (lambda h: as_json("text"), WRONG),
        (lambda h: (200, b"[" * 100_000), WRONG),
        (lambda h: (200, b" " * 600_000), WRONG),
        (lambda h: as_json(h.metadata(issuer="https://kwaad.example")), WRONG),
        (lambda h: as_json(h.metadata(issuer=None)), WRONG),
        (lambda h: as_json(h.metadata(issuer=[h.url])), WRONG),
        (lambda h: as_json(h.metadata(authorization_endpoint=None)), WRONG),
        (lambda h: as_json(h.metadata(authorization_endpoint="javascript:alert(1)")), WRONG),
        (lambda h: as_json(h.metadata(token_endpoint="file:///etc/passwd")), WRONG),
        (lambda h: as_json(h.metadata(jwks_uri=7)), WRONG),
        (lambda h: as_json(h.metadata(id_token_signing_alg_values_supported=["none"])), WRONG),
        (lambda h: as_json(h.metadata(id_token_signing_alg_values_supported=["HS256", 7, None])), WRONG),
        (lambda h: as_json(h.metadata(id_token_signing_alg_values_supported=7)), WRONG),
    ],
)
def test_a_discovery_document_that_is_not_right_lets_nobody_leave(client, house, hostile, answer, said):
    hostile.answers["/.well-known/openid-configuration"] = lambda: answer(hostile)
    assert_nobody_is_in(client, house, client.get("/inloggen/met/person", follow_redirects=True), said)
    # and what was wrong once is not remembered
    hostile.answers.clear()
    assert client.get("/inloggen/met/person").headers["Location"].startswith(hostile.url)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda h: (500, b"oops"), AWAY),
        (lambda h: (200, b"<html>"), WRONG),
        (lambda h: (200, b""), WRONG),
        (lambda h: as_json([]), WRONG),
        (lambda h: as_json(None), WRONG),
        (lambda h: as_json(7), WRONG),
        (lambda h: as_json({}), WRONG),
        (lambda h: as_json({"error": "invalid_grant"}, 400), WRONG),
        (lambda h: as_json({"error": ["x"], "error_description": {"y": 1}}, 400), WRONG),
        (lambda h: (200, b"[" * 100_000), WRONG),
        (lambda h: (200, b" " * 600_000), WRONG),
        (lambda h: h.token(id_token=None), WRONG),
        (lambda h: h.token(id_token=""), WRONG),
        (lambda h: h.token(id_token=7), WRONG),
        (lambda h: h.token(id_token={"a": 1}), WRONG),
        (lambda h: h.token(id_token="a.b.c"), WRONG),
        (lambda h: h.token(id_token="…"), WRONG),
        (lambda h: h.token(id_token=h.id_token()[:-4]), WRONG),
        (lambda h: h.token(id_token=h.id_token(nonce="another")), WRONG),
        (lambda h: h.token(id_token=h.id_token(nonce=None)), WRONG),
        (lambda h: h.token(id_token=h.id_token(nonce=7)), WRONG),
        (lambda h: h.token(id_token=h.id_token(iss="https://kwaad.example")), WRONG),
        (lambda h: h.token(id_token=h.id_token(iss=None)), WRONG),
        (lambda h: h.token(id_token=h.id_token(iss=[h.url])), WRONG),
        (lambda h: h.token(id_token=h.id_token(aud="another-client")), WRONG),
        (lambda h: h.token(id_token=h.id_token(aud="another-client", azp="leve-de-buurt")), WRONG),
        (lambda h: h.token(id_token=h.id_token(aud=["leve-de-buurt", "another"])), WRONG),
        (lambda h: h.token(id_token=h.id_token(aud=["leve-de-buurt", "another"], azp="another")), WRONG),
        (lambda h: h.token(id_token=h.id_token(aud=None)), WRONG),
        (lambda h: h.token(id_token=h.id_token(exp=h.honest_claims()["iat"] - 61)), WRONG),
        (lambda h: h.token(id_token=h.id_token(exp=None)), WRONG),
        (lambda h: h.token(id_token=h.id_token(exp="tomorrow")), WRONG),
        (lambda h: h.token(id_token=h.id_token(iat=h.honest_claims()["iat"] + 3600)), WRONG),
        (lambda h: h.token(id_token=h.id_token(nbf=h.honest_claims()["iat"] + 3600)), WRONG),
        (lambda h: h.token(id_token=h.id_token(key=h.other_key)), WRONG),
        (lambda h: h.token(id_token=signed_with_the_secret(h)), WRONG),
        (lambda h: h.token(id_token=h.id_token(at_hash="wrong")), WRONG),
        (lambda h: h.token(id_token=h.id_token(sub=None)), WRONG),
        (lambda h: h.token(id_token=h.id_token(sub="")), WRONG),
        (lambda h: h.token(id_token=h.id_token(sub=" ")), WRONG),
        (lambda h: h.token(id_token=h.id_token(sub=7)), WRONG),
        (lambda h: h.token(id_token=h.id_token(sub=["a"])), WRONG),
        (lambda h: h.token(id_token=h.id_token(sub="x" * 256)), WRONG),
        (lambda h: h.token(id_token=h.id_token(sub="a\x00b")), WRONG),
        (lambda h: h.token(id_token=h.id_token(acr={"a": [1]})), "een niveau dat te laag is"),
    ],
)
def test_a_token_that_is_not_right_signs_nobody_in(client, house, hostile, answer, said):
    state = trip(client, hostile)
    hostile.answers["/token"] = lambda: answer(hostile)
    assert_nobody_is_in(client, house, come_back(client, state), said)


def test_a_stolen_token_without_its_signature_is_worth_nothing(client, house, hostile):
    """The header says "none", the signature is left out: what a proxy in between could write."""
    state = trip(client, hostile)
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).rstrip(b"=").decode()
    body = base64.urlsafe_b64encode(json.dumps(hostile.honest_claims()).encode()).rstrip(b"=").decode()
    hostile.answers["/token"] = lambda: hostile.token(id_token=f"{head}.{body}.")
    assert_nobody_is_in(client, house, come_back(client, state), WRONG)


@pytest.mark.parametrize(
    "answer", [(500, b""), (200, b"<html>"), as_json([]), as_json({"keys": []}), as_json({"keys": [{"kty": "RSA"}]}),
               as_json({"keys": "x"}), as_json({"keys": [{"kty": "oct", "k": "c2VjcmV0"}]})]
)  # fmt: skip
def test_keys_that_are_none_sign_nobody_in(client, house, hostile, answer):
    state = trip(client, hostile)
    hostile.answers["/jwks"] = lambda: answer
    assert_nobody_is_in(client, house, come_back(client, state), AWAY if answer[0] == 500 else WRONG)


def test_a_new_key_of_the_broker_is_fetched(client, hostile):
    first = trip(client, hostile)
    come_back(client, first)
    old, hostile.key = hostile.key, hostile.other_key
    try:
        come_back(client, trip(client, hostile))
        again = come_back(client, trip(client, hostile))
    finally:
        hostile.key = old
    assert again.request.path == "/inloggen/adres"


@pytest.mark.parametrize(
    ("error", "said"),
    [("access_denied", STOPPED), ("server_error", WRONG), ("<script>", WRONG), ("x" * 9_000, WRONG), ("", WRONG)],
)
def test_an_error_instead_of_a_code_is_told(client, house, hostile, error, said):
    state = trip(client, hostile)
    before = list(hostile.asked)
    answer = client.get("/inloggen/terug", query_string={"state": state, "error": error, "error_description": "<b>y"},
                        follow_redirects=True)  # fmt: skip
    assert_nobody_is_in(client, house, answer, said)
    assert "<script>" not in text_of(answer)
    assert "<b>y" not in answer.get_data(as_text=True)
    assert hostile.asked == before


@pytest.mark.parametrize("code", ["", "x" * 5_000])
def test_a_code_that_is_none_is_not_even_asked_about(client, house, hostile, code):
    state = trip(client, hostile)
    before = list(hostile.asked)
    answer = come_back(client, state, code=code)
    assert_nobody_is_in(client, house, answer, WRONG)
    assert hostile.asked == before


def test_a_broker_that_does_not_answer_is_told(tmp_path, sqlite_database, at):
    from app import create_app
    from tests.builders.browsing import AuditingClient
    from tests.builders.sites import free_port

    chosen = make_config(tmp_path, sqlite_database.url)
    with running_hostile() as gone:
        broker = replace(gone.broker(), issuer=f"http://127.0.0.1:{free_port()}")
    app = create_app(replace(chosen, broker=broker))
    app.test_client_class = AuditingClient
    client = app.test_client()
    answer = client.get("/inloggen/met/person", follow_redirects=True)
    assert_nobody_is_in(client, app.extensions["database"], answer, AWAY)
    app.extensions["database"].dispose()


def test_nothing_of_a_token_is_in_our_log(client, house, hostile, caplog):
    state = trip(client, hostile)
    hostile.answers["/token"] = lambda: as_json({"error": "111222333", "error_description": "geheim"}, 400)
    come_back(client, state)
    ours = [record for record in caplog.records if record.name == "app"]
    assert [record.getMessage() for record in ours] == ["sign-in by the broker failed: OAuthError"]
    assert "111222333" not in caplog.text
    assert "geheim" not in caplog.text
