"""Reads of payment requests: of a subject, of the whole municipality by state, and as work for finance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from areas.models import Area
from budget.models import Account, Holding, Movement, PaymentImport, PaymentRequest
from budget.queries.accounts import EUROS
from budget.rules.life import PaymentState
from budget.rules.payments import PAYABLE_PARTS, payment_number
from lives.messages import Euros, msg
from lives.work import WorkItem
from logbook.actors import Actor, Role
from logbook.refusals import NotFound

PAGE_SIZE = 50
MOST_WORK = 100
OLDEST_FIRST = frozenset({PaymentState.ASKED, PaymentState.APPROVED})
"""States in which somebody has to do something."""


@dataclass(frozen=True)
class PaymentRow:
    """A payment request as a list shows it, with what was booked for it."""

    request: PaymentRequest
    year: int
    area_code: str
    area: str
    paid_cents: int | None = None
    voucher: str = ""
    is_corrected: bool = False

    @property
    def number(self) -> str:
        return payment_number(self.request.id, self.year)

    @property
    def shown_state(self) -> str:
        return "corrected" if self.is_corrected else self.request.state


@dataclass(frozen=True)
class PaymentFilter:
    """What somebody wants to see: one state, and perhaps one area or year; `after` is the last number seen."""

    state: PaymentState
    area_code: str = ""
    year: int | None = None
    after: int | None = None


def payments_of(session: Session, subject: str) -> Sequence[PaymentRequest]:
    """Everything asked for a commitment, oldest first."""
    return session.scalars(select(PaymentRequest).filter_by(subject=subject).order_by(PaymentRequest.id)).all()


def free_to_ask(session: Session, subject: str) -> dict[int, int]:
    """What of a commitment in euros is not asked yet: cents by account number, the newest year first."""
    free, parts = func.sum(Holding.cents - Holding.asked), [part.value for part in PAYABLE_PARTS]
    chosen = (
        select(Account.id, free)
        .join(Holding, Holding.account_id == Account.id)
        .where(Holding.subject == subject, Holding.part.in_(parts), Account.unit == EUROS)
        .group_by(Account.id, Account.year)
        .having(free > 0)
        .order_by(Account.year.desc(), Account.id)
    )
    return {account_id: int(cents) for account_id, cents in session.execute(chosen)}


def corrected_among(session: Session, requests: Iterable[PaymentRequest]) -> set[int]:
    """Which of these requests had their payment taken back: their money lies with the commitment again."""
    by_movement = {each.movement_id: each.id for each in requests if each.movement_id is not None}
    back = select(Movement.corrects_id).where(Movement.corrects_id.in_(by_movement))
    return {by_movement[corrected] for corrected in session.scalars(back) if corrected is not None}


def find_payment(session: Session, request_id: int) -> PaymentRow:
    """One payment request. Raises NotFound."""
    found = session.execute(_rows().where(PaymentRequest.id == request_id)).first()
    if found is None:
        raise NotFound(msg("There is no such payment request."))
    return _row(found)


def list_payments(session: Session, wanted: PaymentFilter, limit: int = PAGE_SIZE) -> list[PaymentRow]:
    """The requests in that state: what waits oldest first, what is done newest first; one more than `limit`."""
    number = PaymentRequest.id
    is_up = wanted.state in OLDEST_FIRST
    chosen = _rows().where(PaymentRequest.state == wanted.state.value, *_narrowed(wanted))
    if wanted.after is not None:
        chosen = chosen.where(number > wanted.after if is_up else number < wanted.after)
    ordered = chosen.order_by(number if is_up else number.desc()).limit(limit + 1)
    return [_row(each) for each in session.execute(ordered)]


def all_approved(session: Session, wanted: PaymentFilter) -> list[PaymentRow]:
    """Every request that is approved and not paid, oldest first: what the municipality's own books must pay."""
    chosen = _rows().where(PaymentRequest.state == PaymentState.APPROVED.value, *_narrowed(wanted))
    return [_row(each) for each in session.execute(chosen.order_by(PaymentRequest.id))]


def count_by_state(session: Session) -> dict[str, tuple[int, int]]:
    """How many requests are in each state, and how many cents they ask together."""
    counted = select(PaymentRequest.state, func.count(), func.sum(PaymentRequest.cents)).group_by(PaymentRequest.state)
    return {state: (number, int(cents)) for state, number, cents in session.execute(counted)}


def payment_years(session: Session) -> Sequence[int]:
    """The years in which something was asked, newest first."""
    chosen = select(Account.year).join(PaymentRequest, PaymentRequest.account_id == Account.id)
    return session.scalars(chosen.distinct().order_by(Account.year.desc())).all()


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """For finance: the requests of others that wait for a decision, oldest first. The law sets no day for it."""
    if not actor.has(Role.FINANCE):
        return []
    waits = _rows().where(PaymentRequest.state == PaymentState.ASKED.value, PaymentRequest.asked_by_key != actor.key)
    rows = [_row(each) for each in session.execute(waits.order_by(PaymentRequest.id).limit(MOST_WORK))]
    return [_work(row) for row in rows if actor.has(Role.FINANCE, row.area_code)]


def all_imports(session: Session) -> Sequence[PaymentImport]:
    """Every import of paid amounts, newest first."""
    return session.scalars(select(PaymentImport).order_by(PaymentImport.id.desc())).all()


def find_import(session: Session, import_id: int) -> PaymentImport:
    """One import with its rows and its differences. Raises NotFound."""
    found = session.get(PaymentImport, import_id)
    if found is None:
        raise NotFound(msg("There is no such import."))
    return found


def _rows() -> Select[PaymentRequest, int, str, str, Movement, int]:
    back = aliased(Movement)
    return (
        select(PaymentRequest, Account.year, Account.area_code, Area.name, Movement, back.id)
        .join(Account, Account.id == PaymentRequest.account_id)
        .join(Area, Area.code == Account.area_code)
        .outerjoin(Movement, Movement.id == PaymentRequest.movement_id)
        .outerjoin(back, back.corrects_id == Movement.id)
    )


def _row(found: Row[PaymentRequest, int, str, str, Movement, int]) -> PaymentRow:
    request, year, area_code, area, booked, back = found
    paid, voucher = (booked.cents, booked.external_reference) if booked else (None, "")
    return PaymentRow(request, year, area_code, area, paid, voucher, back is not None)


def _narrowed(wanted: PaymentFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.area_code:
        found.append(Account.area_code == wanted.area_code)
    if wanted.year is not None:
        found.append(Account.year == wanted.year)
    return found


def _work(row: PaymentRow) -> WorkItem:
    note = msg("Payment %(number)s of %(cents)s", number=row.number, cents=Euros(row.request.cents))
    values = {"payment_id": row.request.id}
    return WorkItem("payment", row.request.purpose, "budget.payment", values, row.area_code, None, note)
