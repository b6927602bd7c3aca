from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from config import Config
from database import Database
from logbook.actors import Actor
from tests.builders.browsing import AuditingClient
from tests.builders.moments import NOW
from tests.builders.people import add_person

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def answer_to(client: AuditingClient, url: str, **headers: str) -> TestResponse:
    """An answer whose file is closed again."""
    with client.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()}) as answer:
        answer.get_data()
        return answer


@pytest.mark.parametrize(
    "url", ["/inloggen", "/privacy", "/nergens", "/healthz", "/stemmen/nergens", "/static/css/site.css"]
)
def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(client: AuditingClient, url: str) -> None:
    headers = answer_to(client, url).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_the_booth_sends_no_referrer_and_is_not_kept(client: AuditingClient) -> None:
    booth, site = client.get("/stemmen/nergens").headers, client.get("/privacy").headers
    assert (booth["Referrer-Policy"], booth["Cache-Control"]) == ("no-referrer", "no-store")
    assert (site["Referrer-Policy"], site["Cache-Control"]) == ("same-origin", "no-cache")


def test_encrypted_sites_say_to_stay_encrypted_and_keep_cookies_so(config: Config) -> None:
    client = create_app(replace(config, secure_cookies=True)).test_client()
    answer = client.get("/inloggen?taal=en")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert len(answer.headers.getlist("Set-Cookie")) == 2
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_pages_of_who_is_signed_in_are_not_kept(app: Flask, client: AuditingClient, resident: Actor) -> None:
    house: Database = app.extensions["database"]
    with house.writing() as session:
        add_person(session, resident, NOW)
    client.sign_in(resident)
    for url in ("/mijn/account", "/privacy", "/nergens"):
        assert client.get(url).headers["Cache-Control"] == "no-store"


def test_public_pages_are_packed(client: AuditingClient) -> None:
    answer = app_client(client).get("/privacy", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Uw privacy" in gzip.decompress(answer.get_data()).decode()
    plain = app_client(client).get("/privacy")
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def app_client(client: AuditingClient) -> AuditingClient:
    """A browser whose answers are not audited: packed pages cannot be read as text."""
    from flask.testing import FlaskClient

    return FlaskClient(client.application, client.response_wrapper)  # type: ignore[return-value]


@pytest.mark.parametrize("url", ["/inloggen", "/stemmen/nergens"])
def test_pages_with_a_secret_are_never_packed(client: AuditingClient, url: str) -> None:
    assert "Content-Encoding" not in client.get(url, headers={"Accept-Encoding": "gzip"}).headers


def test_a_page_after_a_form_was_seen_is_not_packed_either(client: AuditingClient) -> None:
    client.get("/inloggen")
    assert "Content-Encoding" not in client.get("/privacy", headers={"Accept-Encoding": "gzip"}).headers


def test_small_answers_are_not_packed(client: AuditingClient) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


def test_own_files_bear_their_version_and_are_kept_for_a_year(client: AuditingClient) -> None:
    page = client.page("/privacy")
    sheet = str(page.select_one("link[rel=stylesheet]")["href"])  # type: ignore[index]
    assert "?v=" in sheet
    answer = answer_to(client, sheet, Accept_Encoding="gzip")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"--" in gzip.decompress(answer.get_data())
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer_to(client, "/static/css/site.css").headers["Cache-Control"] == "public, max-age=3600"


def test_a_file_that_did_not_change_is_not_sent_again(client: AuditingClient) -> None:
    first = answer_to(client, "/static/css/site.css", Accept_Encoding="gzip")
    etag = first.headers["ETag"]
    again = answer_to(client, "/static/css/site.css", Accept_Encoding="gzip", If_None_Match=etag)
    assert (again.status_code, again.get_data()) == (304, b"")


def test_the_letter_has_one_address_and_is_not_packed(client: AuditingClient) -> None:
    page = client.page("/privacy")
    font = str(page.select_one("link[as=font]")["href"])  # type: ignore[index]
    assert "?" not in font
    answer = answer_to(client, font, Accept_Encoding="gzip")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000"
    assert "Content-Encoding" not in answer.headers
