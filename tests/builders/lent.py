"""The whole application, made once in each worker and lent to one test after another.

To make its routes and translate its templates anew for each test took more than a third of the time of tests of pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from app import create_app
from config import Config
from tests.builders.browsing import AuditingClient
from tests.builders.doors import Doors


class LentApplication:
    """What one installation knows stands in `extensions` and `config`: each test gets its own, and leaves nothing."""

    def __init__(self, config: Config) -> None:
        self._made_with, self._doors = _fixed_part(config), Doors()
        self._app = create_app(config)
        self._app.test_client_class = AuditingClient
        self._config, self._extensions = dict(self._app.config), dict(self._app.extensions)
        # after a first request Flask takes no route and no hook any more: who needs one makes an application
        self._app.test_client().get("/static/nothing")
        self._take_back()

    @contextmanager
    def lend(self, config: Config) -> Iterator[Flask]:
        """The application of this installation, for one test."""
        assert _fixed_part(config) == self._made_with, "this is settled when an application is made: make one"
        self._app.extensions.update(settings=config, database=self._doors.open(config.database_url))
        try:
            yield self._app
        finally:
            self._take_back()

    def _take_back(self) -> None:
        self._doors.close(self._app.extensions["database"])
        _put_back(self._app.extensions, self._extensions)
        _put_back(self._app.config, self._config)


def _fixed_part(config: Config) -> Config:
    """What an application is made with; the rest it looks up in each request."""
    return replace(config, database_url="", instance=Path(), broker=None)


def _put_back(now: dict[str, object], before: dict[str, object]) -> None:
    now.clear()
    now.update(before)
