"""Reads of the money: years, accounts, and what a subject holds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import Area
from budget.models import Account, BudgetYear, Holding, Movement
from budget.rules.ledger import Part
from lives.messages import msg
from logbook.refusals import NotFound

EUROS = "eur"
MINUTES = "minutes"


def find_year(session: Session, year: int) -> BudgetYear:
    """The budget year. Raises NotFound."""
    found = session.get(BudgetYear, year)
    if found is None:
        raise NotFound(msg("There is no budget for %(year)s yet.", year=year))
    return found


def all_years(session: Session) -> Sequence[BudgetYear]:
    """Newest first."""
    return session.scalars(select(BudgetYear).order_by(BudgetYear.year.desc())).all()


def find_account(session: Session, year: int, area_code: str, unit: str = EUROS) -> Account | None:
    """The area's account in that year, or None when the year is not fixed or the area has no share."""
    return session.scalar(select(Account).filter_by(year=year, area_code=area_code, unit=unit))


def accounts_of_year(session: Session, year: int, unit: str = EUROS) -> Sequence[tuple[Account, str, str]]:
    """Each account of the year with its area's name and address, by area code."""
    rows = session.execute(
        select(Account, Area.name, Area.slug)
        .join(Area, Area.code == Account.area_code)
        .where(Account.year == year, Account.unit == unit)
        .order_by(Area.code)
    )
    return [(account, name, slug) for account, name, slug in rows]


def share_cents(session: Session, year: int | None, area_code: str) -> int | None:
    """What came in for the area that year (share, carried in, additions), or None when not fixed yet."""
    account = find_account(session, year, area_code) if year is not None else None
    return None if account is None else account.allocated + account.carried_in + account.additions


def held_by(session: Session, account_id: int, part: Part, subject: str) -> int:
    """How many cents of a part are held for a subject."""
    held = select(Holding.cents).where(
        Holding.account_id == account_id, Holding.part == part.value, Holding.subject == subject
    )
    return session.scalar(held) or 0


def holdings_of(session: Session, account_id: int, *parts: Part) -> Sequence[Holding]:
    """What subjects hold now of these parts (of all parts when none is named), the largest first."""
    chosen = select(Holding).where(Holding.account_id == account_id, Holding.cents > 0)
    if parts:
        chosen = chosen.where(Holding.part.in_([part.value for part in parts]))
    return session.scalars(chosen.order_by(Holding.cents.desc(), Holding.subject)).all()


def movements_of(session: Session, account_id: int) -> Sequence[Movement]:
    """Every movement of an account, oldest first."""
    return session.scalars(select(Movement).filter_by(account_id=account_id).order_by(Movement.id)).all()
