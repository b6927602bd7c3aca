"""The small plans' records: what was sent in a year, what was answered when, and which partners co-signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from lives.periods import day_of, start_of_day
from neighbourhoods.models import Partner
from quick_plans.models import Joining, QuickPlan
from reports.rules.small_plans import Signature, SmallPlan


def small_plans_of(session: Session, year: int) -> tuple[SmallPlan, ...]:
    """Every small plan that was sent in the year, by area."""
    chosen: Any = select(
        QuickPlan.area_code, QuickPlan.state, QuickPlan.granted_cents, QuickPlan.decided_at, QuickPlan.decide_by
    )
    rows = session.execute(chosen.where(_sent_in(year)).order_by(QuickPlan.area_code, QuickPlan.id))
    return tuple(
        SmallPlan(
            area_code=row.area_code,
            state=row.state,
            cents=row.granted_cents or 0,
            is_answered=row.decided_at is not None,
            in_time=row.decided_at is not None and day_of(row.decided_at) <= row.decide_by,
        )
        for row in rows
    )


def small_plans_sent(session: Session, year: int) -> list[tuple[str, int]]:
    """How many small plans each area sent through the site itself, not at the desk."""
    chosen = select(QuickPlan.area_code, func.count()).where(_sent_in(year), QuickPlan.entered_by_key.is_(None))
    rows = session.execute(chosen.group_by(QuickPlan.area_code).order_by(QuickPlan.area_code))
    return [(area, number) for area, number in rows]


def signatures_of(session: Session, year: int) -> tuple[Signature, ...]:
    """Every partner's name under a small plan of the year."""
    chosen = (
        select(Partner.kind, Partner.id, QuickPlan.area_code)
        .join(Joining, Joining.partner_id == Partner.id)
        .join(QuickPlan, QuickPlan.id == Joining.quick_plan_id)
        .where(_sent_in(year), Joining.signed_at.is_not(None))
        .order_by(Joining.id)
    )
    return tuple(Signature(kind, partner, area) for kind, partner, area in session.execute(chosen))


def themes_of_small_plans(session: Session, numbers: list[int]) -> dict[int, str]:
    """The theme of each of these small plans."""
    chosen = select(QuickPlan.id, QuickPlan.theme).where(QuickPlan.id.in_(numbers))
    return {number: theme for number, theme in session.execute(chosen)}  # noqa: C416


def _sent_in(year: int) -> ColumnElement[bool]:
    begin, end = start_of_day(date(year, 1, 1)), start_of_day(date(year + 1, 1, 1))
    return and_(QuickPlan.sent_at >= begin, QuickPlan.sent_at < end)
