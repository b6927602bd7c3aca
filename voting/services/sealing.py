"""Sealing: the ballot is fixed. Plans, pots, rules and times become exact bytes that nobody changes any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from lives.messages import Message, msg
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.refusals import Refusal
from logbook.services import Act, act
from proposals.queries import FeasiblePlan, feasible_plans
from proposals.queries.cases import flag_rows
from proposals.sentences import unpack_ground
from proposals.services import put_on_ballot
from rounds.models import Round
from rounds.queries import RoundPlace, areas_of, phase_of, round_by_id
from rounds.rules.life import ROUND_LIFE, RoundBy, RoundSituation, RoundState, RoundStep
from rounds.services import MINUTES_PER_HOUR, attach_accounts
from voting.models import BallotBox, BallotPlan
from voting.rules.spec import Spec, SpecArea, SpecPlan, spec_bytes, spec_hash
from voting.services.freezing import spec_of_round
from voting.services.keys import LEAST_MEMORY_KIB
from voting.services.refusals import SealingRefused


def seal_round(
    session: Session, actor: Actor, now: datetime, round_id: int, memory_kib: int = LEAST_MEMORY_KIB
) -> None:
    """Fix the ballot of a round whose review is over, and set every pot apart for it.

    Raises StepRefused when it is not the time, and SealingRefused naming every area without plans and every
    plan that the test keeps off the ballot, with its grounds: then nothing has changed.
    """
    require_administrator(actor)
    with act(session, actor, now, "seal_round", subject=f"round:{round_id}") as a:
        found = _locked(a, round_id)
        areas = areas_of(session, round_id)
        plans = {area.code: feasible_plans(session, round_id, area.code) for area in areas}
        _require_the_time(a, found, plans)
        _refuse(_areas_without_plans(areas, plans))
        _refuse([fault for each in plans.values() for plan in each for fault in _put(a, plan)])
        attach_accounts(a, found)
        session.flush()
        for area in areas_of(session, round_id):
            _ring_fence(a, area)
        seal_spec(a, spec_of_round(session, found, plans, memory_kib))


def seal_spec(a: Act, spec: Spec) -> BallotBox:
    """Freeze a spec as part of an act: the box and its list of plans. Replayed elections come in by this door too."""
    frozen = spec_bytes(spec)
    box = BallotBox(
        round_id=spec.round_id,
        is_reference=spec.is_reference,
        spec=frozen,
        spec_hash=spec_hash(frozen),
        salt=bytes.fromhex(spec.salt),
        argon2_memory_kib=spec.argon2_memory_kib,
        argon2_passes=spec.argon2_passes,
        argon2_lanes=spec.argon2_lanes,
        opens_at=spec.opens_at,
        closes_at=spec.closes_at,
        grace_seconds=spec.grace_seconds,
        sealed_at=a.now,
    )
    a.session.add(box)
    a.session.flush()
    rows = [_row(spec, area, place, plan) for area in spec.areas for place, plan in enumerate(area.plans)]
    a.session.execute(insert(BallotPlan), rows)
    a.facts.update(spec_hash=box.spec_hash, plans={area.code: len(area.plans) for area in spec.areas})
    return box


def _locked(a: Act, round_id: int) -> Round:
    round_by_id(a.session, round_id)
    locked = select(Round).where(Round.id == round_id).with_for_update()
    return a.session.scalars(locked.execution_options(populate_existing=True)).one()


def _require_the_time(a: Act, found: Round, plans: dict[str, list[FeasiblePlan]]) -> None:
    box_state = a.session.scalar(select(BallotBox.state).where(BallotBox.round_id == found.id))
    announced = RoundState.ANNOUNCED if found.announced_at else RoundState.CONCEPT
    situation = RoundSituation(
        phase=phase_of(found, a.now),
        # what is missing is said below, area by area
        every_area_has_plans=True,
        year_is_fixed=True,
        is_reference=found.is_reference,
    )
    ROUND_LIFE.take(
        RoundStep.SEAL, RoundState(box_state) if box_state else announced, {RoundBy.ADMINISTRATOR}, situation
    )


def _areas_without_plans(areas: list[RoundPlace], plans: dict[str, list[FeasiblePlan]]) -> list[Message]:
    return [
        msg("In %(area)s there is no plan that can go on the ballot.", area=area.name)
        for area in areas
        if not plans[area.code]
    ]


def _put(a: Act, plan: FeasiblePlan) -> list[Message]:
    """Put the plan on the ballot; else what keeps it off, ground by ground."""
    try:
        put_on_ballot(a, plan.id)
    except Refusal as refused:
        grounds = [row for row in flag_rows(a.session, plan.id).values() if row.plan_admissible is not None]
        said = [unpack_ground(row.facts).message for row in grounds]
        return [msg("“%(title)s” cannot go on the ballot: %(ground)s", title=plan.title, ground=ground)
                for ground in said or [refused.message]]  # fmt: skip
    return []


def _refuse(faults: list[Message]) -> None:
    if faults:
        raise SealingRefused(tuple(faults))


def _ring_fence(a: Act, area: RoundPlace) -> None:
    assert area.account_id is not None  # attach_accounts refuses otherwise
    commit_money(
        a, area.account_id, MovementKind.RING_FENCE, area.pot_cents, Ground.POT,
        to_subject=f"round:{area.round_id}",
    )  # fmt: skip
    if area.hours is not None:
        assert area.hours_account_id is not None
        commit_money(
            a, area.hours_account_id, MovementKind.RING_FENCE, area.hours * MINUTES_PER_HOUR, Ground.POT,
            to_subject=f"round:{area.round_id}",
        )  # fmt: skip


def _row(spec: Spec, area: SpecArea, place: int, plan: SpecPlan) -> dict[str, object]:
    return {
        "round_id": spec.round_id,
        "area_code": area.code,
        "position": place,
        "plan_id": plan.id,
        "title": plan.title,
        "cost_cents": plan.cost_cents,
        "category": plan.category or None,
        "is_reference": spec.is_reference,
        "proposal_id": plan.proposal,
        "is_admissible": None if spec.is_reference else True,
    }
