"""A vote in which Zuid goes with the Meent when too few people vote there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from database import Database
from rounds.models import RoundArea
from tests.builders.moments import Clocks
from tests.builders.people import ADMINISTRATOR
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import Vote, announced_vote, cast, let_vote
from voting.services.sealing import seal_round

OVER = timedelta(minutes=10)


def merging_vote(database: Database, now: datetime, at: Clocks, meent: int, zuid: int, **kinds: Any) -> Vote:
    """Sealed, with so many people who may vote in each area: m0, m1, … and z0, z1, …"""
    made = announced_vote(database, now, **kinds)
    with database.writing() as session:
        session.execute(update(RoundArea).where(RoundArea.area_code == ZUID).values(merges_with=MEENT))
        seal_round(session, ADMINISTRATOR, now, made.round_id)
    for area, names in ((MEENT, names_of("m", meent)), (ZUID, names_of("z", zuid))):
        let_vote(database, made, *names, area=area)
    at(made.begun_at)
    return made


def names_of(letter: str, number: int) -> list[str]:
    return [f"{letter}{place}" for place in range(number)]


def cast_alike(
    database: Database, vote: Vote, meent: int, zuid: int, mine: tuple[int, ...], theirs: tuple[int, ...]
) -> None:
    """Everyone of the Meent chooses the same, and everyone of Zuid."""
    for name in names_of("m", meent):
        cast(database, vote, name, *mine)
    for name in names_of("z", zuid):
        cast(database, vote, name, *theirs, area=ZUID)
