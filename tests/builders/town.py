"""A small town for tests: Meent and Zuid with their shares of 2026, and a round that stands in the phase asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from areas.models import AreaKind
from areas.services import NewArea as AreaToAdd
from areas.services import add_area
from budget.models import BudgetYear
from budget.services import NewYear, fix_year, make_year, propose_fixing, seal_of
from database import Database
from logbook.services import act
from rounds.rules.calendar import RoundCalendar
from rounds.services import NewArea, NewRound, announce_round, make_round
from tests.builders.people import ADMINISTRATOR, FINANCE

MEENT, ZUID = "WK040208", "WK040204"
MEENT_BUURT, ZUID_BUURT = "BU04020801", "BU04020401"
DAY = timedelta(days=1)
POT_CENTS = 1_000_000


@dataclass(frozen=True)
class Town:
    """What a test needs of the town; all acts were done at `made_at`."""

    round_id: int
    slug: str
    calendar: RoundCalendar
    made_at: datetime


def add_areas(database: Database, now: datetime) -> None:
    """Two wijken with a budget and one buurt each: 4,160 and 12,480 inhabitants."""
    with database.writing() as session, act(session, ADMINISTRATOR, now, "add_areas") as a:
        for code, name, people in ((MEENT, "Hilversumse Meent", 4160), (ZUID, "Zuid", 12480)):
            add_area(a, AreaToAdd(code, name, AreaKind.DISTRICT, inhabitants=people, has_budget=True))
        session.flush()
        for code, name, parent in ((MEENT_BUURT, "Meentbuurt", MEENT), (ZUID_BUURT, "Bloemenkwartier", ZUID)):
            add_area(a, AreaToAdd(code, name, AreaKind.NEIGHBOURHOOD, parent_code=parent))


def add_year(database: Database, now: datetime, year: int = 2026, hours: int = 0) -> None:
    """EUR 100,000: a base of 10,000 each and 80,000 by people gives Meent 30,000 and Zuid 70,000; 20 % reserved.

    With `hours` of staff time to divide by people: a quarter for Meent, the rest for Zuid.
    """
    with database.writing() as session:
        new = NewYear(year, 10_000_000, 1_000_000, "inhabitants", total_minutes=hours * 60)
        make_year(session, ADMINISTRATOR, now, new)
    fix_by_two(database, now, year, "RB 2025-99")


def fix_by_two(database: Database, now: datetime, year: int, reference: str = "RB 2025-99") -> None:
    """The administrator proposes, finance fixes."""
    with database.writing() as session:
        propose_fixing(session, ADMINISTRATOR, now, year, reference)
        seen = seal_of(session.get_one(BudgetYear, year))
        session.rollback()
        fix_year(session, FINANCE, now, year, seen)


def collecting_calendar(now: datetime) -> RoundCalendar:
    """Collecting since yesterday; voting opens in 40 days for 20 days."""
    return RoundCalendar(now - DAY, now + 10 * DAY, now + 20 * DAY, now + 40 * DAY, now + 60 * DAY)


def make_town(
    database: Database,
    now: datetime,
    calendar: RoundCalendar | None = None,
    pot_cents: int = POT_CENTS,
    hours: int | None = None,
    **settings: Any,
) -> Town:
    """Areas, a fixed year and an announced round for both wijken; without a calendar it is collecting now.

    `settings` are those of NewRound: the kind of ballot, the way of counting.
    """
    calendar = calendar or collecting_calendar(now)
    add_areas(database, now)
    add_year(database, now, hours=0 if hours is None else 16 * hours)
    with database.writing() as session:
        new = NewRound(
            title="Buurtbudget 2026",
            calendar=calendar,
            areas=(NewArea(MEENT, pot_cents, hours), NewArea(ZUID, pot_cents, hours)),
            year=2026,
            **settings,
        )
        round_id = make_round(session, ADMINISTRATOR, now, new)
        announce_round(session, ADMINISTRATOR, now, round_id)
    return Town(round_id, "buurtbudget-2026", calendar, now)
