"""One plan on the route as acts need it: the plan, its grounds, its case and the newest of what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from financing.models import CapitalAdvice, CapitalCalculation, CapitalCase, CapitalDecision
from financing.rules.states import RouteState, Standing, route_state
from lives.periods import day_of
from proposals.models import CapitalFlag, Proposal, ProposalEvent
from proposals.rules.capital import Outcome


@dataclass(frozen=True)
class Grounds:
    """The grounds of a plan as they stand now."""

    standing: int
    hard: int
    confirmed: int
    released: int
    is_investment: bool


def grounds_of(session: Session, proposal_id: int) -> Grounds:
    """Counted from the flags themselves."""
    rows = session.scalars(
        select(CapitalFlag).where(CapitalFlag.proposal_id == proposal_id, CapitalFlag.state != "vanished")
    ).all()
    standing = [row for row in rows if row.is_hard or row.state != "released"]
    return Grounds(
        standing=len(standing),
        hard=sum(row.is_hard for row in standing),
        confirmed=sum(row.state == "confirmed" for row in standing),
        released=len(rows) - len(standing),
        is_investment=any(row.outcome == Outcome.INVESTMENT for row in standing),
    )


def state_of(plan: Proposal, grounds: Grounds, case: CapitalCase | None) -> RouteState | None:
    """Where the plan stands on the route."""
    standing = Standing(plan.state, grounds.standing, grounds.confirmed, grounds.released)
    return route_state(standing, case.state if case else None)


def find_case(session: Session, proposal_id: int, *, is_locked: bool = False) -> CapitalCase | None:
    """The case of a plan; `is_locked` holds its row until the act ends."""
    chosen = select(CapitalCase).where(CapitalCase.proposal_id == proposal_id)
    if is_locked:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    return session.scalar(chosen)


def newest_advice(session: Session, case_id: int) -> CapitalAdvice | None:
    chosen = select(CapitalAdvice).where(CapitalAdvice.case_id == case_id).order_by(CapitalAdvice.id.desc())
    return session.scalars(chosen.limit(1)).first()


def newest_calculation(session: Session, case_id: int) -> CapitalCalculation | None:
    """The calculation in force."""
    chosen = select(CapitalCalculation).where(CapitalCalculation.case_id == case_id)
    return session.scalars(chosen.order_by(CapitalCalculation.number.desc()).limit(1)).first()


def newest_estimate(session: Session, case_id: int) -> CapitalCalculation | None:
    """The last calculation over the whole investment: what college and council read."""
    chosen = select(CapitalCalculation).where(
        CapitalCalculation.case_id == case_id, CapitalCalculation.kind == "estimate"
    )
    return session.scalars(chosen.order_by(CapitalCalculation.number.desc()).limit(1)).first()


def count_calculations(session: Session, case_id: int) -> int:
    chosen = select(func.count()).where(CapitalCalculation.case_id == case_id)
    return session.scalars(chosen).one()


def times_decided(session: Session, case_id: int, body: str) -> int:
    """How often a body decided about a case: after saving, or a no, it may be asked once more."""
    chosen = select(func.count()).where(CapitalDecision.case_id == case_id, CapitalDecision.body == body)
    return session.scalars(chosen).one()


def credit_of(session: Session, case_id: int) -> CapitalDecision | None:
    """The decision by which the council granted the credit."""
    chosen = select(CapitalDecision).where(CapitalDecision.case_id == case_id, CapitalDecision.funding != "")
    return session.scalars(chosen).first()


def confirmed_on(session: Session, proposal_id: int, otherwise: datetime) -> date:
    """The day on which the plan was last said to be too large; the calendar counts from there."""
    chosen = select(func.max(ProposalEvent.at)).where(
        ProposalEvent.proposal_id == proposal_id, ProposalEvent.step.in_(("send_to_capital_route", "confirm_flag"))
    )
    at = session.scalar(chosen)
    return day_of(at or otherwise)
