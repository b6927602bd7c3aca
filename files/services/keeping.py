"""A file that somebody sent: read before the act, since that takes a while, and kept or thrown away in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from files.models import StoredFile
from files.rules.faults import FAULT_WORDS, FileFault
from files.rules.kinds import MediaType, fault_of_bytes, media_type_of
from files.rules.names import tidy_name
from files.services.cleaning.process import made_anew
from files.services.refusals import FileRefused
from logbook.actors import Actor


@dataclass(frozen=True)
class CleanFile:
    """A file made anew, ready to be kept."""

    name: str
    media_type: MediaType
    data: bytes


def read_file(name: str, data: bytes) -> CleanFile:
    """What somebody sent, made anew without what does not belong in it. Raises FileRefused, CheckingBusy."""
    if fault := fault_of_bytes(data):
        raise FileRefused(fault)
    kind = media_type_of(data)
    assert kind is not None
    made = made_anew(data)
    if isinstance(made, FileFault):
        raise FileRefused(FAULT_WORDS[made])
    return CleanFile(tidy_name(name, kind), kind, made)


def keep_file(session: Session, actor: Actor, now: datetime, clean: CleanFile) -> StoredFile:
    """Keep it, in the transaction of the act that brings it."""
    row = StoredFile(
        name=clean.name,
        media_type=clean.media_type.value,
        size=len(clean.data),
        sha256=hashlib.sha256(clean.data).hexdigest(),
        data=clean.data,
        added_at=now,
        added_by_key=actor.key,
    )
    session.add(row)
    session.flush()
    return row


def throw_away(session: Session, file_id: int) -> None:
    """For good: only what nobody else ever saw."""
    session.execute(delete(StoredFile).where(StoredFile.id == file_id))
