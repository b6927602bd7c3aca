"""What happens at the office before anything is decided: finance takes the plan up, advice about its maintenance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from budget.rules.amounts import LARGEST_CENTS
from budget.rules.charges import LONGEST_LIFE
from financing.models import CapitalAdvice
from financing.rules.faults import RouteFault, faults_of_words
from financing.rules.life import RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import refuse
from financing.services.steps import Said, locked_route, require_office, take_step
from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import act


@dataclass(frozen=True)
class Advice:
    """Whether it can be maintained, how long it lasts, what upkeep costs a year, and in words why."""

    can_be_maintained: bool
    life_years: int
    upkeep_cents: int
    words: str


def take_in(session: Session, actor: Actor, now: datetime, proposal_id: int, words: str = "") -> None:
    """Finance takes up an investment. Raises NotFound, RouteStepNotPossible (a plan that is merely too expensive has
    only the other ways out)."""
    with act(session, actor, now, "take_in_large_plan", ground=tidy_text(words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.TAKE_IN)
        refuse(faults_of_words(words) if words.strip() else [])
        situation = RouteSituation(is_investment=route.grounds.is_investment)
        take_step(a, route, RouteStep.TAKE_IN, situation, Said(words))


def ask_maintenance(session: Session, actor: Actor, now: datetime, proposal_id: int, words: str = "") -> None:
    """Finance asks who looks after streets and green. Raises RouteStepNotPossible, RouteRefused."""
    with act(session, actor, now, "ask_maintenance_advice", ground=tidy_text(words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.ASK_MAINTENANCE)
        refuse(faults_of_words(words) if words.strip() else [])
        take_step(a, route, RouteStep.ASK_MAINTENANCE, RouteSituation(), Said(words))


def advise(session: Session, actor: Actor, now: datetime, proposal_id: int, advice: Advice) -> None:
    """The advice about maintenance; given again, the newest counts. Raises RouteStepNotPossible, RouteRefused."""
    with act(session, actor, now, "advise_on_maintenance", ground=tidy_text(advice.words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.ADVISE)
        refuse(_advice_faults(advice))
        row = CapitalAdvice(
            case_id=route.known_case.id, can_be_maintained=advice.can_be_maintained, life_years=advice.life_years,
            upkeep_cents=advice.upkeep_cents, words=tidy_text(advice.words), given_at=now, given_by_key=actor.key,
        )  # fmt: skip
        session.add(row)
        take_step(a, route, RouteStep.ADVISE, RouteSituation(is_explained=True), Said(advice.words))
        a.facts.update(life_years=advice.life_years, upkeep_cents=advice.upkeep_cents)


def _advice_faults(advice: Advice) -> list[RouteFault]:
    faults = faults_of_words(advice.words)
    if not 1 <= advice.life_years <= LONGEST_LIFE:
        faults.append(RouteFault("life_years", msg("Fill in a life of 1 to %(most)s years.", most=LONGEST_LIFE)))
    if not 0 <= advice.upkeep_cents <= LARGEST_CENTS:
        faults.append(RouteFault("upkeep_cents", msg("This number is too large, or below zero.")))
    return faults
