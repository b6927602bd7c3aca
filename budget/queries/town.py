"""Reads of all accounts of a year together, for the page of the whole town."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import Area
from budget.models import Account, BudgetYear


def years_with_money(session: Session) -> Sequence[int]:
    """Fixed years, the newest first."""
    return session.scalars(
        select(BudgetYear.year).where(BudgetYear.fixed_at.is_not(None)).order_by(BudgetYear.year.desc())
    ).all()


def accounts_by_area(session: Session, year: int) -> list[tuple[Area, list[Account]]]:
    """Each area with its accounts of the year, in euros and in minutes, by name: one statement."""
    rows = session.execute(
        select(Area, Account)
        .join(Account, Account.area_code == Area.code)
        .where(Account.year == year)
        .order_by(Area.name, Area.code, Account.unit)
    ).all()
    grouped = groupby(rows, key=lambda row: row[0].code)
    return [(found[0][0], [account for _area, account in found]) for found in (list(group) for _, group in grouped)]
