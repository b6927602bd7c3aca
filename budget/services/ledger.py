"""The one door: every cent that moves comes through commit_money, for votes and for everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from budget.models import Account, Holding, LedgerLine, Movement
from budget.queries.accounts import held_by
from budget.rules import ledger
from budget.rules.ledger import MovementKind, Part
from lives.messages import Euros, msg
from logbook.refusals import NotFound, Refusal
from logbook.services import Act


class AskedAlready(Refusal):
    """What is asked for payment cannot go elsewhere."""


class CorrectedBefore(Refusal):
    """A movement is taken back once."""


@dataclass(frozen=True)
class Papers:
    """Why money moves and where that is written: kept with the movement for good."""

    ground: str
    reference: str = ""
    external_reference: str = ""
    corrects_id: int | None = None


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
    asked_cents: int = 0,
) -> int:
    """Move money within an account as part of an act; the movement's number.

    Locks the account first. `asked_cents` of what leaves was asked for payment and is asked no more. Raises
    NotEnoughMoney, AmountNotPositive, YearClosed, PromisesStopped, AskedAlready; the database's constraints say
    the same.
    """
    account = lock_account(a.session, account_id)
    asked = ledger.Movement(kind, cents, from_subject, to_subject)
    return _move(a, account, asked, Papers(ground, reference, external_reference), asked_cents)


def correct_movement(a: Act, movement_id: int, ground: str, reference: str = "") -> int:
    """Take a movement back by a new one that goes the same way back; the new movement's number.

    Raises NotFound, NotCorrectable, CorrectedBefore, YearClosed, and NotEnoughMoney where the money has moved on.
    """
    found = a.session.get(Movement, movement_id)
    if found is None:
        raise NotFound(msg("There is no such movement."))
    account = lock_account(a.session, found.account_id)
    if a.session.scalar(select(Movement.id).where(Movement.corrects_id == movement_id)) is not None:
        raise CorrectedBefore(msg("This movement was taken back before."))
    sides = {line.side: line.subject for line in a.session.scalars(_lines_of(movement_id))}
    back = ledger.Movement(MovementKind.CORRECT, found.cents, sides["in"], sides["out"], MovementKind(found.kind))
    return _move(a, account, back, Papers(ground, reference, "", movement_id), 0)


def ask_for_payment(a: Act, account_id: int, part: Part, subject: str, cents: int) -> None:
    """Set a part of a commitment apart as asked for (or, below zero, free it again). Raises AskedAlready."""
    lock_account(a.session, account_id)
    holding = _holding(a.session, account_id, part, subject)
    free = holding.cents - holding.asked if holding else 0
    if holding is None or cents > free:
        raise AskedAlready(
            msg(
                "%(asked)s is asked, but of this commitment only %(free)s is left.",
                asked=Euros(cents),
                free=Euros(free),
            )
        )
    holding.asked += cents
    a.session.flush()


def lock_account(session: Session, account_id: int) -> Account:
    """The account, held by this transaction until it ends. Raises NotFound."""
    account = session.scalar(
        select(Account).where(Account.id == account_id).with_for_update().execution_options(populate_existing=True)
    )
    if account is None:
        raise NotFound(msg("This area has no money of its own this year."))
    return account


def _move(a: Act, account: Account, asked: ledger.Movement, papers: Papers, asked_cents: int) -> int:
    ledger.refuse_when_stopped(asked.kind, is_closed=account.is_closed, shortfall=account.shortfall, year=account.year)
    lines = ledger.lines_of(asked, _held(a.session, account, asked))
    _hold(a.session, account.id, lines, asked_cents)
    for part, change in ledger.account_change(asked).items():
        setattr(account, part.value, getattr(account, part.value) + change)
    a.session.flush()
    row = vars(papers) | {
        "ground": str(papers.ground), "account_id": account.id, "kind": asked.kind.value, "cents": asked.amount_cents,
        "gives": "out", "takes": "in", "at": a.now, "actor_key": a.actor.key,
    }  # fmt: skip
    number = a.session.scalars(insert(Movement).values(row).returning(Movement.id)).one()
    _write_lines(a.session, number, account.id, lines)
    return number


def _write_lines(session: Session, number: int, account_id: int, lines: Sequence[ledger.Line]) -> None:
    rows = [
        {
            "movement_id": number,
            "side": "out" if line.cents < 0 else "in",
            "account_id": account_id,
            "part": line.part.value,
            "subject": line.subject,
            "moved": abs(line.cents),
            "cents": line.cents,
        }
        for line in lines
    ]
    session.execute(insert(LedgerLine), rows)


def _hold(session: Session, account_id: int, lines: Sequence[ledger.Line], asked_cents: int) -> None:
    """Keep what each subject holds beside the lines, so that the database can refuse to go below it."""
    for line in lines:
        if not line.subject:
            continue
        found = _holding(session, account_id, line.part, line.subject)
        if found is None:
            found = Holding(account_id=account_id, part=line.part.value, subject=line.subject, cents=0, asked=0)
            session.add(found)
        found.cents += line.cents
        # what is asked for stays asked when it is delivered
        found.asked += _asked_change(line, asked_cents)
        if found.asked > found.cents:
            raise AskedAlready(
                msg("%(asked)s of this commitment is asked for payment.", asked=Euros(found.asked)),
                msg("Decide about the payment first."),
            )


def _asked_change(line: ledger.Line, asked_cents: int) -> int:
    if line.cents < 0:
        return -asked_cents
    return asked_cents if line.kind is MovementKind.DELIVER else 0


def _holding(session: Session, account_id: int, part: Part, subject: str) -> Holding | None:
    chosen = select(Holding).where(
        Holding.account_id == account_id, Holding.part == part.value, Holding.subject == subject
    )
    return session.scalar(chosen.with_for_update().execution_options(populate_existing=True))


def _lines_of(movement_id: int) -> Select[LedgerLine]:
    return select(LedgerLine).where(LedgerLine.movement_id == movement_id)


def _held(session: Session, account: Account, asked: ledger.Movement) -> int:
    if asked.from_subject:
        return held_by(session, account.id, asked.way.source, asked.from_subject)
    return int(getattr(account, asked.way.source.value))
