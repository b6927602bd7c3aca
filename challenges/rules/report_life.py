"""The life of a report by who took a task over: handed in, asked about, accepted; everyone reads it after that.

For organisations that account for public money, and the coordinator who reads along.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from challenges.rules.states import By
from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import msg


class ReportState(StrEnum):
    HANDED_IN = "handed_in"
    ASKED = "asked"
    """The coordinator has a question; who wrote the report answers it in a new text."""
    ACCEPTED = "accepted"


class ReportStep(StrEnum):
    ASK = "ask"
    ANSWER = "answer"
    ACCEPT = "accept"


@dataclass(frozen=True)
class ReportSituation:
    """What the table asks about a report."""

    has_question: bool = False
    is_newest_text: bool = False
    """The coordinator read the text that stands there now."""


def has_question(situation: ReportSituation) -> bool:
    return situation.has_question


def is_newest_text(situation: ReportSituation) -> bool:
    return situation.is_newest_text


_QUESTION = Condition(has_question, msg("the question is written down"))
_NEWEST = Condition(is_newest_text, msg("you read the newest text of the report"))
_AGREEMENT = msg("The agreement between both sides")
_COORDINATOR = frozenset({By.COORDINATOR})
_APPLICANT = frozenset({By.APPLICANT})
_S, _T = ReportState, ReportStep

REPORT_WORDS = (
    (_S.HANDED_IN, msg("The report came in")),
    (_S.ASKED, msg("We have a question about the report")),
    (_S.ACCEPTED, msg("The report is accepted")),
    (_T.ASK, msg("ask about the report")),
    (_T.ANSWER, msg("hand the report in again")),
    (_T.ACCEPT, msg("accept the report")),
    (By.APPLICANT, msg("who asked")),
    (By.COORDINATOR, msg("the coordinator")),
)

REPORT_LIFE: Lifecycle[ReportState, ReportSituation] = Lifecycle(
    "challenge_report",
    msg("The life of a report about a task that was taken over"),
    ReportState.HANDED_IN,
    (
        Row(_T.ASK, _S.HANDED_IN, _S.ASKED, _COORDINATOR, _AGREEMENT, (_QUESTION, _NEWEST)),
        Row(_T.ANSWER, _S.ASKED, _S.HANDED_IN, _APPLICANT, _AGREEMENT),
        Row(_T.ACCEPT, _S.HANDED_IN, _S.ACCEPTED, _COORDINATOR, _AGREEMENT, (_NEWEST,)),
    ),
    tuple((str(code), word) for code, word in REPORT_WORDS),
)
