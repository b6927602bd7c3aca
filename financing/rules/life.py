"""The life of a large plan: from the ground that was found to what stands in the street, and every way out.

For coordinator, finance, the people who look after public space, college, council and proposer. Only the council
grants the credit for an investment (Gemeentewet art. 189 and 192; BBV art. 35 and 59 for what is an investment).
"""

from __future__ import annotations

from dataclasses import dataclass

from financing.rules.states import RouteBy, RouteState, RouteStep
from financing.rules.words import ROUTE_WORDS
from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import msg


@dataclass(frozen=True)
class RouteSituation:
    """What the table asks about a plan on the route. References and reasons are checked before the step."""

    grounds: int = 0
    """That keep the plan off the ballot."""
    hard_grounds: int = 0
    is_investment: bool = False
    has_advice: bool = False
    has_calculation: bool = False
    has_reference: bool = False
    is_explained: bool = False
    is_funded: bool = False
    has_charges: bool = False
    has_saved_money: bool = False
    """Promised to it and not asked yet."""
    proposer_agrees: bool = False


def has_a_ground(situation: RouteSituation) -> bool:
    return situation.grounds > 0


def has_no_ground(situation: RouteSituation) -> bool:
    return situation.grounds == 0


def has_no_hard_ground(situation: RouteSituation) -> bool:
    return situation.hard_grounds == 0


def is_investment(situation: RouteSituation) -> bool:
    return situation.is_investment


def has_advice(situation: RouteSituation) -> bool:
    return situation.has_advice


def has_calculation(situation: RouteSituation) -> bool:
    return situation.has_calculation


def has_reference(situation: RouteSituation) -> bool:
    return situation.has_reference


def is_explained(situation: RouteSituation) -> bool:
    return situation.is_explained


def is_funded(situation: RouteSituation) -> bool:
    return situation.is_funded


def has_charges(situation: RouteSituation) -> bool:
    return situation.has_charges


def has_saved_money(situation: RouteSituation) -> bool:
    return situation.has_saved_money


def proposer_agrees(situation: RouteSituation) -> bool:
    return situation.proposer_agrees


_GROUND = Condition(has_a_ground, msg("there is a reason why the plan is too large"))
_NO_GROUND = Condition(has_no_ground, msg("no reason is left why the plan is too large"))
_NO_HARD = Condition(has_no_hard_ground, msg("there are only doubts, and no reason that cannot be set aside"))
_INVESTMENT = Condition(is_investment, msg("the plan is an investment, and not only too expensive"))
_ADVICE = Condition(has_advice, msg("there is advice about the maintenance"))
_CALCULATED = Condition(has_calculation, msg("the costs per year are worked out"))
_REFERENCE = Condition(has_reference, msg("the decision has a reference"))
_EXPLAINED = Condition(is_explained, msg("there is an explanation that everyone can read"))
_FUNDED = Condition(is_funded, msg("it is recorded from what the project is paid"))
_CHARGES = Condition(has_charges, msg("the neighbourhood budget pays costs for it every year"))
_SAVED = Condition(has_saved_money, msg("saved money is promised to it and not yet asked"))
_AGREED = Condition(proposer_agrees, msg("the proposer agrees"))

_COORDINATOR = frozenset({RouteBy.COORDINATOR})
_FINANCE = frozenset({RouteBy.FINANCE})
_REVIEWER = frozenset({RouteBy.REVIEWER})
_COLLEGE = frozenset({RouteBy.COLLEGE})
_COUNCIL = frozenset({RouteBy.COUNCIL})
_AUTHOR = frozenset({RouteBy.AUTHOR})
_SYSTEM = frozenset({RouteBy.SYSTEM})
_TOGETHER = frozenset({RouteBy.COORDINATOR, RouteBy.FINANCE})

_TEST = msg("Capital-scale test")
_RULES = msg("Financial rules of the municipality")
_COLLEGE_LAW = msg("Decision of mayor and aldermen")
_COUNCIL_LAW = msg("Right of the council to decide about the budget (Gemeentewet, articles 189 and 192)")
_ROUND = msg("Rules of the round: proposing")

_S, _T = RouteState, RouteStep
_AT_OFFICE = (_S.CONFIRMED, _S.FINANCE_INTAKE, _S.MAINTENANCE_CHECK, _S.CHARGES_CALCULATED)
_SAID_NO = (_S.COLLEGE_REFUSED, _S.COUNCIL_REFUSED)
_AT_BODIES = (_S.COLLEGE_PROPOSAL, _S.COLLEGE_APPROVED, _S.COUNCIL_PROPOSAL)
_AWAY_FROM_BODIES = (*_AT_OFFICE, *_SAID_NO, _S.DEFERRED, _S.SAVING)
_BEFORE_CREDIT = (_S.FLAGGED, *_AWAY_FROM_BODIES, *_AT_BODIES)
_AT_WORK = (_S.IN_EXECUTION, _S.DELIVERED)
_GRANTED = (_S.CREDIT_GRANTED, *_AT_WORK)

