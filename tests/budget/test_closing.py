"""The end of a year on real databases: commitments divided, money saved or carried, and a year closed for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from budget.models import Account, BudgetYear, Holding, LedgerLine, Movement, Saving
from budget.queries import EUROS, MINUTES, find_account, held_by
from budget.queries.checking import check_books
from budget.queries.closing import outcomes_of, savings_of_year
from budget.rules.closing import AmountOutside, CannotClose, Rest, SavingTooLong, realised
from budget.rules.ledger import MovementKind, NotEnoughMoney, Part, YearClosed
from budget.services import NewYear, ask_for_payment, commit_money, make_year
from budget.services.closing import ClosedBefore, NoNextYear, NoReference, YearMoved, add_money, carry_over, close_year
from budget.services.year_end import save_money, split_commitment, use_saving
from database import Database
from logbook.actors import Actor
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from logbook.services import act
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import MEENT, ZUID, add_areas, add_year, fix_by_two

BEFORE = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
AFTER = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
"""Midnight in Amsterdam: 2026 is over."""


@pytest.fixture
def years(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    for year in (2026, 2027):
        with database.writing() as session:
            make_year(
                session, ADMINISTRATOR, now,
                NewYear(year, 10_000_000, 1_000_000, "inhabitants", total_minutes=60_000, base_minutes=6_000),
            )  # fmt: skip
        fix_by_two(database, now, year)
    return database


def account_of(database: Database, year: int = 2026, area: str = MEENT, unit: str = EUROS) -> Account:
    with database.reading() as session:
        found = find_account(session, year, area, unit)
        assert found is not None
        return found


def move(
    database: Database,
    kind: MovementKind,
    cents: int,
    account: Account | None = None,
    now: datetime = AFTER,
    **more: str,
) -> None:
    with database.writing() as session, act(session, FINANCE, AFTER, "move") as a:
        commit_money(a, (account or account_of(database)).id, kind, cents, "test", **more)


def promise(database: Database, cents: int = 100_000, subject: str = "deal:1", unit: str = EUROS) -> Account:
    account = account_of(database, unit=unit)
    move(database, MovementKind.COMMIT, cents, account, to_subject=subject)
    return account_of(database, unit=unit)


def held(database: Database, account: Account, part: Part, subject: str) -> int:
    with database.reading() as session:
        return held_by(session, account.id, part, subject)


def assert_books_add_up(database: Database) -> None:
    with database.reading() as session:
        assert check_books(session) == []


@pytest.mark.parametrize("unit", [EUROS, MINUTES])
def test_a_commitment_is_divided_and_the_rest_goes_along_to_the_next_year(years: Database, unit: str) -> None:
    account = promise(years, 1_200, unit=unit)
    with years.writing() as session:
        split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 700, Rest.CARRY, " RB 9 ")
    this, following = account_of(years, unit=unit), account_of(years, 2027, unit=unit)
    assert (this.promised, this.delivered, this.carried_out) == (0, 700, 500)
    assert (following.carried_in, following.promised) == (500, 500)
    assert held(years, following, Part.PROMISED, "deal:1") == 500
    assert realised(this) == 700
    with years.reading() as session:
        kinds = session.scalars(select(Movement).where(Movement.reference == "RB 9").order_by(Movement.id)).all()
        assert [each.kind for each in kinds] == ["deliver", "carry_out_promised", "carry_in_promised"]
        row = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert (row.act, row.subject, row.ground) == ("split_commitment", "deal:1", "RB 9")
    assert_books_add_up(years)


def test_the_rest_of_a_commitment_comes_free_without_a_reference(years: Database) -> None:
    account = promise(years)
    with years.writing() as session:
        split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 0, Rest.RELEASE)
    this = account_of(years)
    assert (this.promised, this.delivered, this.available) == (0, 0, 2_400_000)


def test_a_wholly_delivered_commitment_needs_neither_next_year_nor_reference(database: Database, now: datetime) -> None:
    add_areas(database, now)
    add_year(database, now)
    account = promise(database)
    with database.writing() as session:
        split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 100_000, Rest.CARRY)
    assert realised(account_of(database)) == 100_000


def test_what_is_asked_for_payment_is_delivered_and_stays_asked(years: Database) -> None:
    account = promise(years, 1_000)
    with years.writing() as session, act(session, FINANCE, AFTER, "ask") as a:
        ask_for_payment(a, account.id, Part.PROMISED, "deal:1", 400)
    with years.writing() as session:
        with pytest.raises(AmountOutside, match="€ 4"):
            split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 399, Rest.RELEASE)
        split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 400, Rest.RELEASE)
    with years.reading() as session:
        found = session.scalars(select(Holding).where(Holding.subject == "deal:1").order_by(Holding.part)).all()
        assert [(h.part, h.cents, h.asked) for h in found] == [("delivered", 400, 400), ("promised", 0, 0)]


@pytest.mark.parametrize(
    ("delivered", "rest", "reference", "refusal"),
    [
        (100_001, Rest.RELEASE, "", AmountOutside),
        (-1, Rest.RELEASE, "", AmountOutside),
        (50_000, Rest.CARRY, "  ", NoReference),
    ],
)
def test_an_impossible_division_is_refused_and_nothing_moves(
    years: Database, delivered: int, rest: Rest, reference: str, refusal: type[Exception]
) -> None:
    account = promise(years)
    with years.writing() as session, pytest.raises(refusal):
        split_commitment(session, FINANCE, AFTER, account.id, "deal:1", delivered, rest, reference)
    assert (account_of(years).promised, account_of(years).delivered) == (100_000, 0)


def test_nothing_is_carried_to_a_year_that_is_not_fixed(database: Database, now: datetime) -> None:
    add_areas(database, now)
    add_year(database, now)
    account = promise(database)
    with database.writing() as session:
        with pytest.raises(NoNextYear, match="2027"):
            split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 1, Rest.CARRY, "RB")
        with pytest.raises(NoNextYear, match="2027"):
            carry_over(session, FINANCE, AFTER, account.id, 1, "RB")
    assert account_of(database).carried_out == 0


def test_an_unknown_commitment_is_not_found(years: Database) -> None:
    account = promise(years)
    with years.writing() as session:
        with pytest.raises(NotFound):
            split_commitment(session, FINANCE, AFTER, account.id, "deal:2", 1, Rest.RELEASE)
        with pytest.raises(NotFound):
            split_commitment(session, FINANCE, AFTER, 99_999, "deal:1", 1, Rest.CARRY, "RB")


@pytest.mark.parametrize("unit", [EUROS, MINUTES])
def test_free_money_and_hours_go_along_with_the_councils_reference(years: Database, unit: str) -> None:
    account, before = account_of(years, unit=unit), account_of(years, 2027, unit=unit)
    with years.writing() as session:
        carry_over(session, FINANCE, AFTER, account.id, 5_00, "RB 10")
        with pytest.raises(NoReference):
            carry_over(session, FINANCE, AFTER, account.id, 5_00, "")
        with pytest.raises(NotEnoughMoney):
            carry_over(session, FINANCE, AFTER, account.id, account.available, "RB 10")
    following = account_of(years, 2027, unit=unit)
    assert (following.carried_in, following.available) == (500, before.available + 500)
    assert account_of(years, unit=unit).carried_out == 500


def test_the_council_adds_money_in_a_year_that_is_open(years: Database) -> None:
    with years.writing() as session:
        add_money(session, FINANCE, AFTER, 2026, MEENT, EUROS, 1_500, "RB 11")
        with pytest.raises(NoReference):
            add_money(session, FINANCE, AFTER, 2026, MEENT, EUROS, 1_500, " ")
        with pytest.raises(NotFound):
            add_money(session, FINANCE, AFTER, 2030, MEENT, EUROS, 1_500, "RB 11")
    this = account_of(years)
    assert (this.additions, this.available) == (1_500, 2_401_500)


@pytest.mark.parametrize("last_year", [2026, 2030])
def test_saving_ends_within_three_years(years: Database, last_year: int) -> None:
    account = account_of(years)
    with years.writing() as session, pytest.raises(SavingTooLong, match="from 2027 to 2029"):
        save_money(session, FINANCE, AFTER, account.id, 100, "Een speeltuin", last_year, "RB 12")
    assert account_of(years).saved == 0


def test_the_database_itself_refuses_a_saving_that_is_too_long(years: Database) -> None:
    with years.writing() as session, pytest.raises(IntegrityError):
        session.add(
            Saving(
                area_code=MEENT,
                purpose="x",
                amount=1,
                made_in=2026,
                last_year=2030,
                longest_years=3,
                reference="RB",
                made_at=AFTER,
                made_by_key=FINANCE.key,
            )
        )
        session.flush()


def saving(database: Database, cents: int = 300_000, last_year: int = 2027) -> int:
    with database.writing() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        return save_money(session, FINANCE, AFTER, account.id, cents, "Een speeltuin", last_year, "RB 12")


def test_savings_are_used_in_parts_and_then_done(years: Database) -> None:
    number = saving(years)
    with years.writing() as session:
        use_saving(session, FINANCE, AFTER, number, 100_000, "RB 13")
        with pytest.raises(NotEnoughMoney):
            use_saving(session, FINANCE, AFTER, number, 200_001, "RB 13")
        assert session.get_one(Saving, number).state == "saving"
        session.rollback()
        use_saving(session, FINANCE, AFTER, number, 200_000, "RB 13")
        assert session.get_one(Saving, number).state == "used"
        session.rollback()
        with pytest.raises(NotFound):
            use_saving(session, FINANCE, AFTER, number, 1, "RB 13")
    assert (account_of(years).saved, account_of(years).available) == (0, 2_400_000)


def close(database: Database, year: int = 2026, now: datetime = AFTER, actor: Actor = FINANCE, **more: str) -> None:
    with database.writing() as session:
        close_year(session, actor, now, year, **more)


def test_closing_frees_reserves_hands_savings_on_and_lets_the_rest_lapse(years: Database) -> None:
    number = saving(years)
    account = promise(years, 100_000)
    with years.writing() as session:
        split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 60_000, Rest.CARRY, "RB 9")
    close(years)
    this, following = account_of(years), account_of(years, 2027)
    assert (this.available, this.reserve_left, this.saved, this.promised) == (0, 0, 0, 0)
    assert (this.delivered, this.carried_out, this.lapsed) == (60_000, 340_000, 2_600_000)
    assert this.is_closed
    assert held(years, following, Part.SAVED, f"save:{number}") == 300_000
    with years.reading() as session:
        assert [each.held for each in savings_of_year(session, 2027)] == [300_000]
        year = session.get_one(BudgetYear, 2026)
        assert (year.closed_at, year.closed_by_key) == (AFTER, FINANCE.key)
        meent = next(each for each in outcomes_of(session, 2026, EUROS) if each.account_id == this.id)
        assert (meent.came_in, meent.realised, meent.carried, meent.saved, meent.lapsed) == (
            3_000_000, 60_000, 40_000, 300_000, 2_600_000
        )  # fmt: skip
        hours = account_of(years, unit=MINUTES)
        assert (hours.lapsed, hours.available, hours.is_closed) == (hours.allocated, 0, True)
    assert_books_add_up(years)


def test_savings_whose_last_year_it_was_lapse(years: Database, now: datetime) -> None:
    number = saving(years, last_year=2027)
    close(years)
    close(years, 2027, datetime(2028, 1, 2, tzinfo=UTC))
    with years.reading() as session:
        assert session.get_one(Saving, number).state == "lapsed"
    assert account_of(years, 2027).lapsed == 3_300_000
    assert_books_add_up(years)


def test_a_year_closes_from_the_first_moment_of_the_next(years: Database) -> None:
    with pytest.raises(CannotClose, match="not over yet"):
        close(years, now=BEFORE)
    close(years, now=AFTER, actor=ADMINISTRATOR)
    with pytest.raises(ClosedBefore):
        close(years)


def test_everything_that_stands_in_the_way_is_told_at_once(database: Database, now: datetime) -> None:
    add_areas(database, now)
    add_year(database, now)
    promise(database, 100)
    saving(database, 200)
    move(database, MovementKind.RING_FENCE, 300, to_subject="round:1")
    move(database, MovementKind.STAND, 400, to_subject="charge:1")
    with pytest.raises(CannotClose) as refused:
        close(database, now=BEFORE)
    told = [str(each) for each in refused.value.obstacles]
    assert len(told) == 5
    assert "2027-01-01" in told[0]
    for sentence, words in zip(told[1:], ("vote", "promised", "yearly costs", "2027"), strict=True):
        assert "Hilversumse Meent" in sentence
        assert words in sentence
    assert not account_of(database).is_closed


def test_years_are_closed_one_after_the_other(years: Database) -> None:
    with pytest.raises(CannotClose, match="Close 2026 first"):
        close(years, 2027, datetime(2028, 1, 2, tzinfo=UTC))


def test_who_confirms_other_amounts_than_there_are_now_looks_again(years: Database) -> None:
    with pytest.raises(YearMoved):
        close(years, seen="something else")
    assert not account_of(years).is_closed


def test_after_closing_only_what_was_delivered_is_paid(years: Database) -> None:
    account = promise(years, 500)
    with years.writing() as session:
        split_commitment(session, FINANCE, AFTER, account.id, "deal:1", 500, Rest.RELEASE)
    close(years)
    for kind, subjects in (
        (MovementKind.RESERVE, {}),
        (MovementKind.COMMIT, {"to_subject": "deal:2"}),
        (MovementKind.ADD, {}),
    ):
        with pytest.raises(YearClosed):
            move(years, kind, 1, **subjects)
    with years.writing() as session, pytest.raises(YearClosed):
        add_money(session, FINANCE, AFTER, 2026, MEENT, EUROS, 1, "RB")
    move(years, MovementKind.PAY_DELIVERED, 500, from_subject="deal:1", to_subject="deal:1")
    assert realised(account_of(years)) == 500


@pytest.mark.parametrize("actor", [RESIDENT, COORDINATOR, ADMINISTRATOR])
def test_only_finance_does_the_acts_of_the_end_of_the_year(years: Database, actor: Actor) -> None:
    account, number = promise(years), saving(years)
    with years.writing() as session:
        for step in (
            lambda: split_commitment(session, actor, AFTER, account.id, "deal:1", 0, Rest.RELEASE),
            lambda: carry_over(session, actor, AFTER, account.id, 1, "RB"),
            lambda: save_money(session, actor, AFTER, account.id, 1, "x", 2027, "RB"),
            lambda: use_saving(session, actor, AFTER, number, 1, "RB"),
            lambda: add_money(session, actor, AFTER, 2026, MEENT, EUROS, 1, "RB"),
        ):
            with pytest.raises(NotAllowed):
                step()
    if actor is not ADMINISTRATOR:
        with pytest.raises(NotAllowed):
            close(years, actor=actor)


def test_no_money_moves_after_closing_whatever_happens_at_the_same_time(years: Database) -> None:
    """Threads promise, carry and save while the year closes: each came wholly before it, or not at all."""
    started = Event()
    accounts = [account_of(years, area=area) for area in (MEENT, ZUID)]

    def work(number: int) -> str:
        account = accounts[number % 2]
        for turn in range(10_000):
            try:
                with years.writing() as session:
                    if number % 3:
                        carry_over(session, FINANCE, AFTER, account.id, 10, "RB")
                    else:
                        save_money(session, FINANCE, AFTER, account.id, 10, "x", 2027, "RB")
            except YearClosed:
                return "closed"
            if turn == 2:
                started.set()
        return "done"

    def shut(_: int) -> str:
        started.wait(10)
        close(years)
        return "shut"

    with ThreadPoolExecutor(9) as pool:
        ends = [pool.submit(work, number) for number in range(8)]
        shutting = pool.submit(shut, 0)
        found = {each.result() for each in ends}
        assert shutting.result() == "shut"
    with years.reading() as session:
        closing = session.scalar(select(LogRow.seq).where(LogRow.act == "close_year"))
        later = session.scalars(select(LogRow.act).where(LogRow.seq > closing)).all()
        assert later == []
        last = {
            account.id: session.scalars(
                select(Movement.kind).where(Movement.account_id == account.id).order_by(Movement.id.desc()).limit(1)
            ).one()
            for account in accounts
        }
    assert set(last.values()) == {"lapse"}
    assert found == {"closed"}
    assert_books_add_up(years)


def test_two_who_close_at_once_close_once(years: Database) -> None:
    def shut(_: int) -> bool:
        try:
            close(years)
        except ClosedBefore:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(shut, range(4))) == 1
    assert_books_add_up(years)


def test_the_database_itself_refuses_lines_in_a_closed_year(years: Database) -> None:
    close(years)
    account = account_of(years)
    with years.writing() as session, pytest.raises(Exception, match="the year is closed"):
        session.execute(
            text(
                "INSERT INTO movement (account_id, kind, cents, gives, takes, ground, reference, external_reference,"
                " at, actor_key) VALUES (:account, 'add', 1, 'out', 'in', 'x', '', '', '2027-01-02 00:00:00', 'x')"
            ),
            {"account": account.id},
        )
    with years.reading() as session:
        assert session.scalars(select(LedgerLine).where(LedgerLine.account_id == account.id)).all()
