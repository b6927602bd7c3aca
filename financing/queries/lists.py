"""Every large plan with where it stands and what comes next, in one query for the plans and one for the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from areas.models import Area
from financing.models import CapitalAdvice, CapitalCalculation, CapitalCase
from financing.queries.coming import Coming, coming_of
from financing.queries.cycle import budget_cycle
from financing.rules.states import RouteState, Standing, route_state
from lives.periods import day_of
from proposals.models import CapitalFlag, Proposal, ProposalEvent


@dataclass(frozen=True)
class LargePlan:
    """A plan on the route as lists show it."""

    id: int
    title: str
    area_code: str
    area: str
    area_slug: str
    asked_cents: int
    proposer_key: str
    state: RouteState
    is_investment: bool
    since: date
    """The day of the step before."""
    coming: Coming
    case: CapitalCase | None
    has_advice: bool = False
    needs_renewal: bool = False
    """It is finished, so the real cost is known, and the coming years were not worked out again since."""


def large_plans(
    session: Session,
    today: date,
    states: Iterable[RouteState] = (),
    areas: Iterable[str] | None = None,
    numbers: Iterable[int] | None = None,
) -> list[LargePlan]:
    """Plans on the route, what waits longest first: all, or those in these states, areas or of these numbers."""
    chosen = _chosen()
    if areas is not None:
        chosen = chosen.where(Proposal.area_code.in_(list(areas)))
    if numbers is not None:
        chosen = chosen.where(Proposal.id.in_(list(numbers)))
    cycle, wanted = budget_cycle(session), set(states)
    found = (_large_plan(cycle, row, today) for row in session.execute(chosen))
    plans = [plan for plan in found if plan is not None and (not wanted or plan.state in wanted)]
    return sorted(plans, key=lambda plan: (plan.since, plan.id))


def _chosen() -> Select[Any]:
    flag = CapitalFlag
    is_standing = and_(flag.state != "vanished", or_(flag.is_hard, flag.state != "released"))
    flags = (
        select(
            flag.proposal_id,
            func.sum(case((is_standing, 1), else_=0)).label("standing"),
            func.sum(case((and_(is_standing, flag.state == "confirmed"), 1), else_=0)).label("confirmed"),
            func.sum(case((and_(flag.state == "released", ~flag.is_hard), 1), else_=0)).label("released"),
            func.sum(case((and_(is_standing, flag.outcome == "investment"), 1), else_=0)).label("investments"),
        )
        .group_by(flag.proposal_id)
        .subquery()
    )
    said = (
        select(ProposalEvent.proposal_id, func.max(ProposalEvent.at).label("at"))
        .where(ProposalEvent.step.in_(("send_to_capital_route", "confirm_flag")))
        .group_by(ProposalEvent.proposal_id)
        .subquery()
    )
    calculation = CapitalCalculation
    has_charges = exists().where(calculation.case_id == CapitalCase.id, calculation.kind == "grant")
    is_renewed = exists().where(
        calculation.case_id == CapitalCase.id, calculation.kind == "reestimate",
        calculation.made_at >= CapitalCase.state_since,
    )  # fmt: skip
    return (
        select(
            Proposal, Area.name, Area.slug, CapitalCase, flags.c.standing, flags.c.confirmed, flags.c.released,
            flags.c.investments, said.c.at, exists().where(CapitalAdvice.case_id == CapitalCase.id),
            and_(CapitalCase.state == "delivered", has_charges, ~is_renewed),
        )
        .join(Area, Area.code == Proposal.area_code)
        .outerjoin(flags, flags.c.proposal_id == Proposal.id)
        .outerjoin(said, said.c.proposal_id == Proposal.id)
        .outerjoin(CapitalCase, CapitalCase.proposal_id == Proposal.id)
        .where(Proposal.state != "draft", or_(flags.c.proposal_id.is_not(None), CapitalCase.id.is_not(None)))
        .order_by(Proposal.id)
    )  # fmt: skip


def _large_plan(cycle: Any, row: Any, today: date) -> LargePlan | None:
    plan, area, slug, found, standing, confirmed, released, investments, said_at, advised, renew = row
    at_hand = Standing(plan.state, standing or 0, confirmed or 0, released or 0)
    state = route_state(at_hand, found.state if found else None)
    if state is None:
        return None
    since = day_of(found.state_since if found else said_at or plan.submitted_at)
    confirmed_day = day_of(said_at) if said_at else today
    return LargePlan(
        plan.id, plan.title, plan.area_code, area, slug, plan.amount_cents - plan.third_party_cents,
        plan.proposer_key, state, bool(investments), since, coming_of(cycle, confirmed_day, found, state, today), found,
        bool(advised), bool(renew),
    )  # fmt: skip
