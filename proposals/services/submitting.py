"""Sending a plan, and withdrawing it: the proposer's own two steps."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import Refusal
from logbook.services import act
from proposals.queries.thresholds import capital_thresholds
from proposals.rules.life import By, PlanSituation, PlanStep
from proposals.services.completeness import missing_in
from proposals.services.mail import tell_proposer
from proposals.services.refusals import PlanRefused, no_such_plan, not_your_plan
from proposals.services.retesting import retest_siblings
from proposals.services.steps import is_before_ballot, is_collecting, locked_case, take_step
from proposals.services.testing import retest


class ChangedMeanwhile(Refusal):
    """What would be sent is not what the proposer looked at."""


def submit(session: Session, actor: Actor, now: datetime, proposal_id: int, version: int | None = None) -> None:
    """Send a draft: it is tested and public from now on. `version` is the one that the proposer looked at.

    Raises PlanRefused with all that is missing, StepNotPossible when the round does not collect any more.
    """
    with act(session, actor, now, "submit_plan") as a:
        case = locked_case(a, proposal_id)
        plan = case.plan
        if plan.proposer_key != actor.key:
            raise not_your_plan()
        if version is not None and version != plan.version:
            raise ChangedMeanwhile(msg("This plan was changed in another window. Look at it once more, then send it."))
        missing = missing_in(plan, case.line_count) if plan.state == "draft" else ()
        if missing:
            raise PlanRefused(missing)
        thresholds = capital_thresholds(session)
        flags = retest(a, case, thresholds)
        plan.submitted_at, plan.version = now, plan.version + 1
        situation = PlanSituation(is_complete=True, round_is_collecting=is_collecting(case.round, now))
        take_step(a, plan, PlanStep.SUBMIT, {By.AUTHOR}, situation)
        retest_siblings(a, case, thresholds)
        tell_proposer(a, case, "plan_sent", is_flagged=any(flag.keeps_off_ballot for flag in flags))


def withdraw(session: Session, actor: Actor, now: datetime, proposal_id: int) -> None:
    """Take a plan back; a draft that was never sent stays invisible to others."""
    with act(session, actor, now, "withdraw_plan") as a:
        case = locked_case(a, proposal_id)
        if case.plan.proposer_key != actor.key:
            raise no_such_plan() if case.plan.submitted_at is None else not_your_plan()
        situation = PlanSituation(
            round_is_before_ballot=is_before_ballot(session, case.round, now),
            is_paid_elsewhere=case.plan.paid_elsewhere,
        )
        was_sent = case.plan.submitted_at is not None
        take_step(a, case.plan, PlanStep.WITHDRAW, {By.AUTHOR}, situation)
        if was_sent:
            retest_siblings(a, case, capital_thresholds(session))
