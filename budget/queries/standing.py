"""Reads of what years to come owe already, and of the shares of a year with what stands fixed in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import names_by_code
from budget.models import Account, BudgetYear, StandingCommitment
from budget.rules.plans import AreaShare, area_shares, plan_from_text


@dataclass(frozen=True)
class ShareRow:
    """An area's share before it is fixed, with what the council decided earlier that must be paid from it."""

    name: str
    share: AreaShare
    standing_cents: int

    @property
    def reserve_cents(self) -> int:
        """What can be kept for small plans: never more than is left after what stands fixed."""
        return min(self.share.reserve_cents, max(self.share.cents - self.standing_cents, 0))

    @property
    def shortfall_cents(self) -> int:
        return max(self.standing_cents - self.share.cents, 0)


def shares_shown(session: Session, year: BudgetYear) -> list[ShareRow]:
    """Every area's share by the year's own plan, by code."""
    names = names_by_code(session)
    owed: dict[str, int] = {}
    for each in standing_of_year(session, year.year):
        owed[each.area_code] = owed.get(each.area_code, 0) + each.cents
    shares = area_shares(plan_from_text(year.formula), year.total_cents, year.total_minutes)
    return [ShareRow(names.get(each.code, each.code), each, owed.get(each.code, 0)) for each in shares]


def standing_of_year(session: Session, year: int) -> Sequence[StandingCommitment]:
    """What that year owes already, by area."""
    chosen = select(StandingCommitment).where(StandingCommitment.year == year)
    return session.scalars(chosen.order_by(StandingCommitment.area_code, StandingCommitment.id)).all()


def all_standing(session: Session) -> Sequence[StandingCommitment]:
    """Everything that the council fixed for years to come, by area, what it is, and year."""
    order = (StandingCommitment.area_code, StandingCommitment.subject, StandingCommitment.year)
    return session.scalars(select(StandingCommitment).order_by(*order)).all()


def accounts_by_place(session: Session) -> set[tuple[int, str]]:
    """The years and areas that have an account."""
    return {(row.year, row.area_code) for row in session.execute(select(Account.year, Account.area_code))}
