"""Small plans for tests: a burendag of EUR 500 in the Meent, and a mandate for the coordinator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from accounts.secrets import Secrets
from lives.periods import day_of
from logbook.actors import Actor, Role
from neighbourhoods.services import NewPartner, add_partner
from proposals.rules.capital import Answer, Kind
from quick_plans.models import QuickPlan
from quick_plans.rules.asking import Asked
from quick_plans.services import NewMandate, Sender, enter_for_somebody, record_mandate, send
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, MEENT_BUURT, ZUID, add_areas, add_year

SECRETS = Secrets("5e" * 32)
SENDER = Sender(SECRETS)
NEIGHBOUR = make_actor("neighbour")
SECOND = make_actor("second", Role.COORDINATOR)
ZUID_ONLY = make_actor("zuid", Role.COORDINATOR, area=ZUID)
DAY_PARTY = Asked(
    MEENT, MEENT_BUURT, "Een burendag", "Samen eten aan een lange tafel.", "meeting", 500_00, 0, None, Answer.NO,
    Kind.NONE, None, "Demo-bewoner",
)  # fmt: skip
BENCH = replace(
    DAY_PARTY, title="Een bank", theme="green", cents=2_500_00, stays=Answer.YES, kind=Kind.PLAY, upkeep_cents=0
)


def make_place(database, now) -> None:
    """Areas, a fixed year with EUR 6,000 of reserve in the Meent, and everybody."""
    add_areas(database, now)
    add_year(database, now)
    with database.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, NEIGHBOUR, SECOND, ZUID_ONLY):
            add_person(session, actor, now)


def give_mandate(database, now, actor: Actor = COORDINATOR, area=MEENT, cents=2_500_00, days=(0, 30)) -> int:
    first, last = (day_of(now) + timedelta(days=each) for each in days)
    with database.writing() as session:
        new = NewMandate(actor.key, area, cents, first, last, "BW 2026-7")
        return record_mandate(session, ADMINISTRATOR, now, new)


def send_small(database, now, asked: Asked = DAY_PARTY, by: Actor = RESIDENT, partners=()) -> int:
    with database.writing() as session:
        return send(session, by, now, asked, SENDER, partners)


def enter_small(database, now, by: Actor = COORDINATOR, asked: Asked = DAY_PARTY) -> int:
    with database.writing() as session:
        return enter_for_somebody(session, by, now, asked, SENDER)


def make_partner(database, now, name="Demo-school", area=None) -> int:
    with database.writing() as session:
        return add_partner(session, ADMINISTRATOR, now, NewPartner(name, "school", "school@example.org", area))


def small_plan(database, number) -> QuickPlan:
    with database.reading() as session:
        found = session.get_one(QuickPlan, number)
        session.expunge(found)
        return found
