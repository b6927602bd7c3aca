"""The bytes of a file, for who its owner says may read it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from files.models import StoredFile


def bytes_of(session: Session, file_id: int) -> bytes:
    """What is in the file; its other facts are read without this."""
    return session.scalars(select(StoredFile.data).where(StoredFile.id == file_id)).one()
