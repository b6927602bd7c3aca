"""Everything that a plan's own page shows, in five queries whatever the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from areas.models import Area
from lives.messages import Message
from proposals.models import CapitalFlag, FactCorrection, Judgement, Proposal, ProposalEvent
from proposals.queries.cases import cost_lines
from proposals.sentences import FoundGround, unpack_ground
from rounds.models import Round, RoundCriterion


@dataclass(frozen=True)
class ShownFlag:
    """A ground as found, and what was decided about it."""

    code: str
    is_hard: bool
    outcome: str
    found: FoundGround
    state: str
    reason: str

    @property
    def message(self) -> Message:
        return self.found.message

    @property
    def is_standing(self) -> bool:
        return self.state != "vanished" and (self.is_hard or self.state != "released")


@dataclass(frozen=True)
class ShownEvent:
    step: str
    to_state: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class ShownCriterion:
    """A criterion of the round, with what was found of this plan (None while nobody judged)."""

    code: str
    text_nl: str
    text_en: str
    is_met: bool | None
    reason: str


@dataclass(frozen=True)
class PlanPage:
    """`plan` has the columns of Proposal, and area_name, area_slug, neighbourhood; `round` those of the round."""

    plan: Any
    round: Any
    costs: list[tuple[str, int, bool]]
    flags: list[ShownFlag]
    events: list[ShownEvent]
    criteria: list[ShownCriterion]

    @property
    def asked_cents(self) -> int:
        return int(self.plan.amount_cents - self.plan.third_party_cents)

    @property
    def standing(self) -> list[ShownFlag]:
        return [flag for flag in self.flags if flag.is_standing]

    @property
    def is_judged(self) -> bool:
        return any(each.is_met is not None for each in self.criteria)


def plan_page(session: Session, proposal_id: int) -> PlanPage | None:
    """The plan, whoever may see it: the caller decides about drafts. None when there is no such plan."""
    part = aliased(Area)
    row = session.execute(
        select(
            *Proposal.__table__.columns,
            Area.name.label("area_name"),
            Area.slug.label("area_slug"),
            part.name.label("neighbourhood"),
        )
        .join(Area, Area.code == Proposal.area_code)
        .outerjoin(part, part.code == Proposal.neighbourhood_code)
        .where(Proposal.id == proposal_id)
    ).first()
    if row is None:
        return None
    return PlanPage(
        plan=row,
        round=session.execute(select(*Round.__table__.columns).where(Round.id == row.round_id)).one(),
        costs=cost_lines(session, proposal_id),
        flags=_flags(session, proposal_id),
        events=_events(session, proposal_id),
        criteria=_criteria(session, proposal_id, row.round_id),
    )


def _flags(session: Session, proposal_id: int) -> list[ShownFlag]:
    flag = CapitalFlag
    columns = (flag.code, flag.is_hard, flag.outcome, flag.facts, flag.state, flag.reason)
    chosen = select(*columns).where(flag.proposal_id == proposal_id, flag.state != "vanished")
    return [
        ShownFlag(code, is_hard, outcome, unpack_ground(facts), state, reason)
        for code, is_hard, outcome, facts, state, reason in session.execute(
            chosen.order_by(flag.is_hard.desc(), flag.code)
        )
    ]


def _events(session: Session, proposal_id: int) -> list[ShownEvent]:
    columns = (ProposalEvent.step, ProposalEvent.to_state, ProposalEvent.reason, ProposalEvent.at)
    chosen = select(*columns).where(ProposalEvent.proposal_id == proposal_id)
    return [ShownEvent(*row) for row in session.execute(chosen.order_by(ProposalEvent.id))]


def _criteria(session: Session, proposal_id: int, round_id: int) -> list[ShownCriterion]:
    rule = RoundCriterion
    is_this = (Judgement.proposal_id == proposal_id) & (Judgement.code == rule.code)
    columns = (rule.code, rule.text_nl, rule.text_en, Judgement.is_met, Judgement.reason)
    chosen = select(*columns).outerjoin(Judgement, is_this).where(rule.round_id == round_id)
    return [ShownCriterion(*row) for row in session.execute(chosen.order_by(rule.position))]


@dataclass(frozen=True)
class OpenCorrection:
    """A correction that waits for a second person."""

    id: int
    changes: str
    reason: str
    evidence: str
    proposed_by_key: str
    proposed_as: str
    proposed_at: datetime


def open_correction(session: Session, proposal_id: int) -> OpenCorrection | None:
    it = FactCorrection
    columns = (it.id, it.changes, it.reason, it.evidence, it.proposed_by_key, it.proposed_as, it.proposed_at)
    row = session.execute(select(*columns).where(it.proposal_id == proposal_id, it.state == "open")).first()
    return None if row is None else OpenCorrection(*row)
