"""What every page shows of the municipality: as an administrator set it, else as the operator configured it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import cast

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from config import Config
from database import Database
from settings.queries import current
from settings.services import MUNICIPALITY

SECONDS_KEPT = 60
KEPT = "municipality"


@dataclass(frozen=True)
class Municipality:
    """The name and where people get help."""

    name: str
    help_phone: str
    help_email: str


def shown_municipality(app: Flask) -> Municipality:
    """Kept for a minute by each process, so that a page costs no query; an error page needs no database."""
    kept = cast("tuple[float, Municipality] | None", app.extensions.get(KEPT))
    if kept is not None and time.monotonic() - kept[0] < SECONDS_KEPT:
        return kept[1]
    found = _looked_up(app.extensions["settings"], app.extensions["database"])
    app.extensions[KEPT] = (time.monotonic(), found)
    return found


def forget_municipality(app: Flask) -> None:
    """Look again at the next page: something was changed here."""
    app.extensions.pop(KEPT, None)


def _looked_up(config: Config, database: Database) -> Municipality:
    configured = Municipality(config.municipality, config.help_phone, config.help_email)
    try:
        with database.reading() as session:
            value = current(session, MUNICIPALITY)
    except SQLAlchemyError:
        return configured
    return Municipality(value["name"], value["help_phone"], value["help_email"]) if value else configured
