"""What mayor and aldermen decided about a plan that won: parts of the act that records their decision."""

from __future__ import annotations

from lives.texts import tidy_text
from logbook.services import Act
from proposals.queries.cases import PlanCase, find_case
from proposals.rules.life import PlanSituation, PlanStep
from proposals.services.mail import tell_proposer
from proposals.services.refusals import no_such_plan
from proposals.services.steps import roles_of, take_step


def adopt_plan(a: Act, proposal_id: int, reference: str) -> PlanCase:
    """The plan gets its money. Raises NotFound, StepNotPossible from a wrong state or by a wrong person."""
    case = _case(a, proposal_id)
    take_step(a, case.plan, PlanStep.DECIDE, roles_of(a.actor, case.plan), _DECIDED, reference)
    tell_proposer(a, case, "plan_decided", is_adopted=True, reference=reference, reason="")
    return case


def refuse_award(a: Act, proposal_id: int, reference: str, reason: str) -> PlanCase:
    """The plan does not get its money; the reason is public. Raises NotFound, StepNotPossible."""
    case = _case(a, proposal_id)
    why = tidy_text(reason)
    situation = PlanSituation(college_has_decided=True, is_explained=bool(why))
    said = f"{why} ({reference})"
    take_step(a, case.plan, PlanStep.REFUSE_AWARD, roles_of(a.actor, case.plan), situation, said)
    tell_proposer(a, case, "plan_decided", is_adopted=False, reference=reference, reason=why)
    return case


_DECIDED = PlanSituation(college_has_decided=True)


def _case(a: Act, proposal_id: int) -> PlanCase:
    """As part of a larger act: its subject stays the round."""
    case = find_case(a.session, proposal_id, is_locked=True)
    if case is None:
        raise no_such_plan()
    return case
