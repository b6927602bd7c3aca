"""The life of a request to take over a task, as one table with the ground of each step.

For applicants, the coordinator who handles a request, and the college clerk who records its decision.
"""

from __future__ import annotations

from challenges.rules.conditions import (
    ADVICE_IN,
    BOTH_AGREED,
    COMPLETE,
    COUNCIL_AGREED,
    COUNCIL_DECIDED,
    COUNCIL_NEEDED,
    DECISION,
    DIFFERENCE,
    ENDED_FOR_OBJECTION,
    EVALUATION,
    GROUNDS,
    LATER_LAST_DAY,
    MAY_NOT_PROCESS,
    MISSING_NAMED,
    NO_COUNCIL_NEEDED,
    OFFERED_DEAL,
    OPEN_FOR_REQUESTS,
    PROMISES,
    REASON,
    TALK,
    TERM_OVER,
    UPHELD,
)
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.rules.words import REQUEST_WORDS
from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import Message, msg

_S, _T = RequestState, RequestStep
_Row = Row[RequestState, RequestSituation]

_APPLICANT = frozenset({By.APPLICANT})
_COORDINATOR = frozenset({By.COORDINATOR})
_CLERK = frozenset({By.COLLEGE_CLERK})
_PRODUCT = frozenset({By.PRODUCT})

_ORDINANCE = msg("Ordinance on participation: the right to challenge")
_RECEIPT = msg("Awb 4:3a: receipt is confirmed")
_COMPLETION = msg("Awb 4:5 and 4:15: completing a request stops the clock")
_CARE = msg("Awb 3:2: careful preparation")
_ADVICE = msg("Awb 3:5 to 3:9: advice")
_DECISION = msg("Awb 3:46 and 4:13: a motivated decision in time")
_COUNCIL = msg("Municipalities Act 189: the council decides about money")
_OBJECTION = msg("Awb 7:11: the decision is considered again after an objection")
_AGREEMENT = msg("The agreement between both sides")

# until there is an agreement, who asked can stop
_CAN_WITHDRAW = (
    _S.SUBMITTED, _S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK, _S.AWAITING_COMPLETION, _S.DIALOGUE, _S.ASSESSMENT,
    _S.ADVISED, _S.COUNCIL_REQUIRED, _S.GRANTED, _S.PARTLY_GRANTED, _S.AGREEMENT_DRAFTING,
)  # fmt: skip


def _row(
    step: RequestStep, source: RequestState, target: RequestState, who: frozenset[By], ground: Message,
    *conditions: Condition[RequestSituation],
) -> _Row:  # fmt: skip
    return Row(step, source, target, frozenset(who), ground, conditions)


_UNTIL_ADVICE = (
    _row(_T.SUBMIT, _S.DRAFT, _S.SUBMITTED, _APPLICANT, _ORDINANCE, OPEN_FOR_REQUESTS, COMPLETE),
    _row(_T.ACKNOWLEDGE, _S.SUBMITTED, _S.ACKNOWLEDGED, _PRODUCT, _RECEIPT),
    _row(_T.CHECK, _S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK, _COORDINATOR, _ORDINANCE),
    _row(_T.ASK_COMPLETION, _S.ADMISSIBILITY_CHECK, _S.AWAITING_COMPLETION, _COORDINATOR, _COMPLETION, MISSING_NAMED),
    _row(_T.COMPLETE, _S.AWAITING_COMPLETION, _S.ADMISSIBILITY_CHECK, _APPLICANT, _COMPLETION, COMPLETE),
    _row(_T.GO_ON, _S.AWAITING_COMPLETION, _S.ADMISSIBILITY_CHECK, _COORDINATOR, _COMPLETION, TERM_OVER),
    _row(_T.NOT_PROCESS, _S.AWAITING_COMPLETION, _S.NOT_PROCESSED, _CLERK, _COMPLETION, TERM_OVER, MAY_NOT_PROCESS,
         DECISION),
    _row(_T.DECLARE_INADMISSIBLE, _S.ADMISSIBILITY_CHECK, _S.INADMISSIBLE, _CLERK, _ORDINANCE, DECISION),
    _row(_T.ADMIT, _S.ADMISSIBILITY_CHECK, _S.DIALOGUE, _COORDINATOR, _ORDINANCE),
    _row(_T.ASSESS, _S.DIALOGUE, _S.ASSESSMENT, _COORDINATOR, _CARE, TALK),
    _row(_T.CLOSE_ADVICE, _S.ASSESSMENT, _S.ADVISED, _COORDINATOR, _ADVICE, ADVICE_IN),
)  # fmt: skip

