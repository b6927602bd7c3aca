"""Doors to databases that are gone, for the databases that come after them under the same name."""

from __future__ import annotations

from copy import copy

from database import Database

EVENTS = ("begin", "before_cursor_execute", "after_cursor_execute")


class Doors:
    """The engines of each name serve again for the next test, with nothing behind them that was there before.

    SQLAlchemy translates every statement once for each engine. With new engines for each test, that was a third of the
    work of tests of services. A door at which a test left a listener is not opened again.
    """

    def __init__(self) -> None:
        self._closed: dict[str, Database] = {}
        self._listeners: dict[str, int] = {}

    def open(self, url: str) -> Database:
        if url in self._closed:
            # another object on the same engines: the product keeps with a `Database` what it read there once
            return copy(self._closed.pop(url))
        made = Database(url)
        self._listeners[url] = listeners_at(made)
        return made

    def close(self, database: Database) -> None:
        database.dispose()
        if listeners_at(database) == self._listeners.get(database.url):
            self._closed[database.url] = database


def listeners_at(database: Database) -> int:
    """How many listen to its statements and its connections; the product's own are among them."""
    engines = {database.engine, database.read_bind()}
    heard = sum(len(getattr(engine.dispatch, name)) for engine in engines for name in EVENTS)
    return heard + sum(len(engine.pool.dispatch.connect) for engine in engines)
