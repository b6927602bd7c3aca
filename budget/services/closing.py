"""The end of a year: commitments divided, money carried over, saved or added by the council, and the year closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import find_area
from budget.models import Account, BudgetYear, Saving
from budget.queries.accounts import find_account, find_year
from budget.queries.closing import accounts_at_end, next_account, obstacles_of
from budget.rules.closing import AccountAtEnd, CannotClose, closing_steps, seal_of_lapses
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services.ledger import commit_money, lock_account
from lives.messages import msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.permissions import require_administrator_or_finance, require_finance
from logbook.refusals import NotFound, Refusal
from logbook.services import Act, act

LONGEST_REFERENCE = 80


class NoReference(Refusal):
    """Only the council may do this, so its decision is named."""


class NoNextYear(Refusal):
    """There is no account to carry anything into."""


class ClosedBefore(Refusal):
    """A year is closed once."""


class YearMoved(Refusal):
    """What lapses is not what this person saw."""


def carry_over(session: Session, actor: Actor, now: datetime, account_id: int, cents: int, reference: str) -> None:
    """Take free money along to the same area's next year, by decision of the council.

    Raises NotAllowed, NoReference, NoNextYear, NotEnoughMoney and YearClosed.
    """
    require_finance(actor)
    decision = require_reference(reference)
    with act(session, actor, now, "carry_over", ground=decision, subject=f"account:{account_id}") as a:
        account, found = lock_with_next(a, account_id)
        following = require_next(account, found)
        ground = Ground.CARRIED_OVER
        commit_money(a, account.id, MovementKind.CARRY_OUT, cents, ground, reference=decision)
        commit_money(a, following.id, MovementKind.CARRY_IN, cents, ground, reference=decision)
        a.facts.update(cents=cents, from_year=account.year, to_year=following.year)


def add_money(
    session: Session, actor: Actor, now: datetime, year: int, area: str, unit: str, cents: int, reference: str
) -> None:
    """Add money or hours to an area's account, by decision of the council.

    Raises NotAllowed, NoReference, NotFound, AmountNotPositive and YearClosed.
    """
    require_finance(actor)
    decision = require_reference(reference)
    with act(session, actor, now, "add_money", ground=decision, subject=f"year:{year}") as a:
        account = find_account(session, year, find_area(session, area).code, unit)
        if account is None:
            raise NotFound(msg("This area has no money of its own this year."))
        commit_money(a, account.id, MovementKind.ADD, cents, Ground.ADDITION, reference=decision)
        a.facts.update(area=area, unit=unit, cents=cents)


def close_year(session: Session, actor: Actor, now: datetime, year: int, seen: str | None = None) -> None:
    """Close a year for good: reserves come free, savings go on, the rest lapses. Only payments of what was delivered
    still come after it.

    `seen` is the seal_of_lapses() that this person looked at. Raises NotAllowed, NotFound, ClosedBefore, CannotClose
    with everything that stands in the way, and YearMoved.
    """
    require_administrator_or_finance(actor)
    with act(session, actor, now, "close_year", subject=f"year:{year}") as a:
        found = _lock_year(session, year)
        _lock_accounts(session, year)
        accounts = accounts_at_end(session, year)
        obstacles = obstacles_of(session, found, accounts, day_of(now))
        if obstacles:
            raise CannotClose(year, obstacles)
        if seen is not None and seen != seal_of_lapses(accounts):
            raise YearMoved(msg("Something changed while you looked at the page. Look once more at what lapses."))
        for account in accounts:
            _close_account(a, account)
        found.closed_at, found.closed_by_key = now, actor.key
        a.facts["lapsed"] = {f"{each.area} {each.unit}": each.lapses for each in accounts}


def require_reference(reference: str) -> str:
    """The council's reference without spaces around it. Raises NoReference."""
    if not reference.strip():
        raise NoReference(msg("Fill in the reference of the council's decision."))
    if len(reference.strip()) > LONGEST_REFERENCE:
        raise NoReference(msg("Use at most 80 characters for the reference."))
    return reference.strip()


def lock_with_next(a: Act, account_id: int) -> tuple[Account, Account | None]:
    """This account and the same area's of the next year where there is one, both held. Raises NotFound."""
    account = a.session.get(Account, account_id)
    following = next_account(a.session, account) if account is not None else None
    if following is None:
        return lock_account(a.session, account_id), None
    # always in the same order, so that two acts never wait for each other
    held = {each: lock_account(a.session, each) for each in sorted((account_id, following.id))}
    return held[account_id], held[following.id]


def require_next(account: Account, following: Account | None) -> Account:
    """The next year's account. Raises NoNextYear."""
    if following is None:
        raise NoNextYear(msg("There is no money for %(year)s yet. Fix that year first.", year=account.year + 1))
    return following


def _lock_year(session: Session, year: int) -> BudgetYear:
    find_year(session, year)
    locked = select(BudgetYear).where(BudgetYear.year == year).with_for_update()
    found = session.scalars(locked.execution_options(populate_existing=True)).one()
    if found.closed_at is not None:
        raise ClosedBefore(msg("The year %(year)s was closed before.", year=year))
    return found


def _lock_accounts(session: Session, year: int) -> None:
    """This year's and the next one's, by row number: whoever locks more than one keeps this order."""
    both = select(Account).where(Account.year.in_((year, year + 1))).order_by(Account.id)
    session.scalars(both.with_for_update().execution_options(populate_existing=True)).all()


def _close_account(a: Act, account: AccountAtEnd) -> None:
    for step in closing_steps(account):
        commit_money(
            a, account.account_id, step.kind, step.amount, Ground.YEAR_END, from_subject=step.from_subject,
        )  # fmt: skip
        if step.kind is MovementKind.CARRY_OUT_SAVED and account.next_id is not None:
            commit_money(
                a, account.next_id, MovementKind.CARRY_IN_SAVED, step.amount, Ground.YEAR_END,
                to_subject=step.from_subject,
            )  # fmt: skip
    _end_savings(a.session, (each.subject for each in account.ends))
    a.session.get_one(Account, account.account_id).is_closed = True


def _end_savings(session: Session, subjects: Iterable[str]) -> None:
    wanted = set(subjects)
    for saving in session.scalars(select(Saving).where(Saving.state == "saving")):
        if f"save:{saving.id}" in wanted:
            saving.state = "lapsed"
