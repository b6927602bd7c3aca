"""Opening the accounts of a year as part of fixing it: share, what stands fixed already, reserve."""

from __future__ import annotations

from fractions import Fraction

from sqlalchemy import select

from budget.models import Account, BudgetYear
from budget.queries.accounts import EUROS, MINUTES
from budget.queries.standing import BeforeShares, before_shares, standing_of_year
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.rules.plans import plan_from_text, shares_of
from budget.rules.shares import reserve_cents
from budget.services.ledger import commit_money
from budget.services.setting_apart import open_account, set_apart, tell_finance_of_shortfall
from logbook.services import Act


def open_accounts(a: Act, year: BudgetYear) -> dict[str, dict[str, int]]:
    """Give every area of the year its accounts; the shares by unit and code, for the log.

    What the whole pot bears comes into the municipality's own account, so that all accounts together are the pot.
    """
    plan = plan_from_text(year.formula)
    off = before_shares(a.session, year)
    shares = shares_of(plan, year.total_cents, year.total_minutes, off.taken_cents)
    part = Fraction(plan.reserve_percent, 100)
    for code, cents in _with_owing(a, year, off, shares.cents).items():
        account_id = _open(a, year, code, EUROS, cents)
        set_apart(a, account_id)
        _reserve(a, account_id, reserve_cents(shares.cents.get(code, 0), part))
    for code, minutes in shares.minutes.items():
        _reserve(a, _open(a, year, code, MINUTES, minutes), reserve_cents(minutes, part))
    return {EUROS: shares.cents, MINUTES: shares.minutes} | ({"before": {off.area_code: off.taken_cents}} if
                                                             off.taken_cents else {})  # fmt: skip


def tell_finance_of_shortfalls(a: Act, year: int) -> None:
    """Mail everybody of finance about each area that owes more than it has, in the act that fixes the year."""
    short = select(Account).where(Account.year == year, Account.shortfall > 0).order_by(Account.area_code)
    found = a.session.scalars(short).all()
    if found:
        a.facts["shortfall"] = {account.area_code: account.shortfall for account in found}
    for account in found:
        tell_finance_of_shortfall(a, account)


def _with_owing(a: Act, year: BudgetYear, off: BeforeShares, shares: dict[str, int]) -> dict[str, int]:
    """What each account gets: the shares, what is off before, and nothing for an area that only owes."""
    found = dict(shares)
    for each in standing_of_year(a.session, year.year):
        found.setdefault(each.area_code, 0)
    if off.taken_cents:
        found[off.area_code] += off.taken_cents
    return found


def _open(a: Act, year: BudgetYear, code: str, unit: str, amount: int) -> int:
    account = open_account(a.session, year.year, code, unit)
    if amount:
        commit_money(a, account.id, MovementKind.ALLOCATE, amount, Ground.SHARE, reference=year.reference)
    return account.id


def _reserve(a: Act, account_id: int, amount: int) -> None:
    fits = min(amount, a.session.get_one(Account, account_id).available)
    if fits:
        commit_money(a, account_id, MovementKind.RESERVE, fits, Ground.RESERVE)
