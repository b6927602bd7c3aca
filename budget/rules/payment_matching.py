"""A file of paid amounts beside the books here: what is booked, what differs and is listed, what refuses the file.

For finance, who imports the file: first shown, then done, both by this one rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from budget.rules.ledger import MovementKind, Part
from budget.rules.life import PAYMENT_LIFE, PaymentBy, PaymentSituation, PaymentState, PaymentStep
from budget.rules.payments import (
    PAYABLE_PARTS,
    Booking,
    Books,
    Comparison,
    Difference,
    DifferenceKind,
    Fault,
    Held,
    PaidRow,
    RequestFacts,
)
from lives.messages import Euros, Message, msg
from lives.refused import Refused


def compare(rows: Sequence[PaidRow], books: Books) -> Comparison:
    """Hold the rows beside the books, by day and on one day payments before money that came back.

    A request of EUR 100.00 that was paid with EUR 90.00 is booked as EUR 90.00 and listed; a second row for it is
    listed and not booked. One fault refuses the file.
    """
    running = _Running(books)
    for row in sorted(rows, key=lambda row: (row.paid_on, row.cents < 0, row.line)):
        try:
            running.take(row)
        except _Wrong as wrong:
            running.faults.append(Fault(row.line, wrong.message))
    named = {row.request_id for row in rows}
    approved = (each for each in books.requests.values() if each.state is PaymentState.APPROVED)
    missing = [each for each in approved if each.id not in named]
    return Comparison(
        tuple(running.bookings),
        (*sorted(running.differences, key=lambda each: each.line), *map(_missing, missing)),
        tuple(sorted(running.faults, key=lambda fault: fault.line)),
    )


def asked_by_part(cents: int, asked: Mapping[Part, int]) -> dict[Part, int]:
    """Where the cents that a request set apart stand now: the year-end split may have moved a part of them."""
    found: dict[Part, int] = {}
    for part in PAYABLE_PARTS:
        found[part] = min(cents, asked.get(part, 0))
        cents -= found[part]
    return found


class _Wrong(Refused):
    """This row cannot be booked, so the file is not."""


class _Running:
    """The books as they stand after the rows so far."""

    def __init__(self, books: Books) -> None:
        self.requests = dict(books.requests)
        self.held = dict(books.held)
        self.before, self.seen = books.vouchers, set[str]()
        self.bookings: list[Booking] = []
        self.differences: list[Difference] = []
        self.faults: list[Fault] = []

    def take(self, row: PaidRow) -> None:
        request = self.requests.get(row.request_id)
        if request is None or request.number != row.number:
            raise _Wrong(msg("There is no payment request %(number)s.", number=row.number))
        self._take_voucher(row.voucher)
        if row.cents < 0:
            self._take_back(row, request)
        elif PAYMENT_LIFE.may(
            PaymentStep.PAY, request.state, {PaymentBy.FINANCE}, PaymentSituation(is_corrected=request.is_corrected)
        ):
            self._pay(row, request)
        else:
            paid = request.state is PaymentState.PAID
            self._differ(DifferenceKind.PAID_ALREADY if paid else DifferenceKind.NOT_APPROVED, row, request, False)

    def _take_voucher(self, voucher: str) -> None:
        if voucher in self.seen:
            raise _Wrong(msg("Voucher %(voucher)s stands in this file twice.", voucher=voucher))
        if voucher in self.before:
            raise _Wrong(msg("Voucher %(voucher)s is booked already.", voucher=voucher))
        self.seen.add(voucher)

    def _pay(self, row: PaidRow, request: RequestFacts) -> None:
        apart = self._set_apart(request)
        delivered = request.is_closed or 0 < request.cents == apart[Part.DELIVERED]
        part = Part.DELIVERED if delivered else Part.PROMISED
        held = self._in(request, part)
        left = held.cents - held.asked + apart[part]
        if request.is_closed and not held.cents:
            raise _Wrong(_closed(request, msg("Nothing of this commitment was delivered in it.")))
        if row.cents > left:
            raise _Wrong(
                msg(
                    "%(paid)s is paid, but of this commitment only %(left)s is left.",
                    paid=Euros(row.cents),
                    left=Euros(left),
                )
            )
        for each, cents in apart.items():
            self._change(request, each, asked=-cents)
        self._change(request, part, cents=-row.cents)
        self._book(row, MovementKind.PAY_DELIVERED if delivered else MovementKind.PAY, request)
        if row.cents != request.cents:
            self._differ(DifferenceKind.AMOUNT, row, request, True)

    def _take_back(self, row: PaidRow, request: RequestFacts) -> None:
        if request.is_closed:
            raise _Wrong(_closed(request, msg("Money that comes back cannot be booked in it.")))
        if -row.cents > request.paid_cents:
            raise _Wrong(
                msg(
                    "%(back)s came back, but on %(number)s only %(paid)s is paid.",
                    back=Euros(-row.cents),
                    number=request.number,
                    paid=Euros(request.paid_cents),
                )
            )
        self._change(request, Part.PROMISED, cents=-row.cents)
        self._book(row, MovementKind.RETURN, request)

    def _book(self, row: PaidRow, kind: MovementKind, request: RequestFacts) -> None:
        self.bookings.append(Booking(row, kind, request))
        paid = request.paid_cents + row.cents
        self.requests[request.id] = replace(request, state=PaymentState.PAID, is_corrected=False, paid_cents=paid)

    def _set_apart(self, request: RequestFacts) -> dict[Part, int]:
        open_cents = request.cents if request.state is PaymentState.APPROVED else 0
        return asked_by_part(open_cents, {part: self._in(request, part).asked for part in PAYABLE_PARTS})

    def _in(self, request: RequestFacts, part: Part) -> Held:
        return self.held.get((request.account_id, part, request.subject), Held())

    def _change(self, request: RequestFacts, part: Part, cents: int = 0, asked: int = 0) -> None:
        held = self._in(request, part)
        place = (request.account_id, part, request.subject)
        self.held[place] = Held(held.cents + cents, held.asked + asked)

    def _differ(self, kind: DifferenceKind, row: PaidRow, request: RequestFacts, is_booked: bool) -> None:
        self.differences.append(
            Difference(kind, row.number, request.cents, row.cents, row.line, row.voucher, is_booked)
        )


def _closed(request: RequestFacts, because: Message) -> Message:
    return msg("The year %(year)s is closed. %(because)s", year=request.year, because=because)


def _missing(request: RequestFacts) -> Difference:
    return Difference(DifferenceKind.MISSING, request.number, request.cents)
