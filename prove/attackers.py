"""What an attacking process does inside a build: `python -m prove.attackers NAME URL [NUMBER]`.

It says "ready", waits for the word to go, tries, and says how often it got its way.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from budget.models import BudgetYear
from budget.queries import find_account
from budget.rules.ledger import MovementKind
from budget.services import commit_money, fix_year, propose_fixing, seal_of
from budget.services.payments import ask_payment
from budget.services.standing import correct_commitment
from database import Database
from lives.refused import Refused
from logbook.services import act
from prove.large_attackers import LARGE_ATTACKS
from prove.town import ADMINISTRATOR, FINANCE, MEENT, NOW, STANDING, YEAR, ZUID
from reports.services import make_report

TIMES = 6
STEP_CENTS = 100_000
SMALL_STEP_CENTS = 1_000
Attack = Callable[[Session, int], None]


def spend(session: Session, number: int) -> None:
    """Promise free money, each time for something new."""
    _move(session, MovementKind.COMMIT, STEP_CENTS, to_subject=f"deal:{number}")


def pay(session: Session, number: int) -> None:
    """Pay out of one commitment that all others pay out of too."""
    _move(session, MovementKind.PAY, STEP_CENTS, from_subject="deal:1", to_subject="deal:1")


def ask(session: Session, number: int) -> None:
    """Ask for payment out of one commitment."""
    with act(session, FINANCE, NOW, "attack") as a:
        ask_payment(a, _account_id(session), "deal:1", STEP_CENTS, "attack")


def correct(session: Session, number: int) -> None:
    """Correct a year of what stands, each to another amount."""
    correct_commitment(session, FINANCE, NOW, STANDING, ZUID, {YEAR + 2: STEP_CENTS + number}, "RB")


def begin_elsewhere(session: Session, number: int) -> None:
    """A second line that says the first one ended at another amount."""
    _by_hand(session, STANDING_LINE, year=YEAR + 2)
    session.commit()


def rewrite_standing(session: Session, number: int) -> None:
    """Let more stand in a fixed year than was decided and set apart."""
    _by_hand(
        session, f"UPDATE standing_commitment SET cents = cents + 1, after_cents = after_cents + 1 WHERE year = {YEAR}"
    )


def report(session: Session, number: int) -> None:
    """Every other process makes reports while the others promise money in small steps."""
    if number // TIMES % 2:
        make_report(session, FINANCE, NOW, YEAR)
    else:
        _move(session, MovementKind.COMMIT, SMALL_STEP_CENTS, to_subject=f"deal:{number}")


def rewrite_report(session: Session, number: int) -> None:
    """Change what a report said."""
    make_report(session, FINANCE, NOW, YEAR)
    _by_hand(session, "UPDATE year_report SET last_movement_id = 1")


def share_again(session: Session, number: int) -> None:
    """Give an area its share once more."""
    _move(session, MovementKind.ALLOCATE, STEP_CENTS)


def fix(session: Session, number: int) -> None:
    """Fix the next year as the second person, which others do at the same moment."""
    seen = seal_of(session.get_one(BudgetYear, YEAR + 1))
    session.rollback()
    fix_year(session, FINANCE, NOW, YEAR + 1, seen)


def fix_alone(session: Session, number: int) -> None:
    """Propose and fix as one person, by hand where the act refuses."""
    propose_fixing(session, ADMINISTRATOR, NOW, YEAR + 1, "RB")
    statement = (
        "UPDATE budget_year SET fixed_at = :at, fixed_by_key = proposed_by_key, reference = 'RB' WHERE year = :y"
    )
    _by_hand(session, statement, at=NOW.replace(tzinfo=None), y=YEAR + 1)


def spend_in_closed_year(session: Session, number: int) -> None:
    """Promise money of a year that is closed."""
    _by_hand(session, f"UPDATE account SET is_closed = true WHERE area_code = '{ZUID}'")
    _move(session, MovementKind.COMMIT, STEP_CENTS, ZUID, to_subject=f"deal:{number}")


def unbalance(session: Session, number: int) -> None:
    """Make money out of nothing in the account's row."""
    _by_hand(session, "UPDATE account SET available = available + 1")


