"""Other plans that this one may be a part of: of the same person, or earlier ones at the same place."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from lives.periods import day_of
from proposals.models import Proposal
from proposals.rules.capital import Kind, Neighbouring, Origin

COUNTED = ("submitted", "feasible", "capital_route", "on_ballot", "won", "decided", "in_execution", "done")
"""A plan that was refused, lost or withdrawn takes no money, so it is no part of another."""
THIRTEEN_MONTHS = timedelta(days=397)
DEGREES_NEARBY = 0.003
"""More than the 100 metres that the rule itself measures, in both directions at this latitude."""


def neighbouring_plans(session: Session, plan: Proposal, now: datetime) -> list[Neighbouring]:
    """Candidates for CAP-SPLIT; the rule decides which of them count.

    At the same place only plans sent earlier count: nobody can push another's plan from its way by
    sending one like it. Of the same person all count, in either order.
    """
    moment = plan.submitted_at or now
    columns = (
        Proposal.title, Proposal.amount_cents, Proposal.third_party_cents, Proposal.upkeep_cents, Proposal.kind,
        Proposal.proposer_key, Proposal.neighbourhood_code, Proposal.longitude, Proposal.latitude,
        Proposal.submitted_at,
    )  # fmt: skip
    is_earlier = or_(
        Proposal.submitted_at < moment,
        and_(Proposal.submitted_at == moment, Proposal.id < plan.id),
    )
    chosen = select(*columns).where(
        Proposal.id != plan.id,
        Proposal.state.in_(COUNTED),
        Proposal.submitted_at > moment - THIRTEEN_MONTHS,
        or_(Proposal.proposer_key == plan.proposer_key, and_(is_earlier, _is_nearby(plan))),
    )
    return [_neighbour(row) for row in session.execute(chosen.order_by(Proposal.id))]


def _is_nearby(plan: Proposal) -> ColumnElement[bool]:
    near = Proposal.neighbourhood_code == plan.neighbourhood_code
    if plan.longitude is None or plan.latitude is None:
        return near
    return or_(
        near,
        and_(
            func.abs(Proposal.longitude - plan.longitude) < DEGREES_NEARBY,
            func.abs(Proposal.latitude - plan.latitude) < DEGREES_NEARBY,
        ),
    )


def _neighbour(row: Any) -> Neighbouring:
    title, amount, third_party, upkeep, kind, proposer, neighbourhood, longitude, latitude, at = row
    origin = Origin(proposer, neighbourhood or "", longitude, latitude, day_of(at))
    return Neighbouring(title, amount, third_party, upkeep or 0, Kind(kind), origin)
