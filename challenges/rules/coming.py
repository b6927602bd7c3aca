"""What is still to come for a request, and by which day at the latest: the second half of its timeline.

For applicants and everyone who follows a request; days follow from the terms and from what both sides agreed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from challenges.rules.clock import Clock
from challenges.rules.due import ask_completion_by, evaluate_on, first_talk_by
from challenges.rules.presets import RequestTerms
from challenges.rules.states import RequestState

_S = RequestState


class Ahead(StrEnum):
    CHECK = "check"
    COMPLETE = "complete"
    FIRST_TALK = "first_talk"
    ADVICE = "advice"
    COUNCIL = "council"
    DECISION = "decision"
    AGREEMENT = "agreement"
    REPORT = "report"
    EVALUATION = "evaluation"
    LAST_DAY = "last_day"


@dataclass(frozen=True)
class Expected:
    """Something to come; `on` is its last day, or nothing where no rule and no agreement sets one."""

    what: Ahead
    on: date | None = None


@dataclass(frozen=True)
class Known:
    """What is known besides the clock."""

    has_talk: bool = False
    complete_by: date | None = None
    advice_by: date | None = None
    """The last day of the teams that did not answer yet."""
    begins_on: date | None = None
    ends_on: date | None = None
    """Of the agreement that holds."""
    report_days: tuple[date, ...] = ()
    """The due days without a report."""
    was_evaluated: bool = False


def ahead(state: RequestState, clock: Clock | None, terms: RequestTerms | None, known: Known) -> tuple[Expected, ...]:
    """What comes next, in order; nothing for a draft and for what has ended.

    Received on 28 September 2026 under the Awb, being checked: the check by 12 October, a talk by 26 October, advice
    of which the day is not known, the decision by 23 November.
    """
    if clock is None or terms is None:
        return ()
    if state in (_S.ACTIVE, _S.EXTENDED, _S.EVALUATION):
        return _of_agreement(state, terms, known)
    if state in (_S.GRANTED, _S.PARTLY_GRANTED, _S.AGREEMENT_DRAFTING):
        return (Expected(Ahead.AGREEMENT),)
    if clock.ended_on is not None:
        return ()
    return tuple(_until_decision(state, clock, terms, known))


def _until_decision(state: RequestState, clock: Clock, terms: RequestTerms, known: Known) -> Iterable[Expected]:
    last = clock.last_day
    if state in (_S.SUBMITTED, _S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK):
        yield Expected(Ahead.CHECK, min(ask_completion_by(clock.received_on, terms), last))
    if state is _S.AWAITING_COMPLETION:
        yield Expected(Ahead.COMPLETE, known.complete_by)
    before_advice = state not in (_S.ASSESSMENT, _S.ADVISED, _S.COUNCIL_REQUIRED)
    if before_advice and not known.has_talk:
        yield Expected(Ahead.FIRST_TALK, min(first_talk_by(clock.received_on, terms), last))
    if before_advice or state is _S.ASSESSMENT:
        yield Expected(Ahead.ADVICE, known.advice_by)
    if state is _S.COUNCIL_REQUIRED:
        yield Expected(Ahead.COUNCIL)
    yield Expected(Ahead.DECISION, last)


def _of_agreement(state: RequestState, terms: RequestTerms, known: Known) -> tuple[Expected, ...]:
    dated = [Expected(Ahead.REPORT, day) for day in known.report_days]
    if state is not _S.EVALUATION and not known.was_evaluated and known.begins_on is not None:
        dated.append(Expected(Ahead.EVALUATION, evaluate_on(known.begins_on, terms)))
    if known.ends_on is not None:
        dated.append(Expected(Ahead.LAST_DAY, known.ends_on))
    # both sides look back now: that is first, and has no day of its own
    now = [Expected(Ahead.EVALUATION)] if state is _S.EVALUATION else []
    return (*now, *sorted(dated, key=lambda each: each.on or date.max))
