"""What all tests stand on: fresh databases on both engines, clocks that move together, actors, an auditing client."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import close_all_sessions

from config import Config
from database import Database
from logbook.actors import Actor
from tests.builders import people
from tests.builders.browsing import AuditingClient
from tests.builders.engines import PostgresCopies, SqliteCopies
from tests.builders.lent import LentApplication
from tests.builders.moments import NOW, Clocks
from translations.catalogue import compile_catalogue

ENGINES = ("sqlite", "postgresql")
FLOOR = Path(__file__).parent / "house/engine_floor.txt"


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory) -> SqliteCopies:
    return SqliteCopies(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_copies() -> Iterator[PostgresCopies]:
    try:
        copies = PostgresCopies()
    except Exception as reason:
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            raise
        pytest.skip(f"PostgreSQL does not start on this machine: {reason}")
    yield copies
    copies.stop()


@pytest.fixture
def sqlite_database(sqlite_copies: SqliteCopies) -> Iterator[Database]:
    """A fresh SQLite database with all tables."""
    database = sqlite_copies.fresh()
    yield database
    close_all_sessions()
    sqlite_copies.drop(database)


@pytest.fixture
def postgres_database(postgres_copies: PostgresCopies) -> Iterator[Database]:
    """A fresh PostgreSQL database with all tables."""
    database = postgres_copies.fresh()
    yield database
    close_all_sessions()
    postgres_copies.drop(database)


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh database with all tables: the test runs on each engine."""
    fixture = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    return request.getfixturevalue(fixture)


@pytest.fixture
def now() -> datetime:
    """Monday 23 November 2026, 12:00 UTC (13:00 in Amsterdam)."""
    return NOW


@pytest.fixture
def at(request: pytest.FixtureRequest) -> Iterator[Clocks]:
    """`at(moment)`: Python's clock stands still there; the clocks of this test's databases run on from there."""
    wanted = [name for name in ("database", "sqlite_database") if name in request.fixturenames]
    clocks = Clocks({id(d): d for d in map(request.getfixturevalue, wanted or ["sqlite_database"])}.values())
    yield clocks
    clocks.run_again()


@pytest.fixture
def config(tmp_path: Path, sqlite_database: Database) -> Config:
    return make_config(tmp_path, sqlite_database.url)


def make_config(folder: Path, url: str, *, demo: bool = False) -> Config:
    return Config(
        database_url=url,
        secret_key="5e" * 32,
        voting_key=bytes.fromhex("70" * 32),
        demo=demo,
        secure_cookies=False,
        municipality="Hilversum",
        help_phone="14 035",
        help_email="buurt@gemeente.example",
        smtp_url=None,
        mail_from="Leve de Buurt <buurt@gemeente.example>",
        trusted_proxies=0,
        argon2_memory_kib=19456,
        instance=folder,
        testing=True,
    )


@pytest.fixture(scope="session")
def lent_application(sqlite_copies: SqliteCopies, tmp_path_factory: pytest.TempPathFactory) -> LentApplication:
    database = sqlite_copies.fresh()
    lent = LentApplication(make_config(tmp_path_factory.mktemp("application"), database.url))
    sqlite_copies.drop(database)
    return lent


@pytest.fixture
def app(config: Config, at: Clocks, lent_application: LentApplication) -> Iterator[Flask]:
    """The whole application on a fresh SQLite database, its clocks at `now`; `at(moment)` moves them."""
    with lent_application.lend(config) as application:
        at.databases.append(application.extensions["database"])
        at(NOW)
        yield application


@pytest.fixture
def client(app: Flask) -> AuditingClient:
    """A browser without JavaScript that audits every page it gets."""
    client = app.test_client()
    assert isinstance(client, AuditingClient)
    return client


@pytest.fixture
def pdf_maker() -> None:
    """Letters can be drawn on this machine: WeasyPrint finds the Pango of the system."""
    from notices.printing import can_print

    if not can_print():
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("Pango must be here, as Chromium is")
        pytest.skip("Pango is not on this machine: letters are printed from their pages")


@pytest.fixture
def administrator() -> Actor:
    return people.ADMINISTRATOR


@pytest.fixture
def coordinator() -> Actor:
    return people.COORDINATOR


@pytest.fixture
def finance() -> Actor:
    return people.FINANCE


@pytest.fixture
def resident() -> Actor:
    return people.RESIDENT


def engines_used(item: pytest.Item) -> set[str]:
    """Which engines this test runs on."""
    names = getattr(item, "fixturenames", ())
    params = getattr(getattr(item, "callspec", None), "params", {})
    used = {"sqlite"} if "sqlite_database" in names else set()
    used |= {"postgresql"} if "postgres_database" in names else set()
    if "database" in params:
        used.add(str(params["database"]))
    return used


def pytest_configure(config: pytest.Config) -> None:
    """Pages in tests speak Dutch: the catalogue is made once, before workers start."""
    if not hasattr(config, "workerinput"):
        compile_catalogue()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for engine in engines_used(item):
            item.user_properties.append(("engine", engine))


def passed_per_engine(reporter: pytest.TerminalReporter) -> Counter[str]:
    passed = reporter.stats.get("passed", [])
    return Counter(value for report in passed for name, value in report.user_properties if name == "engine")


def engine_floor() -> dict[str, int]:
    """The least number of tests that must pass on each engine when the whole suite runs."""
    return {name: int(count) for name, count in (line.split() for line in FLOOR.read_text().splitlines())}


def below_the_floor(reporter: pytest.TerminalReporter) -> list[str]:
    if os.environ.get("ENGINE_FLOOR") != "1":
        return []
    passed = passed_per_engine(reporter)
    return [name for name, least in engine_floor().items() if passed[name] < least]


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and below_the_floor(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("tests per engine")
    passed, low = passed_per_engine(terminalreporter), below_the_floor(terminalreporter)
    for engine in ENGINES:
        verdict = f", fewer than {engine_floor()[engine]}: tests went missing" if engine in low else ""
        terminalreporter.line(f"{engine}: {passed[engine]} passed{verdict}")
