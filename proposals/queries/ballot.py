"""The plans that can go on a ballot, as sealing needs them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from proposals.models import Proposal


@dataclass(frozen=True)
class FeasiblePlan:
    """A plan that may be put on the ballot; it asks `asked_cents`, third-party money taken off, and `hours` of
    the municipality's own people."""

    id: int
    title: str
    asked_cents: int
    theme: str
    hours: int = 0


def feasible_plans(session: Session, round_id: int, area_code: str) -> list[FeasiblePlan]:
    """The area's plans that were found feasible, by number."""
    chosen = (
        select(
            Proposal.id, Proposal.title, Proposal.amount_cents - Proposal.third_party_cents, Proposal.theme,
            Proposal.hours,
        )
        .where(Proposal.round_id == round_id, Proposal.area_code == area_code, Proposal.state == "feasible")
        .order_by(Proposal.id)
    )  # fmt: skip
    return [FeasiblePlan(*row) for row in session.execute(chosen)]


def is_ballot_made(session: Session, round_id: int) -> bool:
    """Whether any plan of the round is on a ballot: from then on no other can join it."""
    chosen = select(Proposal.id).where(Proposal.round_id == round_id, Proposal.admissible).limit(1)
    return session.scalar(chosen) is not None
