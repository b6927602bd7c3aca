"""Is a small plan part of something larger? The capital test, with the plans that look like parts of one.

For the coordinator: grounds must be settled with a reason before money is granted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proposals.rules.capital import CapitalThresholds, Ground, Neighbouring, PlanFacts, test_capital_scale
from proposals.rules.capital.split import may_be_one_plan


@dataclass(frozen=True)
class SizeFound:
    """Every ground, the plans that may be parts of the same, and what all of them cost together in cents."""

    grounds: tuple[Ground, ...]
    parts: tuple[Neighbouring, ...]
    together_cents: int


def size_of(facts: PlanFacts, thresholds: CapitalThresholds, others: Sequence[Neighbouring]) -> SizeFound:
    """Eight small plans of EUR 2,500 for one thing make 20,000: CAP-SPLIT, where one alone has no ground."""
    parts = tuple(other for other in others if may_be_one_plan(facts, other, thresholds))
    together = sum((max(0, part.amount_cents - part.third_party_cents) for part in parts), facts.asked_cents)
    return SizeFound(test_capital_scale(facts, thresholds, others), parts, together)
