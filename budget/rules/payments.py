"""Payment requests and the municipality's own books: the number that both use, and what each says about a payment.

For finance, who imports paid amounts; how the two are held side by side stands in payment_matching.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from budget.rules.ledger import MovementKind, Part
from budget.rules.life import PaymentState
from lives.messages import Message, msg
from lives.refused import Refused

PAYABLE_PARTS = (Part.DELIVERED, Part.PROMISED)

_NUMBER = re.compile(r"LDB-([0-9]{4})-([0-9]{5,12})")
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}(?:[ .]?[0-9]){2}(?:[ .]?[A-Z]){4}(?:[ .]?[0-9]){10}(?![0-9])", re.IGNORECASE)


class NumberRefused(Refused):
    """This is no number of a payment request."""


def payment_number(request_id: int, year: int) -> str:
    """The number that people and the municipality's own books use: request 17 of 2026 is "LDB-2026-00017"."""
    return f"LDB-{year:04}-{request_id:05}"


def parse_number(number: str) -> tuple[int, int]:
    """The request and the year of "LDB-2026-00017": 17 and 2026. Raises NumberRefused."""
    found = _NUMBER.fullmatch(number.strip().upper())
    if found is None or payment_number(int(found[2]), int(found[1])) != found[0]:
        raise NumberRefused(msg("This is no payment number. A payment number looks like LDB-2026-00017."))
    return int(found[2]), int(found[1])


def parts_by_account(free: Mapping[int, int], cents: int) -> list[tuple[int, int]]:
    """From which account how much of a payment is asked: account numbers with cents, together exactly `cents`.

    `free` says what each account has left, in cents, in the order in which they pay. One account pays all if one can;
    else one after the other, as far as each reaches. With EUR 300 left in the first and EUR 500 in the second, EUR 400
    comes from the second alone, and EUR 600 is EUR 300 from the first and EUR 300 from the second. Raises ValueError
    for more than there is, and for nothing.
    """
    if not 0 < cents <= sum(free.values()):
        raise ValueError(f"{cents} cents cannot be asked of {sum(free.values())}")
    enough = next((account for account, left in free.items() if left >= cents), None)
    if enough is not None:
        return [(enough, cents)]
    parts = []
    for account, left in free.items():
        part = min(left, cents)
        cents -= part
        if part:
            parts.append((account, part))
    return parts


def holds_bank_number(text: str) -> bool:
    """Whether a bank number stands in it, with or without spaces: those are never stored."""
    return bool(_IBAN.search(text))


@dataclass(frozen=True)
class PaidRow:
    """One paid amount by the municipality's own books, in cents; below zero it is money that came back."""

    line: int
    request_id: int
    number: str
    cents: int
    paid_on: date
    voucher: str


@dataclass(frozen=True)
class Fault:
    """Why nothing of the file is booked: the line of the file, and what is wrong there."""

    line: int
    message: Message


@dataclass(frozen=True)
class RequestFacts:
    """What stands here about a payment request; `paid_cents` is what was paid on it less what came back."""

    id: int
    number: str
    account_id: int
    subject: str
    cents: int
    state: PaymentState
    year: int
    is_closed: bool = False
    is_corrected: bool = False
    paid_cents: int = 0


Place = tuple[int, Part, str]
"""Account, part and subject."""


@dataclass(frozen=True)
class Held:
    """What a subject holds in a place, and how much of that is asked for payment."""

    cents: int = 0
    asked: int = 0


@dataclass(frozen=True)
class Books:
    """Everything here that a file of paid amounts is held beside."""

    requests: Mapping[int, RequestFacts]
    held: Mapping[Place, Held] = field(default_factory=dict)
    vouchers: frozenset[str] = frozenset()
    """Voucher numbers that are booked already."""


class DifferenceKind(StrEnum):
    AMOUNT = "amount"
    PAID_ALREADY = "paid_already"
    NOT_APPROVED = "not_approved"
    MISSING = "missing"


@dataclass(frozen=True)
class Difference:
    """Where the municipality's own books and the requests here do not say the same."""

    kind: DifferenceKind
    number: str
    asked_cents: int
    paid_cents: int = 0
    line: int = 0
    voucher: str = ""
    is_booked: bool = False


@dataclass(frozen=True)
class Booking:
    """A row as it moves money here."""

    row: PaidRow
    kind: MovementKind
    request: RequestFacts


@dataclass(frozen=True)
class Comparison:
    """What a file would do: nothing while there is a fault."""

    bookings: tuple[Booking, ...]
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]

    @property
    def booked_cents(self) -> int:
        return sum(each.row.cents for each in self.bookings)
