"""Which days of a request or an objection ask for a reminder today, before a term ends and after.

For who handles it, who is asked to complete it, and who must hear that it is late. Everything follows from the terms of
today: when a day moves there are new reminders for the new day, and those for the old one never come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from challenges.rules.clock import Clock, ClockState
from challenges.rules.default import InDefault
from challenges.rules.due import ask_completion_by, completion_is_over, evaluate_on, first_talk_by, open_completion
from challenges.rules.history import Event
from challenges.rules.objection_clock import ObjectionClock
from challenges.rules.presets import RequestTerms
from challenges.rules.states import RequestState

_S = RequestState
BEFORE = (14, 7, 2)
"""Days before the last day; a municipality can choose others."""
COMPLETION_BEFORE = (7,)
SHORT_BEFORE = (2,)
TALK_BEFORE = (7,)
_CHECKING = (_S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK)
_NOT_TALKED = (_S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK, _S.DIALOGUE)


class ReminderKind(StrEnum):
    CHECK_SOON = "check_soon"
    COMPLETION_SOON = "completion_soon"
    COMPLETION_OVER = "completion_over"
    TALK_SOON = "talk_soon"
    TALK_LATE = "talk_late"
    ADVICE_SOON = "advice_soon"
    ADVICE_LATE = "advice_late"
    DECISION_SOON = "decision_soon"
    DECISION_LATE = "decision_late"
    IN_DEFAULT = "in_default"
    PENALTY_RUNS = "penalty_runs"
    EVALUATION_DUE = "evaluation_due"
    OBJECTION_SOON = "objection_soon"
    OBJECTION_LATE = "objection_late"


_K = ReminderKind


@dataclass(frozen=True)
class Reminder:
    """One thing to say once: about the day of a term, at a step (days before it, or weeks of a penalty). `days` are
    those that are left, or the days late."""

    kind: ReminderKind
    term_day: date
    step: int = 0
    days: int = 0
    owed_cents: int = 0


@dataclass(frozen=True)
class Reminded:
    """A request as it stands today."""

    state: RequestState
    clock: Clock | None
    terms: RequestTerms
    history: tuple[Event, ...]
    has_talk: bool = False
    found: InDefault | None = None
    begins_on: date | None = None
    """The first day of the agreement that runs."""
    before: tuple[int, ...] = field(default=BEFORE)


def reminders_for(request: Reminded, today: date) -> tuple[Reminder, ...]:
    """What must be said about a request today; nothing about what is over.

    The last day is Monday 23 November 2026: reminders from 9, 16 and 21 November on, an alarm on the 24th.
    """
    return (
        *_of_clock(request, today),
        *_of_completion(request, today),
        *_of_handling(request, today),
        *_of_evaluation(request, today),
    )


def reminders_for_advice(answer_by: date, today: date) -> tuple[Reminder, ...]:
    """Advice that was asked and not given. Asked by 4 December 2026: on the 2nd, and on the 5th that it is late."""
    return tuple(_soon_or_late(_K.ADVICE_SOON, _K.ADVICE_LATE, answer_by, today, SHORT_BEFORE))


def reminders_for_objection(
    clock: ObjectionClock, today: date, before: tuple[int, ...] = BEFORE
) -> tuple[Reminder, ...]:
    """The decision on an objection that is open; nothing while its clock stands still."""
    if any(stop.is_open for stop in clock.stops):
        return ()
    return tuple(_soon_or_late(_K.OBJECTION_SOON, _K.OBJECTION_LATE, clock.decide_by, today, before))


def step_of(days_left: int, before: Iterable[int]) -> int | None:
    """The nearest step that was reached: who looks on the 12th day before gets that of 14, and none is missed.

    With 14, 7 and 2: 15 days left none, 14 to 8 the first, 7 to 3 the second, 2 to 0 the last.
    """
    return min((step for step in before if 0 <= days_left <= step), default=None)


def _of_clock(request: Reminded, today: date) -> Iterator[Reminder]:
    """The decision: before its last day, on the first day after it, and while a penalty runs each week."""
    clock, found = request.clock, request.found
    if clock is None or clock.state in (ClockState.STOPPED, ClockState.STANDING):
        return
    yield from _soon_or_late(_K.DECISION_SOON, _K.DECISION_LATE, clock.last_day, today, request.before)
    if found is None:
        return
    yield Reminder(_K.IN_DEFAULT, found.decide_before, 0, max(0, (found.decide_before - today).days))
    if found.days:
        yield Reminder(_K.PENALTY_RUNS, found.first_day, (found.days - 1) // 7, found.days, found.owed_cents)


def _of_completion(request: Reminded, today: date) -> Iterator[Reminder]:
    """What the applicant was asked for: a week before the days end, and when they ended unused."""
    asked = open_completion(request.history, today)
    if request.state is not _S.AWAITING_COMPLETION or asked is None or asked.until is None:
        return
    if completion_is_over(request.history, today):
        yield Reminder(_K.COMPLETION_OVER, asked.until, 0, (today - asked.until).days)
        return
    left = (asked.until - today).days
    step = step_of(left, COMPLETION_BEFORE)
    if step is not None:
        yield Reminder(_K.COMPLETION_SOON, asked.until, step, left)


def _of_handling(request: Reminded, today: date) -> Iterator[Reminder]:
    """Asking for what is missing, and the first talk: the municipality's own days."""
    clock = request.clock
    if clock is None or clock.state is ClockState.STOPPED:
        return
    if request.state in _CHECKING:
        day = ask_completion_by(clock.received_on, request.terms)
        left = (day - today).days
        step = step_of(left, SHORT_BEFORE)
        if step is not None:
            yield Reminder(_K.CHECK_SOON, day, step, left)
    if request.state in _NOT_TALKED and not request.has_talk:
        day = first_talk_by(clock.received_on, request.terms)
        yield from _soon_or_late(_K.TALK_SOON, _K.TALK_LATE, day, today, TALK_BEFORE)


def _of_evaluation(request: Reminded, today: date) -> Iterator[Reminder]:
    """Looking back for the first time: on its day, for as long as nobody began."""
    if request.state is not _S.ACTIVE or request.begins_on is None:
        return
    day = evaluate_on(request.begins_on, request.terms)
    if today >= day:
        yield Reminder(_K.EVALUATION_DUE, day, 0, (today - day).days)


def _soon_or_late(
    soon: ReminderKind, late: ReminderKind, day: date, today: date, before: Iterable[int]
) -> Iterator[Reminder]:
    left = (day - today).days
    if left < 0:
        yield Reminder(late, day, 0, -left)
        return
    step = step_of(left, before)
    if step is not None:
        yield Reminder(soon, day, step, left)
