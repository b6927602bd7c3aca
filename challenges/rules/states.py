"""The states, steps and actors of a request to take over a task, and what its table asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RequestState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    ADMISSIBILITY_CHECK = "admissibility_check"
    AWAITING_COMPLETION = "awaiting_completion"
    NOT_PROCESSED = "not_processed"
    INADMISSIBLE = "inadmissible"
    DIALOGUE = "dialogue"
    ASSESSMENT = "assessment"
    ADVISED = "advised"
    COUNCIL_REQUIRED = "council_required"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    AGREEMENT_DRAFTING = "agreement_drafting"
    NO_AGREEMENT = "no_agreement"
    ACTIVE = "active"
    EVALUATION = "evaluation"
    EXTENDED = "extended"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"


class RequestStep(StrEnum):
    SUBMIT = "submit"
    ACKNOWLEDGE = "acknowledge"
    CHECK = "check"
    ASK_COMPLETION = "ask_completion"
    COMPLETE = "complete"
    GO_ON = "go_on"
    NOT_PROCESS = "not_process"
    DECLARE_INADMISSIBLE = "declare_inadmissible"
    ADMIT = "admit"
    ASSESS = "assess"
    CLOSE_ADVICE = "close_advice"
    REFER_TO_COUNCIL = "refer_to_council"
    GRANT = "grant"
    GRANT_PARTLY = "grant_partly"
    REFUSE = "refuse"
    DECIDE_AGAIN = "decide_again"
    DRAFT_AGREEMENT = "draft_agreement"
    GIVE_UP = "give_up"
    AGREE = "agree"
    EVALUATE = "evaluate"
    CONTINUE = "continue"
    EXTEND = "extend"
    FINISH = "finish"
    TERMINATE = "terminate"
    WITHDRAW = "withdraw"
    DEAL_INSTEAD = "deal_instead"


class By(StrEnum):
    """Who acts: who asked (or the desk for them), the coordinator who handles it, the clerk who records what the
    college decided, or the product itself."""

    APPLICANT = "applicant"
    COORDINATOR = "coordinator"
    COLLEGE_CLERK = "college_clerk"
    PRODUCT = "product"


@dataclass(frozen=True)
class RequestSituation:
    """What the table asks about a request at the moment of a step."""

    is_open_for_requests: bool = True
    """The municipality uses the right to challenge on this site."""
    is_complete: bool = False
    """Every required question has an answer."""
    says_what_is_missing: bool = False
    completion_term_is_over: bool = False
    may_still_not_process: bool = False
    """No more than four weeks since the term for completing ended (Awb 4:5 para 4)."""
    has_talk: bool = False
    """A talk is on record, or that the applicant wants none."""
    advice_asked: int = 0
    advice_open: int = 0
    needs_council: bool = False
    council_agreed: bool | None = None
    """Nothing while the council has not decided."""
    has_decision: bool = False
    """Motivation, legal basis, deciding body and reference are written down."""
    has_grounds: bool = False
    """At least one ground for refusal, each with its own motivation."""
    says_what_differs: bool = False
    """What is granted and what is not, of a partial grant."""
    objection_upheld: bool = False
    ended_for_objection: bool = False
    """The agreement was ended because an objection to the grant was upheld."""
    agreement_is_complete: bool = False
    """Promises of both sides, result, money, hours, term, reporting and exit."""
    both_agreed: bool = False
    has_evaluation: bool = False
    has_later_last_day: bool = False
    has_reason: bool = False
    has_offered_deal: bool = False
    """The coordinator offered a complete agreement of the ordinary kind, and the applicant read that very text."""
