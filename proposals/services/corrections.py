"""Correcting the facts of a plan that was sent: by one person, or by two where a hard ground would be gone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, NotFound
from logbook.services import Act, act
from proposals.models import FactCorrection, Proposal
from proposals.queries.cases import PlanCase, cost_lines, flag_of, flag_rows, manual_reason_of
from proposals.queries.thresholds import capital_thresholds
from proposals.rules.flags import renew_flags
from proposals.rules.texts import faults_of_text
from proposals.services.facts import Cost, faults_of_answers, faults_of_costs, fill, replace_costs
from proposals.services.mail import tell_proposer
from proposals.services.refusals import CannotCorrect, Fault, PlanRefused
from proposals.services.retesting import retest_siblings
from proposals.services.steps import locked_case, refuse_sealed, tell
from proposals.services.testing import find_grounds, is_cleared, retest

CORRECTABLE = (
    "touches_public_space", "kind", "new_or_repair", "owner_after", "life_years", "upkeep_cents", "upkeep_payer",
    "third_party_cents", "permit", "hours",
)  # fmt: skip
OPEN = frozenset({"submitted", "feasible", "capital_route"})


@dataclass(frozen=True)
class Correction:
    """Facts as they should be, by column; new cost lines; whether the mark by hand is taken back."""

    answers: Mapping[str, object]
    reason: str
    evidence: str
    costs: tuple[Cost, ...] | None = None
    takes_mark_back: bool = False


def change_facts(session: Session, actor: Actor, now: datetime, proposal_id: int, correction: Correction) -> int | None:
    """Correct the facts and test again. Where a hard ground would be gone nothing changes yet: the correction
    waits for a second person of the other role, and its number comes back. Raises PlanRefused, CannotCorrect.
    """
    with act(session, actor, now, "change_facts", ground=tidy_text(correction.reason)) as a:
        case = locked_case(a, proposal_id)
        role = _role_of(actor, case)
        _refuse_state(case)
        _refuse_faults(correction)
        changes = _changes(session, case, correction)
        cleared = _cleared_by(a, case, changes)
        if not changes and not cleared:
            raise CannotCorrect(msg("Nothing would change. Correct at least one answer."))
        if cleared:
            return _propose(a, case, role, changes, correction)
        _apply(a, case, changes)
        retest(a, case)
        _tell_correction(a, case, changes, correction.reason)
    return None


def confirm_correction(session: Session, actor: Actor, now: datetime, correction_id: int) -> None:
    """The second person agrees: the facts change, the test runs, and hard grounds it no longer finds are gone."""
    with act(session, actor, now, "confirm_correction") as a:
        correction, case = _waiting(a, correction_id)
        _require_second_person(actor, case, correction)
        _refuse_state(case)
        changes = json.loads(correction.changes)
        _close(a, correction, "confirmed")
        _apply(a, case, changes)
        manual_reason = "" if changes.get("takes_mark_back") else None
        retest(a, case, may_clear_hard=True, manual_reason=manual_reason)
        _tell_correction(a, case, changes, correction.reason)


def reject_correction(session: Session, actor: Actor, now: datetime, correction_id: int, reason: str) -> None:
    """The second person does not agree, or the first takes it back: the facts stay as they are."""
    with act(session, actor, now, "reject_correction", ground=tidy_text(reason)) as a:
        correction, case = _waiting(a, correction_id)
        if actor.key != correction.proposed_by_key:
            _require_second_person(actor, case, correction)
        faults = faults_of_text("reason", reason)
        if faults:
            raise PlanRefused(tuple(Fault("reason", each) for each in faults))
        _close(a, correction, "rejected")
        tell(a, case.plan, "reject_correction", tidy_text(reason))


def _role_of(actor: Actor, case: PlanCase) -> Role:
    if actor.key != case.plan.proposer_key:
        for role in (Role.COORDINATOR, Role.FINANCE):
            if actor.has(role, case.plan.area_code):
                return role
    raise NotAllowed(msg("Only the coordinator of this area and finance can correct the facts of a plan."))


def _require_second_person(actor: Actor, case: PlanCase, correction: FactCorrection) -> None:
    other = Role.FINANCE if correction.proposed_as == Role.COORDINATOR else Role.COORDINATOR
    is_involved = actor.key in (correction.proposed_by_key, case.plan.proposer_key)
    if is_involved or not actor.has(other, case.plan.area_code):
        raise NotAllowed(
            msg(
                "A second person decides about this: of finance where the coordinator asks it, and the other way round."
            )
        )


def _refuse_state(case: PlanCase) -> None:
    refuse_sealed(case.plan)
    if case.plan.paid_elsewhere:
        raise CannotCorrect(msg("Another budget pays for this plan, so its facts do not change any more."))
    if case.plan.state not in OPEN:
        raise CannotCorrect(msg("This can only be decided while the plan is being looked at."))


def _refuse_faults(correction: Correction) -> None:
    if unknown := set(correction.answers) - set(CORRECTABLE):
        raise KeyError(f"not a fact to correct: {sorted(unknown)}")
    faults = faults_of_answers(correction.answers) + faults_of_costs(correction.costs or ())
    if correction.costs == ():
        faults.append(Fault("costs", msg("Say what it costs: fill in at least one cost line.")))
    for name in ("reason", "evidence"):
        faults += [Fault(name, each) for each in faults_of_text("reason", getattr(correction, name))]
    if faults:
        raise PlanRefused(tuple(faults))


def _changes(session: Session, case: PlanCase, correction: Correction) -> dict[str, Any]:
    """Only what differs from what is there."""
    changes = {name: value for name, value in correction.answers.items() if _is_other(case.plan, name, value)}
    if correction.costs is not None:
        costs = [[tidy_text(cost.label), cost.cents, cost.includes_vat] for cost in correction.costs]
        if costs != [list(line) for line in cost_lines(session, case.plan.id)]:
            changes["costs"] = costs
    if correction.takes_mark_back and manual_reason_of(flag_rows(session, case.plan.id)):
        changes["takes_mark_back"] = True
    return changes


def _is_other(plan: Proposal, name: str, value: object) -> bool:
    """Whether an answer differs; nobody saying who pays for upkeep is the same as not knowing it."""
    now = getattr(plan, name)
    return now != value and not (name == "upkeep_payer" and {now, value} == {"", "unknown"})


def _cleared_by(a: Act, case: PlanCase, changes: Mapping[str, Any]) -> list[str]:
    """Which hard grounds the test would not find any more. Leaves the plan as it was."""
    rows = flag_rows(a.session, case.plan.id)
    reason = "" if changes.get("takes_mark_back") else manual_reason_of(rows)
    answers = _answers_of(changes)
    before = {name: getattr(case.plan, name) for name in answers}
    with a.session.no_autoflush:
        fill(case.plan, answers)
        grounds = find_grounds(a.session, a.now, case, capital_thresholds(a.session), reason)
        fill(case.plan, before)
    stored = {code: flag_of(row) for code, row in rows.items()}
    return [flag.code for flag in renew_flags(stored.values(), grounds) if is_cleared(stored.get(flag.code), flag)]


def _answers_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    answers = {name: value for name, value in changes.items() if name in CORRECTABLE}
    if "costs" in changes:
        answers["amount_cents"] = sum(cents for _, cents, _ in changes["costs"])
    return answers


def _propose(a: Act, case: PlanCase, role: Role, changes: Mapping[str, Any], correction: Correction) -> int:
    a.name = "propose_correction"
    if a.session.scalar(_open_correction(case.plan.id)) is not None:
        raise CannotCorrect(msg("A correction of this plan waits already. Decide about that one first."))
    row = FactCorrection(
        proposal_id=case.plan.id,
        changes=json.dumps(dict(changes), ensure_ascii=False, sort_keys=True),
        reason=tidy_text(correction.reason),
        evidence=tidy_text(correction.evidence),
        proposed_by_key=a.actor.key,
        proposed_as=role.value,
        proposed_at=a.now,
        state="open",
    )
    a.session.add(row)
    a.session.flush()
    tell(a, case.plan, "propose_correction", row.reason)
    return row.id


def _open_correction(proposal_id: int) -> Any:
    return select(FactCorrection.id).where(
        FactCorrection.proposal_id == proposal_id, FactCorrection.state == "open"
    )  # fmt: skip


def _waiting(a: Act, correction_id: int) -> tuple[FactCorrection, PlanCase]:
    """The correction and its plan, locked in the order of every other act: the plan first."""
    proposal_id = a.session.scalar(select(FactCorrection.proposal_id).where(FactCorrection.id == correction_id))
    if proposal_id is None:
        raise NotFound(msg("We do not know this correction."))
    case = locked_case(a, proposal_id)
    fresh = select(FactCorrection).where(FactCorrection.id == correction_id).with_for_update()
    correction = a.session.scalars(fresh.execution_options(populate_existing=True)).one()
    if correction.state != "open":
        raise CannotCorrect(msg("Somebody decided about this correction already."))
    return correction, case


def _close(a: Act, correction: FactCorrection, state: str) -> None:
    correction.state, correction.decided_by_key, correction.decided_at = state, a.actor.key, a.now
    a.ground = a.ground or correction.reason
    a.facts["correction"] = correction.id


def _apply(a: Act, case: PlanCase, changes: Mapping[str, Any]) -> None:
    fill(case.plan, _answers_of(changes))
    if "costs" in changes:
        replace_costs(a.session, case.plan, [Cost(*line) for line in changes["costs"]])
    a.facts["changes"] = dict(changes)
    a.session.flush()


def _tell_correction(a: Act, case: PlanCase, changes: Mapping[str, Any], reason: str) -> None:
    tell(a, case.plan, "change_facts", tidy_text(reason))
    retest_siblings(a, case, capital_thresholds(a.session))
    tell_proposer(a, case, "plan_corrected", reason=tidy_text(reason))
