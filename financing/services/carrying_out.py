"""Carrying out what the council granted: the coordinator says when the work begins, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from budget.rules.amounts import LARGEST_CENTS
from financing.rules.faults import RouteFault, faults_of_day, faults_of_words
from financing.rules.life import RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import refuse
from financing.services.steps import OnRoute, Said, locked_route, require_office, take_step
from lives.messages import msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import act


@dataclass(frozen=True)
class Delivery:
    """On which day it was ready, what it really cost without what others paid, and what came of it."""

    completed_on: date
    real_cents: int
    words: str


def start_work(session: Session, actor: Actor, now: datetime, proposal_id: int, words: str = "") -> None:
    """The work begins. Raises RouteStepNotPossible, RouteRefused."""
    with act(session, actor, now, "start_large_plan", ground=tidy_text(words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.START)
        refuse(faults_of_words(words) if words.strip() else [])
        take_step(a, route, RouteStep.START, RouteSituation(), Said(words))


def deliver(session: Session, actor: Actor, now: datetime, proposal_id: int, delivery: Delivery) -> None:
    """It stands there. The real cost and day are known now: finance may have to work out the coming years again.

    Raises RouteStepNotPossible, RouteRefused.
    """
    with act(session, actor, now, "deliver_large_plan", ground=tidy_text(delivery.words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.DELIVER)
        refuse(_faults(route, delivery, day_of(now)))
        take_step(
            a, route, RouteStep.DELIVER, RouteSituation(is_explained=True),
            Said(delivery.words, decided_on=delivery.completed_on),
            completed_on=delivery.completed_on, real_cents=delivery.real_cents,
        )  # fmt: skip
        a.facts.update(real_cents=delivery.real_cents, completed_on=delivery.completed_on.isoformat())


def _faults(route: OnRoute, delivery: Delivery, today: date) -> list[RouteFault]:
    faults = faults_of_words(delivery.words)
    faults += faults_of_day(delivery.completed_on, route.since, today, "completed_on")
    if not 0 < delivery.real_cents <= LARGEST_CENTS:
        faults.append(RouteFault("real_cents", msg("Fill in what it really cost.")))
    return faults
