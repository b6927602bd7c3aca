"""The money on real databases: shares to the cent, one door, and nothing overspent by two requests at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from budget.models import Account, LedgerLine
from budget.queries import MINUTES, accounts_of_year, find_account, held_by, share_cents
from budget.rules.ledger import MovementKind, NotEnoughMoney, Part
from budget.rules.plans import PlanImpossible
from budget.rules.shares import SharesImpossible
from budget.services import NewYear, change_year, commit_money, fix_year, make_year, propose_fixing
from budget.services.years import YearExists, YearIsFixed
from database import Database
from logbook.actors import Actor
from logbook.refusals import NotAllowed, Refusal
from logbook.services import act
from tests.builders.town import MEENT, ZUID, add_areas, add_year, fix_by_two


@pytest.fixture
def year(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    add_year(database, now)
    return database


def move(database: Database, actor: Actor, now: datetime, kind: MovementKind, cents: int, **subjects: str) -> None:
    with database.writing() as session, act(session, actor, now, "move") as a:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        commit_money(a, account.id, kind, cents, "test", **subjects)


def parts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        return {p: getattr(account, p) for p in ("allocated", "reserve_left", "ring_fenced", "available")}


def test_fixing_a_year_gives_every_area_its_share_and_reserve(year: Database) -> None:
    with year.reading() as session:
        rows = [(a.area_code, a.allocated, a.reserve_left, a.available) for a, *_ in accounts_of_year(session, 2026)]
        assert share_cents(session, 2026, MEENT) == 3_000_000
    assert rows == [(ZUID, 7_000_000, 1_400_000, 5_600_000), (MEENT, 3_000_000, 600_000, 2_400_000)]


@pytest.mark.parametrize("reference", ["", "  "])
def test_a_year_cannot_be_fixed_without_the_councils_reference(
    database: Database, administrator: Actor, now: datetime, reference: str
) -> None:
    add_areas(database, now)
    with database.writing() as session:
        make_year(session, administrator, now, NewYear(2026, 10_000_000, 0))
        with pytest.raises(Refusal, match="reference"):
            propose_fixing(session, administrator, now, 2026, reference)
    with database.reading() as session:
        assert find_account(session, 2026, MEENT) is None


def test_a_fixed_year_does_not_change_and_is_not_fixed_twice(
    year: Database, administrator: Actor, now: datetime
) -> None:
    with year.writing() as session:
        with pytest.raises(YearIsFixed):
            fix_year(session, administrator, now, 2026, "RB 1")
        with pytest.raises(YearIsFixed):
            change_year(session, administrator, now, NewYear(2026, 1, 0))
        with pytest.raises(YearExists):
            make_year(session, administrator, now, NewYear(2026, 1, 0))
        with pytest.raises(YearIsFixed):
            propose_fixing(session, administrator, now, 2026, "RB 2")


def test_a_base_above_the_total_is_refused_and_nothing_is_stored(
    database: Database, administrator: Actor, now: datetime
) -> None:
    add_areas(database, now)
    with database.writing() as session:
        with pytest.raises(SharesImpossible):
            make_year(session, administrator, now, NewYear(2026, 10_000, 6_000))
        make_year(session, administrator, now, NewYear(2026, 10_000, 5_000))


@pytest.mark.parametrize("step", ["make", "change", "fix"])
def test_only_an_administrator_decides_about_a_year(
    year: Database, coordinator: Actor, now: datetime, step: str
) -> None:
    with year.writing() as session, pytest.raises(NotAllowed):
        if step == "make":
            make_year(session, coordinator, now, NewYear(2027, 100, 0))
        elif step == "change":
            change_year(session, coordinator, now, NewYear(2026, 100, 0))
        else:
            fix_year(session, coordinator, now, 2026, "RB")


def test_ring_fencing_awarding_and_releasing_move_the_pot(year: Database, administrator: Actor, now: datetime) -> None:
    move(year, administrator, now, MovementKind.RING_FENCE, 1_000_000, to_subject="round:1")
    assert parts(year) == {
        "allocated": 3_000_000, "reserve_left": 600_000, "ring_fenced": 1_000_000, "available": 1_400_000
    }  # fmt: skip
    move(year, administrator, now, MovementKind.AWARD, 700_000, from_subject="round:1", to_subject="plan:7")
    move(year, administrator, now, MovementKind.RELEASE, 300_000, from_subject="round:1")
    assert parts(year)["ring_fenced"] == 700_000
    assert parts(year)["available"] == 1_700_000
    with year.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        assert held_by(session, account.id, Part.RING_FENCED, "plan:7") == 700_000
        assert held_by(session, account.id, Part.RING_FENCED, "round:1") == 0


def test_a_plan_cannot_take_more_than_its_round_holds(year: Database, administrator: Actor, now: datetime) -> None:
    move(year, administrator, now, MovementKind.RING_FENCE, 100, to_subject="round:1")
    move(year, administrator, now, MovementKind.RING_FENCE, 900, to_subject="round:2")
    with pytest.raises(NotEnoughMoney):
        move(year, administrator, now, MovementKind.AWARD, 101, from_subject="round:1", to_subject="plan:1")
    assert parts(year)["ring_fenced"] == 1_000


def test_every_movement_sums_to_zero(year: Database, administrator: Actor, now: datetime) -> None:
    move(year, administrator, now, MovementKind.RING_FENCE, 1_234, to_subject="round:1")
    with year.reading() as session:
        sums = session.scalars(select(func.sum(LedgerLine.cents)).group_by(LedgerLine.movement_id)).all()
    assert len(sums) == 5
    assert set(map(int, sums)) == {0}


def test_two_at_once_never_spend_the_same_money(year: Database, administrator: Actor, now: datetime) -> None:
    def take(number: int) -> bool:
        try:
            move(year, administrator, now, MovementKind.RING_FENCE, 700_000, to_subject=f"round:{number}")
        except NotEnoughMoney:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(8)))
    assert sum(taken) == 3  # 2,400,000 is available
    assert parts(year)["available"] == 300_000


@pytest.mark.parametrize("year", [1999, 2101, -1])
def test_a_year_lies_from_2000_to_2100(database: Database, administrator: Actor, now: datetime, year: int) -> None:
    add_areas(database, now)
    with database.writing() as session, pytest.raises(PlanImpossible) as refused:
        make_year(session, administrator, now, NewYear(year, 100, 0))
    assert [name for name, _ in refused.value.faults] == ["year"]


def test_one_common_pot_goes_to_the_area_that_was_chosen(
    database: Database, administrator: Actor, now: datetime
) -> None:
    add_areas(database, now)
    with database.writing() as session:
        with pytest.raises(PlanImpossible) as refused:
            make_year(session, administrator, now, NewYear(2026, 100_00, 0, "common_pot"))
        assert [name for name, _ in refused.value.faults] == ["pot_area"]
        make_year(session, administrator, now, NewYear(2026, 100_00, 0, "common_pot", pot_area=MEENT))
    fix_by_two(database, now, 2026)
    with database.reading() as session:
        assert [(a.area_code, a.allocated) for a, *_ in accounts_of_year(session, 2026)] == [(MEENT, 100_00)]


def test_hours_get_accounts_of_their_own_with_their_own_reserve(
    database: Database, administrator: Actor, now: datetime
) -> None:
    add_areas(database, now)
    with database.writing() as session:
        make_year(session, administrator, now, NewYear(2026, 100_00, 0, "inhabitants", total_minutes=6000))
    fix_by_two(database, now, 2026)
    with database.reading() as session:
        rows = [(a.area_code, a.allocated, a.reserve_left) for a, *_ in accounts_of_year(session, 2026, MINUTES)]
    assert rows == [(ZUID, 4500, 900), (MEENT, 1500, 300)]


@pytest.mark.parametrize("change", [{"available": -1}, {"available": 0}, {"ring_fenced": 1}])
def test_the_database_itself_refuses_an_account_that_does_not_add_up(year: Database, change: dict[str, int]) -> None:
    with year.writing() as session, pytest.raises(IntegrityError):
        session.execute(update(Account).where(Account.area_code == MEENT).values(**change))


def test_lines_are_append_only(year: Database) -> None:
    with year.writing() as session, pytest.raises(Exception, match="append-only"):
        session.execute(text("UPDATE ledger_line SET cents = 0"))
