"""Changing tables on SQLite, which cannot alter constraints: a table is made anew, its rows are copied over.

For versions that hold the whole schema as frozen text (see migrations.frozen).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.engine import Connection

ABOUT = re.compile(
    r"CREATE (?:TABLE|(?:UNIQUE )?INDEX \w+ ON|TRIGGER \w+ [\w ,]+? ON) \"?(\w+)\"?", re.IGNORECASE | re.DOTALL
)


def table_of(statement: str) -> str | None:
    """The table that a statement of the frozen text makes or belongs to; None for first rows and functions."""
    found = ABOUT.match(statement)
    return found[1] if found else None


def rebuild(
    connection: Connection, statements: Sequence[str], table: str, values: Mapping[str, str] | None = None
) -> None:
    """Make a table as the statements say, with the rows it had; `values` are SQL for columns that are new.

    Foreign keys are off here (migrations.upgrade); its indexes and triggers come back with it.
    """
    making, *belonging = [each for each in statements if table_of(each) == table]
    beside = f"{table}__new"
    had = _columns(connection, table)
    connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")
    connection.exec_driver_sql(re.sub(rf"CREATE TABLE \"?{table}\"?", f"CREATE TABLE {beside}", making, count=1))
    filled = {name: name for name in _columns(connection, beside) if name in had} | dict(values or {})
    connection.exec_driver_sql(
        f"INSERT INTO {beside} ({', '.join(filled)}) SELECT {', '.join(filled.values())} FROM {table}"  # noqa: S608
    )
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE {beside} RENAME TO {table}")
    connection.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
    for statement in belonging:
        connection.exec_driver_sql(statement)


def make_new(connection: Connection, statements: Sequence[str], tables: Collection[str]) -> None:
    """Make these tables with all that belongs to them, in the order of the text."""
    for statement in statements:
        if table_of(statement) in tables:
            connection.exec_driver_sql(statement)


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
