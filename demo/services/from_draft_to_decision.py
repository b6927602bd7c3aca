"""The walk of a demo request from its first screen to the decision: every act at its own moment, the oldest first.

So clocks run and stand as they would. Days are counted from the first screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from challenges.rules.asking import Request
from challenges.rules.grounds import Decision
from challenges.rules.states import RequestStep
from challenges.services import (
    Letter,
    NewDecision,
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
    begin_check,
    close_advice,
    decide,
    describe_task,
    give_advice,
    record_talk,
    start_draft,
    submit,
)
from demo.services.dutch import say_in_dutch
from demo.services.town import Cast
from lives.periods import day_of
from logbook.actors import Actor
from notices.rules.letters import Sender

LETTER = Letter(
    say_in_dutch, lambda number: f"/brieven/{number}", Sender("Hilversum", "14 035", "buurt@gemeente.example")
)
CHECKED_AFTER = timedelta(days=2)
DAYS_TO_ADVISE = 14

Deed = tuple[timedelta, Callable[[datetime, int], object]]
"""How long after the first screen, and what is done then with the request of this number."""


@dataclass(frozen=True)
class Talk:
    day: int
    summary: str
    present: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """Which teams are asked on which day; what the first of them says, and when, where it answered already."""

    day: int
    teams: tuple[str, ...]
    outcome: str = ""
    words: str = ""
    given: int = 0
    closed: int = 0


@dataclass(frozen=True)
class Verdict:
    """What mayor and aldermen decide; amounts a year, only with a grant."""

    day: int
    step: RequestStep
    why: Decision
    cents: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Walk:
    """What is told of one request: who asks, and the wijk whose coordinator handles it. What is left out has not come
    yet."""

    request: Request
    applicant: str
    handled_in: str
    admitted: int | None = None
    talk: Talk | None = None
    task: tuple[int, TaskFacts] | None = None
    advice: Advice | None = None
    verdict: Verdict | None = None
    meanwhile: tuple[Deed, ...] = ()
    """What others do with it between these acts."""


@dataclass(frozen=True)
class Walked:
    """The numbers of the request and of its decision, if it came so far."""

    number: int
    decision: int | None


def walk(session: Session, cast: Cast, sent: datetime, told: Walk) -> Walked:
    """Everything that is told of the request, from this moment on."""
    applicant = cast.actors[told.applicant]
    coordinator = cast.coordinator_of(told.handled_in)
    number = start_draft(session, applicant, sent, told.request)
    submit(session, applicant, sent + timedelta(hours=1), number, 1, LETTER)
    begin_check(session, coordinator, sent + CHECKED_AFTER, number)
    deeds = [*_handled(session, cast, coordinator, told), *told.meanwhile]
    for after, do in sorted(deeds, key=lambda deed: deed[0]):
        do(sent + after, number)
    return Walked(number, _decided(session, cast, sent, number, told.verdict) if told.verdict else None)


def _handled(session: Session, cast: Cast, coordinator: Actor, told: Walk) -> Sequence[Deed]:
    """From taking it up to the advice, as far as it came."""
    deeds: list[Deed] = []

    def then(day: int, do: Callable[[datetime, int], object]) -> None:
        deeds.append((timedelta(days=day), do))

    if told.admitted is not None:
        then(told.admitted, lambda at, number: admit(session, coordinator, at, number))
    if talk := told.talk:
        then(talk.day, lambda at, number: record_talk(session, coordinator, at, number, _talk(talk, at)))
    if advice := told.advice:
        then(advice.day, lambda at, number: _ask(session, coordinator, at, number, advice))
    if task := told.task:
        then(task[0], lambda at, number: describe_task(session, coordinator, at, number, task[1]))
    if advice and advice.outcome:
        then(advice.given, lambda at, number: _give(session, cast.actors["reviewer"], at, number, advice))
        then(advice.closed, lambda at, number: close_advice(session, coordinator, at, number))
    return deeds


def _talk(talk: Talk, at: datetime) -> NewTalk:
    return NewTalk(day_of(at), talk.summary, talk.present, True, talk.points)


def _ask(session: Session, coordinator: Actor, at: datetime, number: int, advice: Advice) -> None:
    ask_advice(session, coordinator, at, number, advice.teams, day_of(at + timedelta(days=DAYS_TO_ADVISE)))


def _give(session: Session, adviser: Actor, at: datetime, number: int, advice: Advice) -> None:
    give_advice(session, adviser, at, number, advice.teams[0], advice.outcome, advice.words)


def _decided(session: Session, cast: Cast, sent: datetime, number: int, verdict: Verdict) -> int:
    at = sent + timedelta(days=verdict.day)
    new = NewDecision(verdict.why, day_of(at), day_of(at), verdict.cents, verdict.minutes)
    return decide(session, cast.actors["college-clerk"], at, number, verdict.step, new, LETTER)