def go_below_zero(session: Session, number: int) -> None:
    """Promise what is not there, in a row that still adds up."""
    _by_hand(session, "UPDATE account SET promised = promised + available + 1, available = -1")


def book_one_side(session: Session, number: int) -> None:
    """A movement whose money arrives and left nowhere."""
    account = _account_id(session)
    _by_hand(session, MOVEMENT, account=account, at=NOW.replace(tzinfo=None))
    newest = session.execute(text("SELECT max(id) FROM movement")).scalar_one()
    session.execute(text(LINE), {"movement": newest, "account": account, "moved": 5})
    session.commit()


def rewrite_lines(session: Session, number: int) -> None:
    """Change what was booked."""
    _by_hand(session, "UPDATE ledger_line SET part = 'paid' WHERE part = 'reserve_left'")


MOVEMENT = (
    "INSERT INTO movement (account_id, kind, cents, gives, takes, ground, reference, external_reference, at, "
    "actor_key) VALUES (:account, 'add', 5, 'out', 'in', '', '', '', :at, 'attacker')"
)
STANDING_LINE = (
    "INSERT INTO standing_commitment (area_code, subject, label, year, line, previous_line, before_cents, cents, "
    "after_cents, reference, made_at, made_by_key) SELECT area_code, subject, label, year, 2, 1, 7, 1, 8, reference, "
    "made_at, made_by_key FROM standing_commitment WHERE year = :year"
)
LINE = (
    "INSERT INTO ledger_line (movement_id, side, account_id, part, subject, moved, cents) "
    "VALUES (:movement, 'in', :account, 'available', '', :moved, :moved)"
)


def _by_hand(session: Session, statement: str, **values: Any) -> None:
    session.execute(text(statement), values)
    if not statement.startswith("INSERT"):
        session.commit()


def _move(session: Session, kind: MovementKind, cents: int, area: str = MEENT, **subjects: str) -> None:
    with act(session, FINANCE, NOW, "attack") as a:
        commit_money(a, _account_id(session, area), kind, cents, "attack", **subjects)


def _account_id(session: Session, area: str = MEENT) -> int:
    account = find_account(session, YEAR, area)
    assert account is not None
    number = account.id
    session.expire_all()
    return number


def try_often(database: Database, attack: Attack, number: int) -> int:
    """How often the attack got its way; what the product or the database refuses does not count."""
    won = 0
    for time in range(TIMES):
        with database.writing() as session:
            try:
                attack(session, number * TIMES + time)
                won += 1
            except (Refused, SQLAlchemyError):
                session.rollback()
    return won


def die_at(database: Database, statement: int) -> None:
    """Let the process be killed just after its nth statement, in the middle of an act."""
    said = 0

    @event.listens_for(database.engine, "after_cursor_execute")
    def count(*_: object) -> None:
        nonlocal said
        said += 1
        if said == statement:
            os.kill(os.getpid(), signal.SIGKILL)


ATTACKS: dict[str, Attack] = {
    each.__name__: each
    for each in (spend, pay, ask, share_again, fix, fix_alone, spend_in_closed_year, unbalance, go_below_zero,
                 book_one_side, rewrite_lines, report, rewrite_report, correct, begin_elsewhere, rewrite_standing,
                 *LARGE_ATTACKS)
}  # fmt: skip


def main(name: str, url: str, number: str = "0") -> None:
    database = Database(url, pool_size=1)
    if name == "die":
        die_at(database, int(number))
        name = "spend"
    print("ready", flush=True)
    sys.stdin.readline()
    print(try_often(database, ATTACKS[name], int(number)), flush=True)
    database.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
