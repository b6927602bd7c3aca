"""Other plans that this one may be a part of: of the same person, or earlier ones at the same place."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from lives.periods import day_of
from proposals.models import Proposal
from proposals.rules.capital import Answer, Kind, Neighbouring, NewOrRepair, Origin, Owner

COUNTED = ("submitted", "feasible", "capital_route", "on_ballot", "won", "decided", "in_execution", "done")
"""A plan that was refused, lost or withdrawn takes no money, so it is no part of another."""
THIRTEEN_MONTHS = timedelta(days=397)
COLUMNS = (
    Proposal.title, Proposal.amount_cents, Proposal.third_party_cents, Proposal.upkeep_cents, Proposal.kind,
    Proposal.proposer_key, Proposal.neighbourhood_code, Proposal.longitude, Proposal.latitude, Proposal.submitted_at,
    Proposal.touches_public_space, Proposal.new_or_repair, Proposal.owner_after, Proposal.life_years,
)  # fmt: skip
DEGREES_NEARBY = 0.003
"""More than the 100 metres that the rule itself measures, in both directions at this latitude."""


def neighbouring_plans(session: Session, plan: Proposal, now: datetime) -> list[Neighbouring]:
    """Candidates for CAP-SPLIT; the rule decides which of them count.

    At the same place only plans sent earlier count: nobody can push another's plan from its way by
    sending one like it. Of the same person all count, in either order.
    """
    moment = plan.submitted_at or now
    is_earlier = or_(
        Proposal.submitted_at < moment,
        and_(Proposal.submitted_at == moment, Proposal.id < plan.id),
    )
    chosen = select(*COLUMNS).where(
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
    return Neighbouring(
        title=row.title,
        amount_cents=row.amount_cents,
        third_party_cents=row.third_party_cents,
        upkeep_cents_per_year=row.upkeep_cents,
        kind=Kind(row.kind),
        origin=Origin(
            row.proposer_key, row.neighbourhood_code or "", row.longitude, row.latitude, day_of(row.submitted_at)
        ),
        touches_public_space=Answer(row.touches_public_space),
        new_or_repair=NewOrRepair(row.new_or_repair),
        owner_after=Owner(row.owner_after),
        life_years=row.life_years,
    )
