"""The demo's story from beginning to end: a closed round, a round open for voting, and one that collects plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.secrets import Secrets
from database import Database
from demo.content import read_plans, read_rounds
from demo.content.records import DemoPlan, DemoTurnout
from demo.services.factors import give_factors
from demo.services.plans import judge_plans, write_plans
from demo.services.rounds import MadeRound, make_demo_round
from demo.services.town import Cast, build_town, make_years
from demo.services.votes import cast_votes, clock_at, close_and_count, turnout_like
from lives.periods import day_of
from voting.services.codes import NewCode, make_codes
from voting.services.sealing import seal_round

CODES_PER_AREA = 12
VOTED_ALREADY = 45


@dataclass(frozen=True)
class Told:
    """What whoever loads the demo wants to know."""

    rounds: dict[str, MadeRound]
    codes: list[NewCode]


def tell_story(
    database: Database, secrets: Secrets, now: datetime, say: Callable[[str], None] = lambda text: None
) -> Told:
    """Load the demo into an empty database, every act at its own moment, the oldest first."""
    today = day_of(now)
    say("areas, people and years")
    began = now - timedelta(days=200)
    with database.writing() as session:
        cast = build_town(session, began)
        give_factors(session, secrets, began + timedelta(hours=1))
        make_years(session, cast.actors["administrator"], cast.actors["finance"], began + timedelta(days=1), today.year)
    rounds: dict[str, MadeRound] = {}
    codes: list[NewCode] = []
    tastes: DemoTurnout | None = None
    for told in sorted(read_rounds(), key=lambda each: each.phases[0].first_day):
        say(f"round {told.code}")
        plans = [plan for plan in read_plans() if plan.round == told.code]
        with database.writing() as session:
            made = make_demo_round(session, cast.actors["administrator"], today, told)
        rounds[told.code] = made
        numbers = _write_and_judge(database, cast, made, plans, now)
        if made.calendar.review_until > now:
            continue
        _seal(database, cast, made)
        if made.turnouts:
            _vote(database, cast, made, made.turnouts, plans, numbers)
            close_and_count(database, made)
            tastes = made.turnouts[0]
        else:
            assert tastes is not None  # the closed round comes first
            like = [turnout_like(tastes, area, VOTED_ALREADY) for area in told.pots_cents]
            _vote(database, cast, made, like, plans, numbers)
            codes = _make_codes(database, cast, made)
    return Told(rounds, codes)


def _write_and_judge(
    database: Database, cast: Cast, made: MadeRound, plans: list[DemoPlan], now: datetime
) -> dict[str, int]:
    judged_at = made.calendar.collect_until + timedelta(days=2, hours=9)
    with database.writing() as session:
        numbers = write_plans(session, cast, made, plans)
        judge_plans(session, cast, made, plans, numbers, min(judged_at, now - timedelta(days=2)))
    return numbers


def _seal(database: Database, cast: Cast, made: MadeRound) -> None:
    with database.writing() as session:
        seal_round(session, cast.actors["administrator"], made.calendar.review_until + timedelta(days=1), made.round_id)


def _vote(
    database: Database,
    cast: Cast,
    made: MadeRound,
    turnouts: Sequence[DemoTurnout],
    plans: list[DemoPlan],
    numbers: dict[str, int],
) -> None:
    with clock_at(database, made.calendar.opens_at + timedelta(days=1)):
        for turnout in turnouts:
            cast_votes(database, cast.actors["administrator"], made, turnout, plans, numbers)


def _make_codes(database: Database, cast: Cast, made: MadeRound) -> list[NewCode]:
    made_at = made.calendar.review_until + timedelta(days=2)
    codes: list[NewCode] = []
    for area in made.told.pots_cents:
        with database.writing() as session:
            codes += make_codes(session, cast.actors["administrator"], made_at, made.round_id, area, CODES_PER_AREA)
    return codes
