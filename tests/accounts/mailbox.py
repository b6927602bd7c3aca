"""What tests read out of the outbox."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from database import Database
from notices.models import OutboxMail


def mails(database: Database) -> list[OutboxMail]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def newest_facts(database: Database) -> dict[str, Any]:
    return dict(json.loads(mails(database)[-1].facts))


def newest_code(database: Database) -> str:
    return str(newest_facts(database)["code"])


def other_code(code: str) -> str:
    """Six digits that are not these."""
    return f"{(int(code) + 1) % 1_000_000:06d}"
