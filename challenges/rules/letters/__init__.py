"""What the municipality writes about a request or an objection: each letter a pure text with its days filled in."""

from challenges.rules.letters.agreeing import deal_offered, report_question
from challenges.rules.letters.deciding import (
    DecisionFacts,
    agreement_ready,
    council_answered,
    decided,
    penalty_fixed,
)
from challenges.rules.letters.objecting import (
    hearing_invited,
    objection_decided,
    objection_put_off,
    objection_received,
    repair_asked,
)
from challenges.rules.letters.others import committee_chosen, others_decided, others_hearing, others_objected
from challenges.rules.letters.receiving import completion_asked, completion_received, receipt
from challenges.rules.letters.timing import (
    clock_runs,
    clock_stops,
    default_received,
    delay_agreed,
    found_complex,
    takes_longer,
)
from challenges.rules.letters.words import KIND_WORDS, LetterKind

__all__ = [
    "KIND_WORDS",
    "DecisionFacts",
    "LetterKind",
    "agreement_ready",
    "clock_runs",
    "clock_stops",
    "committee_chosen",
    "completion_asked",
    "completion_received",
    "council_answered",
    "deal_offered",
    "decided",
    "default_received",
    "delay_agreed",
    "found_complex",
    "hearing_invited",
    "objection_decided",
    "objection_put_off",
    "objection_received",
    "others_decided",
    "others_hearing",
    "others_objected",
    "penalty_fixed",
    "receipt",
    "repair_asked",
    "report_question",
    "takes_longer",
]
