"""The demo's story from beginning to end: a closed round, a round open for voting, and one that collects plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from accounts.secrets import Secrets
from database import Database
from demo.content import read_plans, read_rounds
from demo.content.records import DemoPlan, DemoTurnout
from demo.services.challenges import tell_challenges
from demo.services.deals import Teller, close_past_year, record_mandates, tell_past_year
from demo.services.factors import give_factors
from demo.services.groene_hart import GroeneHart
from demo.services.objections import tell_objection
from demo.services.organisations import tell_organisations
from demo.services.plans import judge_plans, write_plans
from demo.services.rounds import MadeRound, make_demo_round
from demo.services.takeover import tell_takeover
from demo.services.this_year import decide_first_result, make_again, stand_fixed, tell_small_plans_now
from demo.services.town import PAST_RESERVE_PERCENT, Cast, build_town, make_one_year
from demo.services.votes import cast_votes, clock_at, close_and_count, turnout_like
from lives.periods import amsterdam_moment, day_of
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
    began = min(amsterdam_moment(date(today.year - 1, 1, 2), 9), now - timedelta(days=200))
    with database.writing() as session:
        teller = _begin(session, secrets, began)
        cast = teller.cast
        say("the past year")
        _tell_years(teller, now, today.year)
    told = _tell_rounds(database, cast, now, say)
    say("small plans and decisions")
    with database.writing() as session:
        teller = replace(teller, session=session)
        tell_small_plans_now(teller, now)
        closed = told.rounds["closed-2026"]
        tell_organisations(session, secrets, cast, now - timedelta(days=170))
        tell_challenges(session, cast, now)
        tell_takeover(session, cast, now)
        tell_objection(session, cast, now)
        decide_first_result(teller, closed, min(now, closed.calendar.closes_at + timedelta(days=3)))
    return told


def _tell_rounds(database: Database, cast: Cast, now: datetime, say: Callable[[str], None]) -> Told:
    """Each round with its plans, its votes and its result, as far as its dates have come."""
    rounds: dict[str, MadeRound] = {}
    codes: list[NewCode] = []
    tastes: DemoTurnout | None = None
    for told in sorted(read_rounds(), key=lambda each: each.phases[0].first_day):
        say(f"round {told.code}")
        plans = [plan for plan in read_plans() if plan.round == told.code]
        with database.writing() as session:
            made = make_demo_round(session, cast.actors["administrator"], day_of(now), told)
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


def _begin(session: Session, secrets: Secrets, began: datetime) -> Teller:
    cast = build_town(session, began)
    give_factors(session, secrets, began + timedelta(hours=1))
    return Teller(session, secrets, cast)


def _tell_years(teller: Teller, now: datetime, this_year: int) -> None:
    """The past year to its closed books, then this year and the next: the town works ahead."""
    past = this_year - 1
    made_at = amsterdam_moment(date(past, 1, 5), 9)
    make_one_year(teller.session, teller.cast, made_at, past, PAST_RESERVE_PERCENT)
    record_mandates(teller, made_at + timedelta(days=1), past)
    fixed_at = min(amsterdam_moment(date(past, 11, 12), 9), now - timedelta(days=199))
    heart = GroeneHart.begin(teller, past)
    heart.tell_until(fixed_at)
    tell_past_year(teller, past)
    stand_fixed(teller, fixed_at, this_year)
    for year in (this_year, this_year + 1):
        make_one_year(teller.session, teller.cast, fixed_at + timedelta(days=1), year)
    again_at = amsterdam_moment(date(this_year, 1, 12), 9)
    closed_at = amsterdam_moment(date(this_year, 2, 16), 9)
    if closed_at + timedelta(days=50) < now:
        make_again(teller, again_at, this_year)
        close_past_year(teller, past, closed_at)
    heart.tell_until(now)


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
