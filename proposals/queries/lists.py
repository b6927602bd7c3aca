"""A person's own plans, what staff must look at, and where one can send a plan now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from areas.models import Area
from lives.periods import last_day
from logbook.actors import Actor, Role
from proposals.models import CapitalFlag, FactCorrection, Proposal
from proposals.queries.public import ASKED, LISTED, shown_state
from rounds.models import Round, RoundArea


@dataclass(frozen=True)
class OwnPlan:
    id: int
    title: str
    state: str
    asked_cents: int
    area: str
    saved_at: datetime
    last_day: date
    """Until and with this day it can be sent."""


@dataclass(frozen=True)
class WorkRow:
    """A plan that waits for somebody, with how much of what."""

    id: int
    title: str
    area_code: str
    asked_cents: int
    state: str
    submitted_at: datetime
    review_day: date
    hard_grounds: int
    open_soft_grounds: int
    undecided: int


@dataclass(frozen=True)
class Place:
    """An area of a round that takes plans now."""

    round_id: int
    round_title: str
    area_code: str
    area_name: str
    collect_until: datetime


def own_plans(session: Session, person_key: str) -> list[OwnPlan]:
    """Everything this person began or sent, drafts first, the newest first."""
    columns = (Proposal.id, Proposal.title, Proposal.state, Proposal.hard_grounds, Proposal.open_soft_grounds,
               ASKED, Area.name, Proposal.saved_at, Round.collect_until)  # fmt: skip
    chosen = (
        select(*columns)
        .join(Area, Area.code == Proposal.area_code)
        .join(Round, Round.id == Proposal.round_id)
        .where(Proposal.proposer_key == person_key)
        .where((Proposal.state != "withdrawn") | Proposal.submitted_at.is_not(None))
        .order_by(case((Proposal.state == "draft", 0), else_=1), Proposal.id.desc())
    )
    return [
        OwnPlan(number, title, shown_state(state, hard, soft), asked, area, saved_at, last_day(until))
        for number, title, state, hard, soft, asked, area, saved_at, until in session.execute(chosen)
    ]


def areas_of_work(actor: Actor) -> tuple[str, ...] | None:
    """The areas of this coordinator; None means all of them."""
    codes = tuple(grant.area for grant in actor.grants if grant.role is Role.COORDINATOR)
    return None if None in codes else tuple(code for code in codes if code)


def plans_to_judge(session: Session, areas: Sequence[str] | None) -> list[WorkRow]:
    """Sent plans of these areas, what must be decided first at the top."""
    undecided = (
        select(func.count())
        .where(CapitalFlag.proposal_id == Proposal.id, CapitalFlag.state == "raised")
        .correlate(Proposal)
        .scalar_subquery()
    )
    columns = (Proposal.id, Proposal.title, Proposal.area_code, ASKED, Proposal.state, Proposal.submitted_at,
               Round.review_until, Proposal.hard_grounds, Proposal.open_soft_grounds, undecided)  # fmt: skip
    chosen = (
        select(*columns)
        .join(Round, Round.id == Proposal.round_id)
        .where(Proposal.state.in_(("submitted", "capital_route")))
        .order_by(Round.review_until, Proposal.submitted_at, Proposal.id)
    )
    if areas is not None:
        chosen = chosen.where(Proposal.area_code.in_(areas))
    return [
        WorkRow(number, title, area, asked, state, sent_at, last_day(until), hard, soft, raised)
        for number, title, area, asked, state, sent_at, until, hard, soft, raised in session.execute(chosen)
    ]


def corrections_to_confirm(session: Session, areas: Sequence[str] | None, asked_by: str) -> list[Any]:
    """Open corrections that the other role asked: id of the plan, its title, area, reason and moment."""
    it = FactCorrection
    chosen = (
        select(Proposal.id, Proposal.title, Proposal.area_code, it.reason, it.proposed_at)
        .join(Proposal, Proposal.id == it.proposal_id)
        .where(it.state == "open", it.proposed_as == asked_by)
        .order_by(it.proposed_at)
    )
    if areas is not None:
        chosen = chosen.where(Proposal.area_code.in_(areas))
    return list(session.execute(chosen))


def places_collecting(session: Session, now: datetime) -> list[Place]:
    """Where a plan can be sent at this moment."""
    chosen = (
        select(Round.id, Round.title, Area.code, Area.name, Round.collect_until)
        .join(RoundArea, RoundArea.round_id == Round.id)
        .join(Area, Area.code == RoundArea.area_code)
        .where(Round.announced_at.is_not(None), ~Round.is_reference)
        .where(Round.collect_from <= now, Round.collect_until > now)
        .order_by(Area.name, Round.id)
    )
    return [Place(*row) for row in session.execute(chosen)]


def similar_plans(session: Session, plan: Any, most: int = 3) -> list[Any]:
    """Public plans of the same wijk about the same theme, the newest first."""
    chosen = (
        select(Proposal.id, Proposal.title, Proposal.state)
        .where(Proposal.area_code == plan.area_code, Proposal.theme == plan.theme, Proposal.id != plan.id)
        .where(Proposal.state.in_(LISTED))
    )
    return list(session.execute(chosen.order_by(Proposal.id.desc()).limit(most)))
