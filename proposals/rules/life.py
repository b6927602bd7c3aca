"""The life of a plan: from draft by way of the vote to done, who may take which step, and on what condition.

For proposers, coordinators, the college, and the system that seals a round and publishes its result.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import Message, msg


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    FEASIBLE = "feasible"
    NOT_FEASIBLE = "not_feasible"
    CAPITAL_ROUTE = "capital_route"
    ON_BALLOT = "on_ballot"
    WON = "won"
    LOST = "lost"
    DECIDED = "decided"
    NOT_ADOPTED = "not_adopted"
    IN_EXECUTION = "in_execution"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class PlanStep(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    JUDGE_FEASIBLE = "judge_feasible"
    JUDGE_NOT_FEASIBLE = "judge_not_feasible"
    SEND_TO_CAPITAL_ROUTE = "send_to_capital_route"
    RETURN_TO_REVIEW = "return_to_review"
    PUT_ON_BALLOT = "put_on_ballot"
    WIN = "win"
    LOSE = "lose"
    DECIDE = "decide"
    REFUSE_AWARD = "refuse_award"
    START = "start"
    FINISH = "finish"


class By(StrEnum):
    """Who acts: the author of this plan, the coordinator of its area, the college, or the system by its dates."""

    AUTHOR = "author"
    COORDINATOR = "coordinator"
    COLLEGE = "college"
    SYSTEM = "system"


@dataclass(frozen=True)
class PlanSituation:
    """What the table asks about a plan. The flags come from a test run just before the step."""

    is_complete: bool = False
    round_is_collecting: bool = False
    round_is_before_ballot: bool = False
    all_criteria_met: bool = False
    unmet_have_reasons: bool = False
    hard_grounds: int = 0
    open_soft_grounds: int = 0
    round_is_sealing: bool = False
    result_is_published: bool = False
    college_has_decided: bool = False
    is_explained: bool = False
    is_paid_elsewhere: bool = False


def is_complete(situation: PlanSituation) -> bool:
    return situation.is_complete


def is_collecting(situation: PlanSituation) -> bool:
    return situation.round_is_collecting


def is_before_ballot(situation: PlanSituation) -> bool:
    return situation.round_is_before_ballot


def has_no_hard_ground(situation: PlanSituation) -> bool:
    return situation.hard_grounds == 0


def has_no_open_flag(situation: PlanSituation) -> bool:
    return situation.open_soft_grounds == 0


def has_a_ground(situation: PlanSituation) -> bool:
    return situation.hard_grounds + situation.open_soft_grounds > 0


def has_no_ground(situation: PlanSituation) -> bool:
    return not has_a_ground(situation)


def meets_all_criteria(situation: PlanSituation) -> bool:
    return situation.all_criteria_met


def fails_with_reasons(situation: PlanSituation) -> bool:
    return situation.unmet_have_reasons and not situation.all_criteria_met


def is_sealing(situation: PlanSituation) -> bool:
    return situation.round_is_sealing


def is_published(situation: PlanSituation) -> bool:
    return situation.result_is_published


def is_decided(situation: PlanSituation) -> bool:
    return situation.college_has_decided


def is_explained(situation: PlanSituation) -> bool:
    return situation.is_explained


def is_not_paid_elsewhere(situation: PlanSituation) -> bool:
    return not situation.is_paid_elsewhere


_COMPLETE = Condition(is_complete, msg("every question of the plan has an answer"))
_COLLECTING = Condition(is_collecting, msg("the round is collecting plans"))
_BEFORE_BALLOT = Condition(is_before_ballot, msg("the ballot is not made yet"))
_NO_HARD = Condition(has_no_hard_ground, msg("the plan is not too large for the neighbourhood budget"))
_NO_FLAG = Condition(has_no_open_flag, msg("every doubt about the size of the plan is settled"))
_A_GROUND = Condition(has_a_ground, msg("there is a reason why the plan is too large"))
_NO_GROUND = Condition(has_no_ground, msg("no reason is left why the plan is too large"))
_MET = Condition(meets_all_criteria, msg("the plan meets all rules for plans"))
_FAILS = Condition(fails_with_reasons, msg("each rule that is not met has a reason"))
_SEALING = Condition(is_sealing, msg("the ballot is being made"))
_PUBLISHED = Condition(is_published, msg("the result is published"))
_DECIDED = Condition(is_decided, msg("mayor and aldermen have decided"))
_EXPLAINED = Condition(is_explained, msg("there is an explanation that everyone can read"))
_NOT_PAID = Condition(is_not_paid_elsewhere, msg("no other budget pays for the plan already"))

_AUTHOR = frozenset({By.AUTHOR})
_COORDINATOR = frozenset({By.COORDINATOR})
_COLLEGE = frozenset({By.COLLEGE})
_SYSTEM = frozenset({By.SYSTEM})
_OFFICE = frozenset({By.COORDINATOR, By.SYSTEM})

_PROPOSING: Message = msg("Rules of the round: proposing")
_REVIEW: Message = msg("Rules of the round: review")
_CAPITAL: Message = msg("Capital-scale test")
_VOTE: Message = msg("Rules of the round: the vote")
_DECISION: Message = msg("Decision of mayor and aldermen")

_S = PlanState
_PLAN_ROWS: tuple[Row[PlanState, PlanSituation], ...] = (
    Row(PlanStep.SUBMIT, _S.DRAFT, _S.SUBMITTED, _AUTHOR, _PROPOSING, (_COMPLETE, _COLLECTING)),
    Row(PlanStep.WITHDRAW, _S.DRAFT, _S.WITHDRAWN, _AUTHOR, _PROPOSING),
    Row(PlanStep.WITHDRAW, _S.SUBMITTED, _S.WITHDRAWN, _AUTHOR, _PROPOSING),
    Row(PlanStep.WITHDRAW, _S.FEASIBLE, _S.WITHDRAWN, _AUTHOR, _PROPOSING, (_BEFORE_BALLOT,)),
    Row(PlanStep.WITHDRAW, _S.CAPITAL_ROUTE, _S.WITHDRAWN, _AUTHOR, _PROPOSING, (_NOT_PAID,)),
    Row(
        PlanStep.JUDGE_FEASIBLE,
        _S.SUBMITTED,
        _S.FEASIBLE,
        _COORDINATOR,
        _REVIEW,
        (_BEFORE_BALLOT, _NO_HARD, _NO_FLAG, _MET),
    ),
    Row(PlanStep.JUDGE_NOT_FEASIBLE, _S.SUBMITTED, _S.NOT_FEASIBLE, _COORDINATOR, _REVIEW, (_FAILS,)),
    Row(PlanStep.SEND_TO_CAPITAL_ROUTE, _S.SUBMITTED, _S.CAPITAL_ROUTE, _COORDINATOR, _CAPITAL, (_A_GROUND,)),
    # facts or thresholds that changed after the judgement lead out of the way to the ballot
    Row(PlanStep.SEND_TO_CAPITAL_ROUTE, _S.FEASIBLE, _S.CAPITAL_ROUTE, _OFFICE, _CAPITAL, (_A_GROUND,)),
    # corrected facts or a settled doubt lead back to whoever judges, never straight to the ballot
    Row(
        PlanStep.RETURN_TO_REVIEW,
        _S.CAPITAL_ROUTE,
        _S.SUBMITTED,
        _OFFICE,
        _CAPITAL,
        (_BEFORE_BALLOT, _NO_GROUND, _NOT_PAID),
    ),
    Row(PlanStep.PUT_ON_BALLOT, _S.FEASIBLE, _S.ON_BALLOT, _SYSTEM, _VOTE, (_SEALING, _NO_HARD, _NO_FLAG)),
    Row(PlanStep.WIN, _S.ON_BALLOT, _S.WON, _SYSTEM, _VOTE, (_PUBLISHED,)),
    Row(PlanStep.LOSE, _S.ON_BALLOT, _S.LOST, _SYSTEM, _VOTE, (_PUBLISHED,)),
    # the vote reserves the money, the college decides about it
    Row(PlanStep.DECIDE, _S.WON, _S.DECIDED, _COLLEGE, _DECISION, (_DECIDED,)),
    Row(PlanStep.REFUSE_AWARD, _S.WON, _S.NOT_ADOPTED, _COLLEGE, _DECISION, (_DECIDED, _EXPLAINED)),
    Row(PlanStep.START, _S.DECIDED, _S.IN_EXECUTION, _COORDINATOR, _DECISION),
    Row(PlanStep.FINISH, _S.IN_EXECUTION, _S.DONE, _COORDINATOR, _DECISION, (_EXPLAINED,)),
)

PLAN_WORDS = (
    (_S.DRAFT, msg("Not sent yet")),
    (_S.SUBMITTED, msg("Sent")),
    (_S.FEASIBLE, msg("Can go on")),
    (_S.NOT_FEASIBLE, msg("Cannot go on")),
    (_S.CAPITAL_ROUTE, msg("Too large for the neighbourhood budget")),
    (_S.ON_BALLOT, msg("On the ballot")),
    (_S.WON, msg("Gets money")),
    (_S.LOST, msg("Gets no money")),
    (_S.DECIDED, msg("Mayor and aldermen say yes")),
    (_S.NOT_ADOPTED, msg("Mayor and aldermen say no")),
    (_S.IN_EXECUTION, msg("Being carried out")),
    (_S.DONE, msg("Finished")),
    (_S.WITHDRAWN, msg("Withdrawn")),
    (PlanStep.SUBMIT, msg("send the plan")),
    (PlanStep.WITHDRAW, msg("withdraw the plan")),
    (PlanStep.JUDGE_FEASIBLE, msg("say that the plan can go on")),
    (PlanStep.JUDGE_NOT_FEASIBLE, msg("say that the plan cannot go on")),
    (PlanStep.SEND_TO_CAPITAL_ROUTE, msg("say that the plan is too large")),
    (PlanStep.RETURN_TO_REVIEW, msg("look at the plan again")),
    (PlanStep.PUT_ON_BALLOT, msg("put the plan on the ballot")),
    (PlanStep.WIN, msg("record that the plan gets money")),
    (PlanStep.LOSE, msg("record that the plan gets no money")),
    (PlanStep.DECIDE, msg("say yes to the plan")),
    (PlanStep.REFUSE_AWARD, msg("say no to the plan")),
    (PlanStep.START, msg("begin to carry out the plan")),
    (PlanStep.FINISH, msg("say that the plan is finished")),
    (By.AUTHOR, msg("the proposer")),
    (By.COORDINATOR, msg("the coordinator")),
    (By.COLLEGE, msg("mayor and aldermen")),
    (By.SYSTEM, msg("the system")),
)

PLAN_LIFE: Lifecycle[PlanState, PlanSituation] = Lifecycle(
    "plan",
    msg("The life of a plan"),
    PlanState.DRAFT,
    _PLAN_ROWS,
    tuple((str(code), word) for code, word in PLAN_WORDS),
)
