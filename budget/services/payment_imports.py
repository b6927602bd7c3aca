"""Paid amounts as the municipality's own books have them: booked from a file or by hand, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.models import PaymentImport, PaymentRequest
from budget.queries.payment_books import booked_import, books_beside
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.rules.life import PAYMENT_LIFE, PaymentBy, PaymentSituation, PaymentState, PaymentStep
from budget.rules.payment_file import check_day, read_file, read_voucher
from budget.rules.payment_matching import compare
from budget.rules.payments import Booking, Comparison, Fault, PaidRow
from budget.services.ledger import commit_money, lock_account
from budget.services.payments import free_asked, locked_payment
from lives.messages import Day, msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.permissions import require_finance
from logbook.refusals import Refusal
from logbook.services import Act, act

LONGEST_NAME = 120


class ImportRefused(Refusal):
    """The file has rows that cannot be booked, so nothing of it is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            msg("Nothing is booked: the file has faults. Rows with a fault: %(count)s.", count=len(faults))
        )
        self.faults = tuple(faults)


class ImportedBefore(Refusal):
    """Exactly this file is booked already."""


class PaymentNotBooked(Refusal):
    """This payment cannot be booked."""


@dataclass(frozen=True)
class PaymentFile:
    """A file as somebody chose it."""

    name: str
    content: bytes

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class PaidByHand:
    """One paid amount as finance types it; below zero it is money that came back."""

    cents: int
    paid_on: date
    voucher: str


def preview_import(session: Session, actor: Actor, now: datetime, file: PaymentFile) -> Comparison:
    """What booking this file would do now; changes nothing. Raises FileRefused, ImportedBefore, NotAllowed."""
    require_finance(actor)
    _refuse_twice(session, file)
    found = read_file(file.content, day_of(now))
    compared = compare(found.rows, books_beside(session, found.rows))
    faults = sorted((*found.faults, *compared.faults), key=lambda fault: fault.line)
    return Comparison(compared.bookings, compared.differences, tuple(faults))


def import_payments(session: Session, actor: Actor, now: datetime, file: PaymentFile) -> int:
    """Book every paid amount of the file in one act, and keep its list of differences; the import's row number.

    Raises FileRefused, ImportRefused with a fault per row, ImportedBefore and NotAllowed; then nothing is changed.
    """
    require_finance(actor)
    found = read_file(file.content, day_of(now))
    with act(session, actor, now, "import_payments", subject=f"payment_file:{file.hash[:16]}") as a:
        _lock_accounts(a, found.rows)
        _refuse_twice(session, file)
        compared = compare(found.rows, books_beside(session, found.rows))
        faults = sorted((*found.faults, *compared.faults), key=lambda fault: fault.line)
        if faults:
            raise ImportRefused(faults)
        for booking in compared.bookings:
            _book(a, booking)
        a.facts.update(file=file.hash, booked=len(compared.bookings), cents=compared.booked_cents)
        return _keep(a, file, found.rows, compared)


def pay_by_hand(session: Session, actor: Actor, now: datetime, request_id: int, paid: PaidByHand) -> int:
    """Book one paid amount with its voucher number, as a row of a file would be; the movement's number.

    Raises NotFound, NotAllowed, StepRefused, CellRefused and PaymentNotBooked.
    """
    with act(session, actor, now, "pay_by_hand", subject=f"payment:{request_id}") as a:
        locked_payment(a, request_id)
        if paid.cents == 0:
            raise PaymentNotBooked(msg("The amount must be more than zero."))
        voucher, day = read_voucher(paid.voucher), check_day(paid.paid_on, day_of(now))
        books = books_beside(session, [PaidRow(0, request_id, "", paid.cents, day, voucher)])
        request = books.requests[request_id]
        if paid.cents > 0:
            situation = PaymentSituation(is_corrected=request.is_corrected)
            PAYMENT_LIFE.take(PaymentStep.PAY, request.state, {PaymentBy.FINANCE}, situation)
        compared = compare([PaidRow(0, request_id, request.number, paid.cents, day, voucher)], books)
        if compared.faults:
            raise PaymentNotBooked(compared.faults[0].message)
        a.facts.update(cents=paid.cents, asked_cents=request.cents, voucher=voucher, paid_on=day.isoformat())
        return _book(a, compared.bookings[0])


def _lock_accounts(a: Act, rows: Iterable[PaidRow]) -> None:
    """Every account that the file touches, always in the same order, so that two files never wait for each other."""
    ids = {row.request_id for row in rows}
    chosen = select(PaymentRequest.account_id).where(PaymentRequest.id.in_(ids)).distinct()
    for account_id in sorted(a.session.scalars(chosen)):
        require_finance(a.actor, lock_account(a.session, account_id).area_code)


def _refuse_twice(session: Session, file: PaymentFile) -> None:
    before = booked_import(session, file.hash)
    if before is not None:
        raise ImportedBefore(
            msg("Exactly this file is booked already, on %(day)s.", day=Day(day_of(before.imported_at)))
        )


def _book(a: Act, booking: Booking) -> int:
    request = a.session.get_one(PaymentRequest, booking.request.id)
    if booking.kind is MovementKind.RETURN:
        return _move(a, booking, Ground.CAME_BACK)
    if request.state == PaymentState.APPROVED.value:
        free_asked(a, request)
    number = _move(a, booking, Ground.PAYMENT)
    request.state, request.movement_id, request.paid_on = PaymentState.PAID.value, number, booking.row.paid_on
    a.session.flush()
    return number


def _move(a: Act, booking: Booking, ground: Ground) -> int:
    subject = booking.request.subject
    return commit_money(
        a, booking.request.account_id, booking.kind, abs(booking.row.cents), ground, from_subject=subject,
        to_subject=subject, reference=booking.request.number, external_reference=booking.row.voucher,
    )  # fmt: skip


def _keep(a: Act, file: PaymentFile, rows: Sequence[PaidRow], compared: Comparison) -> int:
    kept = PaymentImport(
        file_name=file.name.strip()[:LONGEST_NAME] or "-",
        file_hash=file.hash,
        rows=_as_json(rows),
        differences=_as_json(compared.differences),
        imported_at=a.now,
        imported_by_key=a.actor.key,
    )
    a.session.add(kept)
    a.session.flush()
    return kept.id


def _as_json(found: Iterable[object]) -> str:
    return json.dumps([asdict(each) for each in found], default=str, ensure_ascii=False)  # type: ignore[call-overload]
