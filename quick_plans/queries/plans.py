"""One small plan with everything that its pages and acts need to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import Area
from lives.messages import Message, msg
from logbook.refusals import NotFound
from neighbourhoods.models import Partner
from proposals.rules.capital import Ground
from proposals.sentences import pack_ground, unpack_ground
from quick_plans.models import Joining, QuickEvent, QuickPlan, SettledDoubt


@dataclass(frozen=True)
class QuickPage:
    """A small plan as its pages show it."""

    plan: QuickPlan
    area_name: str
    area_slug: str
    place_name: str
    events: Sequence[QuickEvent]
    joined: Sequence[tuple[Joining, Partner]]
    settled: Sequence[tuple[Message, str]]
    """What was doubted about the size, and why it is settled."""


@dataclass(frozen=True)
class Doubt:
    """A ground of the capital test as it stands now: open, or settled with exactly these figures."""

    ground: Ground
    is_open: bool


def find_plan(session: Session, plan_id: int, *, is_locked: bool = False) -> QuickPlan:
    """The small plan; `is_locked` holds its row until the act ends. Raises NotFound."""
    chosen = select(QuickPlan).where(QuickPlan.id == plan_id)
    if is_locked:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(chosen) if plan_id < 2**62 else None
    if found is None:
        raise NotFound(msg("We do not know this small plan."))
    return found


def quick_page(session: Session, plan_id: int) -> QuickPage:
    """Everything about one small plan. Raises NotFound."""
    plan = find_plan(session, plan_id)
    area = session.get_one(Area, plan.area_code)
    place = session.get_one(Area, plan.neighbourhood_code) if plan.neighbourhood_code else area
    events = session.scalars(select(QuickEvent).filter_by(quick_plan_id=plan.id).order_by(QuickEvent.id)).all()
    settled = [(unpack_ground(row.finding).message, row.reason) for row in settled_doubts(session, plan.id)]
    return QuickPage(plan, area.name, area.slug, place.name, events, joinings_of(session, plan.id), settled)


def joinings_of(session: Session, plan_id: int) -> Sequence[tuple[Joining, Partner]]:
    """The partners asked to join in, with what they said, by name."""
    chosen = select(Joining, Partner).join(Partner, Partner.id == Joining.partner_id)
    rows = session.execute(chosen.where(Joining.quick_plan_id == plan_id).order_by(Partner.name, Joining.id))
    return [(joining, partner) for joining, partner in rows]


def joining_by_hash(
    session: Session, token_hash: str, now: datetime, *, is_locked: bool = False
) -> tuple[Joining, Partner, QuickPlan] | None:
    """The open request behind a link, or None for one that is unknown, used, too old, or for a plan that ended."""
    chosen = (
        select(Joining, Partner, QuickPlan)
        .join(Partner, Partner.id == Joining.partner_id)
        .join(QuickPlan, QuickPlan.id == Joining.quick_plan_id)
        .where(Joining.token_hash == token_hash)
    )
    if is_locked:
        chosen = chosen.with_for_update(of=Joining).execution_options(populate_existing=True)
    row = session.execute(chosen).first()
    if row is None:
        return None
    joining, partner, plan = row
    is_open = joining.signed_at is None and joining.expires_at > now and plan.state in ("sent", "granted")
    return (joining, partner, plan) if is_open and partner.retired_at is None else None


def settled_doubts(session: Session, plan_id: int) -> Sequence[SettledDoubt]:
    """What was settled, oldest first."""
    return session.scalars(select(SettledDoubt).filter_by(quick_plan_id=plan_id).order_by(SettledDoubt.id)).all()


def doubts_of(session: Session, plan_id: int, grounds: Sequence[Ground]) -> list[Doubt]:
    """Each ground with whether it still waits for a decision. A hard one is never settled."""
    done = {(row.code, row.finding_hash) for row in settled_doubts(session, plan_id)}
    return [Doubt(each, each.is_hard or (str(each.code), finding_hash(each)) not in done) for each in grounds]


def finding_hash(ground: Ground) -> str:
    """By this one sees whether a ground still stands as it was settled: the same sentence with the same figures."""
    return sha256(pack_ground(ground).encode()).hexdigest()
