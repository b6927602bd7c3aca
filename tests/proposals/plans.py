"""Plans for tests: a party that is small and simple, a path that is certainly an investment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from database import Database
from logbook.actors import Actor, Grant, Role
from logbook.services import act
from proposals.models import CapitalFlag, Proposal, ProposalEvent
from proposals.services import (
    Cost,
    Finding,
    ImportedPlan,
    Saved,
    Verdict,
    import_plans,
    judge,
    put_on_ballot,
    save_step,
    start_draft,
    submit,
)
from rounds.rules.criteria import DEFAULT_CRITERIA
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT, make_actor
from tests.builders.town import MEENT, MEENT_BUURT

PARTY: dict[str, object] = {
    "title": "Een feest in de straat",
    "summary": "Samen eten aan een lange tafel.",
    "description": "Wij zetten een lange tafel in de straat en koken voor elkaar.",
    "theme": "meeting",
    "place": "De Zuidwal",
    "proposer_name": "Demo-bewoner",
    "touches_public_space": "no",
    "kind": "none",
    "new_or_repair": "unknown",
    "owner_after": "proposer",
    "permit": "no",
    "upkeep_cents": 0,
}
PARTY_COSTS = (Cost("Eten", 300_00), Cost("Tafels", 200_00))
# 21,000 for a path that the municipality will own: CAP-ACTIVATE, hard; above the pot of 10,000 too
PATH: dict[str, object] = {
    **PARTY,
    "title": "Een nieuw pad",
    "touches_public_space": "yes",
    "kind": "roads",
    "new_or_repair": "new",
    "owner_after": "municipality",
    "life_years": 30,
}
PATH_COSTS = (Cost("Straatwerk", 21_000_00),)
# 900 with 300 a year for upkeep, a third of what it costs: CAP-UPKEEP, soft
GARDEN: dict[str, object] = {
    **PARTY,
    "title": "Een tuin voor iedereen",
    "touches_public_space": "yes",
    "kind": "green",
    "new_or_repair": "new",
    "owner_after": "municipality",
    "life_years": 5,
    "upkeep_cents": 300_00,
}
GARDEN_COSTS = (Cost("Planten", 900_00),)

NEIGHBOUR = make_actor("neighbour")
OTHER_COORDINATOR = Actor(
    make_actor("zuid").key, frozenset({Grant(Role.COORDINATOR, "WK040204"), Grant(Role.RESIDENT)})
)
ALL_MET = {criterion.code: Finding(True) for criterion in DEFAULT_CRITERIA}


def draft_plan(
    database: Database, now: datetime, round_id: int, answers: dict[str, object] | None = None,
    costs: tuple[Cost, ...] = PARTY_COSTS, by: Actor = RESIDENT, area: str = MEENT,
) -> int:  # fmt: skip
    """A complete draft, written as the form does."""
    with database.writing() as session:
        number = start_draft(session, by, now, round_id, area, {"touches_public_space": "unknown"})
    buurt = MEENT_BUURT if area == MEENT else None
    wanted = {**(answers or PARTY), "neighbourhood_code": buurt}
    with database.writing() as session:
        save_step(session, by, now, number, Saved(1, "tab", wanted, costs, declared=True))
    return number


def send_plan(database: Database, now: datetime, round_id: int, *args: Any, **kwargs: Any) -> int:
    """A plan that was sent."""
    number = draft_plan(database, now, round_id, *args, **kwargs)
    with database.writing() as session:
        submit(session, kwargs.get("by", RESIDENT), now, number)
    return number


def find_feasible(database: Database, now: datetime, number: int, by: Actor = COORDINATOR) -> None:
    with database.writing() as session:
        judge(session, by, now, number, Verdict.FEASIBLE, ALL_MET)


def feasible_plan(database: Database, now: datetime, round_id: int, *args: Any, **kwargs: Any) -> int:
    number = send_plan(database, now, round_id, *args, **kwargs)
    find_feasible(database, now, number)
    return number


def seal(database: Database, now: datetime, *numbers: int) -> None:
    """Put plans on the ballot, as sealing a round does within its own act."""
    with database.writing() as session, act(session, ADMINISTRATOR, now, "seal_round") as a:
        for number in numbers:
            put_on_ballot(a, number)


def import_one(database: Database, now: datetime, round_id: int, answers: dict[str, object],
               costs: tuple[Cost, ...]) -> int:  # fmt: skip
    row = ImportedPlan(answers, costs)
    with database.writing() as session:
        return import_plans(session, ADMINISTRATOR, now, round_id, MEENT, [row])[0]


def plan_of(database: Database, number: int) -> Proposal:
    with database.reading() as session:
        found = session.get(Proposal, number)
        assert found is not None
        session.expunge(found)
        return found


def flags_of(database: Database, number: int) -> dict[str, str]:
    """The state of each flag by code; a hard one bears an exclamation mark."""
    with database.reading() as session:
        rows = session.scalars(select(CapitalFlag).where(CapitalFlag.proposal_id == number))
        return {row.code + ("!" if row.is_hard else ""): row.state for row in rows}


def steps_of(database: Database, number: int) -> list[tuple[str, str]]:
    with database.reading() as session:
        chosen = select(ProposalEvent).where(ProposalEvent.proposal_id == number).order_by(ProposalEvent.id)
        return [(event.step, event.to_state) for event in session.scalars(chosen)]
