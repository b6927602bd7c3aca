"""The capital-scale test: is a plan too large for the neighbourhood budget, why, and what can one do?

For proposers before they submit, and for coordinators and finance afterwards; the source is the rule that
investments with public use are capitalised and that only the council grants the credit for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from lives.messages import msg
from proposals.rules.capital.facts import (
    Answer,
    Kind,
    Neighbouring,
    NewOrRepair,
    Origin,
    Owner,
    PlanFacts,
)
from proposals.rules.capital.ground import ADVICE, Advice, Ground, GroundCode, Outcome
from proposals.rules.capital.lives import Asset
from proposals.rules.capital.single import outcome_of, single_grounds
from proposals.rules.capital.split import split_ground
from proposals.rules.capital.thresholds import CapitalThresholds

__all__ = [
    "Advice",
    "Answer",
    "Asset",
    "CapitalThresholds",
    "Ground",
    "GroundCode",
    "Kind",
    "Neighbouring",
    "NewOrRepair",
    "Origin",
    "Outcome",
    "Owner",
    "PlanFacts",
    "has_hard_ground",
    "test_capital_scale",
]


def test_capital_scale(
    facts: PlanFacts,
    thresholds: CapitalThresholds,
    others: Sequence[Neighbouring] = (),  # noqa: PT028
) -> tuple[Ground, ...]:
    """All grounds of a plan, in the order of the rules; empty when it can simply go on.

    The Groene Hart of the Hilversumse Meent (EUR 180,000, 20 years, share 35,980) has CAP-ACTIVATE and
    CAP-AMOUNT, hard, and CAP-SHARE and CAP-LIFE, soft; CAP-SHARE is hard against a pot of 28,784.
    """
    found = list(single_grounds(facts, thresholds))
    split = split_ground(facts, thresholds, others)
    if split is not None:
        found.append(split)
    if facts.manual_reason.strip():
        found.append(_flagged_by_staff(facts))
    return tuple(found)


# the name says what it is in the field; it is not a test of the program
test_capital_scale.__test__ = False  # type: ignore[attr-defined]


def has_hard_ground(grounds: Sequence[Ground]) -> bool:
    return any(ground.is_hard for ground in grounds)


def _flagged_by_staff(facts: PlanFacts) -> Ground:
    outcome = outcome_of(facts)
    message = msg("The municipality has marked this plan as too large: %(reason)s", reason=facts.manual_reason)
    return Ground(GroundCode.MANUAL, True, outcome, message, ADVICE[outcome])
