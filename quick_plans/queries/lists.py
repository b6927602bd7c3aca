"""A person's own small plans, and those that wait for a coordinator, the first to decide on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from areas.models import Area
from lives.messages import Euros, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role
from quick_plans.models import QuickPlan


@dataclass(frozen=True)
class OwnQuickPlan:
    """A small plan as its proposer finds it in a list."""

    id: int
    title: str
    state: str
    cents: int
    area: str
    sent_at: datetime
    decide_by: date
    entered_at_desk: bool


def plans_of_person(session: Session, person_key: str) -> list[OwnQuickPlan]:
    """What somebody sent, or entered for somebody else, the newest first."""
    mine = or_(QuickPlan.proposer_key == person_key, QuickPlan.entered_by_key == person_key)
    chosen = select(QuickPlan, Area.name).join(Area, Area.code == QuickPlan.area_code).where(mine)
    return [
        OwnQuickPlan(
            plan.id,
            plan.title,
            plan.state,
            plan.cents if plan.granted_cents is None else plan.granted_cents,
            area,
            plan.sent_at,
            plan.decide_by,
            plan.entered_at_desk,
        )
        for plan, area in session.execute(chosen.order_by(QuickPlan.id.desc()))
    ]


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """The small plans that this coordinator can decide about, by the day on which an answer is due."""
    if not actor.has(Role.COORDINATOR):
        return []
    chosen = select(QuickPlan).where(
        QuickPlan.state == "sent",
        QuickPlan.proposer_key.is_distinct_from(actor.key),
        QuickPlan.entered_by_key.is_distinct_from(actor.key),
    )
    areas = own_areas(actor)
    if areas is not None:
        chosen = chosen.where(QuickPlan.area_code.in_(areas))
    rows = session.scalars(chosen.order_by(QuickPlan.decide_by, QuickPlan.id))
    return [_item(plan, day_of(now)) for plan in rows]


def own_areas(actor: Actor) -> Sequence[str] | None:
    """The areas of this coordinator; None is everywhere."""
    grants = [grant for grant in actor.grants if grant.role is Role.COORDINATOR]
    if any(grant.area is None for grant in grants):
        return None
    return sorted({grant.area for grant in grants if grant.area is not None})


def _item(plan: QuickPlan, today: date) -> WorkItem:
    asked = Euros(plan.cents)
    is_late = today > plan.decide_by
    note = (
        msg("Small plan that asks %(asked)s. The answer is late.", asked=asked)
        if is_late
        else msg("Small plan that asks %(asked)s.", asked=asked)
    )
    return WorkItem(
        "quick_plan", plan.title, "quick_plans.work_plan", {"plan_id": plan.id}, plan.area_code, plan.decide_by, note
    )
