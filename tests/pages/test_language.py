from __future__ import annotations

import pytest
from flask import Flask

from tests.builders.browsing import AuditingClient


def language_of(client: AuditingClient, url: str) -> str:
    html = client.page(url).html
    assert html is not None
    return str(html["lang"])


def test_dutch_is_the_language_until_one_asks_for_another(client: AuditingClient) -> None:
    assert language_of(client, "/privacy") == "nl"
    assert language_of(client, "/privacy?taal=en") == "en"
    assert language_of(client, "/beveiliging") == "en"
    assert language_of(client, "/beveiliging?taal=nl") == "nl"
    assert language_of(client, "/privacy") == "nl"


@pytest.mark.parametrize("asked", ["de", "", "EN", "../nl", "<b>"])
def test_what_is_no_language_of_ours_changes_nothing(client: AuditingClient, asked: str) -> None:
    answer = client.get("/privacy", query_string={"taal": asked})
    assert 'lang="nl"' in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers


def test_the_switch_keeps_the_page_and_its_search(client: AuditingClient) -> None:
    page = client.page("/inloggen?next=/wijken&x=a%26b&taal=nl")
    link = page.select_one('a[hreflang="en"]')
    assert link is not None
    assert link["href"] == "/inloggen?next=%2Fwijken&x=a%26b&taal=en"


def test_the_language_is_kept_for_a_year_out_of_reach_of_scripts(client: AuditingClient) -> None:
    cookie = client.get("/privacy?taal=en").headers["Set-Cookie"]
    assert cookie.startswith("taal=en;")
    for part in ("Max-Age=31536000", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_outside_a_request_it_is_dutch(app: Flask) -> None:
    from pages.language import current_language

    with app.app_context():
        assert current_language() == "nl"
