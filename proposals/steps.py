"""Which steps the writing of a plan has, and which of them this plan needs."""

from __future__ import annotations

from typing import Any

from lives.messages import Message, msg
from proposals.rules.capital import CapitalThresholds

STEPS: dict[str, Message] = {
    "hoe-groot": msg("How large"),
    "plek": msg("The place"),
    "plan": msg("The plan"),
    "kosten": msg("The costs"),
    "gevolgen": msg("What stays"),
    "wie": msg("About you"),
    "controleren": msg("Look it over"),
}
PLACE_OF = {
    "title": "plan",
    "summary": "plan",
    "description": "plan",
    "costs": "kosten",
    "third_party_cents": "kosten",
    "proposer_name": "wie",
    "declared": "wie",
}
"""At which step one puts right what is missing."""


def steps_of(plan: Any, thresholds: CapitalThresholds) -> list[str]:
    """The steps for this plan, in order: what stays is asked only where something may stay, or it asks much."""
    return [step for step in STEPS if step != "gevolgen" or needs_details(plan, thresholds)]


def needs_details(plan: Any, thresholds: CapitalThresholds) -> bool:
    """Whether the capital test could find anything that depends on what comes of the plan."""
    limits = (thresholds.activate_cents, thresholds.amount_cents, thresholds.life_cents, thresholds.kind_cents)
    least = min((limit for limit in limits if limit is not None), default=0)
    return bool(plan.touches_public_space != "no" or plan.amount_cents >= least)


def step_after(step: str, steps: list[str]) -> str:
    """The next one; a step that this plan does not need leads to the check."""
    return steps[min(steps.index(step) + 1, len(steps) - 1)] if step in steps else "controleren"
