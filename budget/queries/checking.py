"""Recomputing all money from its lines: for who wants to know whether the books are as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from budget.models import Account, BudgetYear, Holding, LedgerLine, Movement, PaymentRequest, StandingCommitment
from budget.queries.accounts import EUROS, MINUTES
from budget.queries.standing import booked_for, owed_in
from budget.rules.balance import is_balanced
from budget.rules.ledger import SOURCES, WITH_SUBJECT, Part
from budget.rules.standing import shortfall_of

OPEN_PAYMENTS = ("asked", "approved")


@dataclass(frozen=True)
class Fault:
    """What does not add up: which check, where, what it should be, and what stands there."""

    check: str
    where: str
    expected: int
    found: int


def check_books(session: Session) -> list[Fault]:
    """Every fault in the books, found by adding up all lines once more; empty when everything adds up."""
    checks = (_movements, _accounts, _identity, _holdings, _shares, _asked, _standing_lines, _set_apart)
    return [fault for check in checks for fault in check(session)]


def _movements(session: Session) -> Iterator[Fault]:
    """Each movement has two lines of its own amount, one out and one in, that sum to zero."""
    line = LedgerLine
    gain, loss = _sum_where(line.cents >= 0), _sum_where(line.cents < 0)
    rows = session.execute(
        select(Movement.id, Movement.cents, func.count(line.id), func.sum(line.cents), gain, loss)
        .outerjoin(line, line.movement_id == Movement.id)
        .group_by(Movement.id, Movement.cents)
        .order_by(Movement.id)
    )
    for number, cents, count, total, gained, lost in rows:
        where = f"movement {number}"
        if count != 2:
            yield Fault("two lines", where, 2, count)
        if total:
            yield Fault("zero sum", where, 0, int(total))
        if count == 2 and (gained, lost) != (cents, -cents):
            yield Fault("lines as large as their movement", where, cents, int(gained or 0))
    known = select(Movement.id)
    stray = select(line.id, line.cents).where(line.movement_id.not_in(known)).order_by(line.id)
    for number, cents in session.execute(stray):
        yield Fault("line without a movement", f"line {number}", 0, int(cents))


def _accounts(session: Session) -> Iterator[Fault]:
    """Each part of each account is the sum of its lines."""
    sums = session.execute(
        select(LedgerLine.account_id, LedgerLine.part, func.sum(LedgerLine.cents)).group_by(
            LedgerLine.account_id, LedgerLine.part
        )
    )
    by_lines = {(account_id, part): int(cents) for account_id, part, cents in sums}
    for account in _all_accounts(session):
        for part in Part:
            expected = by_lines.get((account.id, part.value), 0) * (-1 if part in SOURCES else 1)
            if expected != getattr(account, part.value):
                yield Fault("account as its lines", f"{_name(account)} {part}", expected, getattr(account, part.value))


def _identity(session: Session) -> Iterator[Fault]:
    """What came in lies somewhere, and no part is below zero."""
    for account in _all_accounts(session):
        parts = {part: getattr(account, part.value) for part in Part}
        if not is_balanced(parts):
            came_in = sum(parts[part] for part in SOURCES)
            yield Fault("identity", _name(account), came_in, sum(parts.values()) - came_in)


def _holdings(session: Session) -> Iterator[Fault]:
    """What each subject holds is the sum of its lines, and it is asked for at most that."""
    parts = [part.value for part in WITH_SUBJECT]
    line = LedgerLine
    sums = session.execute(
        select(line.account_id, line.part, line.subject, func.sum(line.cents))
        .where(line.part.in_(parts))
        .group_by(line.account_id, line.part, line.subject)
    )
    expected = {(account_id, part, subject): int(cents) for account_id, part, subject, cents in sums}
    held = {(each.account_id, each.part, each.subject): each for each in session.scalars(select(Holding))}
    for key in sorted(expected.keys() | held.keys()):
        found, where = held.get(key), f"account {key[0]} {key[1]} {key[2]}"
        cents = found.cents if found else 0
        if cents != expected.get(key, 0):
            yield Fault("holding as its lines", where, expected.get(key, 0), cents)
        if found and not 0 <= found.asked <= found.cents:
            yield Fault("asked within what is held", where, found.cents, found.asked)


def _shares(session: Session) -> Iterator[Fault]:
    """The shares of a fixed year sum to its total, in euros and in minutes."""
    sums = session.execute(
        select(Account.year, Account.unit, func.sum(Account.allocated)).group_by(Account.year, Account.unit)
    )
    allocated = {(year, unit): int(amount) for year, unit, amount in sums}
    for year in session.scalars(select(BudgetYear).order_by(BudgetYear.year)):
        is_fixed = year.fixed_at is not None
        for unit, total in ((EUROS, year.total_cents), (MINUTES, year.total_minutes)):
            expected = total if is_fixed else 0
            if allocated.get((year.year, unit), 0) != expected:
                yield Fault("shares", f"{year.year} {unit}", expected, allocated.get((year.year, unit), 0))


def _asked(session: Session) -> Iterator[Fault]:
    """What is set apart for payment is what the open requests ask."""
    wanted = session.execute(
        select(PaymentRequest.account_id, PaymentRequest.subject, func.sum(PaymentRequest.cents))
        .where(PaymentRequest.state.in_(OPEN_PAYMENTS))
        .group_by(PaymentRequest.account_id, PaymentRequest.subject)
    )
    requested = {(account_id, subject): int(cents) for account_id, subject, cents in wanted}
    rows = session.execute(
        select(Holding.account_id, Holding.subject, func.sum(Holding.asked)).group_by(
            Holding.account_id, Holding.subject
        )
    )
    apart = {(account_id, subject): int(cents) for account_id, subject, cents in rows}
    for key in sorted(requested.keys() | apart.keys()):
        if requested.get(key, 0) != apart.get(key, 0):
            where = f"account {key[0]} {key[1]}"
            yield Fault("asked as the open requests", where, requested.get(key, 0), apart.get(key, 0))


def _standing_lines(session: Session) -> Iterator[Fault]:
    """Each line of what stands fixed begins where the one before it ended, and none is missing or there twice."""
    line = StandingCommitment
    ends: dict[tuple[str, str, int], tuple[int, int]] = {}
    for each in session.scalars(select(line).order_by(line.area_code, line.subject, line.year, line.line, line.id)):
        key = (each.area_code, each.subject, each.year)
        number, after = ends.get(key, (0, 0))
        where = f"{each.year} {each.area_code} {each.subject} line {each.line}"
        if each.line != number + 1:
            yield Fault("line follows line", where, number + 1, each.line)
        if each.before_cents != after:
            yield Fault("line begins where the one before ended", where, after, each.before_cents)
        if each.after_cents != each.before_cents + each.cents:
            yield Fault("line adds up", where, each.before_cents + each.cents, each.after_cents)
        ends[key] = (each.line, each.after_cents)


def _set_apart(session: Session) -> Iterator[Fault]:
    """What is set apart in a year is what stands in it; what is missing is the shortfall."""
    for account in _all_accounts(session):
        due = owed_in(session, account)
        short = shortfall_of(due)
        if account.shortfall != short:
            yield Fault("shortfall", _name(account), short, account.shortfall)
        owed = {each.subject: each.owed_cents for each in due}
        for subject, booked in sorted(booked_for(session, account.id).items()):
            if booked > owed.get(subject, 0):
                yield Fault("set apart as it stands", f"{_name(account)} {subject}", owed.get(subject, 0), booked)


def _sum_where(chosen: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((chosen, LedgerLine.cents), else_=0)), 0)


def _all_accounts(session: Session) -> Sequence[Account]:
    return session.scalars(select(Account).order_by(Account.id)).all()


def _name(account: Account) -> str:
    return f"{account.year} {account.area_code} {account.unit}"
