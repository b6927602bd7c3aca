"""act(): the one door through which anything changes; commits the change and its log row together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from database import transaction
from logbook.actors import Actor
from logbook.chain import row_hash
from logbook.models import LogHead, LogRow


@dataclass
class Act:
    """One act under way: services of lower subjects take it and neither commit nor log."""

    session: Session
    actor: Actor
    now: datetime
    name: str
    ground: str
    subject: str
    facts: dict[str, object] = field(default_factory=dict)


@contextmanager
def act(session: Session, actor: Actor, now: datetime, name: str, ground: str = "", subject: str = "") -> Iterator[Act]:
    """Open the transaction of one act; at the end its log row is written under the chain's lock and all commits."""
    with transaction(session):
        taken = Act(session, actor, now, name, ground, subject)
        yield taken
        session.flush()
        _write_row(taken)


def _write_row(taken: Act) -> None:
    session = taken.session
    seq, previous = session.execute(select(LogHead.seq, LogHead.hash).with_for_update()).one()
    values: dict[str, object] = {
        "seq": seq + 1,
        "at": taken.now,
        "actor_key": taken.actor.key,
        "act": taken.name,
        "subject": taken.subject,
        "ground": taken.ground,
        "facts": json.dumps(taken.facts, sort_keys=True, ensure_ascii=False),
        "previous_hash": previous,
    }
    values["hash"] = row_hash(values)
    session.execute(insert(LogRow).values(**values))
    session.execute(update(LogHead).where(LogHead.id == 1).values(seq=seq + 1, hash=values["hash"]))
