"""Plans of a published file in a round of our own: tested like any other, all or none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from database import Database
from lives.refused import Refused
from logbook.actors import OPERATOR
from proposals.models import Proposal
from tests.builders.town import MEENT, Town, make_town
from tests.voting.pabulib.made_files import PLANS, made_file
from tests.voting.pabulib.replaying import rows_in
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.reader import read
from voting.services.pabulib.plans import BroughtIn, import_plans_of


def bring_in(database: Database, town: Town, data: bytes, area_code: str = MEENT) -> BroughtIn:
    with database.writing() as session:
        return import_plans_of(session, OPERATOR, town.made_at, town.round_id, area_code, read(data))


def test_every_plan_comes_in_as_sent_with_its_cost(database: Database, now: datetime) -> None:
    town = make_town(database, now)

    brought = bring_in(database, town, made_file())

    with database.reading() as session:
        plans = session.scalars(select(Proposal).order_by(Proposal.id)).all()
    assert [plan.id for plan in plans] == list(brought.numbers)
    assert [(plan.area_code, plan.state, plan.amount_cents) for plan in plans] == [
        (MEENT, "submitted", 60_000),
        (MEENT, "submitted", 50_000),
        (MEENT, "submitted", 40_000),
        (MEENT, "submitted", 25_000),
    ]
    assert plans[0].title == 'Plan "a1"; met een puntkomma'


def test_a_plan_on_capital_scale_is_flagged_on_its_way_in(database: Database, now: datetime) -> None:
    town = make_town(database, now)
    plans = (("big", "180000", "groen", "Noord"), *PLANS)

    bring_in(database, town, made_file(plans=plans, budget="500000"))

    with database.reading() as session:
        big = session.scalars(select(Proposal).where(Proposal.amount_cents == 18_000_000)).one()
    assert big.hard_grounds + big.open_soft_grounds > 0
    assert not big.admissible


def test_one_plan_that_cannot_be_kept_is_named_with_its_line_and_keeps_all_out(
    database: Database, now: datetime
) -> None:
    town = make_town(database, now)
    data = made_file(plans=(*PLANS, ("free", "0", "spel", "Zuid")))
    line = next(number for number, text in enumerate(data.decode().split("\n"), 1) if text.startswith("free;"))

    with pytest.raises(FaultyFile) as caught:
        bring_in(database, town, data)

    assert [fault.line for fault in caught.value.faults] == [line]
    assert rows_in(database, Proposal) == [0]


def test_a_withdrawn_plan_stays_out(database: Database, now: datetime) -> None:
    town = make_town(database, now)

    brought = bring_in(database, town, made_file(plans=(*PLANS, ("gone", "999999999", "spel", "Zuid"))))

    assert len(brought.numbers) == len(PLANS)


@pytest.mark.parametrize("area_code", ["WK040299"])
def test_an_area_that_does_not_take_part_gets_no_plans(database: Database, now: datetime, area_code: str) -> None:
    town = make_town(database, now)
    with pytest.raises(Refused):
        bring_in(database, town, made_file(), area_code)


def test_after_the_ballot_is_made_no_plan_comes_in(sqlite_database: Database, now: datetime) -> None:
    town = make_town(sqlite_database, now)
    late = Town(town.round_id, town.slug, town.calendar, now + timedelta(days=61))
    with pytest.raises(Refused):
        bring_in(sqlite_database, late, made_file())
