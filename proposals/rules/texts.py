"""How long the texts of a plan may be: for the form and for imports."""

from __future__ import annotations

from lives.messages import Message
from lives.texts import TextLimit, faults_within

LIMITS: dict[str, TextLimit] = {
    "title": TextLimit(3, 120),
    "summary": TextLimit(10, 200),
    "description": TextLimit(20, 5000, has_lines=True),
    "benefit": TextLimit(0, 2000, has_lines=True),
    "own_contribution": TextLimit(0, 1000, has_lines=True),
    "place": TextLimit(0, 200),
    "proposer_name": TextLimit(0, 80),
    "upkeep_payer": TextLimit(0, 120),
    "cost_line": TextLimit(1, 120),
    "reason": TextLimit(3, 2000, has_lines=True),
}


def faults_of_text(field: str, text: str) -> tuple[Message, ...]:
    """What is wrong with a text, all at once; `field` is a name in LIMITS (else KeyError)."""
    return faults_within(LIMITS[field], text)
