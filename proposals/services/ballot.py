"""The plan's way onto the ballot and off it: parts of the acts that seal a round and publish its result."""

from __future__ import annotations

from lives.messages import msg
from logbook.services import Act
from proposals.queries.cases import PlanCase, find_case
from proposals.rules.life import By, PlanSituation, PlanStep
from proposals.services.refusals import TooLargeForBallot, no_such_plan
from proposals.services.steps import take_step
from proposals.services.testing import retest

SYSTEM = frozenset({By.SYSTEM})


def put_on_ballot(a: Act, proposal_id: int) -> None:
    """Admit a feasible plan to the ballot that is being made. It is tested once more here, in the same
    transaction. Raises TooLargeForBallot for a hard ground or an open doubt, StepNotPossible from a wrong state.
    """
    case = _case(a, proposal_id)
    flags = retest(a, case) if case.plan.state == "feasible" else ()
    if any(flag.keeps_off_ballot for flag in flags):
        raise TooLargeForBallot(
            msg("The plan “%(title)s” is too large for the neighbourhood budget, so it cannot be on the ballot.",
                title=case.plan.title),
            msg("Decide about the plan first: its page in the work list says what was found."),
        )  # fmt: skip
    situation = PlanSituation(
        round_is_sealing=True,
        hard_grounds=case.plan.hard_grounds,
        open_soft_grounds=case.plan.open_soft_grounds,
    )
    take_step(a, case.plan, PlanStep.PUT_ON_BALLOT, SYSTEM, situation)
    a.session.flush()


def record_outcome(a: Act, proposal_id: int, won: bool) -> None:
    """Write what the published result means for a plan on the ballot. Raises StepNotPossible."""
    case = _case(a, proposal_id)
    step = PlanStep.WIN if won else PlanStep.LOSE
    take_step(a, case.plan, step, SYSTEM, PlanSituation(result_is_published=True))


def _case(a: Act, proposal_id: int) -> PlanCase:
    """As part of a larger act: its subject stays the round."""
    case = find_case(a.session, proposal_id, is_locked=True)
    if case is None:
        raise no_such_plan()
    return case
