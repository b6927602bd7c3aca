"""What people read on the timeline of a large plan: what happened, who did it, and what comes."""

from __future__ import annotations

from financing.rules.calendar import TARGET_WORDS
from financing.rules.funding import BEARER_WORDS, FUNDING_WORDS
from financing.rules.states import RouteBy, RouteState
from lives.messages import Message, msg

EVENTS: dict[str, Message] = {
    "take_in": msg("Finance looks at how the plan can be paid"),
    "ask_maintenance": msg("Advice about the maintenance is asked"),
    "advise": msg("There is advice about the maintenance"),
    "calculate": msg("The costs per year are worked out"),
    "send_to_college": msg("The proposal is with mayor and aldermen"),
    "college_yes": msg("Mayor and aldermen say yes"),
    "college_no": msg("Mayor and aldermen say no"),
    "propose_to_council": msg("The proposal is with the council"),
    "grant": msg("The council says yes: there is money for it"),
    "council_no": msg("The council says no"),
    "defer": msg("The council puts it off"),
    "start": msg("The work begins"),
    "deliver": msg("The work is finished"),
    "reestimate": msg("The costs of the coming years are worked out again"),
    "ask_payment": msg("Payment of saved money is asked"),
    "use_other_budget": msg("Another budget of the municipality pays for it"),
    "save": msg("The wijk saves for it first"),
    "resume": msg("The plan goes on"),
    "split": msg("A part of it became a plan of its own"),
}
BODIES: dict[str, Message] = {
    RouteBy.AUTHOR: msg("Proposer"),
    RouteBy.COORDINATOR: msg("Contact person for the wijk"),
    RouteBy.FINANCE: msg("Finance"),
    RouteBy.REVIEWER: msg("Maintenance of streets and green"),
    RouteBy.COLLEGE: msg("Mayor and aldermen"),
    RouteBy.COUNCIL: msg("Council"),
}
COMING: dict[str, Message] = {
    RouteState.CONFIRMED: msg("The contact person for the wijk says whether the plan is too large"),
    RouteState.FINANCE_INTAKE: msg("Finance takes the plan up"),
    RouteState.MAINTENANCE_CHECK: msg("We look at the maintenance"),
    RouteState.CHARGES_CALCULATED: msg("Finance works out what it costs each year"),
    RouteState.COLLEGE_PROPOSAL: msg("It is put before mayor and aldermen"),
    RouteState.COLLEGE_APPROVED: msg("Mayor and aldermen decide about it"),
    RouteState.COUNCIL_PROPOSAL: msg("It is put before the council"),
    RouteState.CREDIT_GRANTED: msg("The council decides about it"),
    RouteState.IN_EXECUTION: msg("The work begins"),
    RouteState.DELIVERED: msg("The work is finished"),
}
"""What must happen so that a plan comes into a state."""

__all__ = ["BEARER_WORDS", "BODIES", "COMING", "EVENTS", "FUNDING_WORDS", "TARGET_WORDS"]
