"""Settings as append-only rows: the newest of a name is in force, the older ones are its history."""

from __future__ import annotations

from typing import cast

from sqlalchemy import String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId, append_only


class Setting(Model):
    __tablename__ = "setting"
    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(60), index=True)
    value: Mapped[str] = mapped_column(Text)
    """JSON."""
    set_at: Mapped[Moment]
    set_by_key: Mapped[Key]
    ground: Mapped[str] = mapped_column(Text)


append_only(cast(Table, Setting.__table__))
