"""Opening the accounts of a year as part of fixing it: share, what stands fixed already, reserve."""

from __future__ import annotations

from fractions import Fraction

from sqlalchemy import select

from accounts.queries import people_with_role
from areas.queries import find_area
from budget.models import Account, BudgetYear, StandingCommitment
from budget.queries.accounts import EUROS, MINUTES
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.rules.plans import plan_from_text, shares_of
from budget.rules.shares import reserve_cents
from budget.services.ledger import commit_money
from logbook.actors import Role
from logbook.services import Act
from notices.services import put_in_outbox


def open_accounts(a: Act, year: BudgetYear) -> dict[str, dict[str, int]]:
    """Give every area of the year its accounts; the shares by unit and code, for the log."""
    plan = plan_from_text(year.formula)
    shares = shares_of(plan, year.total_cents, year.total_minutes)
    part = Fraction(plan.reserve_percent, 100)
    for code, cents in shares.cents.items():
        account_id = _open(a, year, code, EUROS, cents)
        _book_standing(a, year, code, account_id)
        _reserve(a, account_id, reserve_cents(cents, part))
    for code, minutes in shares.minutes.items():
        _reserve(a, _open(a, year, code, MINUTES, minutes), reserve_cents(minutes, part))
    return {EUROS: shares.cents, MINUTES: shares.minutes}


def tell_finance_of_shortfalls(a: Act, year: int) -> None:
    """Mail everybody of finance about each area that owes more than it has, in the act that fixes the year."""
    short = select(Account).where(Account.year == year, Account.shortfall > 0).order_by(Account.area_code)
    found = {account.area_code: account.shortfall for account in a.session.scalars(short)}
    if found:
        a.facts["shortfall"] = found
    for code, cents in found.items():
        facts = {"area": find_area(a.session, code).name, "year": year, "cents": cents}
        for person in people_with_role(a.session, Role.FINANCE):
            put_in_outbox(a.session, person.email, "shortfall", facts, person.language, a.now)


def _open(a: Act, year: BudgetYear, code: str, unit: str, amount: int) -> int:
    account = Account(year=year.year, area_code=code, unit=unit)
    a.session.add(account)
    a.session.flush()
    if amount:
        commit_money(a, account.id, MovementKind.ALLOCATE, amount, Ground.SHARE, reference=year.reference)
    return account.id


def _book_standing(a: Act, year: BudgetYear, code: str, account_id: int) -> None:
    """What the council decided earlier comes first; what does not fit is the shortfall that everyone sees."""
    due = select(StandingCommitment).filter_by(area_code=code, year=year.year).order_by(StandingCommitment.id)
    for each in a.session.scalars(due).all():
        account = a.session.get_one(Account, account_id)
        fits = min(each.cents, account.available)
        if fits:
            commit_money(a, account_id, MovementKind.STAND, fits, Ground.STANDING, to_subject=each.subject,
                         reference=each.reference)  # fmt: skip
        account.shortfall += each.cents - fits
    a.session.flush()


def _reserve(a: Act, account_id: int, amount: int) -> None:
    fits = min(amount, a.session.get_one(Account, account_id).available)
    if fits:
        commit_money(a, account_id, MovementKind.RESERVE, fits, Ground.RESERVE)
