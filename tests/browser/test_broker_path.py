"""Through the doors of a real provider in a real browser, without JavaScript, on a phone and a desk."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from database import Database
from tests.accounts.mailbox import newest_code
from tests.browser.walking import look_at, send, text_of
from tests.builders.chromium import VIEWPORTS
from tests.builders.provider import LEVEL, Provider
from tests.builders.sites import Site, free_port, start_site


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """A process of its own, on the machine's own clock."""
    port = free_port()
    log = (tmp_path_factory.mktemp("provider") / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)], stdout=log, stderr=log
    )
    running = Provider(f"http://localhost:{port}")
    try:
        _wait_for(running.url)
        yield running
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def _wait_for(url: str, seconds: float = 30) -> None:
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer")


@pytest.fixture
def site(sqlite_database: Database, tmp_path: Path, provider: Provider) -> Iterator[Site]:
    settings = {
        "OIDC_DISCOVERY": f"{provider.url}/.well-known/openid-configuration", "OIDC_CLIENT_ID": "leve-de-buurt",
        "OIDC_CLIENT_SECRET": "made-up", "OIDC_PERSON_ACR": "digid:midden", "OIDC_ORGANISATION_ACR": LEVEL,
    }  # fmt: skip
    running = start_site(sqlite_database, tmp_path, more=settings)
    yield running
    running.stop()


@pytest.fixture(params=list(VIEWPORTS))
def page(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[Page]:
    """A browser in which no script runs, at either site."""
    wide, high = VIEWPORTS[request.param]
    context = chromium.new_context(
        base_url=site.url, viewport={"width": wide, "height": high}, java_script_enabled=False, locale="nl-NL"
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def through_the_provider(page: Page, subject: str) -> None:
    page.fill("[name=sub]", subject)
    send(page, "form button[type=submit]")


def test_somebody_comes_in_for_an_organisation_and_acts_for_it(page: Page, site: Site, provider: Provider) -> None:
    provider.know("somebody", acr=LEVEL, kvk="12345678", organisation="Demo-stichting De Boom")
    page.goto("/inloggen?next=/mijn/verzoeken")
    send(page, "main a:has-text('eHerkenning')")
    assert page.url.startswith(provider.url)
    through_the_provider(page, "somebody")
    expect(page.locator("h1")).to_have_text("Wat is uw e-mailadres?")
    assert "code=" not in page.url
    page.fill("[name=email]", "jan@example.org")
    send(page, "#first-address button")
    page.fill("[name=code]", newest_code(site.database))
    send(page, "#first-code button")
    assert page.url == f"{site.url}/mijn/verzoeken"
    assert "U handelt voor: Demo-stichting De Boom" in text_of(page, "header.site-header .acting")
    page.goto("/mijn/organisaties")
    send(page, "main .cards a")
    assert "12345678 (KvK-nummer bevestigd via eHerkenning)" in text_of(page)
    page.goto("/mijn/voor-wie")
    page.check("input[value='0']")
    send(page, "#for-whom button")
    assert "U handelt voor: uzelf" in text_of(page, "header.site-header .acting")
    page.goto("/mijn/account")
    assert "eHerkenning gekoppeld op" in text_of(page)


def test_a_level_that_is_too_low_is_told_and_mail_still_works(page: Page, site: Site, provider: Provider) -> None:
    provider.know("weak", acr="digid:basis")
    page.goto("/inloggen")
    send(page, "main a:has-text('DigiD')")
    through_the_provider(page, "weak")
    assert "Inloggen met DigiD is niet gelukt. U logde daar in op een niveau dat te laag is" in text_of(page)
    page.fill("[name=email]", "piet@example.org")
    send(page, "main form button")
    page.fill("[name=code]", newest_code(site.database))
    send(page, "main form button")
    page.goto("/mijn/account")
    assert "piet@example.org" in text_of(page)


def test_the_pages_have_no_fault_that_axe_finds(chromium: Browser, site: Site, provider: Provider, width: int) -> None:
    wide, high = VIEWPORTS[width]
    provider.know("looked-at", acr=LEVEL, kvk="23456789", organisation="Demo-vereniging " + "Zeer Lange Naam " * 6)
    context = chromium.new_context(base_url=site.url, viewport={"width": wide, "height": high}, locale="nl-NL")
    page = context.new_page()
    page.goto("/inloggen")
    look_at(page)
    send(page, "main a:has-text('eHerkenning')")
    through_the_provider(page, "looked-at")
    look_at(page)
    page.fill("[name=email]", "jan@example.org")
    send(page, "#first-address button")
    look_at(page)
    page.fill("[name=code]", newest_code(site.database))
    send(page, "#first-code button")
    for place in ("/mijn/account", "/mijn/organisaties", "/mijn/organisaties/nieuw", "/mijn/organisaties/1",
                  "/mijn/organisaties/1/gegevens", "/mijn/organisaties/1/uitnodigen", "/mijn/voor-wie"):  # fmt: skip
        page.goto(place)
        look_at(page)
    send(page, "#for-whom button")
    page.goto("/mijn/organisaties/nieuw")
    send(page, "#organisation button")
    assert "Er klopt nog iets niet" in text_of(page)
    look_at(page)
    page.goto("/mijn/organisaties/1")
    send(page, "main .cards a")
    look_at(page)
    context.close()
