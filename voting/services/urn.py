"""The one short transaction that puts a ballot in the urn: conditional statements whose row counts are checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from database import DB_NOW, Database
from voting.services.refusals import NotCounted, OutcomeUnknown

# closing takes the same row for itself: nobody casts while a round is being closed
_HOLD_OPEN = text("SELECT 1 FROM ballot_box WHERE round_id = :round_id FOR SHARE")
_STANDING = {
    # one statement after the lock, so that its clock is read after the lock
    engine: text(
        f"SELECT b.state, ({moment}) AS milliseconds, u.sequence FROM ballot_box b "  # noqa: S608  our own text
        "LEFT JOIN urn u ON u.public_key = :public_key WHERE b.round_id = :round_id AND b.spec_hash = :spec_hash"
    )
    for engine, moment in DB_NOW.items()
}
_MARK_VOTED = text(
    "UPDATE credential SET state = 'voted' WHERE public_key = :public_key AND round_id = :round_id "
    "AND area_code = :area_code AND state IN ('issued', 'voted')"
)
_PUT = text(
    "INSERT INTO urn (public_key, round_id, area_code, sequence, ballot, signature, tracker) "
    "VALUES (:public_key, :round_id, :area_code, :sequence, :ballot, :signature, :tracker) "
    "ON CONFLICT (public_key) DO UPDATE SET sequence = excluded.sequence, ballot = excluded.ballot, "
    "signature = excluded.signature, tracker = excluded.tracker WHERE urn.sequence = excluded.sequence - 1"
)


@dataclass(frozen=True)
class Standing:
    """What the database says under the lock: the box's state, the deciding moment, the key's last sequence."""

    state: str
    moment: datetime
    sequence: int


@dataclass(frozen=True)
class SignedBallot:
    """A ballot as it lies in the urn."""

    public_key: bytes
    round_id: int
    area_code: str
    sequence: int
    ballot: bytes
    signature: bytes
    tracker: bytes


_locks: WeakKeyDictionary[Database, Lock] = WeakKeyDictionary()
_making = Lock()


@contextmanager
def casting(database: Database) -> Iterator[Connection]:
    """A transaction that holds the round open; commits at the end.

    Raises NotCounted when nothing was kept, and OutcomeUnknown when that cannot be known.
    """
    with _one_writer(database), _connected(database) as connection:
        transaction = connection.begin()
        try:
            yield connection
        except BaseException:
            transaction.rollback()
            raise
        try:
            transaction.commit()
        except DBAPIError as broken:
            raise OutcomeUnknown from broken


@contextmanager
def _connected(database: Database) -> Iterator[Connection]:
    try:
        with database.engine.connect() as connection:
            yield connection
    except (InterfaceError, OperationalError) as broken:
        raise NotCounted from broken


@contextmanager
def _one_writer(database: Database) -> Iterator[None]:
    """SQLite's writers wait in line here: its own waiting sleeps, and made some voters wait near a second."""
    if not database.is_sqlite:
        yield
        return
    with _making:
        lock = _locks.setdefault(database, Lock())
    with lock:
        yield


def standing(connection: Connection, spec_hash: str, ballot: SignedBallot) -> Standing:
    """How things stand, with the round held open until the transaction ends."""
    engine = connection.dialect.name
    if engine == "postgresql":
        connection.execute(_HOLD_OPEN, {"round_id": ballot.round_id})
    asked = {"round_id": ballot.round_id, "spec_hash": spec_hash, "public_key": ballot.public_key}
    # one row: a sealed box is neither deleted nor given another spec
    row = connection.execute(_STANDING[engine], asked).one()
    return Standing(row.state, datetime.fromtimestamp(row.milliseconds / 1000, UTC), row.sequence or 0)


def mark_voted(connection: Connection, ballot: SignedBallot) -> bool:
    """Is this a key of this round and area that may vote? Then it has voted now."""
    return connection.execute(_MARK_VOTED, _values(ballot)).rowcount == 1


def put_in_urn(connection: Connection, ballot: SignedBallot) -> bool:
    """Put the ballot in the place of the key's earlier one, if that is the one it follows."""
    return connection.execute(_PUT, _values(ballot)).rowcount == 1


def _values(ballot: SignedBallot) -> dict[str, object]:
    return vars(ballot)
