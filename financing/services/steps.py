"""One step on the route: who somebody is to the plan, the step by the table, its public event and the mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from financing.models import CapitalCase, CapitalEvent
from financing.queries.cases import Grounds, find_case, grounds_of, state_of
from financing.queries.coming import coming_for
from financing.rules.life import ROUTE_LIFE, RouteSituation
from financing.rules.states import RouteBy, RouteState, RouteStep
from financing.services.refusals import RouteStepNotPossible, not_on_route
from lives.lifecycle import StepRefused
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.services import Act
from proposals.models import Proposal
from proposals.queries.cases import PlanCase
from proposals.queries.cases import find_case as find_plan
from proposals.services.mail import tell_proposer
from proposals.services.steps import locked_case

OFFICES = {
    Role.COORDINATOR: RouteBy.COORDINATOR,
    Role.FINANCE: RouteBy.FINANCE,
    Role.REVIEWER: RouteBy.REVIEWER,
    Role.COLLEGE_CLERK: RouteBy.COLLEGE,
    Role.COUNCIL_CLERK: RouteBy.COUNCIL,
}


@dataclass
class OnRoute:
    """A plan on the route, held until the act ends."""

    whole: PlanCase
    grounds: Grounds
    state: RouteState
    case: CapitalCase | None

    @property
    def plan(self) -> Proposal:
        return self.whole.plan

    @property
    def known_case(self) -> CapitalCase:
        """The case, in a state that has one."""
        assert self.case is not None  # the table leads here by way of a case
        return self.case

    @property
    def since(self) -> date:
        """The day of the step before: nothing can be decided earlier."""
        at = self.case.state_since if self.case else self.plan.submitted_at
        assert at is not None  # a draft is not on the route
        return day_of(at)


@dataclass(frozen=True)
class Said:
    """What goes with a step, for everyone to read: words, the reference of a decision, and its day."""

    words: str = ""
    reference: str = ""
    decided_on: date | None = None


NOTHING = Said()


def locked_route(a: Act, proposal_id: int) -> OnRoute:
    """The plan with its case, both held until the act ends: the plan first, as in every act about plans.

    Raises NotFound for a plan that is not on the route.
    """
    whole = locked_case(a, proposal_id)
    return _on_route(a.session, whole, find_case(a.session, proposal_id, is_locked=True))


def read_route(session: Session, proposal_id: int) -> OnRoute:
    """The same to look at, held by nobody. Raises NotFound."""
    whole = find_plan(session, proposal_id)
    if whole is None:
        raise not_on_route()
    return _on_route(session, whole, find_case(session, proposal_id))


def _on_route(session: Session, whole: PlanCase, case: CapitalCase | None) -> OnRoute:
    grounds = grounds_of(session, whole.plan.id)
    state = state_of(whole.plan, grounds, case)
    if state is None:
        raise not_on_route()
    return OnRoute(whole, grounds, state, case)


def roles_of(actor: Actor, plan: Proposal) -> frozenset[RouteBy]:
    """Who this is to the plan. Nobody takes an office's step with a plan of their own."""
    if actor.key == plan.proposer_key:
        return frozenset({RouteBy.AUTHOR})
    return frozenset(by for role, by in OFFICES.items() if actor.has(role, plan.area_code))


def require_step(a: Act, route: OnRoute, step: RouteStep, situation: RouteSituation) -> RouteState:
    """Where the step leads. Raises RouteStepNotPossible."""
    try:
        return ROUTE_LIFE.take(step, route.state, roles_of(a.actor, route.plan), situation)
    except StepRefused as refused:
        raise RouteStepNotPossible(refused) from refused


def require_office(a: Act, route: OnRoute, step: RouteStep) -> None:
    """Refuse the wrong person or state before anything that was filled in is looked at.

    Raises RouteStepNotPossible; conditions are for require_step().
    """
    rows = [row for row in ROUTE_LIFE.rows if row.step == step and row.source == route.state]
    if not rows or rows[0].who.isdisjoint(roles_of(a.actor, route.plan)):
        require_step(a, route, step, RouteSituation())


def take_step(
    a: Act, route: OnRoute, step: RouteStep, situation: RouteSituation, said: Said = NOTHING, **columns: object
) -> None:
    """Move the case, with what belongs to its new state; tell it in public and by mail. Raises RouteStepNotPossible.

    A step that leaves a plan where it is opens no case.
    """
    target = require_step(a, route, step, situation)
    if route.case is None and target is not route.state:
        route.case = CapitalCase(proposal_id=route.plan.id, state=target.value, opened_at=a.now, state_since=a.now)
        a.session.add(route.case)
    if route.case is not None:
        with a.session.no_autoflush:
            for name, value in columns.items():
                setattr(route.case, name, value)
            if target is not route.state:
                route.case.state, route.case.state_since = target.value, a.now
        a.session.flush()
    route.state = target
    _tell(a, route, step, said)


def _tell(a: Act, route: OnRoute, step: RouteStep, said: Said) -> None:
    body = next(by for row in ROUTE_LIFE.rows if row.step == step for by in row.who)
    words = tidy_text(said.words)
    event = CapitalEvent(
        proposal_id=route.plan.id, step=step.value, to_state=route.state.value, body=str(body), words=words,
        reference=said.reference.strip(), decided_on=said.decided_on, at=a.now,
    )  # fmt: skip
    a.session.add(event)
    a.session.flush()
    a.facts[step.value] = route.state.value
    coming = coming_for(a.session, route.plan, route.case, route.state, day_of(a.now)).next
    tell_proposer(
        a, route.whole, "capital_step", step=step.value, words=words, reference=said.reference.strip(),
        next=coming.state.value if coming else "", day=coming.on.isoformat() if coming and coming.on else "",
    )  # fmt: skip
