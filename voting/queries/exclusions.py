"""Reads of plans that exclude each other: in an area's round, and for the page of one plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from proposals.models import Proposal
from voting.models import ExclusionGroup, ExclusionMember

CAN_STILL_WIN = ("submitted", "supported", "complete", "feasible", "feasible_if_changed", "on_ballot")


@dataclass(frozen=True)
class Group:
    """Plans of which at most one gets money, with their titles by number, and why."""

    id: int
    why: str
    plans: dict[int, str]


def groups_in(session: Session, round_id: int, area_code: str) -> list[Group]:
    """The groups of an area in a round, the oldest first."""
    rows = session.execute(
        select(ExclusionGroup.id, ExclusionGroup.why, Proposal.id.label("plan"), Proposal.title)
        .join(ExclusionMember, ExclusionMember.group_id == ExclusionGroup.id)
        .join(Proposal, Proposal.id == ExclusionMember.proposal_id)
        .where(ExclusionGroup.round_id == round_id, ExclusionGroup.area_code == area_code)
        .order_by(ExclusionGroup.id, Proposal.id)
    )
    groups: dict[int, Group] = {}
    for row in rows:
        groups.setdefault(row.id, Group(row.id, row.why, {})).plans[row.plan] = row.title
    return list(groups.values())


def group_of_plan(session: Session, proposal_id: int) -> Group | None:
    """The group that a plan stands in, with all its plans, the plan itself among them."""
    mine = select(ExclusionMember.group_id).where(ExclusionMember.proposal_id == proposal_id).scalar_subquery()
    rows = session.execute(
        select(ExclusionGroup.id, ExclusionGroup.why, Proposal.id.label("plan"), Proposal.title)
        .join(ExclusionMember, ExclusionMember.group_id == ExclusionGroup.id)
        .join(Proposal, Proposal.id == ExclusionMember.proposal_id)
        .where(ExclusionGroup.id == mine)
        .order_by(Proposal.id)
    ).all()
    return Group(rows[0].id, rows[0].why, {row.plan: row.title for row in rows}) if rows else None


def plans_to_group(session: Session, round_id: int, area_code: str) -> Sequence[tuple[int, str]]:
    """Number and title of the plans that may still come on the ballot and stand in no group."""
    grouped = select(ExclusionMember.proposal_id)
    rows = session.execute(
        select(Proposal.id, Proposal.title)
        .where(Proposal.round_id == round_id, Proposal.area_code == area_code)
        .where(Proposal.state.in_(CAN_STILL_WIN), Proposal.id.not_in(grouped))
        .order_by(Proposal.title, Proposal.id)
    )
    return [(row.id, row.title) for row in rows]
