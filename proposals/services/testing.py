"""Running the capital test on a stored plan, and what follows from it for its flags and its way to the ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from logbook.services import Act
from proposals.models import CapitalFlag
from proposals.queries.cases import PlanCase, facts_of, flag_of, flag_rows, manual_reason_of, thresholds_in
from proposals.queries.neighbours import neighbouring_plans
from proposals.queries.thresholds import capital_thresholds
from proposals.rules.capital import CapitalThresholds, Ground, test_capital_scale
from proposals.rules.flags import Flag, FlagState, count_hard, count_open_soft, renew_flags
from proposals.rules.life import By, PlanSituation, PlanStep
from proposals.sentences import pack_ground
from proposals.services.steps import is_before_ballot, take_step

SYSTEM = frozenset({By.SYSTEM})


def retest(
    a: Act,
    case: PlanCase,
    thresholds: CapitalThresholds | None = None,
    *,
    may_clear_hard: bool = False,
    manual_reason: str | None = None,
) -> tuple[Flag, ...]:
    """Test the plan again, store its flags, and lead it off the way to the ballot when it is too large now.

    A hard ground that was found stays, whatever the test says, until a coordinator and finance together
    correct the facts (`may_clear_hard`): neither other thresholds nor one person make it go away.
    """
    rows = {} if case.plan.state == "draft" else flag_rows(a.session, case.plan.id)
    reason = manual_reason_of(rows) if manual_reason is None else manual_reason
    grounds = find_grounds(a.session, a.now, case, thresholds or capital_thresholds(a.session), reason)
    stored = {code: flag_of(row) for code, row in rows.items()}
    flags = renew_flags(stored.values(), grounds)
    if not may_clear_hard:
        flags = keep_hard(stored, flags)
    _write_flags(a, case, rows, flags, grounds)
    lead_off_or_back(a, case)
    return flags


def find_grounds(
    session: Session, now: datetime, case: PlanCase, thresholds: CapitalThresholds, manual_reason: str = ""
) -> tuple[Ground, ...]:
    """What the test says of the plan as it is in the session: for an act, or to tell before sending."""
    others = neighbouring_plans(session, case.plan, now)
    in_round = thresholds_in(case, thresholds)
    return test_capital_scale(facts_of(case, in_round, now, manual_reason), in_round, others)


def keep_hard(stored: Mapping[str, Flag], flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The flags after a test that may not clear a hard one: those stay as they were found."""
    return tuple(stored[flag.code] if is_cleared(stored.get(flag.code), flag) else flag for flag in flags)


def is_cleared(before: Flag | None, after: Flag) -> bool:
    """Whether a standing hard ground would be gone, or only a doubt."""
    if before is None or not before.is_hard or not before.keeps_off_ballot:
        return False
    return not after.is_hard or not after.keeps_off_ballot


def store_decision(a: Act, case: PlanCase, row: CapitalFlag, flag: Flag) -> None:
    """Write what a person decided about one flag, and lead the plan on or back."""
    _fill(row, flag)
    row.decided_by_key, row.decided_at = a.actor.key, a.now
    a.session.flush()
    _count(case, (flag_of(each) for each in flag_rows(a.session, case.plan.id).values()))
    lead_off_or_back(a, case)


def lead_off_or_back(a: Act, case: PlanCase) -> None:
    """A plan on its way to the ballot that got a ground leaves it; one without grounds is looked at again."""
    plan = case.plan
    situation = PlanSituation(hard_grounds=plan.hard_grounds, open_soft_grounds=plan.open_soft_grounds)
    has_ground = plan.hard_grounds + plan.open_soft_grounds > 0
    if plan.state == "feasible" and has_ground:
        take_step(a, plan, PlanStep.SEND_TO_CAPITAL_ROUTE, SYSTEM, situation)
    elif (
        plan.state == "capital_route"
        and not has_ground
        and not plan.paid_elsewhere
        and is_before_ballot(a.session, case.round, a.now)
    ):
        take_step(a, plan, PlanStep.RETURN_TO_REVIEW, SYSTEM, PlanSituation(round_is_before_ballot=True))


def _write_flags(
    a: Act, case: PlanCase, rows: dict[str, CapitalFlag], flags: tuple[Flag, ...], grounds: tuple[Ground, ...]
) -> None:
    found = {str(ground.code): ground for ground in grounds}
    for flag in flags:
        row = rows.get(flag.code)
        if row is not None and flag_of(row) == flag:
            continue
        if row is None:
            row = CapitalFlag(proposal_id=case.plan.id, code=flag.code, found_at=a.now, decided_by_key=None)
            a.session.add(row)
        if flag.state is FlagState.RAISED:
            row.facts, row.found_at = pack_ground(found[flag.code]), a.now
            row.decided_by_key = row.decided_at = None
        _fill(row, flag)
    _count(case, flags)
    a.facts["grounds"] = sorted(flag.code for flag in flags if flag.keeps_off_ballot)


def _fill(row: CapitalFlag, flag: Flag) -> None:
    row.is_hard, row.outcome, row.state, row.reason = flag.is_hard, flag.outcome, flag.state.value, flag.reason
    row.plan_admissible = False if flag.keeps_off_ballot else None


def _count(case: PlanCase, flags: Iterable[Flag]) -> None:
    known = tuple(flags)
    case.plan.hard_grounds, case.plan.open_soft_grounds = count_hard(known), count_open_soft(known)
