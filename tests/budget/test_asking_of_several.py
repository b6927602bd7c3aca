"""A payment out of a commitment that lies in more than one account, on real databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from budget.models import Account
from budget.queries.payments import free_to_ask, payments_of
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from budget.services.payments import PaymentNotAsked, ask_payment_of_all
from database import Database
from logbook.services import act
from tests.budget.payments import DEAL, account_of, ask, everything, promise
from tests.builders.people import COORDINATOR, FINANCE
from tests.builders.town import MEENT, add_areas, add_year


@pytest.fixture
def years(database: Database, now: datetime) -> Database:
    """EUR 1,000 promised in 2026, EUR 500 promised and EUR 700 set aside in 2027."""
    add_areas(database, now)
    add_year(database, now)
    add_year(database, now, 2027)
    promise(database, now)
    following = account_of(database, MEENT, 2027)
    with database.writing() as session, act(session, FINANCE, now, "move") as a:
        commit_money(a, following, MovementKind.COMMIT, 50_000, "test", to_subject=DEAL)
        commit_money(a, following, MovementKind.RING_FENCE, 70_000, "test", to_subject=DEAL)
    return database


def ask_of_all(database: Database, now: datetime, cents: int, purpose: str = "Plantenbakken") -> int:
    with database.writing() as session, act(session, COORDINATOR, now, "ask_payment") as a:
        return ask_payment_of_all(a, free_to_ask(session, DEAL), DEAL, cents, purpose)


def free_in(database: Database) -> dict[int, int]:
    """What is free in each year, the account that pays first first."""
    with database.reading() as session:
        free = free_to_ask(session, DEAL).items()
        return {session.get_one(Account, account_id).year: cents for account_id, cents in free}


def test_what_is_asked_already_or_only_set_aside_is_not_free(years: Database, now: datetime) -> None:
    assert list(free_in(years).items()) == [(2027, 50_000), (2026, 100_000)]
    ask(years, now, 40_000)
    assert free_in(years) == {2027: 50_000, 2026: 60_000}
    ask(years, now, 60_000)
    assert free_in(years) == {2027: 50_000}


def test_one_year_that_has_enough_is_asked_alone(years: Database, now: datetime) -> None:
    first = ask_of_all(years, now, 50_001)
    assert free_in(years) == {2027: 50_000, 2026: 49_999}
    with years.reading() as session:
        assert [(each.id, each.cents) for each in payments_of(session, DEAL)] == [(first, 50_001)]


def test_an_amount_from_two_years_is_two_requests_for_the_same(years: Database, now: datetime) -> None:
    first = ask_of_all(years, now, 149_999)
    assert free_in(years) == {2026: 1}
    with years.reading() as session:
        asked = [(each.id, each.cents, each.purpose) for each in payments_of(session, DEAL)]
    assert asked == [(first, 99_999, "Plantenbakken"), (first + 1, 50_000, "Plantenbakken")]


def test_a_purpose_that_is_refused_asks_nothing_of_any_year(years: Database, now: datetime) -> None:
    before = everything(years)
    with pytest.raises(PaymentNotAsked, match="bank number"):
        ask_of_all(years, now, 149_999, "op NL91 ABNA 0417 1643 00")
    assert everything(years) == before
