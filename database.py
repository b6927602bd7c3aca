"""The database: one model base, exact types, and a session for reading apart from one for writing."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; a naive one is refused, and what comes back is aware UTC on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Cents = Annotated[int, mapped_column(BigInteger)]
Key = Annotated[str, mapped_column(String(26))]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
# SQLite gives row numbers by itself to INTEGER keys only
RowId = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]


class Model(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class ClockShift(Model):
    """One row: how far the deciding clock stands from the machine's. Only tests and the demo move it."""

    __tablename__ = "clock_shift"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seconds: Mapped[int]


def new_key() -> str:
    """A random person key: 128 bits, says nothing about anyone."""
    return secrets.token_hex(13)


class Database:
    """Two ways in: `reading()` cannot write, `writing()` takes the write lock before it looks."""

    def __init__(self, url: str, pool_size: int = 8) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self._write: Engine = _engine(url, "BEGIN IMMEDIATE", pool_size)
        self._read: Engine = _engine(url, "BEGIN", pool_size) if self.is_sqlite else self._write
        if self.is_sqlite:
            event.listen(self._read, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))

    @property
    def engine(self) -> Engine:
        return self._write

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self.read_bind(), autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session for one act; the act itself begins and commits."""
        with Session(self._write) as session:
            yield session

    def read_bind(self) -> Engine:
        return self._read if self.is_sqlite else self._write.execution_options(postgresql_readonly=True)

    def dispose(self) -> None:
        self._write.dispose()
        self._read.dispose()


def _engine(url: str, begin: str, pool_size: int) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=pool_size, max_overflow=8)
    engine = create_engine(url, pool_size=pool_size, max_overflow=8, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: object) -> None:
        # the driver's own BEGIN loses updates: it takes the lock only at the first write
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "recursive_triggers=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_now(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


DB_NOW = {
    "sqlite": "SELECT CAST(strftime('%s','now') AS INTEGER) * 1000 + CAST(substr(strftime('%f','now'), 4) AS INTEGER) "
    "+ 1000 * coalesce((SELECT seconds FROM clock_shift), 0)",
    "postgresql": "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) "
    "+ CAST(1000 AS BIGINT) * coalesce((SELECT seconds FROM clock_shift), 0)",
}


def db_now(session: Session | Connection) -> datetime:
    """The database's own moment, in UTC: after a lock it decides whether a vote is in time."""
    dialect = session.get_bind().dialect.name if isinstance(session, Session) else session.dialect.name
    milliseconds = session.execute(text(DB_NOW[dialect])).scalar_one()
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Begin, or go on with what reading already began; commit at the end, roll back on an error."""
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def append_only(table: Table) -> None:
    """Refuse UPDATE, DELETE and (SQLite) REPLACE, (PostgreSQL) TRUNCATE on this table, in the database."""
    for dialect, statements in append_only_statements(table.name).items():
        for statement in statements:
            event.listen(table, "after_create", _statement(statement).execute_if(dialect=dialect))


def _statement(sql: str) -> DDL:
    # a percent sign would be read as a placeholder
    return DDL(sql.replace("%", "%%"))  # type: ignore[no-untyped-call]


def append_only_statements(table: str) -> dict[str, tuple[str, ...]]:
    """The triggers by engine; the migration runs the same text."""
    refuse = f"append-only: {table}"
    lite = tuple(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{refuse}'); END"
        for what in ("UPDATE", "DELETE")
    )
    function = (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{refuse}' USING ERRCODE = 'restrict_violation'; END$$"
    )
    rows = (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )
    whole = (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
    return {"sqlite": lite, "postgresql": (function, rows, whole)}
