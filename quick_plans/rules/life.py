"""The life of a small plan: sent, then granted, refused, sent on or withdrawn; nothing moves by itself.

For proposers, and for coordinators who decide under a mandate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import msg


class QuickState(StrEnum):
    SENT = "sent"
    GRANTED = "granted"
    REFUSED = "refused"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class QuickStep(StrEnum):
    GRANT = "grant"
    REFUSE = "refuse"
    REFER = "refer"
    WITHDRAW = "withdraw"


class By(StrEnum):
    """Who acts: whoever thought the plan up or entered it, or another coordinator of its area."""

    PROPOSER = "proposer"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class QuickSituation:
    """What the table asks: the mandate of this person at this moment, doubts about the size, and the reason."""

    has_mandate: bool = False
    mandate_covers_amount: bool = False
    hard_grounds: int = 0
    open_doubts: int = 0
    has_reason: bool = False


def has_mandate(situation: QuickSituation) -> bool:
    return situation.has_mandate


def mandate_covers_amount(situation: QuickSituation) -> bool:
    return situation.mandate_covers_amount


def is_no_investment(situation: QuickSituation) -> bool:
    return situation.hard_grounds == 0


def has_no_open_doubt(situation: QuickSituation) -> bool:
    return situation.open_doubts == 0


def has_reason(situation: QuickSituation) -> bool:
    return situation.has_reason


_MANDATE = Condition(has_mandate, msg("you have a mandate for this area today"))
_COVERS = Condition(mandate_covers_amount, msg("your mandate goes up to this amount"))
_NO_INVESTMENT = Condition(is_no_investment, msg("the plan is no investment"))
_NO_DOUBT = Condition(has_no_open_doubt, msg("every doubt about plans that belong together is settled"))
_REASON = Condition(has_reason, msg("you write a reason that everyone can read"))

_FOR_A_GRANT = (_MANDATE, _COVERS, _NO_INVESTMENT, _NO_DOUBT)

_PROPOSER = frozenset({By.PROPOSER})
_COORDINATOR = frozenset({By.COORDINATOR})
_BY_MANDATE = msg("The mandate of the coordinator")
_QUICK = msg("Rules for small plans")

_S = QuickState
_QUICK_ROWS: tuple[Row[QuickState, QuickSituation], ...] = (
    Row(QuickStep.GRANT, _S.SENT, _S.GRANTED, _COORDINATOR, _BY_MANDATE, _FOR_A_GRANT),
    Row(QuickStep.REFUSE, _S.SENT, _S.REFUSED, _COORDINATOR, _BY_MANDATE, (_MANDATE, _REASON)),
    Row(QuickStep.REFER, _S.SENT, _S.REFERRED, _COORDINATOR, _QUICK, (_REASON,)),
    Row(QuickStep.WITHDRAW, _S.SENT, _S.WITHDRAWN, _PROPOSER, _QUICK),
)  # fmt: skip

QUICK_WORDS = (
    (_S.SENT, msg("Waits for an answer")),
    (_S.GRANTED, msg("Gets money")),
    (_S.REFUSED, msg("Gets no money")),
    (_S.REFERRED, msg("Sent on to another way")),
    (_S.WITHDRAWN, msg("Withdrawn")),
    (QuickStep.GRANT, msg("grant the small plan")),
    (QuickStep.REFUSE, msg("refuse the small plan")),
    (QuickStep.REFER, msg("send the small plan on")),
    (QuickStep.WITHDRAW, msg("withdraw the small plan")),
    (By.PROPOSER, msg("the proposer, or who entered the plan")),
    (By.COORDINATOR, msg("the coordinator")),
)

QUICK_LIFE: Lifecycle[QuickState, QuickSituation] = Lifecycle(
    "quick_plan",
    msg("The life of a small plan"),
    QuickState.SENT,
    _QUICK_ROWS,
    tuple((str(code), word) for code, word in QUICK_WORDS),
)
