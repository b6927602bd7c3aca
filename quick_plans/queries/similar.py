"""Other plans that a small plan may be a part of: small ones and plans for the vote, of the last year."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from budget.queries import share_cents
from lives.periods import day_of
from proposals.models import Proposal
from proposals.queries.neighbours import COUNTED
from proposals.queries.thresholds import capital_thresholds
from proposals.rules.capital import Answer, Kind, Neighbouring, Origin, PlanFacts
from quick_plans.models import QuickPlan
from quick_plans.queries.money import paying_year
from quick_plans.rules.size import SizeFound, size_of

THIRTEEN_MONTHS = timedelta(days=397)
"""More than the rule's own months: it counts the days itself."""
TAKES_MONEY = ("sent", "granted")


def find_size(session: Session, plan: QuickPlan, now: datetime) -> SizeFound:
    """The grounds of a small plan at this moment, and the plans that look like parts of one."""
    facts = PlanFacts(
        amount_cents=plan.cents,
        touches_public_space=Answer(plan.stays),
        kind=Kind(plan.kind),
        upkeep_cents_per_year=plan.upkeep_cents,
        share_cents=share_cents(session, paying_year(now), plan.area_code),
        origin=_origin(plan),
    )
    others = [*_small_plans(session, plan), *_plans_for_the_vote(session, plan)]
    return size_of(facts, capital_thresholds(session), others)


def _origin(plan: QuickPlan) -> Origin:
    """Somebody without an account is the same person where the name is the same."""
    proposer = plan.proposer_key or f"name:{plan.public_name.casefold()}"
    return Origin(proposer, plan.neighbourhood_code or "", None, None, day_of(plan.sent_at))


def _small_plans(session: Session, plan: QuickPlan) -> list[Neighbouring]:
    is_earlier = or_(QuickPlan.sent_at < plan.sent_at, and_(QuickPlan.sent_at == plan.sent_at, QuickPlan.id < plan.id))
    nearby = QuickPlan.neighbourhood_code == plan.neighbourhood_code if plan.neighbourhood_code else false()
    chosen = select(QuickPlan).where(
        QuickPlan.id != plan.id,
        QuickPlan.state.in_(TAKES_MONEY),
        QuickPlan.sent_at > plan.sent_at - THIRTEEN_MONTHS,
        # at the same place only earlier ones count: nobody pushes another's plan from its way
        or_(_same_person(plan), and_(is_earlier, nearby)),
    )
    return [_small(row) for row in session.scalars(chosen.order_by(QuickPlan.id))]


def _same_person(plan: QuickPlan) -> ColumnElement[bool]:
    if plan.proposer_key is not None:
        return QuickPlan.proposer_key == plan.proposer_key
    return and_(QuickPlan.proposer_key.is_(None), func.lower(QuickPlan.public_name) == plan.public_name.lower())


def _small(row: QuickPlan) -> Neighbouring:
    cents = row.cents if row.granted_cents is None else row.granted_cents
    return Neighbouring(row.title, cents, 0, row.upkeep_cents or 0, Kind(row.kind), _origin(row))


def _plans_for_the_vote(session: Session, plan: QuickPlan) -> list[Neighbouring]:
    same: list[ColumnElement[bool]] = []
    if plan.proposer_key is not None:
        same.append(Proposal.proposer_key == plan.proposer_key)
    if plan.neighbourhood_code is not None:
        same.append(and_(Proposal.neighbourhood_code == plan.neighbourhood_code, Proposal.submitted_at < plan.sent_at))
    if not same:
        return []
    columns = (
        Proposal.title, Proposal.amount_cents, Proposal.third_party_cents, Proposal.upkeep_cents, Proposal.kind,
        Proposal.proposer_key, Proposal.neighbourhood_code, Proposal.submitted_at,
    )  # fmt: skip
    chosen = select(*columns).where(
        Proposal.state.in_(COUNTED), Proposal.submitted_at > plan.sent_at - THIRTEEN_MONTHS, or_(*same)
    )
    return [_large(row) for row in session.execute(chosen.order_by(Proposal.id))]


def _large(row: Any) -> Neighbouring:
    title, cents, third_party, upkeep, kind, proposer, neighbourhood, at = row
    origin = Origin(proposer, neighbourhood or "", None, None, day_of(at))
    return Neighbouring(title, cents, third_party, upkeep or 0, Kind(kind), origin)