_ROUTE_ROWS: tuple[Row[RouteState, RouteSituation], ...] = (
    Row(_T.CONFIRM, _S.FLAGGED, _S.CONFIRMED, _COORDINATOR, _TEST, (_GROUND, _EXPLAINED)),
    Row(_T.RELEASE, _S.FLAGGED, _S.RELEASED, _COORDINATOR, _TEST, (_NO_HARD, _EXPLAINED)),
    # a later change of facts or rules can make it too large again
    Row(_T.FLAG_AGAIN, _S.RELEASED, _S.FLAGGED, _SYSTEM, _TEST, (_GROUND,)),
    *(Row(_T.CLEAR, each, _S.RELEASED, _TOGETHER, _TEST, (_NO_GROUND, _EXPLAINED)) for each in _BEFORE_CREDIT),
    Row(_T.TAKE_IN, _S.CONFIRMED, _S.FINANCE_INTAKE, _FINANCE, _RULES, (_INVESTMENT,)),
    Row(_T.ASK_MAINTENANCE, _S.FINANCE_INTAKE, _S.MAINTENANCE_CHECK, _FINANCE, _RULES),
    Row(_T.ADVISE, _S.MAINTENANCE_CHECK, _S.MAINTENANCE_CHECK, _REVIEWER, _RULES, (_EXPLAINED,)),
    Row(_T.CALCULATE, _S.MAINTENANCE_CHECK, _S.CHARGES_CALCULATED, _FINANCE, _RULES, (_ADVICE,)),
    Row(_T.CALCULATE, _S.CHARGES_CALCULATED, _S.CHARGES_CALCULATED, _FINANCE, _RULES, (_ADVICE,)),
    Row(_T.SEND_TO_COLLEGE, _S.CHARGES_CALCULATED, _S.COLLEGE_PROPOSAL, _FINANCE, _RULES, (_CALCULATED,)),
    Row(_T.COLLEGE_YES, _S.COLLEGE_PROPOSAL, _S.COLLEGE_APPROVED, _COLLEGE, _COLLEGE_LAW, (_REFERENCE,)),
    Row(_T.COLLEGE_NO, _S.COLLEGE_PROPOSAL, _S.COLLEGE_REFUSED, _COLLEGE, _COLLEGE_LAW, (_REFERENCE, _EXPLAINED)),
    Row(_T.PROPOSE_TO_COUNCIL, _S.COLLEGE_APPROVED, _S.COUNCIL_PROPOSAL, _COLLEGE, _COLLEGE_LAW),
    Row(_T.PROPOSE_TO_COUNCIL, _S.DEFERRED, _S.COUNCIL_PROPOSAL, _COLLEGE, _COLLEGE_LAW),
    Row(_T.GRANT, _S.COUNCIL_PROPOSAL, _S.CREDIT_GRANTED, _COUNCIL, _COUNCIL_LAW, (_REFERENCE, _FUNDED)),
    Row(_T.COUNCIL_NO, _S.COUNCIL_PROPOSAL, _S.COUNCIL_REFUSED, _COUNCIL, _COUNCIL_LAW, (_REFERENCE, _EXPLAINED)),
    Row(_T.DEFER, _S.COUNCIL_PROPOSAL, _S.DEFERRED, _COUNCIL, _COUNCIL_LAW, (_REFERENCE, _EXPLAINED)),
    Row(_T.START, _S.CREDIT_GRANTED, _S.IN_EXECUTION, _COORDINATOR, _COUNCIL_LAW),
    Row(_T.DELIVER, _S.IN_EXECUTION, _S.DELIVERED, _COORDINATOR, _COUNCIL_LAW, (_EXPLAINED,)),
    *(Row(_T.REESTIMATE, each, each, _FINANCE, _COUNCIL_LAW, (_CHARGES, _REFERENCE)) for each in _GRANTED),
    *(Row(_T.ASK_PAYMENT, each, each, _COORDINATOR, _RULES, (_SAVED,)) for each in _AT_WORK),
    *(Row(_T.USE_OTHER_BUDGET, each, _S.OTHER_BUDGET, _FINANCE, _RULES, (_EXPLAINED,)) for each in _AWAY_FROM_BODIES),
    *(
        Row(_T.SAVE, each, _S.SAVING, _FINANCE, _RULES, (_EXPLAINED,))
        for each in _AWAY_FROM_BODIES
        if each is not _S.SAVING
    ),
    Row(_T.RESUME, _S.SAVING, _S.CONFIRMED, _FINANCE, _RULES),
    *(Row(_T.SPLIT, each, each, _COORDINATOR, _TEST, (_AGREED, _EXPLAINED)) for each in _AWAY_FROM_BODIES),
    *(Row(_T.WITHDRAW, each, _S.WITHDRAWN, _AUTHOR, _ROUND) for each in _BEFORE_CREDIT),
)

ROUTE_LIFE: Lifecycle[RouteState, RouteSituation] = Lifecycle(
    "route",
    msg("The route of a plan that is too large for the neighbourhood budget"),
    RouteState.FLAGGED,
    _ROUTE_ROWS,
    tuple((str(code), word) for code, word in ROUTE_WORDS),
)
