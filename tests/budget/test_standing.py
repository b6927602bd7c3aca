"""What stands fixed for years to come: recorded by finance, booked at fixing, charged, freed, and short in public."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from budget.models import Account, StandingCommitment
from budget.queries import find_account, held_by
from budget.queries.checking import check_books
from budget.queries.standing import lines_of
from budget.rules.ledger import MovementKind, NotEnoughMoney, Part, PromisesStopped
from budget.rules.standing import PaidAlready
from budget.services import NewYear, commit_money, make_year
from budget.services.standing import charge_standing, free_standing, stand_commitment
from budget.services.standing_lines import BadCommitment, CommittedAlready
from database import Database
from logbook.actors import Actor, Role
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from logbook.services import act
from notices.models import OutboxMail
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, add_areas, add_year, fix_by_two

PLAYGROUND = "Costs of the playground"


@pytest.fixture
def areas(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    return database


def stand(database: Database, now: datetime, cents: dict[int, int], actor: Actor = FINANCE, **more: str) -> str:
    values = {"area_code": MEENT, "label": PLAYGROUND, "reference": "RB 2025-7", **more}
    with database.writing() as session:
        return stand_commitment(session, actor, now, cents_by_year=cents, **values)


def meent(database: Database, year: int = 2026) -> Account:
    with database.reading() as session:
        account = find_account(session, year, MEENT)
        assert account is not None
        return account


def test_fixing_the_year_books_what_stands_before_the_reserve(areas: Database, now: datetime) -> None:
    subject = stand(areas, now, {2026: 2_500_000, 2027: 2_400_000})
    add_year(areas, now)
    account = meent(areas)
    # the Meent has 30,000.00; after 25,000.00 only 5,000.00 is left of the 6,000.00 to keep for small plans
    assert (account.standing, account.reserve_left, account.available, account.shortfall) == (2_500_000, 500_000, 0, 0)
    with areas.reading() as session:
        assert held_by(session, account.id, Part.STANDING, subject) == 2_500_000
        assert not session.scalars(select(OutboxMail)).all()


def test_a_number_is_the_commitments_own(areas: Database, now: datetime) -> None:
    first, second = stand(areas, now, {2030: 1}), stand(areas, now, {2030: 1})
    assert first.startswith("charge:")
    assert first != second
    with areas.reading() as session:
        row = session.scalars(select(LogRow).where(LogRow.subject == second)).one()
    assert second == f"charge:{row.seq}"


def test_a_shortfall_does_not_stop_fixing_but_stops_promises_and_finance_is_told(
    areas: Database, now: datetime
) -> None:
    gone = make_actor("gone", Role.FINANCE)
    with areas.writing() as session:
        add_person(session, FINANCE, now, "geld@example.org")
        add_person(session, make_actor("other", Role.FINANCE), now, "money@example.org", language="en")
        add_person(session, ADMINISTRATOR, now)
        add_person(session, gone, now)
        session.execute(
            OutboxMail.metadata.tables["person"]
            .update()
            .where(OutboxMail.metadata.tables["person"].c.key == gone.key)
            .values(deactivated_at=now)
        )
        session.commit()
    stand(areas, now, {2026: 3_500_000})
    add_year(areas, now)
    account = meent(areas)
    assert (account.standing, account.available, account.reserve_left, account.shortfall) == (3_000_000, 0, 0, 500_000)
    with areas.writing() as session:
        mails = session.scalars(select(OutboxMail).order_by(OutboxMail.to_address)).all()
        assert [(mail.to_address, mail.template, mail.language) for mail in mails] == [
            ("geld@example.org", "shortfall", "nl"),
            ("money@example.org", "shortfall", "en"),
        ]
        for kind in (MovementKind.COMMIT, MovementKind.RING_FENCE, MovementKind.SAVE, MovementKind.GRANT):
            with pytest.raises(PromisesStopped), act(session, FINANCE, now, "try") as a:
                commit_money(a, account.id, kind, 1, "test", to_subject="deal:1")


@pytest.mark.parametrize("actor", [ADMINISTRATOR, COORDINATOR, RESIDENT])
def test_only_finance_records_charges_and_frees(areas: Database, now: datetime, actor: Actor) -> None:
    subject = stand(areas, now, {2026: 100})
    add_year(areas, now)
    with areas.writing() as session:
        with pytest.raises(NotAllowed):
            stand_commitment(session, actor, now, MEENT, PLAYGROUND, {2030: 1}, "RB 1")
        with pytest.raises(NotAllowed):
            charge_standing(session, actor, now, meent(areas).id, subject, 1, "RB 1")
        with pytest.raises(NotAllowed):
            free_standing(session, actor, now, meent(areas).id, subject, 1, "cheaper", "RB 1")


@pytest.mark.parametrize(
    ("cents", "more"),
    [
        ({}, {}),
        ({2030: 0}, {}),
        ({2030: -1}, {}),
        ({2030: 100_000_000_01}, {}),
        ({1999: 1}, {}),
        ({2401: 1}, {}),
        ({2030: 1}, {"label": " "}),
        ({2030: 1}, {"label": "x" * 121}),
        ({2030: 1}, {"reference": "  "}),
        ({2030: 1}, {"reference": "x" * 81}),
    ],
)
def test_a_commitment_with_a_fault_is_refused_and_nothing_is_stored(
    areas: Database, now: datetime, cents: dict[int, int], more: dict[str, str]
) -> None:
    with pytest.raises(BadCommitment):
        stand(areas, now, cents, **more)
    with areas.reading() as session:
        assert not session.scalars(select(StandingCommitment)).all()


def test_an_unknown_area_and_twice_the_same_are_refused(areas: Database, now: datetime) -> None:
    with pytest.raises(NotFound):
        stand(areas, now, {2030: 1}, area_code="nowhere")
    stand(areas, now, {2030: 1, 2031: 1}, subject="charge:3")
    with pytest.raises(CommittedAlready):
        stand(areas, now, {2031: 2, 2032: 2}, subject="charge:3")
    with areas.reading() as session:
        assert len(session.scalars(select(StandingCommitment)).all()) == 2


def test_a_concept_year_still_takes_commitments(areas: Database, now: datetime) -> None:
    with areas.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 1_000_000, "inhabitants"))
    stand(areas, now, {2026: 100})
    fix_by_two(areas, now, 2026)
    assert meent(areas).standing == 100


def test_what_stands_is_charged_and_the_rest_is_freed(areas: Database, now: datetime) -> None:
    subject = stand(areas, now, {2026: 1_000_000})
    add_year(areas, now)
    before = meent(areas)
    with areas.writing() as session:
        charge_standing(session, FINANCE, now, before.id, subject, 900_000, "RB 2025-7", "V-1")
        with pytest.raises(NotEnoughMoney):
            charge_standing(session, FINANCE, now, before.id, subject, 100_001, "RB 2025-7")
        with pytest.raises(BadCommitment):
            charge_standing(session, FINANCE, now, before.id, subject, 1, " ")
        with pytest.raises(BadCommitment):
            free_standing(session, FINANCE, now, before.id, subject, 1, " ", "RB 2025-7")
        with pytest.raises(BadCommitment):
            free_standing(session, FINANCE, now, before.id, subject, 1, "cheaper", "")
        with pytest.raises(NotEnoughMoney):
            free_standing(session, FINANCE, now, before.id, subject, 1_000_001, "cheaper", "RB 1")
        with pytest.raises(PaidAlready):
            free_standing(session, FINANCE, now, before.id, subject, 100_001, "cheaper", "RB 1")
        free_standing(session, FINANCE, now, before.id, subject, 100_000, "cheaper than thought", "RB 2026-9")
    after = meent(areas)
    assert (after.standing, after.paid, after.available) == (0, 900_000, before.available + 100_000)
    with areas.reading() as session:
        lines = [(each.line, each.before_cents, each.cents, each.after_cents) for each in lines_of(session, subject)]
        assert lines == [(1, 0, 1_000_000, 1_000_000), (2, 1_000_000, -100_000, 900_000)]
        assert check_books(session) == []
