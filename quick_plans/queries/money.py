"""What is left for small plans: the reserve of the area in the year that pays now, and its hours of staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from budget.queries import MINUTES, accounts_of_year, find_account
from lives.periods import day_of


@dataclass(frozen=True)
class Reserve:
    """An area with what is left of its reserve."""

    area_code: str
    area_name: str
    left_cents: int


def paying_year(now: datetime) -> int:
    """The year of this day in Amsterdam pays."""
    return day_of(now).year


def reserve_left(session: Session, area_code: str, now: datetime) -> int | None:
    """Cents left for small plans of this area, or None while its year is not fixed or is closed."""
    account = find_account(session, paying_year(now), area_code)
    return None if account is None or account.is_closed else account.reserve_left


def minutes_left(session: Session, area_code: str, now: datetime) -> int | None:
    """Minutes of staff that are available, or None where the year has no hours."""
    account = find_account(session, paying_year(now), area_code, MINUTES)
    return None if account is None or account.is_closed else account.available


def reserves(session: Session, now: datetime) -> list[Reserve]:
    """Every area with its reserve of this year, by area code."""
    rows = accounts_of_year(session, paying_year(now))
    return [Reserve(a.area_code, name, a.reserve_left) for a, name, _slug in rows if not a.is_closed]
