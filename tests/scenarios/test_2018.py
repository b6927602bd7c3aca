"""2018 as it was: EUR 500,000.00 over eight wijken, 463,499.00 realised, 36,501.00 left; by every kind of movement."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.models import Account, LedgerLine, Movement
from budget.queries import find_account
from budget.queries.checking import check_books
from budget.queries.closing import outcomes_of
from budget.rules.balance import balances_of, is_balanced
from budget.rules.closing import Rest, realised
from budget.rules.ledger import Line as PureLine
from budget.rules.ledger import MovementKind, Part
from budget.services import NewYear, commit_money, correct_movement, make_year
from budget.services.closing import add_money, carry_over, close_year
from budget.services.payment_imports import PaidByHand, pay_by_hand
from budget.services.payments import approve_payment, ask_payment
from budget.services.standing import charge_standing, free_standing, stand_commitment
from budget.services.year_end import save_money, split_commitment, use_saving
from database import Database
from deals.rules.terms import DealKind, NewDeal
from deals.services import make_deal
from logbook.services import act
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE
from tests.builders.town import fix_by_two

EURO = 100
WIJKEN = {
    "WK040201": ("Centrum", 9_480, 56_380),
    "WK040202": ("Noordwest", 7_440, 48_560),
    "WK040203": ("Zuidwest", 8_860, 54_000),
    "WK040204": ("Zuid", 17_100, 85_620),
    "WK040205": ("Zuidoost", 9_750, 57_400),
    "WK040206": ("Oost", 20_820, 99_900),
    "WK040207": ("Noordoost", 10_990, 62_160),
    "WK040208": ("Hilversumse Meent", 4_160, 35_980),
}
MEENT, OOST, ZUID = "WK040208", "WK040206", "WK040204"
LEFT = dict.fromkeys(WIJKEN, 4_500 * EURO) | {OOST: 5_001 * EURO}
"""What each wijk leaves: seven times 4,500.00 and 5,001.00 make 36,501.00."""
SMALL_PLANS_LEFT = 1_000 * EURO


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


class Story:
    """The books of one municipality, told act by act."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def account(self, area: str, year: int = 2018) -> Account:
        with self.database.reading() as session:
            found = find_account(session, year, area)
            assert found is not None
            return found

    def move(self, area: str, kind: MovementKind, euros: int, when: datetime, *, cents: int = 0, year: int = 2018,
             **subjects: str) -> int:  # fmt: skip
        account = self.account(area, year)
        with self.database.writing() as session, act(session, FINANCE, when, "scenario") as a:
            return commit_money(a, account.id, kind, euros * EURO + cents, "scenario", **subjects)

    def make_deal(self, area: str, cents: int, when: datetime, year: int = 2018) -> str:
        """A deal paid from free money, by the coordinator; its subject."""
        new = NewDeal(area, year, DealKind.OTHER, "meeting", "Iets voor de buurt", "Het is er", cents)
        with self.database.writing() as session:
            return f"deal:{make_deal(session, COORDINATOR, when, new)}"

    def pay(self, area: str, cents: int, subject: str, when: datetime) -> None:
        """Asked by the coordinator, approved and booked by finance."""
        account = self.account(area).id
        with self.database.writing() as session:
            with act(session, COORDINATOR, when, "ask_payment", subject=subject) as a:
                number = ask_payment(a, account, subject, cents, "Voor de buurt")
            approve_payment(session, FINANCE, when, number)
            pay_by_hand(session, FINANCE, when, number, PaidByHand(cents, when.date(), f"V-{number}"))

    def open_year(self, year: int, when: datetime) -> None:
        with self.database.writing() as session:
            make_year(session, ADMINISTRATOR, when, NewYear(year, 500_000 * EURO, 20_000 * EURO, "hilversum"))
        fix_by_two(self.database, when, year, f"RB {year - 1}-99")

    def close(self, year: int) -> None:
        with self.database.writing() as session:
            close_year(session, FINANCE, on(year + 1, 1, 15), year)


@pytest.fixture
def story(database: Database) -> Story:
    with database.writing() as session, act(session, ADMINISTRATOR, on(2016, 10, 1), "add_areas") as a:
        for code, (name, people, _) in WIJKEN.items():
            add_area(a, NewArea(code, name, AreaKind.DISTRICT, inhabitants=people, has_budget=True))
    return Story(database)


def tell_2017(story: Story) -> None:
    """Of 2017 three things go along for the Meent: a promise 1,500.00, savings 3,000.00 and 1,500.00 free."""
    story.open_year(2017, on(2016, 12, 1))
    assert story.make_deal(MEENT, 2_000 * EURO, on(2017, 5, 1), 2017) == "deal:1"
    with story.database.writing() as session:
        stand_commitment(
            session, FINANCE, on(2017, 6, 1), OOST, "Speelplein", {2018: 10_000 * EURO}, "RB 2017-12", "charge:1"
        )
    story.open_year(2018, on(2017, 12, 1))
    meent, when = story.account(MEENT, 2017).id, on(2018, 1, 3)
    with story.database.writing() as session:
        split_commitment(session, FINANCE, when, meent, "deal:1", 500 * EURO, Rest.CARRY, "RB 2018-1")
        save_money(session, FINANCE, when, meent, 3_000 * EURO, "Een pomptrack", 2019, "RB 2018-2")
        carry_over(session, FINANCE, when, meent, 1_500 * EURO, "RB 2018-3")
    story.close(2017)


