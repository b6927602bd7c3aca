"""A real Chromium at a real server: an empty one per test, or the demo town once for all of a worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from database import Database
from tests.browser.walking import sign_in
from tests.builders.chromium import VIEWPORTS, NoChromium, Visit, find_chromium, launch
from tests.builders.engines import SqliteCopies
from tests.builders.sites import Site, run_flask, site_environment, start_site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            # no group: each worker drives a browser of its own, and takes its share of the longest tests
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    try:
        find_chromium()
    except NoChromium as reason:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            raise
        pytest.skip(str(reason))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(params=list(VIEWPORTS))
def width(request: pytest.FixtureRequest) -> int:
    """A telephone and a desk: the test runs on both."""
    return int(request.param)


@pytest.fixture
def site(sqlite_database: Database, tmp_path: Path) -> Iterator[Site]:
    """A server of this test alone, on an empty database, with the machine's own clock."""
    running = start_site(sqlite_database, tmp_path)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def demo_site(sqlite_copies: SqliteCopies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo town, one for each worker: `demo_site.printed` holds what the loader said, codes included."""
    database, instance = sqlite_copies.fresh(), tmp_path_factory.mktemp("demo")
    printed = run_flask(site_environment(database, instance, demo=True), "demo", "load")
    running = start_site(database, instance, demo=True)
    running.printed = printed
    yield running
    running.stop()
    sqlite_copies.drop(database)


Visitor = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visitor]:
    """`visit(site, 390)`: a page of a new person's browser; its console and its requests are checked at the end."""
    visits: list[Visit] = []

    def open_page(site: Site, width: int = 1280, *, javascript: bool = True) -> Page:
        visits.append(Visit(chromium, site.url, width, javascript=javascript))
        return visits[-1].page

    yield open_page
    for each in visits:
        each.close()


SignIn = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def as_staff() -> SignIn:
    """`as_staff(page, address)`: signed in by mail and app the first time, after that by the cookies of that time."""
    kept: dict[str, list[Any]] = {}

    def enter(page: Page, address: str) -> None:
        if address in kept:
            page.context.add_cookies(kept[address])
            return
        sign_in(page, address)
        kept[address] = [cookie for cookie in page.context.cookies() if cookie["name"] == "session"]

    return enter
