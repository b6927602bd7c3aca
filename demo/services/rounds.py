"""The demo's rounds, made and announced at the days its content says, counted from the day of loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from demo.content.records import DemoRound, DemoTurnout
from lives.periods import amsterdam_moment, start_of_day
from logbook.actors import Actor
from rounds.queries import round_by_id
from rounds.rules.calendar import RoundCalendar
from rounds.services import NewArea, NewRound, announce_round, make_round

BALLOT_TYPES = {"voting-2026": "knapsack", "closed-2026": "approval", "collecting-2027": "approval"}


@dataclass(frozen=True)
class MadeRound:
    """A round of the content as it now stands in the database."""

    told: DemoRound
    round_id: int
    slug: str
    calendar: RoundCalendar

    @property
    def turnouts(self) -> tuple[DemoTurnout, ...]:
        return self.told.turnouts


def make_demo_round(session: Session, administrator: Actor, today: date, told: DemoRound) -> MadeRound:
    """Make the round and announce it a fortnight before collecting begins."""
    calendar = calendar_of_content(today, told)
    made_at = calendar.collect_from - timedelta(days=14)
    year = today.year + told.year_offset
    new = NewRound(
        title=told.title_nl.format(year=year),
        description=told.description_nl,
        calendar=calendar,
        areas=tuple(NewArea(code, cents) for code, cents in sorted(told.pots_cents.items())),
        year=year,
        ballot_type=BALLOT_TYPES[told.code],
        largest_plan_percent=told.largest_plan_percent,
    )
    round_id = make_round(session, administrator, made_at, new)
    announce_round(session, administrator, made_at + timedelta(hours=2), round_id)
    return MadeRound(told, round_id, round_by_id(session, round_id).slug, calendar)


def calendar_of_content(today: date, told: DemoRound) -> RoundCalendar:
    """The content's days as moments; voting runs from nine on its first day to eight in the evening of its last."""
    days = {phase.name: (phase.first_day, phase.end_day) for phase in told.phases}

    def day(number: int) -> date:
        return today + timedelta(days=number)

    collecting, reviewing = days["collecting"], days["reconsidering"]
    voting = days["voting"]
    return RoundCalendar(
        collect_from=start_of_day(day(collecting[0])),
        collect_until=start_of_day(day(collecting[1])),
        review_until=start_of_day(day(reviewing[1])),
        opens_at=amsterdam_moment(day(voting[0]), 9),
        closes_at=amsterdam_moment(day(voting[1] - 1), 20),
    )
