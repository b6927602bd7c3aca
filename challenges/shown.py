"""Whether every page leads to the right to challenge: a municipality can switch the whole subject off."""

from __future__ import annotations

import time
from typing import cast

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from challenges.queries import challenge_settings

SECONDS_KEPT = 60
KEPT = "takes_requests"


def takes_requests(app: Flask) -> bool:
    """Kept for a minute by each process, so that a page costs no query; an error page needs no database."""
    kept = cast("tuple[float, bool] | None", app.extensions.get(KEPT))
    if kept is not None and time.monotonic() - kept[0] < SECONDS_KEPT:
        return kept[1]
    found = _looked_up(app)
    app.extensions[KEPT] = (time.monotonic(), found)
    return found


def forget_whether_open(app: Flask) -> None:
    """Look again at the next page: something was changed here."""
    app.extensions.pop(KEPT, None)


def _looked_up(app: Flask) -> bool:
    try:
        with app.extensions["database"].reading() as session:
            return challenge_settings(session).is_open
    except SQLAlchemyError:
        return False
