"""Reads of the log: its head, its rows, and whether its chain is whole."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from logbook.chain import FIRST_HASH, row_hash
from logbook.models import LogHead, LogRow

# a plain statement: it is the one question behind every page that is kept
_HEAD = select(LogHead.__table__.c.seq)


def head_seq(session: Session) -> int:
    """The number of acts so far: whatever the public can see changes only when this does, or by date."""
    return int(session.execute(_HEAD).scalar_one())


def read_head(session: Session) -> tuple[int, str]:
    """The number of acts so far, and the hash that covers them all."""
    seq, last = session.execute(select(LogHead.seq, LogHead.hash)).one()
    return seq, last


def first_broken_row(session: Session) -> int | None:
    """The number of the first row whose hash or link does not hold, or None when the chain is whole."""
    previous, expected = FIRST_HASH, 1
    for row in session.scalars(select(LogRow).order_by(LogRow.seq)):
        values = {c.key: getattr(row, c.key) for c in LogRow.__table__.columns}
        if row.seq != expected or row.previous_hash != previous or row_hash(values) != row.hash:
            return expected
        previous, expected = row.hash, expected + 1
    head = session.scalars(select(LogHead)).one()
    return None if (head.seq, head.hash) == (expected - 1, previous) else expected
