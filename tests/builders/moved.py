"""A site whose clock a test moves: the whole product, served as ever, as far from now as stands in a file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import time_machine
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from app import create_app as create_product
from database import Database
from logbook.actors import Actor
from tests.builders.moments import shift_clock
from tests.builders.sites import Site, start_site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FILE = "seconds_ahead.txt"


def create_app() -> Flask:
    """What gunicorn serves, with one thread: Python's clock is moved for one request at a time."""
    product, ahead = create_product(), Path(os.environ["INSTANCE_DIR"]) / FILE
    inside = product.wsgi_app

    def moved(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # it runs on between two requests: what the first one signed is never of a later second
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(ahead.read_text())), tick=True):
            return list(_closed(inside(environ, _without_days(start_response))))

    product.wsgi_app = moved  # type: ignore[assignment, method-assign]
    return product


def _closed(parts: Any) -> Iterator[bytes]:
    try:
        yield from parts
    finally:
        if hasattr(parts, "close"):
            parts.close()


def _without_days(start_response: StartResponse) -> Any:
    """The browser's clock is not moved: by it a cookie of the moved clock may be over before it came."""

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        kept = [(name, re.sub(r"; Expires=[^;]+", "", value) if name == "Set-Cookie" else value)
                for name, value in headers]  # fmt: skip
        return start_response(status, kept, *rest)

    return start


class MovedSite:
    """A running site with its clock in the test's hand."""

    def __init__(self, database: Database, instance: Path, moment: datetime) -> None:
        self.database, self.instance = database, instance
        self.move_to(moment)
        self.site: Site = start_site(database, instance, served="tests.builders.moved:create_app()", threads=1)

    def move_to(self, moment: datetime) -> None:
        """From now on it is this moment, for Python and for the database."""
        self.ahead = moment - datetime.now(UTC)
        (self.instance / FILE).write_text(str(self.ahead.total_seconds()))
        shift_clock(self.database, moment)

    def session_of(self, actor: Actor) -> str:
        """The value of the cookie of somebody who just signed in, the second factor included."""
        reader = Flask(__name__)
        reader.secret_key = (self.instance / "secret_key").read_text().strip()
        inside: dict[str, Any] = {"_user_id": f"{actor.key}:1", "_fresh": True, "_permanent": True}
        if actor.is_staff:
            inside["second_factor"] = actor.key
        signer = SecureCookieSessionInterface().get_signing_serializer(reader)
        assert signer is not None
        with time_machine.travel(datetime.now(UTC) + self.ahead, tick=False):
            return str(signer.dumps(inside))
