"""Moving the clocks: Python's, and the one in the database that decides about votes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime

import time_machine
from sqlalchemy import text

from database import Database

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Clocks:
    """`clocks(moment)` puts Python's clock still at that moment and the databases' clocks at it, running on."""

    def __init__(self, databases: Iterable[Database]) -> None:
        self.databases = list(databases)
        self._stopped: time_machine.travel | None = None

    def __call__(self, moment: datetime) -> None:
        self.run_again()
        for database in self.databases:
            shift_clock(database, moment)
        self._stopped = time_machine.travel(moment, tick=False)
        self._stopped.start()

    def run_again(self) -> None:
        if self._stopped is not None:
            self._stopped.stop()
            self._stopped = None


def shift_clock(database: Database, moment: datetime) -> None:
    """The database's clock stands at this moment or less than a second after it, and runs on."""
    seconds = math.ceil((moment - datetime.now(UTC)).total_seconds())
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM clock_shift"))
        connection.execute(text("INSERT INTO clock_shift (id, seconds) VALUES (1, :seconds)"), {"seconds": seconds})
