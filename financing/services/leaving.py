"""Other ways than the council: another budget of the municipality pays, or the wijk saves first and comes back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from financing.rules.faults import faults_of_words
from financing.rules.life import RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import refuse
from financing.services.steps import OnRoute, Said, locked_route, require_office, take_step
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import Act, act
from proposals.services import pay_elsewhere


def use_other_budget(session: Session, actor: Actor, now: datetime, proposal_id: int, words: str) -> None:
    """Another budget pays; `words` says which, and when. The plan never goes to a ballot again.

    Raises RouteStepNotPossible, RouteRefused.
    """
    with act(session, actor, now, "use_other_budget", ground=tidy_text(words)) as a:
        route = _explained(a, proposal_id, RouteStep.USE_OTHER_BUDGET, words)
        pay_elsewhere(a, route.whole)
        take_step(a, route, RouteStep.USE_OTHER_BUDGET, RouteSituation(is_explained=True), Said(words))


def save_first(session: Session, actor: Actor, now: datetime, proposal_id: int, words: str) -> None:
    """The wijk saves for it first; saving never avoids the council where it is an investment.

    Raises RouteStepNotPossible, RouteRefused.
    """
    with act(session, actor, now, "save_for_large_plan", ground=tidy_text(words)) as a:
        route = _explained(a, proposal_id, RouteStep.SAVE, words)
        take_step(a, route, RouteStep.SAVE, RouteSituation(is_explained=True), Said(words))


def resume(session: Session, actor: Actor, now: datetime, proposal_id: int, words: str = "") -> None:
    """Enough is saved, or another way is chosen: the plan goes on. Raises RouteStepNotPossible, RouteRefused."""
    with act(session, actor, now, "resume_large_plan", ground=tidy_text(words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.RESUME)
        refuse(faults_of_words(words) if words.strip() else [])
        take_step(a, route, RouteStep.RESUME, RouteSituation(), Said(words))


def _explained(a: Act, proposal_id: int, step: RouteStep, words: str) -> OnRoute:
    route = locked_route(a, proposal_id)
    require_office(a, route, step)
    refuse(faults_of_words(words))
    return route
