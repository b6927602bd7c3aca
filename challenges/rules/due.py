"""The other days that a municipality keeps to: asking to complete, the days for that, the first talk, the evaluation.

For the work list; what the law ties to such a day is asked here too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from challenges.rules.history import Event, Happening, in_order
from challenges.rules.presets import RequestTerms
from lives.holidays import WorkingDays
from lives.terms import DUTCH_WORKING_DAYS, count_term, unmoved_last_day


def ask_completion_by(received_on: date, terms: RequestTerms) -> date:
    """The last day to ask for what is missing. Received on 28 September 2026, two weeks: 12 October."""
    return count_term(terms.asking_completion, received_on).last


def complete_by(asked_on: date, terms: RequestTerms) -> date:
    """The last day to complete a request. Asked on 5 October 2026, four weeks: 2 November."""
    return count_term(terms.completion, asked_on).last


def first_talk_by(received_on: date, terms: RequestTerms) -> date:
    """The last day for the first talk. Received on 28 September 2026, four weeks: 26 October."""
    return count_term(terms.first_talk, received_on).last


def evaluate_on(begins_on: date, terms: RequestTerms) -> date:
    """The day of the first evaluation. Taken over from 1 March 2027, twelve months: 1 March 2028."""
    return unmoved_last_day(terms.evaluation, begins_on)


def open_completion(history: Iterable[Event], today: date) -> Event | None:
    """The request to complete that nobody answered yet, or nothing."""
    asked: Event | None = None
    for event in in_order(history, today):
        if event.what is Happening.COMPLETION_ASKED:
            asked = event
        elif event.what is Happening.COMPLETED:
            asked = None
    return asked


def completion_is_over(history: Iterable[Event], today: date) -> bool:
    """Whether the days for completing ended unused: the last day itself still belongs to who asked."""
    asked = open_completion(history, today)
    return asked is not None and asked.until is not None and today > asked.until


def may_still_not_process(
    history: Iterable[Event], today: date, terms: RequestTerms, calendar: WorkingDays = DUTCH_WORKING_DAYS
) -> bool:
    """Whether a request may still be left unhandled: within four weeks after the days for completing (Awb 4:5 para 4).

    Those days ended on 2 November 2026: until 30 November.
    """
    asked = open_completion(history, today)
    if asked is None or asked.until is None:
        return False
    return asked.until < today <= count_term(terms.not_processing, asked.until, (), calendar).last
