"""Writing a plan: begun, and saved step by step without a row in the log, until it is sent or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from database import transaction
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import Refusal
from proposals.models import Proposal
from proposals.queries.cases import PlanCase, cost_lines, find_case
from proposals.services.facts import (
    Cost,
    faults_of_answers,
    faults_of_costs,
    faults_of_place,
    fill,
    replace_costs,
    takes_part,
)
from proposals.services.refusals import OlderPage, PlanRefused, TooManyDrafts, no_such_plan, not_your_plan
from proposals.services.steps import is_collecting
from rounds.queries import round_by_id

MOST_DRAFTS = 20


class NotCollecting(Refusal):
    """The round does not take plans now."""


@dataclass(frozen=True)
class Saved:
    """What a page sends when it saves: the version it was made from, which page it is, and the answers by column."""

    version: int
    tab: str
    answers: Mapping[str, object] = field(default_factory=dict)
    costs: Sequence[Cost] | None = None
    area: tuple[int, str] | None = None
    """Round and area, where the step asks for them."""
    declared: bool | None = None
    replaces: bool = False
    """The person saw the other text and chose this one."""


def start_draft(
    session: Session, actor: Actor, now: datetime, round_id: int, area_code: str, answers: Mapping[str, object]
) -> int:
    """Begin a plan; its number. Raises NotCollecting, TooManyDrafts and PlanRefused."""
    faults = faults_of_answers(answers)
    if faults:
        raise PlanRefused(tuple(faults))
    with transaction(session):
        _require_collecting(session, now, round_id, area_code)
        mine = select(func.count()).where(Proposal.proposer_key == actor.key, Proposal.state == "draft")
        if session.scalars(mine).one() >= MOST_DRAFTS:
            raise TooManyDrafts(msg("You have %(most)s plans in the making. Send or remove one first.",
                                    most=MOST_DRAFTS))  # fmt: skip
        plan = Proposal(
            round_id=round_id, area_code=area_code, proposer_key=actor.key, created_at=now, saved_at=now
        )  # fmt: skip
        fill(plan, answers)
        session.add(plan)
        session.flush()
        return plan.id


def save_step(session: Session, actor: Actor, now: datetime, proposal_id: int, saved: Saved) -> int:
    """Save one step of a draft; the new version. Raises OlderPage, PlanRefused, NotFound, NotAllowed."""
    with transaction(session):
        case = find_case(session, proposal_id, is_locked=True)
        if case is None:
            raise no_such_plan()
        plan = case.plan
        if plan.proposer_key != actor.key:
            raise not_your_plan()
        if plan.state != "draft":
            raise not_your_draft_any_more()
        _refuse_older_page(session, plan, saved)
        _write(session, now, case, saved)
        plan.version, plan.saved_at, plan.saved_tab = plan.version + 1, now, saved.tab
        return plan.version


def not_your_draft_any_more() -> Refusal:
    return Refusal(msg("This plan was sent or withdrawn, so you cannot change it any more."))


def _refuse_older_page(session: Session, plan: Proposal, saved: Saved) -> None:
    """An older page may go on where it says the same; else the person chooses which text stays."""
    if saved.version == plan.version or saved.replaces or (saved.tab and saved.tab == plan.saved_tab):
        return
    stored: dict[str, object] = {name: getattr(plan, name) for name in saved.answers}
    given = dict(saved.answers)
    if saved.costs is not None:
        stored["costs"] = [Cost(*line) for line in cost_lines(session, plan.id)]
        given["costs"] = list(saved.costs)
    if stored != given:
        raise OlderPage(stored, plan.version)


def _write(session: Session, now: datetime, case: PlanCase, saved: Saved) -> None:
    plan, answers = case.plan, dict(saved.answers)
    if saved.area is not None and saved.area != (plan.round_id, plan.area_code):
        _require_collecting(session, now, *saved.area)
        plan.round_id, plan.area_code = saved.area
        plan.neighbourhood_code = None
        plan.longitude = plan.latitude = None
    faults = faults_of_answers(answers) + faults_of_place(session, plan, answers)
    faults += faults_of_costs(saved.costs or ())
    if faults:
        raise PlanRefused(tuple(faults))
    has_lines = bool(saved.costs) or (saved.costs is None and case.line_count > 0)
    if has_lines:
        answers.pop("amount_cents", None)
    fill(plan, answers)
    if saved.costs is not None:
        replace_costs(session, plan, saved.costs)
    if saved.declared is not None:
        plan.declared_at = (plan.declared_at or now) if saved.declared else None


def _require_collecting(session: Session, now: datetime, round_id: int, area_code: str) -> None:
    found = round_by_id(session, round_id)
    if not is_collecting(found, now) or found.is_reference or not takes_part(session, round_id, area_code):
        raise NotCollecting(msg("You cannot send a plan for this wijk at this moment."))