_DECIDING = (
    _row(_T.REFER_TO_COUNCIL, _S.ADVISED, _S.COUNCIL_REQUIRED, _CLERK, _COUNCIL, COUNCIL_NEEDED),
    _row(_T.GRANT, _S.ADVISED, _S.GRANTED, _CLERK, _DECISION, DECISION, NO_COUNCIL_NEEDED),
    _row(_T.GRANT, _S.COUNCIL_REQUIRED, _S.GRANTED, _CLERK, _COUNCIL, DECISION, COUNCIL_AGREED),
    _row(_T.GRANT_PARTLY, _S.ADVISED, _S.PARTLY_GRANTED, _CLERK, _DECISION, DECISION, DIFFERENCE, NO_COUNCIL_NEEDED),
    _row(_T.GRANT_PARTLY, _S.COUNCIL_REQUIRED, _S.PARTLY_GRANTED, _CLERK, _COUNCIL, DECISION, DIFFERENCE,
         COUNCIL_AGREED),
    _row(_T.REFUSE, _S.ADVISED, _S.REFUSED, _CLERK, _DECISION, DECISION, GROUNDS),
    _row(_T.REFUSE, _S.COUNCIL_REQUIRED, _S.REFUSED, _CLERK, _COUNCIL, DECISION, GROUNDS, COUNCIL_DECIDED),
    *(_row(_T.DECIDE_AGAIN, decided, _S.ADVISED, _CLERK, _OBJECTION, UPHELD)
      for decided in (_S.GRANTED, _S.PARTLY_GRANTED, _S.REFUSED, _S.AGREEMENT_DRAFTING, _S.NO_AGREEMENT)),
    # what runs is ended by its own act and its money released by its own door; only then is there a new decision
    _row(_T.DECIDE_AGAIN, _S.TERMINATED, _S.ADVISED, _CLERK, _OBJECTION, UPHELD, ENDED_FOR_OBJECTION),
    *(_row(_T.DECIDE_AGAIN, decided, _S.ADMISSIBILITY_CHECK, _CLERK, _OBJECTION, UPHELD)
      for decided in (_S.NOT_PROCESSED, _S.INADMISSIBLE)),
)  # fmt: skip

_AGREED = (
    *(_row(_T.DRAFT_AGREEMENT, granted, _S.AGREEMENT_DRAFTING, _COORDINATOR, _AGREEMENT)
      for granted in (_S.GRANTED, _S.PARTLY_GRANTED)),
    _row(_T.GIVE_UP, _S.AGREEMENT_DRAFTING, _S.NO_AGREEMENT, _COORDINATOR, _AGREEMENT, REASON),
    _row(_T.AGREE, _S.AGREEMENT_DRAFTING, _S.ACTIVE, _COORDINATOR, _AGREEMENT, PROMISES, BOTH_AGREED),
    *(_row(_T.EVALUATE, running, _S.EVALUATION, _COORDINATOR, _AGREEMENT) for running in (_S.ACTIVE, _S.EXTENDED)),
    _row(_T.CONTINUE, _S.EVALUATION, _S.ACTIVE, _COORDINATOR, _AGREEMENT, EVALUATION),
    _row(_T.EXTEND, _S.EVALUATION, _S.EXTENDED, _COORDINATOR, _AGREEMENT, EVALUATION, LATER_LAST_DAY),
    _row(_T.FINISH, _S.EVALUATION, _S.COMPLETED, _COORDINATOR, _AGREEMENT, EVALUATION),
    *(_row(_T.TERMINATE, running, _S.TERMINATED, _COORDINATOR, _AGREEMENT, REASON)
      for running in (_S.ACTIVE, _S.EXTENDED, _S.EVALUATION)),
)  # fmt: skip

_WITHDRAWING = tuple(_row(_T.WITHDRAW, state, _S.WITHDRAWN, _APPLICANT, _ORDINANCE) for state in _CAN_WITHDRAW)

_INSTEAD = tuple(
    _row(_T.DEAL_INSTEAD, talking, _S.WITHDRAWN, _APPLICANT, _AGREEMENT, OFFERED_DEAL)
    for talking in (_S.DIALOGUE, _S.ASSESSMENT)
)

REQUEST_LIFE: Lifecycle[RequestState, RequestSituation] = Lifecycle(
    "challenge",
    msg("The life of a request to take over a task"),
    RequestState.DRAFT,
    (*_UNTIL_ADVICE, *_DECIDING, *_AGREED, *_WITHDRAWING, *_INSTEAD),
    tuple((str(code), word) for code, word in REQUEST_WORDS),
)
