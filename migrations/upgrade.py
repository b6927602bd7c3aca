"""Bringing a database to the newest schema, and saying which version it has."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from database import Database

FOLDER = Path(__file__).parent


class BrokenReferences(Exception):
    """After the upgrade some rows would refer to nothing; nothing was changed."""


def newest_version() -> str:
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def version_of(database: Database) -> str | None:
    """The version of this database's schema, or None where there is no schema yet."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, version: str = "head") -> None:
    """Run what is missing, all or nothing. Raises BrokenReferences."""
    with database.engine.connect() as connection:
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                command.upgrade(_config(connection), version)
                _check_references(connection)
        finally:
            _foreign_keys(connection, "ON")


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def _foreign_keys(connection: Connection, state: str) -> None:
    """SQLite rebuilds tables to change them, which must not empty the tables that refer to them."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={state}")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenReferences(f"rows that refer to nothing: {broken[:5]}")
