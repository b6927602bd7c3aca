"""Why a request can be turned down: a closed list, each ground with a written reason of its own.

For the college clerk who records a refusal, and everyone who reads it. That somebody has no legal form yet is no
ground: it can be a condition of a grant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lives.messages import Message, msg
from lives.texts import TextLimit, faults_within


class RefusalGround(StrEnum):
    NOT_EXISTING_TASK = "not_existing_task"
    EXCLUSIVE_GOVERNMENT_TASK = "exclusive_government_task"
    NO_BUDGET_OR_MORE_EXPENSIVE = "no_budget_or_more_expensive"
    NO_SUPPORT = "no_support"
    NOT_PLAUSIBLE_CAPACITY = "not_plausible_capacity"
    HARMS_OTHERS_OR_VULNERABLE = "harms_others_or_vulnerable"
    CONFLICTS_LAW_OR_POLICY = "conflicts_law_or_policy"
    RUNNING_CONTRACT_OR_PROJECT = "running_contract_or_project"
    ABOVE_EU_PROCUREMENT_THRESHOLD = "above_eu_procurement_threshold"
    COMMERCIAL_PARTY = "commercial_party"
    URGENT_OR_SAFETY = "urgent_or_safety"
    BUDGET_OR_TAX_MATTER = "budget_or_tax_matter"


_G = RefusalGround
GROUND_WORDS: dict[RefusalGround, Message] = {
    _G.NOT_EXISTING_TASK: msg("The municipality does not carry out this task."),
    _G.EXCLUSIVE_GOVERNMENT_TASK: msg("Only a government may carry out this task."),
    _G.NO_BUDGET_OR_MORE_EXPENSIVE: msg("There is no budget for it, or it becomes more expensive."),
    _G.NO_SUPPORT: msg("There is not enough support in the neighbourhood."),
    _G.NOT_PLAUSIBLE_CAPACITY: msg("It is not plausible enough that the applicant can do it."),
    _G.HARMS_OTHERS_OR_VULNERABLE: msg("It harms other people, or people who need care."),
    _G.CONFLICTS_LAW_OR_POLICY: msg("It conflicts with the law or with our policy."),
    _G.RUNNING_CONTRACT_OR_PROJECT: msg("There is a running contract or project for this task."),
    _G.ABOVE_EU_PROCUREMENT_THRESHOLD: msg("The amount is so high that European rules on procurement apply."),
    _G.COMMERCIAL_PARTY: msg("The applicant is a commercial party."),
    _G.URGENT_OR_SAFETY: msg("The task is urgent, or about safety."),
    _G.BUDGET_OR_TAX_MATTER: msg("It is about the budget or the taxes of the municipality."),
}

REASON_LIMIT = TextLimit(20, 4000, has_lines=True)
MOTIVATION_LIMIT = TextLimit(20, 10_000, has_lines=True)
BASIS_LIMIT = TextLimit(3, 300)
REFERENCE_LIMIT = TextLimit(1, 120)
DIFFERENCE_LIMIT = TextLimit(20, 4000, has_lines=True)


class DecidingBody(StrEnum):
    """Who decides; a mandate is written down as the legal basis."""

    COLLEGE = "college"
    COUNCIL = "council"
    MAYOR = "mayor"


BODY_WORDS: dict[DecidingBody, Message] = {
    DecidingBody.COLLEGE: msg("Mayor and aldermen"),
    DecidingBody.COUNCIL: msg("The municipal council"),
    DecidingBody.MAYOR: msg("The mayor"),
}


@dataclass(frozen=True)
class Decision:
    """A decision as it was taken. `can_be_objected_to` is a choice per municipality for grants: an agreement to take
    over a task may be no decision in the sense of the Awb."""

    motivation: str
    legal_basis: str
    body: str
    reference: str
    can_be_objected_to: bool
    grounds: Mapping[str, str]
    """Ground → the reason for it; only with a refusal."""
    differs: str = ""
    """What is granted and what is not; only with a partial grant."""


@dataclass(frozen=True)
class DecisionFault:
    """Something wrong with a field of a decision."""

    field: str
    message: Message


def faults_of_decision(decision: Decision, *, is_refusal: bool, is_partial: bool = False) -> tuple[DecisionFault, ...]:
    """Everything that is wrong with a decision, all at once (Awb 3:46 and 3:47: it rests on reasons that are told)."""
    return (
        *_text_faults("motivation", MOTIVATION_LIMIT, decision.motivation),
        *_text_faults("legal_basis", BASIS_LIMIT, decision.legal_basis),
        *_text_faults("reference", REFERENCE_LIMIT, decision.reference),
        *_body_faults(decision.body),
        *_ground_faults(decision.grounds, is_refusal),
        *(_text_faults("differs", DIFFERENCE_LIMIT, decision.differs) if is_partial else ()),
    )


def _text_faults(field: str, limit: TextLimit, text: str) -> Iterator[DecisionFault]:
    return (DecisionFault(field, message) for message in faults_within(limit, text))


def _body_faults(body: str) -> Iterator[DecisionFault]:
    if body not in set(DecidingBody):
        yield DecisionFault("body", msg("Choose who decides."))


def _ground_faults(grounds: Mapping[str, str], is_refusal: bool) -> Iterator[DecisionFault]:
    if is_refusal and not grounds:
        yield DecisionFault("grounds", msg("Choose at least one ground for the refusal."))
    if not is_refusal and grounds:
        yield DecisionFault("grounds", msg("Grounds for refusal belong to a refusal only."))
    for ground, reason in grounds.items():
        if ground not in set(RefusalGround):
            yield DecisionFault("grounds", msg("Choose a ground from the list."))
        yield from _text_faults(f"grounds-{ground}", REASON_LIMIT, reason)


def needs_council(asked_cents: int, current_cost_cents: int | None) -> bool:
    """A granted amount above the current cost of the task needs the council; so does a cost that nobody knows.

    EUR 18,000.00 asked for a task that costs 18,000.00: no. One cent more: yes.
    """
    return current_cost_cents is None or asked_cents > current_cost_cents
