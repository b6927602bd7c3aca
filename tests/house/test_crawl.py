"""Every kind of page that one reaches in the demo town by links, as each role: audited, and no link leads nowhere."""

from __future__ import annotations

from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from sqlalchemy import select
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from accounts.models import Person
from database import Database
from tests.builders.browsing import AuditingClient, soup_of
from tests.conftest import make_config

# one worker fills the town for all of them
pytestmark = pytest.mark.xdist_group("crawl")
PAGES_OF_A_KIND = 8
ROLES = {
    "visitor": None,
    "resident": "bewoner@demo.example",
    "who acts for organisations": "stichting@demo.example",
    "coordinator": "coordinator@demo.example",
    "finance": "financien@demo.example",
    "administrator": "beheerder@demo.example",
}


@pytest.fixture(scope="module")
def demo_town(sqlite_copies, tmp_path_factory):
    """The demo application, filled once for all roles."""
    from app import create_app

    database = sqlite_copies.fresh()
    app = create_app(make_config(tmp_path_factory.mktemp("crawl"), database.url, demo=True))
    app.test_client_class = AuditingClient
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 0, result.output
    yield app, database
    app.extensions["database"].dispose()
    sqlite_copies.drop(database)


def crawl(client, start="/"):
    """Answers reached by links, with the page where the address stood; some pages of each kind."""
    waiting, seen, kinds = deque([(start, "")]), {start}, Counter()
    while waiting:
        address, found_on = waiting.popleft()
        answer = client.get(address)
        yield address, found_on, answer
        for link in links_of(answer, address):
            kind = kind_of(client.application, link)
            if link not in seen and kinds[kind] < PAGES_OF_A_KIND:
                seen.add(link)
                kinds[kind] += 1
                waiting.append((link, address))


def links_of(answer, address):
    if answer.status_code in (301, 302, 303):
        return [urljoin(address, answer.location)]
    if answer.mimetype != "text/html":
        return []
    found = [str(tag["href"]) for tag in soup_of(answer).find_all("a", href=True)]
    absolute = [urldefrag(urljoin(address, each))[0] for each in found]
    return [each for each in absolute if not urlsplit(each).netloc and each.startswith("/") and not is_for_others(each)]


def is_for_others(address):
    """A letter is found by who got it alone, and the demo shows everybody's mail."""
    return address.startswith("/brieven/")


def kind_of(app, address):
    """The route behind an address; what leads nowhere is a kind of its own."""
    try:
        return app.url_map.bind("localhost").match(urlsplit(address).path)[0]
    except (NotFound, MethodNotAllowed, RequestRedirect):
        return address


@pytest.mark.parametrize(
    ("role", "language"), [*((role, "nl") for role in ROLES), ("visitor", "en"), ("coordinator", "en")]
)
def test_every_page_that_a_role_can_reach_is_sound(demo_town, role, language):
    app, database = demo_town
    client = app.test_client()
    client.set_cookie("taal", language)
    if ROLES[role]:
        sign_in(client, database, ROLES[role])
    answers = list(crawl(client))
    lost = [f"{a}: {r.status_code} (from {f})" for a, f, r in answers if r.status_code not in (200, 301, 302, 303)]
    assert lost == []
    assert len(answers) > 50


def sign_in(client, database: Database, email):
    with database.reading() as session:
        person = session.scalars(select(Person).where(Person.email == email)).one()
    with client.session_transaction() as session:
        session["_user_id"] = f"{person.key}:{person.generation}"
        session["second_factor"] = person.key
