"""Reads for the end of a year: what each account holds, what is open, what is saved, and what closing did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from areas.models import Area
from budget.models import Account, BudgetYear, Holding, Movement, Saving
from budget.queries.accounts import find_account
from budget.rules.closing import LONGEST_SAVING_YEARS, AccountAtEnd, HeldSaving, obstacles_to_closing, realised
from budget.rules.ledger import MovementKind, Part
from lives.messages import Message, msg
from logbook.refusals import NotFound
from settings.queries import current

SAVING_SETTING = "saving"


@dataclass(frozen=True)
class OpenCommitment:
    """What is promised and not paid at the end of the year, in cents or minutes."""

    account_id: int
    area: str
    unit: str
    subject: str
    amount: int
    asked: int


@dataclass(frozen=True)
class SavingNow:
    """A saving with what it holds, and the account that holds it; that account's year may still be open."""

    saving: Saving
    account_id: int
    held: int


@dataclass(frozen=True)
class YearOutcome:
    """What became of an area's money or hours in a year."""

    account_id: int
    area: str
    slug: str
    unit: str
    came_in: int
    realised: int
    carried: int
    saved: int
    lapsed: int


def accounts_at_end(session: Session, year: int) -> list[AccountAtEnd]:
    """Every account of the year, in euros and in minutes, in the order of their row numbers."""
    following = aliased(Account)
    is_next = (
        (following.year == Account.year + 1)
        & (following.area_code == Account.area_code)
        & (following.unit == Account.unit)
    )
    rows = session.execute(
        select(Account, Area.name, following.id)
        .join(Area, Area.code == Account.area_code)
        .outerjoin(following, is_next)
        .where(Account.year == year)
        .order_by(Account.id)
    ).all()
    savings = _savings_by_account(session, year)
    return [_at_end(account, name, next_id, savings.get(account.id, ())) for account, name, next_id in rows]


def obstacles_of(session: Session, year: BudgetYear, accounts: Sequence[AccountAtEnd], today: date) -> list[Message]:
    """Everything that stands in the way of closing the year today."""
    if year.fixed_at is None:
        return [msg("The shares of %(year)s are not fixed.", year=year.year)]
    earlier = select(func.min(BudgetYear.year)).where(
        BudgetYear.year < year.year, BudgetYear.fixed_at.is_not(None), BudgetYear.closed_at.is_(None)
    )
    return list(obstacles_to_closing(year.year, today, accounts, open_before=session.scalar(earlier)))


def open_commitments(session: Session, year: int) -> list[OpenCommitment]:
    """What is promised and not paid, by area."""
    rows = session.execute(
        select(Account, Area.name, Holding)
        .join(Account, Account.id == Holding.account_id)
        .join(Area, Area.code == Account.area_code)
        .where(Account.year == year, Holding.part == Part.PROMISED.value, Holding.cents > 0)
        .order_by(Area.code, Account.unit, Holding.subject)
    )
    return [OpenCommitment(a.id, name, a.unit, h.subject, h.cents, h.asked) for a, name, h in rows]


def find_commitment(session: Session, account_id: int, subject: str) -> OpenCommitment:
    """One open commitment. Raises NotFound."""
    account = session.get(Account, account_id)
    found = open_commitments(session, account.year) if account else []
    for each in found:
        if (each.account_id, each.subject) == (account_id, subject):
            return each
    raise NotFound(msg("There is no such open commitment."))


def savings_of_year(session: Session, year: int) -> list[SavingNow]:
    """What is saved in the accounts of that year, by area and age."""
    held = session.scalars(
        select(Holding)
        .join(Account, Account.id == Holding.account_id)
        .where(Account.year == year, Holding.part == Part.SAVED.value, Holding.cents > 0)
    )
    by_subject = {each.subject: each for each in held}
    order = (Saving.area_code, Saving.id)
    savings = session.scalars(select(Saving).where(Saving.id.in_(_numbers(by_subject))).order_by(*order))
    rows = ((saving, by_subject[f"save:{saving.id}"]) for saving in savings)
    return [SavingNow(saving, holding.account_id, holding.cents) for saving, holding in rows]


def find_saving(session: Session, saving_id: int) -> SavingNow:
    """A saving with the account that holds it now. Raises NotFound when nothing is left of it."""
    saving = session.get(Saving, saving_id)
    held = session.scalar(
        select(Holding).where(
            Holding.part == Part.SAVED.value, Holding.subject == f"save:{saving_id}", Holding.cents > 0
        )
    )
    if saving is None or held is None:
        raise NotFound(msg("Nothing is saved under this number."))
    return SavingNow(saving, held.account_id, held.cents)


def longest_saving(session: Session) -> int:
    """For how many years a neighbourhood may save, as the municipality set it."""
    chosen = current(session, SAVING_SETTING)
    return int(chosen["years"]) if chosen else LONGEST_SAVING_YEARS


def next_account(session: Session, account: Account) -> Account | None:
    """The same area's account of the next year, where that year is fixed."""
    return find_account(session, account.year + 1, account.area_code, account.unit)


def outcomes_of(session: Session, year: int, unit: str) -> list[YearOutcome]:
    """What became of the year's money per area, by code: what was carried out is told apart from what was saved."""
    sums = session.execute(
        select(Movement.account_id, func.sum(Movement.cents))
        .where(Movement.kind == MovementKind.CARRY_OUT_SAVED.value)
        .join(Account, Account.id == Movement.account_id)
        .where(Account.year == year)
        .group_by(Movement.account_id)
    )
    saved = {account_id: int(amount) for account_id, amount in sums}
    rows = session.execute(
        select(Account, Area.name, Area.slug)
        .join(Area, Area.code == Account.area_code)
        .where(Account.year == year, Account.unit == unit)
        .order_by(Area.code)
    )
    return [_outcome(account, name, slug, saved.get(account.id, 0)) for account, name, slug in rows]


def _outcome(account: Account, name: str, slug: str, saved: int) -> YearOutcome:
    came_in = account.allocated + account.carried_in + account.additions
    return YearOutcome(
        account.id, name, slug, account.unit, came_in, realised(account), account.carried_out - saved, saved,
        account.lapsed,
    )  # fmt: skip


def _numbers(subjects: Iterable[str]) -> list[int]:
    found = (subject.partition(":") for subject in subjects)
    return [int(number) for kind, _, number in found if kind == "save" and number.isdecimal()]


def _savings_by_account(session: Session, year: int) -> dict[int, tuple[HeldSaving, ...]]:
    ends = {f"save:{number}": last for number, last in session.execute(select(Saving.id, Saving.last_year))}
    rows = session.execute(
        select(Holding.account_id, Holding.subject, Holding.cents)
        .join(Account, Account.id == Holding.account_id)
        .where(Account.year == year, Holding.part == Part.SAVED.value, Holding.cents > 0)
        .order_by(Holding.subject)
    )
    found: dict[int, tuple[HeldSaving, ...]] = {}
    for account_id, subject, amount in rows:
        found[account_id] = (*found.get(account_id, ()), HeldSaving(subject, amount, ends.get(subject)))
    return found


def _at_end(account: Account, name: str, next_id: int | None, savings: Sequence[HeldSaving]) -> AccountAtEnd:
    return AccountAtEnd(
        account_id=account.id,
        next_id=next_id,
        year=account.year,
        area=name,
        unit=account.unit,
        standing=account.standing,
        ring_fenced=account.ring_fenced,
        promised=account.promised,
        reserve_left=account.reserve_left,
        available=account.available,
        savings=tuple(savings),
    )
