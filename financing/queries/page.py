"""Everything about one large plan: the plan itself, its route so far and to come, its costs, who decided what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from budget.models import StandingCommitment
from budget.queries.standing import lines_of
from budget.rules.charges import ChargeYear
from financing.models import CapitalAdvice, CapitalCalculation, CapitalDecision, CapitalEvent, CapitalSplit
from financing.queries.calculations import Inputs, calculations_of, inputs_of
from financing.queries.lists import LargePlan, large_plans
from financing.rules.states import RouteState
from proposals.models import Proposal
from proposals.queries.plan_page import PlanPage, ShownEvent, plan_page
from proposals.queries.public import shown_state

OF_THE_PLAN = {
    "submit": (RouteState.FLAGGED, "author"),
    "flag": (RouteState.FLAGGED, "coordinator"),
    "confirm_flag": (RouteState.FLAGGED, "coordinator"),
    "send_to_capital_route": (RouteState.CONFIRMED, "coordinator"),
    "release_flag": (RouteState.RELEASED, "coordinator"),
    "return_to_review": (RouteState.RELEASED, "coordinator"),
    "withdraw": (RouteState.WITHDRAWN, "author"),
}
"""Steps of the plan itself that belong to its route, with the state they lead to and who takes them."""


@dataclass(frozen=True)
class RouteEvent:
    """One line of the public timeline, of the plan itself or of its case; `step` is a PlanStep or RouteStep code."""

    step: str
    to_state: str
    body: str
    words: str
    reference: str
    decided_on: date | None
    at: datetime


@dataclass(frozen=True)
class ShownCalculation:
    """A calculation with the schedule that it gives."""

    row: CapitalCalculation
    inputs: Inputs
    years: tuple[ChargeYear, ...]

    @property
    def total_cents(self) -> int:
        return sum(year.total_cents for year in self.years)


@dataclass(frozen=True)
class LinkedPlan:
    """A part that was split off, or the plan that this one is a part of."""

    id: int
    title: str
    state: str
    asked_cents: int
    words: str
    agreed_on: date


@dataclass(frozen=True)
class RoutePage:
    """All of it; the newest calculation and the newest advice come last."""

    large: LargePlan
    plan: PlanPage
    events: list[RouteEvent]
    advice: Sequence[CapitalAdvice]
    calculations: list[ShownCalculation]
    decisions: Sequence[CapitalDecision]
    lines: Sequence[StandingCommitment]
    """Every line of what stands fixed for it: as decided, and each correction."""
    parts: list[LinkedPlan]
    whole: LinkedPlan | None

    @property
    def state(self) -> RouteState:
        return self.large.state

    @property
    def estimate(self) -> ShownCalculation | None:
        """The last calculation over the whole investment."""
        return next((each for each in reversed(self.calculations) if each.row.kind == "estimate"), None)

    @property
    def credit(self) -> CapitalDecision | None:
        """The council's yes."""
        return next((each for each in self.decisions if each.funding), None)

    @property
    def stands(self) -> dict[int, int]:
        """What stands fixed in each year by the newest lines; years that pay nothing are left out."""
        newest = {line.year: line.after_cents for line in self.lines}
        return {year: cents for year, cents in sorted(newest.items()) if cents}


def route_page(session: Session, proposal_id: int, today: date) -> RoutePage | None:
    """The large plan with this number, or None where a plan is not on the route. Drafts are never on it."""
    found = large_plans(session, today, numbers=[proposal_id])
    plan = plan_page(session, proposal_id) if found else None
    if plan is None:
        return None
    large = found[0]
    case_id = large.case.id if large.case else 0
    shown = [ShownCalculation(row, inputs_of(row), inputs_of(row).years()) for row in calculations_of(session, case_id)]
    links = _links(session, proposal_id)
    return RoutePage(
        large=large,
        plan=plan,
        events=_events(session, plan, proposal_id),
        advice=session.scalars(select(CapitalAdvice).filter_by(case_id=case_id).order_by(CapitalAdvice.id)).all(),
        calculations=shown,
        decisions=session.scalars(
            select(CapitalDecision).filter_by(case_id=case_id).order_by(CapitalDecision.id)
        ).all(),
        lines=lines_of(session, large.case.subject) if large.case else (),
        parts=[link for is_part, link in links if is_part],
        whole=next((link for is_part, link in links if not is_part), None),
    )


def _events(session: Session, plan: PlanPage, proposal_id: int) -> list[RouteEvent]:
    own = [_of_the_plan(event) for event in plan.events if event.step in OF_THE_PLAN]
    chosen = select(CapitalEvent).where(CapitalEvent.proposal_id == proposal_id).order_by(CapitalEvent.id)
    of_case = [
        RouteEvent(row.step, row.to_state, row.body, row.words, row.reference, row.decided_on, row.at)
        for row in session.scalars(chosen)
    ]
    return sorted(own + of_case, key=lambda event: event.at)


def _of_the_plan(event: ShownEvent) -> RouteEvent:
    state, body = OF_THE_PLAN[event.step]
    return RouteEvent(event.step, state.value, body, event.reason, "", None, event.at)


def _links(session: Session, proposal_id: int) -> list[tuple[bool, LinkedPlan]]:
    """The parts (True) and the whole (False) of a plan."""
    split, other = CapitalSplit, Proposal
    is_other = or_(
        (split.proposal_id == proposal_id) & (other.id == split.part_id),
        (split.part_id == proposal_id) & (other.id == split.proposal_id),
    )
    rows = session.execute(select(split, other).join(other, is_other).order_by(split.id))
    return [
        (
            row.proposal_id == proposal_id,
            LinkedPlan(
                plan.id, plan.title, shown_state(plan.state, plan.hard_grounds, plan.open_soft_grounds),
                plan.amount_cents - plan.third_party_cents, row.words, row.agreed_on,
            ),
        )
        for row, plan in rows
    ]  # fmt: skip


def whole_of(session: Session, part_id: int) -> LinkedPlan | None:
    """The large plan that this plan was split off from; a part need not be on the route itself."""
    return next((link for is_part, link in _links(session, part_id) if not is_part), None)