def tell_the_vote(story: Story) -> None:
    """Zuid: 20,000.00 for a round; one plan of 12,000.00 is adopted, one of 5,000.00 refused, 3,000.00 not divided."""
    kind, when = MovementKind, on(2018, 4, 1)
    story.move(ZUID, kind.RING_FENCE, 20_000, when, to_subject="round:1")
    story.move(ZUID, kind.AWARD, 12_000, when, from_subject="round:1", to_subject="plan:1")
    story.move(ZUID, kind.AWARD, 5_000, when, from_subject="round:1", to_subject="plan:2")
    story.move(ZUID, kind.RELEASE, 3_000, when, from_subject="round:1")
    story.move(ZUID, kind.COMMIT_AWARD, 12_000, when, from_subject="plan:1", to_subject="plan:1")
    story.move(ZUID, kind.RELEASE, 5_000, when, from_subject="plan:2")
    story.move(ZUID, kind.PAY, 9_000, when, from_subject="plan:1", to_subject="plan:1")
    story.move(ZUID, kind.RETURN, 500, when, from_subject="plan:1", to_subject="plan:1")
    wrong = story.move(ZUID, kind.PAY, 100, when, from_subject="plan:1", to_subject="plan:1")
    with story.database.writing() as session, act(session, FINANCE, when, "scenario") as a:
        correct_movement(a, wrong, "booked on the wrong plan")
    story.move(ZUID, kind.FREE_PROMISE, 1_000, when, from_subject="plan:1")


def tell_2018(story: Story) -> None:
    tell_the_vote(story)
    when = on(2018, 6, 1)
    oost, meent = story.account(OOST).id, story.account(MEENT).id
    with story.database.writing() as session:
        charge_standing(session, FINANCE, when, oost, "charge:1", 9_000 * EURO, "RB 2017-12", "V-1")
        free_standing(session, FINANCE, when, oost, "charge:1", 1_000 * EURO, "cheaper", "RB 2018-20")
        add_money(session, FINANCE, when, 2018, MEENT, "eur", 4_000 * EURO, "RB 2018-30")
        use_saving(session, FINANCE, when, 1, 1_000 * EURO, "RB 2018-31")
        save_money(session, FINANCE, when, meent, 1_000 * EURO, "Een bankje", 2020, "RB 2018-32")
    assert story.make_deal(MEENT, 5_000 * EURO, when) == "deal:2"
    story.open_year(2019, on(2018, 12, 1))
    when = on(2019, 1, 4)
    with story.database.writing() as session:
        carry_over(session, FINANCE, when, meent, 4_500 * EURO, "RB 2019-1")
        split_commitment(session, FINANCE, when, meent, "deal:2", 2_500 * EURO, Rest.CARRY, "RB 2019-2")
        split_commitment(session, FINANCE, when, meent, "deal:1", 1_500 * EURO, Rest.RELEASE)
        zuid = story.account(ZUID).id
        split_commitment(session, FINANCE, when, zuid, "plan:1", 2_500 * EURO, Rest.RELEASE)
    for number, area in enumerate(WIJKEN, start=1):
        account = story.account(area)
        small, free = account.reserve_left - SMALL_PLANS_LEFT, LEFT[area] - SMALL_PLANS_LEFT
        story.move(area, MovementKind.GRANT, 0, when, cents=small, to_subject=f"quick:{number}")
        story.pay(area, small, f"quick:{number}", when)
        story.pay(area, account.available - free, story.make_deal(area, account.available - free, when), when)
    story.close(2018)
    story.move(ZUID, MovementKind.PAY_DELIVERED, 2_500, on(2019, 2, 1), from_subject="plan:1", to_subject="plan:1")


def test_2018_comes_out_to_the_cent_by_single_acts_of_every_kind(story: Story) -> None:
    tell_2017(story)
    shares = {area: story.account(area).allocated for area in WIJKEN}
    assert shares == {area: share * EURO for area, (_, _, share) in WIJKEN.items()}
    tell_2018(story)
    with story.database.reading() as session:
        accounts = session.scalars(select(Account).where(Account.year == 2018)).all()
        outcomes = outcomes_of(session, 2018, "eur")
        kinds = {MovementKind(kind) for kind in session.scalars(
            select(Movement.kind).join(Account, Account.id == Movement.account_id).where(Account.year == 2018)
        )}  # fmt: skip
        assert check_books(session) == []
        assert int(session.scalars(select(func.sum(LedgerLine.cents))).one()) == 0
        for account in accounts:
            lines = session.scalars(select(LedgerLine).where(LedgerLine.account_id == account.id)).all()
            pure = [PureLine(MovementKind.ADD, Part(line.part), line.subject, line.cents) for line in lines]
            assert is_balanced(balances_of(pure))
            assert {part: getattr(account, part) for part in Part} == balances_of(pure)
    assert sum(account.allocated for account in accounts) == 500_000_00
    assert sum(realised(account) for account in accounts) == 463_499_00
    assert {account.area_code: account.lapsed for account in accounts} == LEFT
    assert sum(account.lapsed for account in accounts) == 36_501_00
    assert [sum(row.realised for row in outcomes), sum(row.lapsed for row in outcomes)] == [463_499_00, 36_501_00]
    meent = story.account(MEENT)
    assert (meent.carried_in, meent.additions, meent.carried_out) == (6_000_00, 4_000_00, 10_000_00)
    assert kinds == set(MovementKind)
    following = story.account(MEENT, 2019)
    assert (following.carried_in, following.promised, following.saved) == (10_000_00, 2_500_00, 3_000_00)
