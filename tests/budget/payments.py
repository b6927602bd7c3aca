"""A commitment of EUR 1,000 in the Meent, and requests to pay from it, for the tests of payments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from budget.models import Account, Holding
from budget.queries import find_account
from budget.rules.ledger import MovementKind
from budget.rules.payments import payment_number
from budget.services import commit_money
from budget.services.payments import approve_payment, ask_payment
from database import Database
from logbook.actors import Actor, Role
from logbook.services import act
from tests.builders.people import COORDINATOR, FINANCE, make_actor
from tests.builders.town import MEENT

DEAL = "deal:7"
PROMISED_CENTS = 100_000
OTHER_FINANCE = make_actor("other finance", Role.FINANCE)
HEAD = "kenmerk;bedrag;datum;boekstuk\n"


def account_of(database: Database, area: str = MEENT, year: int = 2026) -> int:
    with database.reading() as session:
        account = find_account(session, year, area)
        assert account is not None
        return account.id


def move(database: Database, now: datetime, kind: MovementKind, cents: int, **values: str) -> int:
    with database.writing() as session, act(session, FINANCE, now, "move") as a:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        return commit_money(a, account.id, kind, cents, "test", **values)


def promise(database: Database, now: datetime, cents: int = PROMISED_CENTS, subject: str = DEAL) -> None:
    move(database, now, MovementKind.COMMIT, cents, to_subject=subject)


def ask(
    database: Database, now: datetime, cents: int = 10_000, actor: Actor = COORDINATOR, subject: str = DEAL,
    purpose: str = "Plantenbakken",
) -> int:  # fmt: skip
    account_id = account_of(database)
    with database.writing() as session, act(session, actor, now, "ask_payment") as a:
        return ask_payment(a, account_id, subject, cents, purpose)


def approved(database: Database, now: datetime, cents: int = 10_000, subject: str = DEAL) -> int:
    request_id = ask(database, now, cents, subject=subject)
    with database.writing() as session:
        approve_payment(session, FINANCE, now, request_id)
    return request_id


def number_of(request_id: int) -> str:
    return payment_number(request_id, 2026)


def held(database: Database, part: str = "promised", subject: str = DEAL) -> tuple[int, int]:
    """What the subject holds of the part, and how much of it is asked for."""
    with database.reading() as session:
        found = session.get(Holding, (account_of(database), part, subject))
        return (found.cents, found.asked) if found else (0, 0)


def close(database: Database) -> None:
    """Close the Meent's year, as the act at year end does last."""
    with database.writing() as session:
        account = session.get_one(Account, account_of(database))
        account.is_closed = True
        session.commit()


def everything(database: Database) -> dict[str, list[str]]:
    """All rows of the money and of the log."""
    names = ("account", "holding", "movement", "ledger_line", "payment_request", "payment_import", "log_row")
    with database.reading() as session:
        return {name: sorted(map(str, session.execute(text(f"SELECT * FROM {name}")))) for name in names}
