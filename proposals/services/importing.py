"""Bringing in plans that were written elsewhere: they go through the same checks and the same test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.refusals import Refusal
from logbook.services import Act, act
from proposals.models import Proposal
from proposals.queries.cases import find_case
from proposals.queries.thresholds import capital_thresholds
from proposals.rules.capital import CapitalThresholds
from proposals.rules.life import By, PlanSituation, PlanStep
from proposals.services.completeness import missing_in
from proposals.services.facts import (
    Cost,
    faults_of_answers,
    faults_of_costs,
    faults_of_place,
    fill,
    replace_costs,
    takes_part,
)
from proposals.services.refusals import Fault, PlanRefused
from proposals.services.steps import is_before_ballot, take_step
from proposals.services.testing import retest
from rounds.queries import round_by_id


@dataclass(frozen=True)
class ImportedPlan:
    """A plan from elsewhere: answers by column (title, summary, kind, ...) and its cost lines."""

    answers: Mapping[str, object]
    costs: tuple[Cost, ...] = field(default=())
    proposer_key: str = "import"
    submitted_at: datetime | None = None
    is_draft: bool = False


def import_plans(
    session: Session, actor: Actor, now: datetime, round_id: int, area_code: str, rows: Sequence[ImportedPlan]
) -> list[int]:
    """Import plans as sent, each tested; their numbers in order. Raises PlanRefused naming every fault with its
    row (from 1): then nothing is imported."""
    require_administrator(actor)
    with act(session, actor, now, "import_plans", subject=f"round:{round_id}") as a:
        return add_plans(a, round_id, area_code, rows)


def add_plans(a: Act, round_id: int, area_code: str, rows: Sequence[ImportedPlan]) -> list[int]:
    """Import plans as part of an act."""
    found = round_by_id(a.session, round_id)
    if found.is_reference or not takes_part(a.session, round_id, area_code):
        raise Refusal(msg("You cannot send a plan for this wijk at this moment."))
    if not is_before_ballot(a.session, found, a.now):
        raise Refusal(msg("The ballot of this round is made, so no plan can be added."))
    plans = [_added(a, round_id, area_code, row) for row in rows]
    faults = [fault for line, (plan, row) in enumerate(zip(plans, rows, strict=True), 1)
              for fault in _faults(a, plan, row, line)]  # fmt: skip
    if faults:
        raise PlanRefused(tuple(faults))
    a.session.flush()
    thresholds = capital_thresholds(a.session)
    for plan, row in zip(plans, rows, strict=True):
        replace_costs(a.session, plan, row.costs)
        a.session.flush()
        if not row.is_draft:
            _send(a, plan, row, thresholds)
    a.facts.update(area=area_code, plans=len(plans))
    return [plan.id for plan in plans]


def _added(a: Act, round_id: int, area_code: str, row: ImportedPlan) -> Proposal:
    at = row.submitted_at or a.now
    return Proposal(
        round_id=round_id, area_code=area_code, proposer_key=row.proposer_key,
        created_at=at, saved_at=at, declared_at=None if row.is_draft else at,
        state="draft", amount_cents=sum(cost.cents for cost in row.costs), third_party_cents=0,
        title="", summary="", description="", proposer_name="", version=1,
    )  # fmt: skip


def _faults(a: Act, plan: Proposal, row: ImportedPlan, line: int) -> list[Fault]:
    faults = faults_of_answers(row.answers) + faults_of_costs(row.costs)
    if not faults:
        faults = faults_of_place(a.session, plan, row.answers)
    if not faults:
        fill(plan, {name: value for name, value in row.answers.items() if name != "amount_cents"})
        faults = [] if row.is_draft else list(missing_in(plan, len(row.costs)))
        a.session.add(plan)
    return [Fault(fault.field, fault.message, line) for fault in faults]


def _send(a: Act, plan: Proposal, row: ImportedPlan, thresholds: CapitalThresholds) -> None:
    case = find_case(a.session, plan.id, is_locked=True)
    assert case is not None  # added just now
    retest(a, case, thresholds)
    plan.submitted_at = row.submitted_at or a.now
    situation = PlanSituation(is_complete=True, round_is_collecting=True)
    take_step(a, plan, PlanStep.SUBMIT, {By.AUTHOR}, situation)
    a.session.flush()
