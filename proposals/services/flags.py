"""Deciding about the grounds that the test found, and marking a plan as too large by hand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.refusals import NotFound, Refusal
from logbook.services import act
from proposals.queries.cases import flag_of, flag_rows
from proposals.rules.flags import FlagStands, confirm_flag, release_flag
from proposals.rules.texts import faults_of_text
from proposals.services.refusals import Fault, PlanRefused
from proposals.services.steps import locked_case, refuse_sealed, require_coordinator, tell
from proposals.services.testing import retest, store_decision

OPEN = frozenset({"submitted", "feasible", "capital_route"})


class FlagKept(Refusal):
    """This flag cannot be decided about in this way."""


def decide_flag(
    session: Session, actor: Actor, now: datetime, proposal_id: int, code: str, *, is_right: bool, reason: str
) -> None:
    """Confirm the ground (`is_right`), or release a soft one: then it keeps the plan off the ballot no longer.

    Raises FlagKept for a hard ground that somebody wants to release, PlanRefused without a reason.
    """
    with act(session, actor, now, "confirm_flag" if is_right else "release_flag", ground=tidy_text(reason)) as a:
        case = locked_case(a, proposal_id)
        require_coordinator(actor, case.plan)
        _refuse_closed(case.plan.state)
        row = flag_rows(session, proposal_id).get(code)
        if row is None:
            raise NotFound(msg("The test did not find this reason."))
        _refuse_reason(reason)
        try:
            decide = confirm_flag if is_right else release_flag
            flag = decide(flag_of(row), tidy_text(reason))
        except FlagStands as refused:
            raise FlagKept(refused.message) from refused
        a.facts["code"] = code
        tell(a, case.plan, a.name, tidy_text(reason))
        store_decision(a, case, row, flag)


def flag_by_hand(session: Session, actor: Actor, now: datetime, proposal_id: int, reason: str) -> None:
    """Mark a plan as too large, for a reason that the test does not know. A hard ground: it leaves the way to
    the ballot at once, and comes back only by a correction of two people."""
    with act(session, actor, now, "flag_plan", ground=tidy_text(reason)) as a:
        case = locked_case(a, proposal_id)
        if not actor.has(Role.FINANCE, case.plan.area_code):
            require_coordinator(actor, case.plan)
        refuse_sealed(case.plan)
        _refuse_closed(case.plan.state)
        _refuse_reason(reason)
        tell(a, case.plan, "flag", tidy_text(reason))
        retest(a, case, manual_reason=tidy_text(reason))


def _refuse_closed(state: str) -> None:
    if state not in OPEN:
        raise FlagKept(msg("This can only be decided while the plan is being looked at."))


def _refuse_reason(reason: str) -> None:
    faults = faults_of_text("reason", reason)
    if faults:
        raise PlanRefused(tuple(Fault("reason", each) for each in faults))
