"""The demo's votes: cast through the one function that everyone votes by, on days that lie behind us."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from nacl.signing import SigningKey
from sqlalchemy import delete, insert

import clock
from database import ClockShift, Database
from demo.content.records import DemoPlan, DemoTurnout
from demo.services.rounds import MadeRound
from demo.services.tastes import ballots_of
from logbook.actors import Actor
from logbook.services import act
from voting.rules.spec import Spec
from voting.services.casting import cast_ballot
from voting.services.counting import count_when_closed
from voting.services.credentials import issue_credentials
from voting.services.frozen import frozen_round


@contextmanager
def clock_at(database: Database, moment: datetime) -> Iterator[None]:
    """The clock that decides about votes stands at a moment, for the demo's past, and runs right again afterwards."""
    seconds = int((moment - clock.now()).total_seconds())
    with database.engine.begin() as connection:
        connection.execute(insert(ClockShift).values(id=1, seconds=seconds))
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            connection.execute(delete(ClockShift))


def cast_votes(
    database: Database, administrator: Actor, made: MadeRound, turnout: DemoTurnout, plans: Sequence[DemoPlan],
    numbers: dict[str, int],
) -> None:  # fmt: skip
    """Issue keys for an area and cast its invented ballots: one after the other, each kept for good."""
    frozen = frozen_round(database, made.round_id)
    place_of = {plan.id: place for place, plan in enumerate(frozen.spec.list_of(turnout.area).plans)}
    mine = [plan for plan in plans if plan.area == turnout.area]
    keys = [SigningKey(secrets.token_bytes(32)) for _ in range(turnout.codes_made)]
    with database.writing() as session, act(session, administrator, made.calendar.opens_at, "make_codes") as a:
        issue_credentials(a, made.round_id, turnout.area, [bytes(key.verify_key) for key in keys])
        a.facts.update(area=turnout.area, number=len(keys))
    begun_at = made.calendar.opens_at
    for key, choices in zip(keys, ballots_of(turnout, mine), strict=False):
        chosen = [place_of[str(numbers[mine[choice].code])] for choice in sorted(choices)]
        cast_ballot(database, key, made.round_id, turnout.area, _fitting(frozen.spec, turnout.area, chosen), begun_at)


def _fitting(spec: Spec, area_code: str, chosen: list[int]) -> list[int]:
    """Of a knapsack only what fits the pot: invented voters pack it in the order of the list."""
    area = spec.list_of(area_code)
    if spec.ballot_type != "knapsack":
        return chosen
    packed: list[int] = []
    for place in chosen:
        if sum(area.plans[each].cost_cents for each in [*packed, place]) <= area.pot_cents:
            packed.append(place)
    return packed


def turnout_like(turnout: DemoTurnout, area: str, ballots: int) -> DemoTurnout:
    """Voters with the tastes of another wijk, for a vote that is still open."""
    return replace(turnout, area=area, ballots=ballots, codes_made=ballots, blank=0)


def close_and_count(database: Database, made: MadeRound) -> None:
    """Look at the round ten minutes after its end: that closes and counts it."""
    moment = made.calendar.closes_at + timedelta(minutes=10)
    with clock_at(database, moment):
        count_when_closed(database, made.round_id, moment)
