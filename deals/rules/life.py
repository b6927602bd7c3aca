"""The life of a deal: from concept to settled or ended early, who may take which step, and on what condition.

For coordinators, who make and end deals, and finance, which settles the larger ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import Message, msg


class DealState(StrEnum):
    CONCEPT = "concept"
    ACTIVE = "in_execution"
    SETTLING = "settling"
    COMPLETED = "done"
    TERMINATED = "terminated"


class DealStep(StrEnum):
    ACTIVATE = "activate"
    END = "end"
    TERMINATE = "terminate"
    SETTLE = "settle"


class By(StrEnum):
    """Who acts: the coordinator of the area, finance, or the partner of this deal."""

    COORDINATOR = "coordinator"
    FINANCE = "finance"
    PARTNER = "partner"


@dataclass(frozen=True)
class DealSituation:
    """What the table asks about a deal."""

    is_complete: bool = False
    has_result: bool = False
    has_reason: bool = False
    is_small: bool = False
    has_papers: bool = False
    was_terminated: bool = False
    payments_waiting: int = 0


def is_complete(situation: DealSituation) -> bool:
    return situation.is_complete


def has_result(situation: DealSituation) -> bool:
    return situation.has_result


def has_reason(situation: DealSituation) -> bool:
    return situation.has_reason


def is_small(situation: DealSituation) -> bool:
    return situation.is_small


def is_larger(situation: DealSituation) -> bool:
    return not situation.is_small


def has_papers(situation: DealSituation) -> bool:
    return situation.has_papers


def was_terminated(situation: DealSituation) -> bool:
    return situation.was_terminated


def ran_its_course(situation: DealSituation) -> bool:
    return not situation.was_terminated


def no_payment_waits(situation: DealSituation) -> bool:
    return situation.payments_waiting == 0


_COMPLETE = Condition(is_complete, msg("the planned result and the last day are filled in"))
_RESULT = Condition(has_result, msg("the result is written down"))
_REASON = Condition(has_reason, msg("there is a reason"))
_SMALL = Condition(is_small, msg("the amount is small enough to settle at once"))
_LARGER = Condition(is_larger, msg("the amount needs a report"))
_PAPERS = Condition(has_papers, msg("the report is there, and for a large amount the financial report too"))
_EARLY = Condition(was_terminated, msg("the deal was ended early"))
_COURSE = Condition(ran_its_course, msg("the deal ran its course"))
_NONE_WAITS = Condition(no_payment_waits, msg("no payment is still waiting"))

_COORDINATOR = frozenset({By.COORDINATOR})
_FINANCE = frozenset({By.FINANCE})

_DEAL: Message = msg("Agreements of the deal")
_SETTLEMENT: Message = msg("Settlement by amount")

_S, _T = DealState, DealStep
_DEAL_ROWS: tuple[Row[DealState, DealSituation], ...] = (
    Row(_T.ACTIVATE, _S.CONCEPT, _S.ACTIVE, _COORDINATOR, _DEAL, (_COMPLETE,)),
    Row(_T.END, _S.ACTIVE, _S.COMPLETED, _COORDINATOR, _SETTLEMENT, (_RESULT, _NONE_WAITS, _SMALL)),
    Row(_T.END, _S.ACTIVE, _S.SETTLING, _COORDINATOR, _SETTLEMENT, (_RESULT, _LARGER)),
    Row(_T.TERMINATE, _S.CONCEPT, _S.TERMINATED, _COORDINATOR, _DEAL, (_REASON, _NONE_WAITS)),
    Row(_T.TERMINATE, _S.ACTIVE, _S.TERMINATED, _COORDINATOR, _SETTLEMENT, (_REASON, _NONE_WAITS, _SMALL)),
    Row(_T.TERMINATE, _S.ACTIVE, _S.SETTLING, _COORDINATOR, _SETTLEMENT, (_REASON, _LARGER)),
    Row(_T.SETTLE, _S.SETTLING, _S.COMPLETED, _FINANCE, _SETTLEMENT, (_PAPERS, _NONE_WAITS, _COURSE)),
    Row(_T.SETTLE, _S.SETTLING, _S.TERMINATED, _FINANCE, _SETTLEMENT, (_PAPERS, _NONE_WAITS, _EARLY)),
)

DEAL_WORDS = (
    (_S.CONCEPT, msg("In preparation")),
    (_S.ACTIVE, msg("Being carried out")),
    (_S.SETTLING, msg("Being settled")),
    (_S.COMPLETED, msg("Finished")),
    (_S.TERMINATED, msg("Ended early")),
    (_T.ACTIVATE, msg("let the deal begin")),
    (_T.END, msg("end the deal")),
    (_T.TERMINATE, msg("end the deal early")),
    (_T.SETTLE, msg("settle the deal")),
    (By.COORDINATOR, msg("the coordinator")),
    (By.FINANCE, msg("finance")),
    (By.PARTNER, msg("the partner")),
)

DEAL_LIFE: Lifecycle[DealState, DealSituation] = Lifecycle(
    "deal",
    msg("The life of a deal"),
    DealState.CONCEPT,
    _DEAL_ROWS,
    tuple((str(code), word) for code, word in DEAL_WORDS),
)
