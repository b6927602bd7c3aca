"""A vote for tests: a sealed round with plans in both wijken, keys that may vote, and what lies in the urn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from nacl.signing import SigningKey
from sqlalchemy import select

from database import Database
from logbook.services import act
from proposals.models import Proposal
from proposals.services import Cost, ImportedPlan, import_plans
from rounds.rules.calendar import RoundCalendar
from tests.builders.people import ADMINISTRATOR, make_actor
from tests.builders.town import MEENT, MEENT_BUURT, ZUID, ZUID_BUURT, Town, make_town
from tests.proposals.plans import OTHER_COORDINATOR, PARTY, find_feasible
from voting.models import Credential, Urn
from voting.rules.ballot import Ballot, decode_ballot
from voting.services.casting import Proof, cast_ballot
from voting.services.credentials import issue_credentials
from voting.services.frozen import frozen_round
from voting.services.sealing import seal_round

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# of a pot of 10,000.00: the first two and the third together are exactly the pot
MEENT_COSTS = (4_000_00, 3_000_00, 3_000_00, 2_000_00)
ZUID_COSTS = (1_000_00, 2_000_00)
COORDINATORS = {MEENT: None, ZUID: OTHER_COORDINATOR}


@dataclass(frozen=True)
class Vote:
    """A sealed round; `plans` are the plans' numbers by area, in the order of the ballot."""

    town: Town
    plans: dict[str, list[int]]

    @property
    def round_id(self) -> int:
        return self.town.round_id

    @property
    def opens_at(self) -> datetime:
        return self.town.calendar.opens_at

    @property
    def closes_at(self) -> datetime:
        return self.town.calendar.closes_at

    @property
    def begun_at(self) -> datetime:
        """When a voter of the first hour began."""
        return self.opens_at + 10 * MINUTE


def preparing_calendar(now: datetime) -> RoundCalendar:
    """The review ended yesterday; voting is from tomorrow until three weeks later."""
    return RoundCalendar(now - 30 * DAY, now - 20 * DAY, now - DAY, now + DAY, now + 22 * DAY)


def announced_vote(database: Database, now: datetime, plan_hours: tuple[int, ...] = (0, 0, 0, 0), **kinds: Any) -> Vote:
    """Announced, its plans found feasible, not sealed yet."""
    town = make_town(database, now, preparing_calendar(now), **kinds)
    plans = {
        MEENT: [
            add_plan(database, now, town.round_id, MEENT, cents, n, plan_hours[n])
            for n, cents in enumerate(MEENT_COSTS)
        ],
        ZUID: [add_plan(database, now, town.round_id, ZUID, cents, n) for n, cents in enumerate(ZUID_COSTS)],
    }
    return Vote(town, plans)


def add_plan(
    database: Database, now: datetime, round_id: int, area: str, cents: int, number: int, hours: int = 0
) -> int:
    """A party that costs so much, found feasible; each has a proposer of its own."""
    buurt = MEENT_BUURT if area == MEENT else ZUID_BUURT
    answers = {**PARTY, "title": f"Feest {number + 1} in {area}", "neighbourhood_code": buurt, "hours": hours}
    proposer = make_actor(f"p{number}{area[-1]}").key
    row = ImportedPlan(answers, (Cost("Alles", cents),), proposer_key=proposer)
    with database.writing() as session:
        (made,) = import_plans(session, ADMINISTRATOR, now, round_id, area, [row])
    find_feasible(database, now, made, *(c for c in (COORDINATORS[area],) if c))
    return made


def sealed_vote(database: Database, now: datetime, **kinds: Any) -> Vote:
    """Sealed; move the database's clock to `begun_at` to vote."""
    vote = announced_vote(database, now, **kinds)
    with database.writing() as session:
        seal_round(session, ADMINISTRATOR, now, vote.round_id)
    return vote


def key_of(name: str) -> SigningKey:
    """A signing key that is the same in every process."""
    return SigningKey(sha256(name.encode()).digest())


def let_vote(database: Database, vote: Vote, *names: str, area: str = MEENT) -> list[int]:
    """Issue these keys; their letter numbers."""
    with database.writing() as session, act(session, ADMINISTRATOR, vote.opens_at, "make_codes") as a:
        return issue_credentials(a, vote.round_id, area, [bytes(key_of(name).verify_key) for name in names])


def cast(
    database: Database, vote: Vote, name: str, *chosen: int, area: str = MEENT, begun_at: datetime | None = None
) -> Proof:
    """Cast as the booth does; `begun_at` is in the first hour unless said otherwise."""
    return cast_ballot(database, key_of(name), vote.round_id, area, chosen, begun_at or vote.begun_at)


def cast_marks(database: Database, vote: Vote, name: str, marks: dict[int, int]) -> Proof:
    """Cast points or places in the Meent."""
    return cast_ballot(database, key_of(name), vote.round_id, MEENT, marks, vote.begun_at)


def urn_of(database: Database) -> list[Urn]:
    with database.reading() as session:
        rows = list(session.scalars(select(Urn).order_by(Urn.tracker)))
        session.expunge_all()
        return rows


def ballot_in(database: Database, row: Urn) -> Ballot:
    return decode_ballot(frozen_round(database, row.round_id).form, row.ballot)


def chosen_by(database: Database, name: str) -> tuple[int, ...] | None:
    """The places that this key's ballot in the urn chooses, or None when it did not vote."""
    with database.reading() as session:
        row = session.get(Urn, bytes(key_of(name).verify_key))
        return None if row is None else ballot_in(database, row).chosen


def state_of(database: Database, name: str) -> str:
    with database.reading() as session:
        return session.get_one(Credential, bytes(key_of(name).verify_key)).state


def plan_states(database: Database, vote: Vote) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(Proposal.state).where(Proposal.round_id == vote.round_id)))
