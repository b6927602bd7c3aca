"""The deals' records: what was agreed for a year, and what came of it so far."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deals.models import Deal
from reports.rules.agreements import MadeDeal


def deals_made(session: Session, year: int) -> tuple[MadeDeal, ...]:
    """Every deal of the year that holds or held, by area and number; what is still a concept is no deal yet."""
    chosen = (
        select(
            Deal.area_code, Deal.kind, Deal.theme, Deal.title, Deal.cents, Deal.minutes, Deal.planned_result,
            Deal.achieved_result, Deal.sub_kind,
        )
        .where(Deal.year == year, Deal.activated_at.is_not(None))
        .order_by(Deal.area_code, Deal.id)
    )  # fmt: skip
    return tuple(MadeDeal(*row) for row in session.execute(chosen))


def themes_of_deals(session: Session, numbers: list[int]) -> dict[int, str]:
    """The theme of each of these deals."""
    chosen = select(Deal.id, Deal.theme).where(Deal.id.in_(numbers))
    return {number: theme for number, theme in session.execute(chosen)}  # noqa: C416
