"""Judging a plan by the criteria of its round: can go on, cannot go on and why, or too large."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import Act, act
from proposals.models import Judgement
from proposals.queries.cases import PlanCase, flag_of, flag_rows
from proposals.rules.flags import FlagState, confirm_flag
from proposals.rules.life import PlanSituation, PlanStep
from proposals.rules.texts import LIMITS, faults_of_text
from proposals.services.mail import tell_proposer
from proposals.services.refusals import Fault, PlanRefused
from proposals.services.steps import is_before_ballot, locked_case, require_coordinator, roles_of, take_step
from proposals.services.testing import retest, store_decision
from rounds.queries import criteria_of


class Verdict(StrEnum):
    FEASIBLE = "feasible"
    NOT_FEASIBLE = "not_feasible"
    CAPITAL_ROUTE = "capital_route"


STEPS = {
    Verdict.FEASIBLE: PlanStep.JUDGE_FEASIBLE,
    Verdict.NOT_FEASIBLE: PlanStep.JUDGE_NOT_FEASIBLE,
    Verdict.CAPITAL_ROUTE: PlanStep.SEND_TO_CAPITAL_ROUTE,
}


@dataclass(frozen=True)
class Finding:
    """What was found of one criterion; where it is not met the reason is public."""

    is_met: bool
    reason: str = ""


def judge(
    session: Session,
    actor: Actor,
    now: datetime,
    proposal_id: int,
    verdict: Verdict,
    findings: Mapping[str, Finding],
    reason: str = "",
) -> None:
    """Judge a plan that was sent: `findings` by code of criterion, all of them unless it is too large.

    Raises PlanRefused with every fault, StepNotPossible when its flags or state do not allow the verdict.
    """
    with act(session, actor, now, "judge_plan", ground=tidy_text(reason)) as a:
        case = locked_case(a, proposal_id)
        require_coordinator(actor, case.plan)
        codes = [criterion.code for criterion in criteria_of(session, case.plan.round_id)]
        faults = _faults(verdict, findings, codes, reason)
        if faults:
            raise PlanRefused(tuple(faults))
        retest(a, case)
        known = {code: finding for code, finding in findings.items() if code in codes}
        situation = _situation(a, case, known, codes)
        take_step(a, case.plan, STEPS[verdict], roles_of(actor, case.plan), situation, tidy_text(reason))
        _write(a, case, known)
        if verdict is Verdict.CAPITAL_ROUTE:
            _confirm(a, case, tidy_text(reason))
        tell_proposer(a, case, "plan_judged", verdict=verdict.value, reason=tidy_text(reason))


def _situation(a: Act, case: PlanCase, findings: Mapping[str, Finding], codes: list[str]) -> PlanSituation:
    is_met = [code in findings and findings[code].is_met for code in codes]
    return PlanSituation(
        round_is_before_ballot=is_before_ballot(a.session, case.round, a.now),
        all_criteria_met=all(is_met),
        unmet_have_reasons=all(finding.is_met or bool(finding.reason.strip()) for finding in findings.values()),
        hard_grounds=case.plan.hard_grounds,
        open_soft_grounds=case.plan.open_soft_grounds,
    )


def _faults(verdict: Verdict, findings: Mapping[str, Finding], codes: list[str], reason: str) -> list[Fault]:
    faults = [
        Fault(code, msg("Say whether the plan meets this rule."))
        for code in codes
        if code not in findings and verdict is not Verdict.CAPITAL_ROUTE
    ]
    for code, finding in findings.items():
        if not finding.is_met and not finding.reason.strip():
            faults.append(Fault(code, msg("Say why the plan does not meet this rule. Everyone can read it.")))
        elif finding.reason.strip():
            faults += [Fault(code, each) for each in faults_of_text("reason", finding.reason)]
    if verdict is Verdict.CAPITAL_ROUTE or len(tidy_text(reason)) > LIMITS["reason"].most:
        faults += [Fault("reason", each) for each in faults_of_text("reason", reason)]
    if verdict is Verdict.NOT_FEASIBLE and not faults and all(finding.is_met for finding in findings.values()):
        faults.append(Fault("verdict", msg("All rules are met. Choose the rule that the plan does not meet.")))
    if verdict is Verdict.FEASIBLE and any(not finding.is_met for finding in findings.values()):
        faults.append(Fault("verdict", msg("One of the rules is not met, so the plan cannot go on.")))
    return faults


def _confirm(a: Act, case: PlanCase, reason: str) -> None:
    """Whoever says that a plan is too large agrees with every ground that was found and not decided about."""
    for row in flag_rows(a.session, case.plan.id).values():
        if row.state == FlagState.RAISED:
            store_decision(a, case, row, confirm_flag(flag_of(row), reason))


def _write(a: Act, case: PlanCase, findings: Mapping[str, Finding]) -> None:
    a.session.execute(delete(Judgement).where(Judgement.proposal_id == case.plan.id))
    a.session.add_all(
        Judgement(proposal_id=case.plan.id, code=code, is_met=finding.is_met, reason=tidy_text(finding.reason))
        for code, finding in findings.items()
    )
