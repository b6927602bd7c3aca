"""A file as it was made anew: its bytes and what is known of them. Whose it is, and who may read it, says its owner."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId
from files.rules.kinds import MOST_BYTES, MediaType

_KINDS = ",".join(repr(kind.value) for kind in MediaType)


class StoredFile(Model):
    """The bytes stand in the database: they come and go with the act that brings them, and in one backup."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint(f"media_type IN ({_KINDS})", name="media_type"),
        CheckConstraint(f"size BETWEEN 1 AND {MOST_BYTES} AND size = length(data)", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("name <> ''", name="name"),
    )
    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(100))
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """Read only when the file itself is asked for."""
    added_at: Mapped[Moment]
    added_by_key: Mapped[Key]
