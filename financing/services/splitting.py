"""Taking a part out of a large plan that is useful by itself: a plan of its own, tested like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from financing.models import CapitalSplit
from financing.rules.faults import RouteFault, faults_of_day, faults_of_words
from financing.rules.life import RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import RouteRefused
from financing.services.steps import OnRoute, Said, locked_route, require_office, take_step
from lives.messages import msg
from lives.periods import day_of
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import act
from proposals.rules.texts import faults_of_text
from proposals.services import Cost, add_part
from proposals.services.facts import faults_of_costs
from proposals.services.refusals import PlanRefused


@dataclass(frozen=True)
class Part:
    """What is split off: its name, in a sentence what it is, its costs, why it is useful by itself, the round that can
    still take it, and the day on which the proposer agreed."""

    round_id: int
    title: str
    summary: str
    costs: tuple[Cost, ...]
    upkeep_cents: int
    words: str
    agreed_on: date


def split(session: Session, actor: Actor, now: datetime, proposal_id: int, part: Part) -> int:
    """Make the part a plan of the same proposer; its number. The rest stays where it is, with its facts and grounds.

    Raises RouteStepNotPossible, RouteRefused with every fault, PartTooLarge, and Refusal where the round takes none.
    """
    with act(session, actor, now, "split_large_plan", ground=tidy_text(part.words)) as a:
        route = locked_route(a, proposal_id)
        require_office(a, route, RouteStep.SPLIT)
        faults = _faults(route, part, day_of(now))
        if faults:
            raise RouteRefused(faults)
        try:
            number = add_part(
                a, route.whole, part.round_id, tidy_text(part.title), tidy_text(part.summary), part.costs,
                part.upkeep_cents,
            )  # fmt: skip
        except PlanRefused as refused:
            raise RouteRefused([RouteFault(each.field, each.message) for each in refused.faults]) from refused
        row = CapitalSplit(
            proposal_id=proposal_id, part_id=number, words=tidy_text(part.words), agreed_on=part.agreed_on,
            split_at=now, split_by_key=actor.key,
        )  # fmt: skip
        session.add(row)
        situation = RouteSituation(proposer_agrees=True, is_explained=True)
        take_step(a, route, RouteStep.SPLIT, situation, Said(f"{tidy_text(part.title)}: {tidy_text(part.words)}"))
        a.facts["part"] = number
        return number


def _faults(route: OnRoute, part: Part, today: date) -> list[RouteFault]:
    sent_at = route.plan.submitted_at
    assert sent_at is not None  # a draft is not on the route
    faults = [
        RouteFault(name, each) for name in ("title", "summary") for each in faults_of_text(name, getattr(part, name))
    ]
    faults += faults_of_words(part.words) + faults_of_day(part.agreed_on, day_of(sent_at), today, "agreed_on")
    faults += [RouteFault("costs", each.message) for each in faults_of_costs(part.costs)]
    if not part.costs:
        faults.append(RouteFault("costs", msg("Say what it costs: fill in at least one cost line.")))
    if part.upkeep_cents < 0:
        faults.append(RouteFault("upkeep_cents", msg("An amount cannot be negative.")))
    return faults
