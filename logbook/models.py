"""The log's rows and the one row that holds its head."""

from __future__ import annotations

from typing import cast

from sqlalchemy import DDL, CheckConstraint, Integer, String, Table, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId, append_only


class LogRow(Model):
    """One act. Holds person keys only, never names, addresses, choices or codes."""

    __tablename__ = "log_row"
    seq: Mapped[RowId]
    at: Mapped[Moment]
    actor_key: Mapped[Key]
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    ground: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class LogHead(Model):
    """The chain's last hash: locked last in every act, so acts queue here for an instant only."""

    __tablename__ = "log_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


append_only(cast(Table, LogRow.__table__))

# the head stands from the start, so that the first two acts queue like all others
FIRST_HEAD = "INSERT INTO log_head (id, seq, hash) VALUES (1, 0, '" + "0" * 64 + "')"
event.listen(LogHead.__table__, "after_create", DDL(FIRST_HEAD))  # type: ignore[no-untyped-call]
