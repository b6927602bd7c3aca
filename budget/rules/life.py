"""The life of a payment request: asked, approved or refused, and paid as the municipality's own books say.

For finance, who decides about what somebody else asked; nothing is paid before that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import msg


class PaymentState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"


class PaymentStep(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    PAY = "pay"


class PaymentBy(StrEnum):
    FINANCE = "finance"


@dataclass(frozen=True)
class PaymentSituation:
    """What the table asks about a payment request."""

    is_by_another: bool = True
    """Whether somebody else than the actor asked for it."""
    is_corrected: bool = False
    """Whether the payment that was booked has been taken back."""


def is_by_another(situation: PaymentSituation) -> bool:
    return situation.is_by_another


def is_corrected(situation: PaymentSituation) -> bool:
    return situation.is_corrected


_ANOTHER = Condition(is_by_another, msg("somebody else asked for this payment"))
_CORRECTED = Condition(is_corrected, msg("the payment that was booked has been corrected"))

_FINANCE = frozenset({PaymentBy.FINANCE})
_TWO_PEOPLE = msg("Two people decide about money")
_BOOKS = msg("The municipality's own books")

_S = PaymentState
_PAYMENT_ROWS: tuple[Row[PaymentState, PaymentSituation], ...] = (
    Row(PaymentStep.APPROVE, _S.ASKED, _S.APPROVED, _FINANCE, _TWO_PEOPLE, (_ANOTHER,)),
    Row(PaymentStep.REFUSE, _S.ASKED, _S.REFUSED, _FINANCE, _TWO_PEOPLE, (_ANOTHER,)),
    Row(PaymentStep.PAY, _S.APPROVED, _S.PAID, _FINANCE, _BOOKS),
    Row(PaymentStep.PAY, _S.PAID, _S.PAID, _FINANCE, _BOOKS, (_CORRECTED,)),
)

PAYMENT_WORDS = (
    (_S.ASKED, msg("Asked for")),
    (_S.APPROVED, msg("Approved")),
    (_S.REFUSED, msg("Refused")),
    (_S.PAID, msg("Paid")),
    (PaymentStep.APPROVE, msg("approve the payment")),
    (PaymentStep.REFUSE, msg("refuse the payment")),
    (PaymentStep.PAY, msg("book the payment")),
    (PaymentBy.FINANCE, msg("somebody of finance")),
)

PAYMENT_LIFE: Lifecycle[PaymentState, PaymentSituation] = Lifecycle(
    "payment",
    msg("The life of a payment"),
    PaymentState.ASKED,
    _PAYMENT_ROWS,
    tuple((str(code), word) for code, word in PAYMENT_WORDS),
)
