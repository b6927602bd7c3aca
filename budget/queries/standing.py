"""Reads of what years to come owe: the newest line of each commitment, and how it came to be so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from areas.queries import municipality_code, names_by_code
from budget.models import Account, BudgetYear, LedgerLine, Movement, StandingCommitment
from budget.rules.ledger import MovementKind, Part
from budget.rules.plans import AreaShare, area_shares, plan_from_text
from budget.rules.standing import Owed
from lives.messages import Euros, msg
from lives.work import WorkItem
from logbook.actors import Actor, Role

SET_APART = (MovementKind.STAND.value, MovementKind.FREE_STANDING.value)


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


@dataclass(frozen=True)
class BeforeShares:
    """What comes off the whole pot of a year before it is divided, and what of that the pot cannot bear."""

    area_code: str
    owed_cents: int
    taken_cents: int

    @property
    def shortfall_cents(self) -> int:
        return self.owed_cents - self.taken_cents


def before_shares(session: Session, year: BudgetYear) -> BeforeShares:
    """What stands on the whole pot in that year; it stands in the name of the municipality's own area."""
    code = municipality_code(session) or ""
    owed = sum(each.after_cents for each in standing_of_year(session, year.year) if code and each.area_code == code)
    return BeforeShares(code, owed, min(owed, year.total_cents))


def off_before(session: Session, year: BudgetYear) -> BeforeShares:
    """What comes off, and for a fixed year what came off: the shares do not change any more."""
    now = before_shares(session, year)
    if year.fixed_at is None:
        return now
    shares = area_shares(plan_from_text(year.formula), year.total_cents, year.total_minutes)
    allocated = select(func.sum(Account.allocated)).where(Account.year == year.year, Account.unit == "eur")
    divided = allocated.where(Account.area_code != now.area_code)
    if any(each.code == now.area_code for each in shares):
        return now
    return BeforeShares(now.area_code, now.owed_cents, year.total_cents - int(session.scalar(divided) or 0))


def shares_shown(session: Session, year: BudgetYear) -> list[ShareRow]:
    """Every area's share by the year's own plan, by code; what the whole pot bears is off before."""
    names = names_by_code(session)
    off = off_before(session, year)
    owed: dict[str, int] = {}
    for each in standing_of_year(session, year.year):
        if each.area_code != off.area_code:
            owed[each.area_code] = owed.get(each.area_code, 0) + each.after_cents
    plan = plan_from_text(year.formula)
    shares = area_shares(plan, year.total_cents, year.total_minutes, off.taken_cents)
    return [ShareRow(names.get(each.code, each.code), each, owed.get(each.code, 0)) for each in shares]


def standing_of_year(session: Session, year: int) -> list[StandingCommitment]:
    """What stands in that year: the newest line of each commitment that owes anything, the oldest decision first."""
    lines = select(StandingCommitment).where(StandingCommitment.year == year).order_by(StandingCommitment.id)
    return [each for each in _newest(session.scalars(lines)) if each.after_cents]


def all_standing(session: Session, area_code: str | None = None) -> list[StandingCommitment]:
    """The newest line of every commitment (of one area), by area, what it is, and year; also what ended."""
    lines = select(StandingCommitment).order_by(StandingCommitment.id)
    if area_code is not None:
        lines = lines.where(StandingCommitment.area_code == area_code)
    return sorted(_newest(session.scalars(lines)), key=lambda each: (each.area_code, each.subject, each.year))


def newest_lines(session: Session, area_code: str, subject: str) -> dict[int, StandingCommitment]:
    """The newest line of each year of one commitment."""
    return {each.year: each for each in _newest(lines_of(session, subject, area_code))}


def lines_of(session: Session, subject: str, area_code: str | None = None) -> Sequence[StandingCommitment]:
    """Every line of a commitment: what was decided and each correction, by area, year and line."""
    chosen = select(StandingCommitment).where(StandingCommitment.subject == subject)
    if area_code is not None:
        chosen = chosen.where(StandingCommitment.area_code == area_code)
    order = (StandingCommitment.area_code, StandingCommitment.year, StandingCommitment.line)
    return session.scalars(chosen.order_by(*order)).all()


def areas_of(session: Session, subject: str) -> dict[str, str]:
    """The areas on which a subject stands, with what it is called there."""
    return {each.area_code: each.label for each in lines_of(session, subject)}


def owed_in(session: Session, account: Account) -> list[Owed]:
    """What each subject owes in this account's year and what was set apart for it, the oldest decision first."""
    if account.unit != "eur":
        return []
    booked = booked_for(session, account.id)
    chosen = select(StandingCommitment).filter_by(area_code=account.area_code, year=account.year)
    newest = _newest(session.scalars(chosen.order_by(StandingCommitment.id)))
    return [Owed(each.subject, each.after_cents, booked.get(each.subject, 0), each.reference) for each in newest]


def booked_for(session: Session, account_id: int) -> dict[str, int]:
    """What was set apart for each subject, less what came free: paid or not."""
    back = aliased(Movement)
    stood = Movement.kind.in_(SET_APART) | (back.kind == MovementKind.STAND.value)
    summed = (
        select(LedgerLine.subject, func.sum(LedgerLine.cents))
        .join(Movement, Movement.id == LedgerLine.movement_id)
        .outerjoin(back, back.id == Movement.corrects_id)
        .where(LedgerLine.account_id == account_id, LedgerLine.part == Part.STANDING.value, stood)
        .group_by(LedgerLine.subject)
    )
    return {subject: int(cents) for subject, cents in session.execute(summed)}


def accounts_short(session: Session) -> Sequence[Account]:
    """The open accounts that owe more than they have, by year and area."""
    short = select(Account).where(Account.shortfall > 0, Account.is_closed.is_(False))
    return session.scalars(short.order_by(Account.year, Account.area_code)).all()


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """For finance: every shortfall that is not solved yet. The law sets no day for it."""
    if not actor.has(Role.FINANCE):
        return []
    names = names_by_code(session)
    return [
        WorkItem(
            "shortfall", f"{names[each.area_code]} {each.year}", "budget.shortfall", {"account_id": each.id},
            each.area_code, None, msg("%(short)s is short, %(free)s is available", short=Euros(each.shortfall),
                                      free=Euros(each.available)),
        )
        for each in accounts_short(session)
    ]  # fmt: skip


def accounts_by_place(session: Session) -> set[tuple[int, str]]:
    """The years and areas that have an account."""
    return {(row.year, row.area_code) for row in session.execute(select(Account.year, Account.area_code))}


def _newest(lines: Iterable[StandingCommitment]) -> list[StandingCommitment]:
    """The last line of each commitment and year, in the order of their first lines."""
    found: dict[tuple[str, str, int], StandingCommitment] = {}
    for each in lines:
        key = (each.area_code, each.subject, each.year)
        if key not in found or each.line > found[key].line:
            found[key] = each
    return list(found.values())
