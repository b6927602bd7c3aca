"""What is still to come for a plan on the route, and when: by the meeting that is planned, else by the cycle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from financing.models import CapitalCase
from financing.queries.cases import confirmed_on
from financing.queries.cycle import budget_cycle
from financing.rules.calendar import BudgetCycle, Expected, Target, expected_steps, suggested
from financing.rules.states import RouteState
from lives.periods import start_of_day
from proposals.models import Proposal


@dataclass(frozen=True)
class Coming:
    """With which document, when the council is expected to decide, and the steps to come; the first is next."""

    target: Target
    council_on: date
    is_planned: bool
    """Whether mayor and aldermen named the meeting, or it is what usually happens."""
    steps: tuple[Expected, ...]

    @property
    def next(self) -> Expected | None:
        return self.steps[0] if self.steps else None


def coming_for(session: Session, plan: Proposal, case: CapitalCase | None, state: RouteState, today: date) -> Coming:
    """What a plan in this state may expect, as seen on this day."""
    confirmed = confirmed_on(session, plan.id, start_of_day(today))
    return coming_of(budget_cycle(session), confirmed, case, state, today)


def coming_of(cycle: BudgetCycle, confirmed: date, case: CapitalCase | None, state: RouteState, today: date) -> Coming:
    """The same for who has the cycle and the day of confirming at hand."""
    if case is not None and case.council_on is not None and state is RouteState.COUNCIL_PROPOSAL:
        return Coming(Target(case.target), case.council_on, True, expected_steps(state, today, case.council_on))
    # put off, it goes along with the first document that can still take it; not confirmed yet, it counts from today
    since = today if state in (RouteState.DEFERRED, RouteState.FLAGGED) else confirmed
    target, day = suggested(since, today, cycle)
    return Coming(target, day, False, expected_steps(state, today, day))
