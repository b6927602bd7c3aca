"""Importing made files in tests, and reading back what the ballot box holds."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from database import Database
from logbook.actors import OPERATOR
from voting.models import BallotPlan, CountedBallot, Result
from voting.rules.pabulib.reader import read
from voting.services.pabulib.exporting import export_round
from voting.services.pabulib.importing import Imported, import_election


def replay(database: Database, now: datetime, data: bytes) -> Imported:
    return import_election(database, OPERATOR, now, read(data), lambda taken: None)


def record_of(database: Database, imported: Imported) -> dict[str, Any]:
    with database.reading() as session:
        # areas that were counted as one have one record, word for word
        chosen = select(Result.record).where(Result.round_id == imported.round.round_id).distinct()
        told: dict[str, Any] = json.loads(session.scalars(chosen).one())
    return told


def counted_choices(database: Database, imported: Imported) -> Counter[str]:
    """How often each set of plans was counted; the ids as in the file, sorted."""
    round_id = imported.round.round_id
    with database.reading() as session:
        told = session.execute(select(BallotPlan.position, BallotPlan.plan_id).filter_by(round_id=round_id))
        plans = dict(told.all())
        chosen = session.scalars(select(CountedBallot.choices).filter_by(round_id=round_id)).all()
    return Counter(",".join(sorted(plans[int(place)] for place in text.split(",") if place)) for text in chosen)


def counted_texts(database: Database, imported: Imported) -> list[str]:
    """The counted ballots as they are kept, sorted."""
    with database.reading() as session:
        chosen = select(CountedBallot.choices).filter_by(round_id=imported.round.round_id)
        return sorted(session.scalars(chosen))


def export(database: Database, imported: Imported) -> bytes:
    with database.reading() as session:
        (file,) = export_round(session, imported.round.round_id, imported.round.slug, "Hilversum")
    return file.data


def rows_in(database: Database, *tables: type) -> list[int]:
    with database.reading() as session:
        return [session.scalars(select(func.count()).select_from(table)).one() for table in tables]
