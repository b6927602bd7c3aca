"""Lines of what stands fixed: decisions and corrections that follow each other, on an area or on the whole pot."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.models import Account, BudgetYear
from budget.queries import find_account, held_by
from budget.queries.checking import check_books
from budget.queries.standing import all_standing, before_shares, lines_of, shares_shown, standing_of_year
from budget.rules.ledger import MovementKind, NotCorrectable, Part, PromisesStopped
from budget.rules.standing import PaidAlready
from budget.services import NewYear, commit_money, correct_movement, make_year
from budget.services.closing import add_money
from budget.services.standing import (
    NothingShort,
    NothingToCoverWith,
    charge_standing,
    correct_commitment,
    cover_shortfall,
    stand_commitment,
)
from budget.services.standing_lines import (
    WHOLE_POT,
    BadCommitment,
    NoWholePot,
    WhichArea,
    YearIsClosed,
    correct_standing,
    stand,
)
from database import Database
from logbook.refusals import NotAllowed, NotFound
from logbook.services import act
from notices.models import OutboxMail
from pages.constraints import constraint_name
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, ZUID, add_areas, add_year, fix_by_two

TOWN = "GM0402"
POND = "charge:1"


@pytest.fixture
def areas(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    with database.writing() as session:
        add_person(session, FINANCE, now, "geld@example.org")
        session.commit()
    return database


@pytest.fixture
def town(areas: Database, now: datetime) -> Database:
    """With the municipality itself as an area."""
    with areas.writing() as session, act(session, ADMINISTRATOR, now, "add_town") as a:
        add_area(a, NewArea(TOWN, "Hilversum", AreaKind.MUNICIPALITY))
    return areas


def decide(database: Database, now: datetime, cents: dict[int, int], area: str = MEENT, subject: str = POND) -> str:
    with database.writing() as session:
        return stand_commitment(session, FINANCE, now, area, "De vijver", cents, "RB 2025-7", subject)


def change(
    database: Database, now: datetime, cents: dict[int, int], area: str = MEENT, subject: str = POND
) -> dict[int, int]:
    with database.writing() as session:
        return correct_commitment(session, FINANCE, now, subject, area, cents, "RB 2026-9")


def money(database: Database, area: str = MEENT, year: int = 2026) -> Account:
    with database.reading() as session:
        account = find_account(session, year, area)
        assert account is not None
        return account


def lines(database: Database, year: int, subject: str = POND) -> list[tuple[int, int, int, int]]:
    with database.reading() as session:
        found = [each for each in lines_of(session, subject) if each.year == year]
        return [(each.line, each.before_cents, each.cents, each.after_cents) for each in found]


def books_are_right(database: Database) -> bool:
    with database.reading() as session:
        return check_books(session) == []


def close(database: Database, now: datetime, year: int = 2026) -> None:
    with database.writing() as session:
        found = session.get_one(BudgetYear, year)
        found.closed_at, found.closed_by_key = now, FINANCE.key
        session.commit()


def test_corrections_follow_the_decision_line_by_line(areas: Database, now: datetime) -> None:
    decide(areas, now, {2030: 1_260_000, 2031: 1_242_000})
    assert change(areas, now, {2030: 1_300_000, 2031: 1_242_000}) == {2030: 40_000}
    assert change(areas, now, {2030: 0, 2032: 500}) == {2030: -1_300_000, 2032: 500}
    assert lines(areas, 2030) == [(1, 0, 1_260_000, 1_260_000), (2, 1_260_000, 40_000, 1_300_000),
                                  (3, 1_300_000, -1_300_000, 0)]  # fmt: skip
    assert (lines(areas, 2031), lines(areas, 2032)) == ([(1, 0, 1_242_000, 1_242_000)], [(1, 0, 500, 500)])
    with areas.reading() as session:
        assert [each.after_cents for each in all_standing(session, MEENT)] == [0, 1_242_000, 500]
        assert standing_of_year(session, 2030) == []
        assert [each.reference for each in lines_of(session, POND)] == [
            "RB 2025-7", "RB 2026-9", "RB 2026-9", "RB 2025-7", "RB 2026-9"]  # fmt: skip


def test_an_open_year_that_is_fixed_is_booked_at_once(areas: Database, now: datetime) -> None:
    add_year(areas, now)
    decide(areas, now, {2026: 1_000_000, 2027: 900_000})
    # the Meent has 30,000.00, of which 6,000.00 for small plans
    assert (money(areas).standing, money(areas).available, money(areas).shortfall) == (1_000_000, 1_400_000, 0)
    change(areas, now, {2026: 1_100_000})
    assert (money(areas).standing, money(areas).available) == (1_100_000, 1_300_000)
    change(areas, now, {2026: 200_000})
    assert (money(areas).standing, money(areas).available) == (200_000, 2_200_000)
    assert books_are_right(areas)


def test_what_does_not_fit_is_short_stops_promises_and_is_told(areas: Database, now: datetime) -> None:
    add_year(areas, now)
    decide(areas, now, {2026: 2_500_000})
    account = money(areas)
    # 24,000.00 is available; the reserve for small plans stays
    assert (account.standing, account.reserve_left, account.shortfall) == (2_400_000, 600_000, 100_000)
    with areas.writing() as session:
        assert [mail.template for mail in session.scalars(select(OutboxMail))] == ["shortfall"]
        with pytest.raises(PromisesStopped), act(session, FINANCE, now, "try") as a:
            commit_money(a, account.id, MovementKind.GRANT, 1, "test", to_subject="quick:1")
    change(areas, now, {2026: 2_450_000})
    assert (money(areas).standing, money(areas).shortfall) == (2_400_000, 50_000)
    change(areas, now, {2026: 2_300_000})
    assert (money(areas).standing, money(areas).available, money(areas).shortfall) == (2_300_000, 100_000, 0)
    with areas.reading() as session:
        # a shortfall that becomes less is not told again
        assert len(session.scalars(select(OutboxMail)).all()) == 1
    assert books_are_right(areas)


def test_what_one_subject_frees_covers_what_another_is_short(areas: Database, now: datetime) -> None:
    add_year(areas, now)
    decide(areas, now, {2026: 2_000_000})
    decide(areas, now, {2026: 700_000}, subject="charge:2")
    assert money(areas).shortfall == 300_000
    change(areas, now, {2026: 1_800_000})
    account = money(areas)
    assert (account.standing, account.available, account.shortfall) == (2_400_000, 0, 100_000)
    with areas.reading() as session:
        assert held_by(session, account.id, Part.STANDING, POND) == 1_800_000
        assert held_by(session, account.id, Part.STANDING, "charge:2") == 600_000
    assert books_are_right(areas)


def test_a_closed_year_is_refused_unless_nothing_changes_in_it(areas: Database, now: datetime) -> None:
    decide(areas, now, {2026: 100, 2027: 100})
    add_year(areas, now)
    close(areas, now)
    with pytest.raises(YearIsClosed):
        change(areas, now, {2026: 99})
    with pytest.raises(YearIsClosed):
        decide(areas, now, {2026: 99}, subject="charge:2")
    assert change(areas, now, {2026: 100, 2027: 99}) == {2027: -1}


def test_what_is_paid_cannot_be_taken_off(areas: Database, now: datetime) -> None:
    decide(areas, now, {2026: 1_000_000})
    add_year(areas, now)
    with areas.writing() as session:
        charge_standing(session, FINANCE, now, money(areas).id, POND, 600_000, "RB 1")
    with pytest.raises(PaidAlready):
        change(areas, now, {2026: 599_999})
    change(areas, now, {2026: 600_000})
    assert (money(areas).standing, money(areas).paid) == (0, 600_000)
    assert books_are_right(areas)


def test_what_stands_is_not_taken_back_by_a_correction_of_the_books(areas: Database, now: datetime) -> None:
    decide(areas, now, {2026: 100})
    add_year(areas, now)
    with areas.writing() as session:
        number = session.execute(text("SELECT id FROM movement WHERE kind = 'stand'")).scalar_one()
        with pytest.raises(NotCorrectable), act(session, FINANCE, now, "try") as a:
            correct_movement(a, number, "test")


def test_an_area_that_owes_without_a_share_has_its_shortfall_in_public(areas: Database, now: datetime) -> None:
    decide(areas, now, {2026: 100}, "BU04020801")
    add_year(areas, now)
    account = money(areas, "BU04020801")
    assert (account.allocated, account.standing, account.shortfall) == (0, 0, 100)
    decide(areas, now, {2026: 50}, "BU04020401")
    assert money(areas, "BU04020401").shortfall == 50
    assert books_are_right(areas)


def test_finance_covers_a_shortfall_with_what_comes_in(areas: Database, now: datetime) -> None:
    decide(areas, now, {2026: 3_500_000})
    add_year(areas, now)
    account_id = money(areas).id
    with areas.writing() as session:
        with pytest.raises(NothingToCoverWith):
            cover_shortfall(session, FINANCE, now, account_id, "made good")
        add_money(session, FINANCE, now, 2026, MEENT, "eur", 200_000, "RB 2026-3")
        with pytest.raises(BadCommitment):
            cover_shortfall(session, FINANCE, now, account_id, " ")
        assert cover_shortfall(session, FINANCE, now, account_id, "made good") == 200_000
    assert (money(areas).standing, money(areas).shortfall) == (3_200_000, 300_000)
    with areas.writing() as session:
        add_money(session, FINANCE, now, 2026, MEENT, "eur", 400_000, "RB 2026-4")
        assert cover_shortfall(session, FINANCE, now, account_id, "made good") == 300_000
        with pytest.raises(NothingShort):
            cover_shortfall(session, FINANCE, now, account_id, "made good")
    assert (money(areas).standing, money(areas).shortfall, money(areas).available) == (3_500_000, 0, 100_000)
    assert books_are_right(areas)


def test_the_money_for_small_plans_covers_only_when_finance_says_so(areas: Database, now: datetime) -> None:
    add_year(areas, now)
    decide(areas, now, {2026: 2_500_000})
    account_id = money(areas).id
    with areas.writing() as session:
        with pytest.raises(NothingToCoverWith):
            cover_shortfall(session, FINANCE, now, account_id, "made good")
        assert cover_shortfall(session, FINANCE, now, account_id, "made good", from_reserve=True) == 100_000
    assert (money(areas).reserve_left, money(areas).standing, money(areas).shortfall) == (500_000, 2_500_000, 0)
    assert books_are_right(areas)


@pytest.mark.parametrize("actor", [ADMINISTRATOR, COORDINATOR, RESIDENT])
def test_only_finance_corrects_and_covers(areas: Database, now: datetime, actor) -> None:
    decide(areas, now, {2026: 3_500_000})
    add_year(areas, now)
    with areas.writing() as session:
        with pytest.raises(NotAllowed):
            correct_commitment(session, actor, now, POND, MEENT, {2026: 1}, "RB 1")
        with pytest.raises(NotAllowed):
            cover_shortfall(session, actor, now, money(areas).id, "why")


def test_wrong_corrections_are_refused_and_nothing_changes(areas: Database, now: datetime) -> None:
    decide(areas, now, {2030: 100})
    decide(areas, now, {2030: 100}, ZUID)
    for cents in ({}, {2030: -1}, {1999: 1}, {2401: 1}, {2030: 100_000_000_01}):
        with pytest.raises(BadCommitment):
            change(areas, now, cents)
    with pytest.raises(NotFound):
        change(areas, now, {2030: 1}, subject="charge:9")
    with areas.writing() as session, pytest.raises(WhichArea), act(session, FINANCE, now, "try") as a:
        correct_standing(a, POND, {2030: 1}, "RB 1")
    assert lines(areas, 2030) == [(1, 0, 100, 100), (1, 0, 100, 100)]


def test_another_act_lets_money_stand_and_corrects_it_in_one_go(areas: Database, now: datetime) -> None:
    with areas.writing() as session, act(session, FINANCE, now, "grant_credit") as a:
        stand(a, "capital:7", MEENT, "Groene Hart", {2030: 1_560_000}, "RB 2026-114")
        correct_standing(a, "capital:7", {2030: 1_500_000}, "RB 2026-115")
    assert lines(areas, 2030, "capital:7") == [(1, 0, 1_560_000, 1_560_000), (2, 1_560_000, -60_000, 1_500_000)]


def test_the_whole_pot_pays_before_the_shares(town: Database, now: datetime) -> None:
    with town.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 1_000_000, "inhabitants"))
    decide(town, now, {2026: 2_000_000}, WHOLE_POT)
    with town.reading() as session:
        off = before_shares(session, session.get_one(BudgetYear, 2026))
        assert (off.area_code, off.owed_cents, off.taken_cents, off.shortfall_cents) == (TOWN, 2_000_000, 2_000_000, 0)
        rows = {row.share.code: (row.share.cents, row.standing_cents) for row in
                shares_shown(session, session.get_one(BudgetYear, 2026))}  # fmt: skip
    # 100,000 - 20,000 = 80,000: a base of 10,000 each, and of 60,000 a quarter for the Meent
    assert rows == {MEENT: (2_500_000, 0), ZUID: (5_500_000, 0)}
    fix_by_two(town, now, 2026)
    found = {code: money(town, code) for code in (MEENT, ZUID, TOWN)}
    assert {code: each.allocated for code, each in found.items()} == {MEENT: 2_500_000, ZUID: 5_500_000,
                                                                       TOWN: 2_000_000}  # fmt: skip
    assert (found[TOWN].standing, found[TOWN].available, found[TOWN].reserve_left) == (2_000_000, 0, 0)
    assert found[MEENT].reserve_left == 500_000
    assert books_are_right(town)


def test_after_fixing_the_shares_stay_and_the_whole_pot_is_short(town: Database, now: datetime) -> None:
    add_year(town, now)
    decide(town, now, {2026: 2_000_000, 2027: 1}, WHOLE_POT)
    account = money(town, TOWN)
    assert (account.allocated, account.standing, account.shortfall) == (0, 0, 2_000_000)
    assert money(town).allocated == 3_000_000
    with town.writing() as session:
        add_money(session, FINANCE, now, 2026, TOWN, "eur", 2_000_000, "RB 2026-3")
        cover_shortfall(session, FINANCE, now, account.id, "paid by the general reserve")
    assert (money(town, TOWN).standing, money(town, TOWN).shortfall) == (2_000_000, 0)
    assert books_are_right(town)


def test_a_whole_pot_that_owes_more_than_there_is_leaves_nothing_to_divide(town: Database, now: datetime) -> None:
    decide(town, now, {2026: 10_000_001}, WHOLE_POT)
    decide(town, now, {2027: 9_000_000}, WHOLE_POT, "charge:2")
    add_year(town, now)
    add_year(town, now, 2027)
    assert (money(town, TOWN).standing, money(town, TOWN).shortfall) == (10_000_000, 1)
    assert [money(town, code).allocated for code in (MEENT, ZUID)] == [0, 0]
    # 10,000 is left: the two bases of 10,000 become 5,000 each
    assert [money(town, code, 2027).allocated for code in (MEENT, ZUID)] == [500_000, 500_000]
    assert books_are_right(town)


def test_one_common_pot_in_the_name_of_the_municipality_is_not_charged_twice(town: Database, now: datetime) -> None:
    decide(town, now, {2026: 2_000_000}, WHOLE_POT)
    with town.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 0, "common_pot", pot_area=TOWN))
    fix_by_two(town, now, 2026)
    account = money(town, TOWN)
    assert (account.allocated, account.standing, account.reserve_left) == (10_000_000, 2_000_000, 1_600_000)
    assert books_are_right(town)


def test_without_the_municipality_as_an_area_there_is_no_whole_pot(areas: Database, now: datetime) -> None:
    with pytest.raises(NoWholePot):
        decide(areas, now, {2030: 1}, WHOLE_POT)


COLUMNS = "area_code, subject, label, year, reference, made_at, made_by_key"


@pytest.mark.parametrize(
    "values",
    [
        "2, 1, 100, 5, 105",  # the number exists
        "3, 2, 104, 1, 105",  # the line before ended at 105
        "4, 3, 105, 1, 106",  # there is no line 3
        "4, 2, 105, 1, 106",  # a line is left out
        "3, NULL, 0, 1, 1",  # it follows nothing
        "3, 2, 105, 1, 107",  # it does not add up
        "3, 2, 105, -106, -1",  # less than nothing
        "3, 2, 105, 0, 105",  # nothing
    ],
)
def test_the_database_takes_no_line_that_does_not_follow(areas: Database, now: datetime, values: str) -> None:
    decide(areas, now, {2030: 100})
    change(areas, now, {2030: 105})
    insert = (
        f"INSERT INTO standing_commitment ({COLUMNS}, line, previous_line, before_cents, cents, after_cents) "
        f"SELECT {COLUMNS}, {values} FROM standing_commitment WHERE line = 1"
    )
    with areas.writing() as session, pytest.raises(IntegrityError):
        session.execute(text(insert))
    with areas.writing() as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE standing_commitment SET label = 'x'"))


def test_of_two_corrections_at_the_same_moment_no_two_follow_the_same_line(areas: Database, now: datetime) -> None:
    decide(areas, now, {2030: 100})
    begun, outcome = threading.Event(), []

    def be_second() -> None:
        with areas.writing() as session:
            begun.set()
            try:
                with act(session, FINANCE, now, "race") as a:
                    correct_standing(a, POND, {2030: 170}, "RB 2")
                outcome.append("won")
            except IntegrityError as broken:
                outcome.append(constraint_name(broken))

    with areas.writing() as session, act(session, FINANCE, now, "race") as a:
        correct_standing(a, POND, {2030: 150}, "RB 1")
        second = threading.Thread(target=be_second)
        second.start()
        begun.wait()
        second.join(1)
        # it waits for the first one to end
        assert second.is_alive()
    second.join()
    first = [(1, 0, 100, 100), (2, 100, 50, 150)]
    if areas.is_sqlite:
        assert (outcome, lines(areas, 2030)) == (["won"], [*first, (3, 150, 20, 170)])
    else:
        assert (outcome, lines(areas, 2030)) == (["uq_standing_commitment_line"], first)
    assert books_are_right(areas)
