"""Carrying out a plan that was decided: the coordinator says when it begins, and at the end what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import act
from proposals.rules.life import PlanSituation, PlanStep
from proposals.rules.texts import faults_of_text
from proposals.services.refusals import Fault, PlanRefused
from proposals.services.steps import locked_case, require_coordinator, roles_of, take_step


def start_plan(session: Session, actor: Actor, now: datetime, proposal_id: int) -> None:
    """The plan is being carried out from now on. Raises NotFound, NotAllowed, StepNotPossible."""
    with act(session, actor, now, "start_plan") as a:
        case = locked_case(a, proposal_id)
        require_coordinator(actor, case.plan)
        take_step(a, case.plan, PlanStep.START, roles_of(actor, case.plan), PlanSituation())


def finish_plan(session: Session, actor: Actor, now: datetime, proposal_id: int, achieved: str) -> None:
    """The plan is finished; `achieved` says in public what came of it. Raises PlanRefused, StepNotPossible."""
    with act(session, actor, now, "finish_plan") as a:
        case = locked_case(a, proposal_id)
        require_coordinator(actor, case.plan)
        faults = tuple(Fault("reason", each) for each in faults_of_text("reason", achieved))
        if faults:
            raise PlanRefused(faults)
        situation = PlanSituation(is_explained=True)
        take_step(a, case.plan, PlanStep.FINISH, roles_of(actor, case.plan), situation, tidy_text(achieved))
