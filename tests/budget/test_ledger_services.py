"""The one door on real databases: every kind, what the database itself refuses, and many at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from budget.models import Account, BudgetYear, Holding, LedgerLine, Movement
from budget.queries import find_account
from budget.rules.ledger import SOURCES, WAYS, MovementKind, NotCorrectable, NotEnoughMoney, Part, YearClosed
from budget.services import (
    NewYear,
    ask_for_payment,
    change_year,
    commit_money,
    fix_year,
    make_year,
    propose_fixing,
    seal_of,
)
from budget.services.corrections import BadCorrection, correct
from budget.services.ledger import AskedAlready, CorrectedBefore
from budget.services.standing import stand_commitment
from budget.services.years import NotProposed, SamePerson, YearChanged, YearIsFixed
from database import Database
from logbook.actors import OPERATOR, Actor, Role
from logbook.refusals import NotAllowed, NotFound
from logbook.services import act
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, make_actor
from tests.builders.town import MEENT, ZUID, add_areas, add_year

K, P = MovementKind, Part
SECOND = make_actor("second administrator", Role.ADMINISTRATOR)
MOVEMENT = (
    "INSERT INTO movement (account_id, kind, cents, gives, takes, ground, reference, external_reference, at, actor_key)"
    " VALUES (:account, :kind, :cents, 'out', 'in', 'raw', '', '', '2026-11-23 12:00:00', 'raw') RETURNING id"
)
LINE = (
    "INSERT INTO ledger_line (movement_id, side, account_id, part, subject, moved, cents)"
    " VALUES (:movement, :side, :account, 'available', '', :moved, :cents)"
)


@pytest.fixture
def year(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    add_year(database, now)
    return database


def account_id(database: Database, area: str = MEENT) -> int:
    with database.reading() as session:
        account = find_account(session, 2026, area)
        assert account is not None
        return account.id


def move(database: Database, now: datetime, kind: MovementKind, cents: int, giver: str = "", taker: str = "") -> int:
    meent = account_id(database)
    with database.writing() as session, act(session, FINANCE, now, "move") as a:
        return commit_money(a, meent, kind, cents, "test", from_subject=giver, to_subject=taker)


def fill(database: Database, now: datetime) -> None:
    """Money in every part that has something to give: 1,000.00 each for x:1."""
    move(database, now, K.RING_FENCE, 100_000, taker="x:1")
    move(database, now, K.COMMIT, 300_000, taker="x:1")
    move(database, now, K.PAY, 100_000, "x:1", "x:1")
    move(database, now, K.DELIVER, 100_000, "x:1", "x:1")
    move(database, now, K.STAND, 100_000, taker="x:1")
    move(database, now, K.SAVE, 100_000, taker="x:1")


@pytest.mark.parametrize("kind", [kind for kind in WAYS if kind is not K.ALLOCATE])
def test_every_kind_goes_through_the_door_and_row_lines_and_holdings_agree(
    year: Database, now: datetime, kind: MovementKind
) -> None:
    fill(year, now)
    way = WAYS[kind]
    taker = "plan:9" if kind is K.AWARD else "x:1"
    move(year, now, kind, 40_000, "x:1" if way.from_subject else "", taker if way.to_subject else "")
    with year.reading() as session:
        account = session.get_one(Account, account_id(year))
        sums = {
            part: int(cents)
            for part, cents in session.execute(
                select(LedgerLine.part, func.sum(LedgerLine.cents))
                .where(LedgerLine.account_id == account.id)
                .group_by(LedgerLine.part)
            )
        }
        for part in Part:
            assert getattr(account, part.value) == (-1 if part in SOURCES else 1) * sums.get(part.value, 0)
        assert sum(sums.values()) == 0
        kept = session.execute(
            select(Holding.part, func.sum(Holding.cents)).where(Holding.account_id == account.id).group_by(Holding.part)
        )
        for part_name, cents in kept:
            assert getattr(account, part_name) == cents


def test_a_second_share_is_refused_by_the_database(year: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        move(year, now, K.ALLOCATE, 1)


@pytest.mark.parametrize("change", ["cents = -1", "cents = 0", "asked = -1", "asked = cents + 1", "subject = ''"])
def test_the_database_refuses_a_holding_below_zero_or_asked_above_what_it_is(
    year: Database, now: datetime, change: str
) -> None:
    move(year, now, K.COMMIT, 100, taker="deal:1")
    meent = account_id(year)
    with year.writing() as session, act(session, FINANCE, now, "ask") as a:
        ask_for_payment(a, meent, P.PROMISED, "deal:1", 60)
    with year.writing() as session, pytest.raises(IntegrityError):
        session.execute(text(f"UPDATE holding SET {change}"))


def test_what_is_asked_for_payment_goes_nowhere_else(year: Database, now: datetime) -> None:
    move(year, now, K.COMMIT, 100, taker="deal:1")
    meent = account_id(year)
    with year.writing() as session:
        with act(session, FINANCE, now, "ask") as a:
            ask_for_payment(a, meent, P.PROMISED, "deal:1", 60)
        with pytest.raises(AskedAlready), act(session, FINANCE, now, "ask") as a:
            ask_for_payment(a, meent, P.PROMISED, "deal:1", 41)
    with pytest.raises(AskedAlready):
        move(year, now, K.FREE_PROMISE, 41, "deal:1")
    move(year, now, K.FREE_PROMISE, 40, "deal:1")


def alone(session, account: int) -> None:
    session.execute(text(MOVEMENT), {"account": account, "kind": "lapse", "cents": 5})


def one_line(session, account: int) -> None:
    number = session.scalar(text(MOVEMENT), {"account": account, "kind": "lapse", "cents": 5})
    session.execute(text(LINE), {"movement": number, "account": account, "side": "out", "moved": 5, "cents": -5})


def unequal(session, account: int) -> None:
    one_line(session, account)
    number = session.scalar(text("SELECT max(id) FROM movement"))
    session.execute(text(LINE), {"movement": number, "account": account, "side": "in", "moved": 4, "cents": 4})


def same_sign(session, account: int) -> None:
    one_line(session, account)
    number = session.scalar(text("SELECT max(id) FROM movement"))
    session.execute(text(LINE), {"movement": number, "account": account, "side": "in", "moved": 5, "cents": -5})


def third_line(session, account: int) -> None:
    both(session, account)
    number = session.scalar(text("SELECT max(id) FROM movement"))
    session.execute(text(LINE), {"movement": number, "account": account, "side": "in", "moved": 5, "cents": 5})


def both(session, account: int) -> None:
    one_line(session, account)
    number = session.scalar(text("SELECT max(id) FROM movement"))
    session.execute(text(LINE), {"movement": number, "account": account, "side": "in", "moved": 5, "cents": 5})


@pytest.mark.parametrize("wrong", [alone, one_line, unequal, same_sign, third_line])
def test_no_transaction_ends_with_a_movement_that_is_not_whole(year: Database, wrong: Callable[..., None]) -> None:
    meent = account_id(year)
    with year.writing() as session, pytest.raises(IntegrityError):
        wrong(session, meent)
        session.commit()


def test_a_line_of_another_account_is_refused(year: Database) -> None:
    meent, zuid = account_id(year), account_id(year, ZUID)
    with year.writing() as session, pytest.raises(IntegrityError):
        one_line(session, meent)
        number = session.scalar(text("SELECT max(id) FROM movement"))
        session.execute(text(LINE), {"movement": number, "account": zuid, "side": "in", "moved": 5, "cents": 5})
        session.commit()


def test_a_whole_movement_is_taken_so_the_refusals_above_are_about_what_is_missing(year: Database) -> None:
    meent = account_id(year)
    with year.writing() as session:
        both(session, meent)
        session.commit()


def test_a_closed_account_refuses_in_words_and_by_the_database_itself(year: Database, now: datetime) -> None:
    fill(year, now)
    meent = account_id(year)
    with year.writing() as session:
        session.execute(text("UPDATE account SET is_closed = :yes WHERE id = :id"), {"yes": True, "id": meent})
        session.commit()
    with pytest.raises(YearClosed):
        move(year, now, K.ADD, 1)
    move(year, now, K.PAY_DELIVERED, 5, "x:1", "x:1")
    with year.writing() as session, pytest.raises(DBAPIError, match="the year is closed"):
        session.execute(text(MOVEMENT), {"account": meent, "kind": "lapse", "cents": 5})


@pytest.mark.parametrize("table", ["movement", "ledger_line"])
@pytest.mark.parametrize("change", ["UPDATE {} SET cents = 1", "DELETE FROM {}"])
def test_the_books_are_append_only(year: Database, table: str, change: str) -> None:
    with year.writing() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change.format(table)))


def test_finance_takes_a_movement_back_once(year: Database, now: datetime) -> None:
    added = move(year, now, K.ADD, 500)
    with year.writing() as session:
        number = correct(session, FINANCE, now, added, "typed twice", "M 7")
        with pytest.raises(CorrectedBefore):
            correct(session, FINANCE, now, added, "again")
        with pytest.raises(NotCorrectable):
            correct(session, FINANCE, now, number, "a correction of a correction")
        row = session.get_one(Movement, number)
        assert (row.kind, row.corrects_id, row.ground, row.reference) == ("correct", added, "typed twice", "M 7")
        assert session.get_one(Account, account_id(year)).additions == 0


def test_a_correction_needs_finance_a_reason_and_a_movement_that_can_be_corrected(
    year: Database, now: datetime
) -> None:
    added = move(year, now, K.ADD, 500)
    promised = move(year, now, K.COMMIT, 500, taker="deal:1")
    with year.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR):
            with pytest.raises(NotAllowed):
                correct(session, actor, now, added, "why")
        with pytest.raises(BadCorrection):
            correct(session, FINANCE, now, added, "  ")
        with pytest.raises(BadCorrection):
            correct(session, FINANCE, now, added, "x" * 301)
        with pytest.raises(NotFound):
            correct(session, FINANCE, now, 999_999, "why")
        with pytest.raises(NotCorrectable):
            correct(session, FINANCE, now, promised, "why")


def test_two_corrections_at_once_take_back_once(year: Database, now: datetime) -> None:
    added = move(year, now, K.ADD, 500)

    def take_back(_: int) -> bool:
        try:
            with year.writing() as session:
                correct(session, FINANCE, now, added, "typed twice")
        except (CorrectedBefore, IntegrityError):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take_back, range(8))) == 1
    with year.reading() as session:
        assert session.get_one(Account, account_id(year)).additions == 0


def test_the_database_takes_a_movement_back_once_whatever_the_program_does(year: Database, now: datetime) -> None:
    added = move(year, now, K.ADD, 500)
    with year.writing() as session:
        correct(session, FINANCE, now, added, "typed twice")
    second = MOVEMENT.replace("actor_key)", "actor_key, corrects_id)").replace("'raw')", ":actor, :corrects)")
    with year.writing() as session, pytest.raises(IntegrityError):
        values = {"account": account_id(year), "kind": "correct", "cents": 500, "actor": "raw", "corrects": added}
        session.execute(text(second), values)


def test_thirty_two_at_once_never_overspend(year: Database, now: datetime) -> None:
    def take(number: int) -> bool:
        try:
            move(year, now, K.COMMIT, 100_000, taker=f"deal:{number}")
        except NotEnoughMoney:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        taken = sum(pool.map(take, range(32)))
    assert taken == 24  # 24,000.00 is available
    with year.reading() as session:
        account = session.get_one(Account, account_id(year))
        assert (account.available, account.promised) == (0, 2_400_000)


@pytest.fixture
def concept(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    with database.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 1_000_000, "inhabitants"))
    return database


def seal(database: Database) -> str:
    with database.reading() as session:
        return seal_of(session.get_one(BudgetYear, 2026))


def propose(database: Database, now: datetime, actor: Actor = ADMINISTRATOR) -> str:
    with database.writing() as session:
        propose_fixing(session, actor, now, 2026, "RB 1")
    return seal(database)


def test_the_same_person_does_not_fix_what_they_proposed(concept: Database, now: datetime) -> None:
    seen = propose(concept, now)
    with concept.writing() as session:
        with pytest.raises(SamePerson):
            fix_year(session, ADMINISTRATOR, now, 2026, seen)
        fix_year(session, SECOND, now, 2026, seen)


def test_nobody_fixes_what_nobody_proposed(concept: Database, now: datetime) -> None:
    with concept.writing() as session, pytest.raises(NotProposed):
        fix_year(session, FINANCE, now, 2026, seal(concept))


def test_the_operator_proposes_and_somebody_else_fixes(concept: Database, now: datetime) -> None:
    seen = propose(concept, now, OPERATOR)
    with concept.writing() as session:
        with pytest.raises(SamePerson):
            fix_year(session, OPERATOR, now, 2026, seen)
        fix_year(session, ADMINISTRATOR, now, 2026, seen)


def test_a_change_in_between_is_refused_and_the_first_person_proposes_again(concept: Database, now: datetime) -> None:
    seen = propose(concept, now)
    with concept.writing() as session:
        propose_fixing(session, SECOND, now, 2026, "RB 2")
        with pytest.raises(YearChanged):
            fix_year(session, FINANCE, now, 2026, seen)
        change_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_001, 1_000_000, "inhabitants"))
        with pytest.raises(NotProposed):
            fix_year(session, FINANCE, now, 2026, seen)


def test_a_closed_account_is_never_opened_again(year: Database) -> None:
    with year.writing() as session:
        session.execute(text("UPDATE account SET is_closed = true"))
        session.commit()
        session.execute(text("UPDATE account SET is_closed = true"))
        with pytest.raises(Exception, match="the year is closed"):
            session.execute(text("UPDATE account SET is_closed = false"))


def test_what_comes_to_stand_fixed_after_the_first_signature_is_looked_at_again(
    concept: Database, now: datetime
) -> None:
    seen = propose(concept, now)
    with concept.writing() as session:
        stand_commitment(session, FINANCE, now, MEENT, "Kosten van de vijver", {2026: 300_000}, "RB 7")
        with pytest.raises(YearChanged):
            fix_year(session, FINANCE, now, 2026, seen)


@pytest.mark.parametrize("actor", [COORDINATOR, make_actor("reviewer", Role.REVIEWER)])
def test_others_neither_propose_nor_fix(concept: Database, now: datetime, actor: Actor) -> None:
    seen = propose(concept, now)
    with concept.writing() as session:
        with pytest.raises(NotAllowed):
            propose_fixing(session, actor, now, 2026, "RB 1")
        with pytest.raises(NotAllowed):
            fix_year(session, actor, now, 2026, seen)


@pytest.mark.parametrize(
    "values",
    ["proposed_by_key = 'a', fixed_by_key = 'a'", "proposed_by_key = NULL, proposed_at = NULL, fixed_by_key = 'b'"],
)
def test_the_database_wants_two_people(concept: Database, now: datetime, values: str) -> None:
    propose(concept, now)
    with concept.writing() as session, pytest.raises(IntegrityError):
        session.execute(text(f"UPDATE budget_year SET {values}, fixed_at = created_at, reference = 'RB'"))


def test_two_who_fix_at_once_open_the_accounts_once(concept: Database, now: datetime) -> None:
    seen = propose(concept, now)

    def fix(actor: Actor) -> bool:
        try:
            with concept.writing() as session:
                fix_year(session, actor, now, 2026, seen)
        except YearIsFixed:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(fix, (FINANCE, SECOND))) == [False, True]
    with concept.reading() as session:
        assert session.scalar(select(func.sum(Account.allocated))) == 10_000_000
