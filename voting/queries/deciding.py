"""Reads of what mayor and aldermen decide: results that wait for them, the winners, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from areas.models import Area
from lives.messages import Euros, msg
from lives.work import WorkItem
from logbook.actors import Actor, Role
from proposals.models import Proposal
from rounds.models import Round, RoundArea
from rounds.queries import RoundPlace
from voting.models import BallotPlan, CollegeDecision, CollegeDecisionPlan, Result


@dataclass(frozen=True)
class UndecidedResult:
    """A published result whose winners wait for the decision."""

    round_id: int
    area_code: str
    round_title: str
    area: str
    published_at: datetime
    plans: int
    cents: int


@dataclass(frozen=True)
class Winner:
    """A plan that won, with the money that the vote set apart for it."""

    id: int
    title: str
    cents: int
    proposer_name: str


@dataclass(frozen=True)
class Decided:
    """The decision about an area's result: which plans were adopted, and why the others were not."""

    reference: str
    decided_on: date
    adopted: frozenset[int]
    refused: dict[int, str]


def undecided_results(session: Session) -> list[UndecidedResult]:
    """Every published result of which winners wait, the oldest first. No winners: nothing to decide."""
    rows = session.execute(
        select(
            Result.round_id, Result.area_code, Round.title, Area.name, Result.published_at,
            func.count(), func.sum(BallotPlan.cost_cents),
        )
        .join(Round, Round.id == Result.round_id)
        .join(Area, Area.code == Result.area_code)
        .join(BallotPlan, (BallotPlan.round_id == Result.round_id) & (BallotPlan.area_code == Result.area_code))
        .join(Proposal, Proposal.id == BallotPlan.proposal_id)
        .where(Proposal.state == "won")
        .group_by(Result.round_id, Result.area_code, Round.title, Area.name, Result.published_at)
        .order_by(Result.published_at, Area.name)
    )  # fmt: skip
    return [UndecidedResult(*row[:6], cents=int(row[6])) for row in rows]


def winners_of(session: Session, round_id: int, area_code: str) -> list[Winner]:
    """The winners that wait for a decision, in the order of the ballot."""
    return _on_ballot(session, round_id, area_code, ("won",))


def decided_plans(session: Session, round_id: int, area_code: str) -> list[Winner]:
    """The winners about which was decided, in the order of the ballot."""
    return _on_ballot(session, round_id, area_code, ("decided", "not_adopted", "in_execution", "done"))


def _on_ballot(session: Session, round_id: int, area_code: str, states: tuple[str, ...]) -> list[Winner]:
    rows = session.execute(
        select(Proposal.id, BallotPlan.title, BallotPlan.cost_cents, Proposal.proposer_name)
        .join(Proposal, Proposal.id == BallotPlan.proposal_id)
        .where(BallotPlan.round_id == round_id, BallotPlan.area_code == area_code)
        .where(Proposal.state.in_(states))
        .order_by(BallotPlan.position)
    )
    return [Winner(*row) for row in rows]


def areas_with_decisions(session: Session, round_id: int) -> list[tuple[RoundPlace, Decided | None]]:
    """The round's areas in order, each with its decision when there is one: in one query."""
    rows = session.execute(
        select(
            RoundArea.area_code, Area.name, Area.slug, RoundArea.pot_cents, RoundArea.account_id,
            CollegeDecision.reference, CollegeDecision.decided_on,
            CollegeDecisionPlan.proposal_id, CollegeDecisionPlan.adopted, CollegeDecisionPlan.reason,
        )
        .join(Area, Area.code == RoundArea.area_code)
        .outerjoin(
            CollegeDecision,
            (CollegeDecision.round_id == RoundArea.round_id) & (CollegeDecision.area_code == RoundArea.area_code),
        )
        .outerjoin(CollegeDecisionPlan, CollegeDecisionPlan.decision_id == CollegeDecision.id)
        .where(RoundArea.round_id == round_id)
        .order_by(RoundArea.position, CollegeDecisionPlan.proposal_id)
    )  # fmt: skip
    by_place: dict[RoundPlace, list[Any]] = {}
    for row in rows:
        by_place.setdefault(RoundPlace(round_id, *row[:5]), []).append(row)
    return [(place, _decided(found)) for place, found in by_place.items()]


def _decided(rows: Iterable[Any]) -> Decided | None:
    plans = [row for row in rows if row.proposal_id is not None]
    if not plans:
        return None
    return Decided(
        plans[0].reference,
        plans[0].decided_on,
        frozenset(row.proposal_id for row in plans if row.adopted),
        {row.proposal_id: row.reason for row in plans if not row.adopted},
    )


def decided_together(decisions: Iterable[Decided | None], won: frozenset[int]) -> Decided | None:
    """The decisions about areas that voted as one, as one; None until every plan that won is decided about."""
    found = [each for each in decisions if each is not None]
    adopted = frozenset(number for each in found for number in each.adopted)
    refused = {number: why for each in found for number, why in each.refused.items()}
    if not found or not won <= adopted | refused.keys():
        return None
    references = ", ".join(dict.fromkeys(each.reference for each in found))
    return Decided(references, max(each.decided_on for each in found), adopted, refused)


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """The results that wait until this clerk records what mayor and aldermen decided."""
    if not actor.has(Role.COLLEGE_CLERK):
        return []
    return [
        WorkItem(
            kind="college_decision",
            title=each.round_title,
            endpoint="voting.decide",
            values={"round_id": each.round_id, "area_code": each.area_code},
            area_code=each.area_code,
            note=msg("Plans that won: %(plans)s, together %(amount)s", plans=each.plans, amount=Euros(each.cents)),
        )
        for each in undecided_results(session)
        if actor.has(Role.COLLEGE_CLERK, each.area_code)
    ]
