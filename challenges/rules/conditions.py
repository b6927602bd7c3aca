"""The questions that the table of a request asks, each with the sentence that says what must be so."""

from __future__ import annotations

from challenges.rules.states import RequestSituation
from lives.lifecycle import Condition
from lives.messages import msg


def is_open_for_requests(situation: RequestSituation) -> bool:
    return situation.is_open_for_requests


def is_complete(situation: RequestSituation) -> bool:
    return situation.is_complete


def says_what_is_missing(situation: RequestSituation) -> bool:
    return situation.says_what_is_missing


def completion_term_is_over(situation: RequestSituation) -> bool:
    return situation.completion_term_is_over


def may_still_not_process(situation: RequestSituation) -> bool:
    return situation.may_still_not_process


def has_talk(situation: RequestSituation) -> bool:
    return situation.has_talk


def advice_is_in(situation: RequestSituation) -> bool:
    return situation.advice_asked > 0 and situation.advice_open == 0


def needs_council(situation: RequestSituation) -> bool:
    return situation.needs_council


def needs_no_council(situation: RequestSituation) -> bool:
    return not situation.needs_council


def council_agreed(situation: RequestSituation) -> bool:
    return situation.council_agreed is True


def council_decided(situation: RequestSituation) -> bool:
    return situation.council_agreed is not None


def has_decision(situation: RequestSituation) -> bool:
    return situation.has_decision


def has_grounds(situation: RequestSituation) -> bool:
    return situation.has_grounds


def says_what_differs(situation: RequestSituation) -> bool:
    return situation.says_what_differs


def objection_is_upheld(situation: RequestSituation) -> bool:
    return situation.objection_upheld


def is_ended_for_objection(situation: RequestSituation) -> bool:
    return situation.ended_for_objection


def agreement_is_complete(situation: RequestSituation) -> bool:
    return situation.agreement_is_complete


def both_agreed(situation: RequestSituation) -> bool:
    return situation.both_agreed


def has_evaluation(situation: RequestSituation) -> bool:
    return situation.has_evaluation


def has_later_last_day(situation: RequestSituation) -> bool:
    return situation.has_later_last_day


def has_reason(situation: RequestSituation) -> bool:
    return situation.has_reason


def has_offered_deal(situation: RequestSituation) -> bool:
    return situation.has_offered_deal


OPEN_FOR_REQUESTS = Condition(is_open_for_requests, msg("the municipality takes requests on this site"))
COMPLETE = Condition(is_complete, msg("every required question has an answer"))
MISSING_NAMED = Condition(says_what_is_missing, msg("it is written down what is missing"))
TERM_OVER = Condition(completion_term_is_over, msg("the days for completing the request are over"))
MAY_NOT_PROCESS = Condition(may_still_not_process, msg("those days ended no more than four weeks ago"))
TALK = Condition(has_talk, msg("a talk is on record, or that the applicant wants none"))
ADVICE_IN = Condition(advice_is_in, msg("every team that was asked has given advice"))
COUNCIL_NEEDED = Condition(needs_council, msg("the amount is above what the task costs now"))
NO_COUNCIL_NEEDED = Condition(needs_no_council, msg("the council does not have to decide first"))
COUNCIL_AGREED = Condition(council_agreed, msg("the council said yes"))
COUNCIL_DECIDED = Condition(council_decided, msg("the council has decided"))
DECISION = Condition(has_decision, msg("the reasons, the legal basis, the deciding body and the reference are there"))
GROUNDS = Condition(has_grounds, msg("there is a ground for refusal, with a reason for each"))
DIFFERENCE = Condition(says_what_differs, msg("it says what is granted and what is not"))
UPHELD = Condition(objection_is_upheld, msg("an objection to this decision was upheld"))
ENDED_FOR_OBJECTION = Condition(is_ended_for_objection, msg("the agreement was ended because of that objection"))
PROMISES = Condition(
    agreement_is_complete,
    msg("the agreement says what both sides promise, the result, money, hours, term, reporting and how to stop"),
)
BOTH_AGREED = Condition(both_agreed, msg("both sides agreed"))
EVALUATION = Condition(has_evaluation, msg("the evaluation is written down"))
LATER_LAST_DAY = Condition(has_later_last_day, msg("there is a later last day"))
OFFERED_DEAL = Condition(has_offered_deal, msg("an ordinary agreement was offered, and you read its newest text"))
REASON = Condition(has_reason, msg("there is a reason"))
