"""Whether a plan can be sent: what is still missing, told all at once."""

from __future__ import annotations

from lives.messages import Message, msg
from proposals.models import Proposal
from proposals.rules.texts import faults_of_text
from proposals.services.refusals import Fault

ASKED_TEXTS: dict[str, Message] = {
    "title": msg("Give your plan a name."),
    "summary": msg("Tell your plan in one or two sentences."),
    "description": msg("Describe what you want to do."),
}
NAME = msg("Fill in the name that people may see with your plan.")


def faults_of_asked(name: str, text: str) -> tuple[Message, ...]:
    """What is wrong with a text that must be there; an empty one is asked for by its own sentence."""
    if not text.strip():
        return (ASKED_TEXTS.get(name, NAME),)
    return faults_of_text(name, text)


def missing_in(plan: Proposal, cost_count: int) -> tuple[Fault, ...]:
    """Everything that must be filled in or put right before sending; empty when the plan is complete."""
    faults = [Fault(name, each) for name in ASKED_TEXTS for each in faults_of_asked(name, getattr(plan, name))]
    if not cost_count:
        faults.append(Fault("costs", msg("Say what it costs: fill in at least one cost line.")))
    if plan.third_party_cents > plan.amount_cents:
        faults.append(Fault("third_party_cents", msg("Others cannot pay more than the whole plan costs.")))
    if not plan.proposer_name:
        faults.append(Fault("proposer_name", NAME))
    if plan.declared_at is None:
        faults.append(Fault("declared", msg("Say that you may send a plan.")))
    return tuple(faults)
