"""The words of the route: its states, its steps, who takes them; and in which state a plan stands.

The first states and the last way out are the plan's own: they follow from the plan and its grounds, so that
nothing is kept twice. The rest is kept with the case that finance opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RouteState(StrEnum):
    FLAGGED = "flagged"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    FINANCE_INTAKE = "finance_intake"
    MAINTENANCE_CHECK = "maintenance_check"
    CHARGES_CALCULATED = "charges_calculated"
    COLLEGE_PROPOSAL = "college_proposal"
    COLLEGE_APPROVED = "college_approved"
    COLLEGE_REFUSED = "college_refused"
    COUNCIL_PROPOSAL = "council_proposal"
    CREDIT_GRANTED = "credit_granted"
    COUNCIL_REFUSED = "council_refused"
    DEFERRED = "deferred"
    IN_EXECUTION = "in_execution"
    DELIVERED = "delivered"
    OTHER_BUDGET = "other_budget"
    SAVING = "saving"
    WITHDRAWN = "withdrawn"


class RouteStep(StrEnum):
    CONFIRM = "confirm"
    RELEASE = "release"
    CLEAR = "clear"
    FLAG_AGAIN = "flag_again"
    TAKE_IN = "take_in"
    ASK_MAINTENANCE = "ask_maintenance"
    ADVISE = "advise"
    CALCULATE = "calculate"
    SEND_TO_COLLEGE = "send_to_college"
    COLLEGE_YES = "college_yes"
    COLLEGE_NO = "college_no"
    PROPOSE_TO_COUNCIL = "propose_to_council"
    GRANT = "grant"
    COUNCIL_NO = "council_no"
    DEFER = "defer"
    START = "start"
    DELIVER = "deliver"
    REESTIMATE = "reestimate"
    ASK_PAYMENT = "ask_payment"
    USE_OTHER_BUDGET = "use_other_budget"
    SAVE = "save"
    RESUME = "resume"
    SPLIT = "split"
    WITHDRAW = "withdraw"


class RouteBy(StrEnum):
    """Who acts. Nobody takes a step with a plan of their own but the proposer's one."""

    AUTHOR = "author"
    COORDINATOR = "coordinator"
    FINANCE = "finance"
    REVIEWER = "reviewer"
    COLLEGE = "college"
    COUNCIL = "council"
    SYSTEM = "system"


CASE_STATES = tuple(state for state in RouteState if state not in ("flagged", "released", "withdrawn"))
"""What a case can stand in; "confirmed" is one that comes back from saving."""
WITH_CREDIT = (RouteState.CREDIT_GRANTED, RouteState.IN_EXECUTION, RouteState.DELIVERED)
PAID_ELSEWHERE = (*WITH_CREDIT, RouteState.OTHER_BUDGET)
"""From here on the plan never goes to a ballot again: it would be paid twice."""


@dataclass(frozen=True)
class Standing:
    """What is known of the plan itself: its own state, and its grounds as they stand now."""

    plan_state: str
    grounds: int = 0
    """That keep it off the ballot."""
    confirmed: int = 0
    """Of those: confirmed by the coordinator."""
    released: int = 0


def route_state(standing: Standing, case_state: str | None) -> RouteState | None:
    """Where a plan stands on the route; None for one that was never on it.

    A plan that left because its facts were corrected, and later turns out too large after all, goes on where
    its case stood. The Groene Hart, sent as too large with a confirmed CAP-ACTIVATE and without a case, is
    "confirmed"; with a case at the council it is "council_proposal".
    """
    was_on_route = case_state is not None or standing.grounds > 0
    if standing.plan_state == "capital_route":
        return RouteState(case_state) if case_state else _without_case(standing)
    if standing.plan_state == "withdrawn":
        return RouteState.WITHDRAWN if was_on_route else None
    if standing.plan_state in ("submitted", "feasible") and standing.grounds:
        return RouteState.FLAGGED
    return RouteState.RELEASED if case_state or standing.released else None


def _without_case(standing: Standing) -> RouteState:
    if not standing.grounds:
        return RouteState.RELEASED
    return RouteState.CONFIRMED if standing.confirmed else RouteState.FLAGGED
