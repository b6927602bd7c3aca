"""The one door: every cent that moves comes through commit_money, for votes and for everything else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from budget.models import Account, LedgerLine, Movement
from budget.queries import held_by
from budget.rules import ledger
from budget.rules.ledger import SOURCES, WAYS, MovementKind
from lives.messages import msg
from logbook.refusals import NotFound
from logbook.services import Act


def commit_money(
    a: Act,
    account_id: int,
    kind: MovementKind,
    cents: int,
    ground: str,
    *,
    from_subject: str = "",
    to_subject: str = "",
    reference: str = "",
    external_reference: str = "",
) -> int:
    """Move money within an account as part of an act; the movement's number.

    Locks the account first. Raises NotEnoughMoney and AmountNotPositive; the database's CHECKs say the same.
    """
    account = _locked(a.session, account_id)
    asked = ledger.Movement(kind, cents, from_subject, to_subject)
    lines = ledger.lines_of(asked, _held(a.session, account, asked))
    for part, change in ledger.account_change(asked).items():
        setattr(account, part.value, getattr(account, part.value) + change)
    a.session.flush()
    movement = Movement(
        account_id=account_id,
        kind=kind.value,
        cents=cents,
        ground=ground,
        reference=reference,
        external_reference=external_reference,
        at=a.now,
        actor_key=a.actor.key,
    )
    a.session.add(movement)
    a.session.flush()
    _write_lines(a.session, movement, lines)
    return movement.id


def _write_lines(session: Session, movement: Movement, lines: Sequence[ledger.Line]) -> None:
    rows = [
        {
            "movement_id": movement.id,
            "account_id": movement.account_id,
            "part": line.part.value,
            "subject": line.subject,
            "cents": line.cents,
        }
        for line in lines
    ]
    session.execute(insert(LedgerLine), rows)


def _locked(session: Session, account_id: int) -> Account:
    account = session.scalar(
        select(Account).where(Account.id == account_id).with_for_update().execution_options(populate_existing=True)
    )
    if account is None:
        raise NotFound(msg("This area has no money of its own this year."))
    return account


def _held(session: Session, account: Account, asked: ledger.Movement) -> int:
    source = WAYS[asked.kind].source
    if source in SOURCES:
        return 0
    if asked.from_subject:
        return held_by(session, account.id, source, asked.from_subject)
    return int(getattr(account, source.value))
