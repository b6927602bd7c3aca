"""A plan with its round, pot and share, locked for an act or merely read: what the test and the life ask about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from accounts.models import Person
from budget.models import Account
from lives.periods import day_of
from proposals.models import CapitalFlag, CostLine, Proposal
from proposals.rules.capital import Answer, CapitalThresholds, Kind, NewOrRepair, Origin, Owner, PlanFacts
from proposals.rules.flags import Flag, FlagState
from proposals.sentences import unpack_ground
from rounds.models import Round, RoundArea

MANUAL = "CAP-MANUAL"


@dataclass(frozen=True)
class PlanCase:
    """One plan and everything about it that an act needs, from one query."""

    plan: Proposal
    round: Round
    pot_cents: int
    share_cents: int | None
    email: str | None
    language: str
    line_count: int


def find_case(session: Session, proposal_id: int, *, is_locked: bool = False) -> PlanCase | None:
    """The plan with its surroundings; `is_locked` holds its row until the act ends."""
    found = session.execute(_cases(is_locked).where(Proposal.id == proposal_id)).first()
    return None if found is None else _case(found)


def open_cases(session: Session) -> list[PlanCase]:
    """Every plan that may still reach a ballot or a decision, locked, by number."""
    chosen = _cases(True).where(Proposal.state.in_(("submitted", "feasible", "capital_route")))
    return [_case(row) for row in session.execute(chosen.order_by(Proposal.id))]


def open_cases_of(session: Session, proposer_key: str, besides: int) -> list[PlanCase]:
    """The same person's other plans that may still reach a ballot."""
    chosen = _cases(True).where(
        Proposal.proposer_key == proposer_key,
        Proposal.id != besides,
        Proposal.state.in_(("submitted", "feasible", "capital_route")),
    )
    return [_case(row) for row in session.execute(chosen.order_by(Proposal.id))]


def _cases(is_locked: bool) -> Select[tuple[Proposal, Round, int, int | None, str | None, str | None, int]]:
    lines = select(func.count()).where(CostLine.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
    share = Account.allocated + Account.carried_in + Account.additions
    chosen = (
        select(Proposal, Round, RoundArea.pot_cents, share, Person.email, Person.language, lines)
        .join(Round, Round.id == Proposal.round_id)
        .join(RoundArea, (RoundArea.round_id == Round.id) & (RoundArea.area_code == Proposal.area_code))
        .outerjoin(
            Account,
            (Account.year == Round.year) & (Account.area_code == Proposal.area_code) & (Account.unit == "eur"),
        )
        .outerjoin(Person, (Person.key == Proposal.proposer_key) & Person.deactivated_at.is_(None))
    )
    if not is_locked:
        return chosen
    return chosen.with_for_update(of=Proposal).execution_options(populate_existing=True)


def _case(row: Any) -> PlanCase:
    plan, its_round, pot, share, email, language, line_count = row
    return PlanCase(plan, its_round, pot, share, email, language or "nl", line_count)


def facts_of(case: PlanCase, thresholds: CapitalThresholds, now: datetime, manual_reason: str = "") -> PlanFacts:
    """What the capital test knows of the plan. The round's own limit is hard only where it lies above the
    share at which the municipality begins to ask: below that a released CAP-SHARE lifts it."""
    plan = case.plan
    return PlanFacts(
        amount_cents=plan.amount_cents,
        third_party_cents=plan.third_party_cents,
        touches_public_space=Answer(plan.touches_public_space),
        kind=Kind(plan.kind),
        new_or_repair=NewOrRepair(plan.new_or_repair),
        owner_after=Owner(plan.owner_after),
        life_years=plan.life_years,
        upkeep_cents_per_year=plan.upkeep_cents,
        share_cents=case.share_cents,
        pot_cents=case.pot_cents,
        largest_plan_cents=_largest_cents(case, thresholds),
        manual_reason=manual_reason,
        origin=origin_of(plan, now),
    )


def thresholds_in(case: PlanCase, thresholds: CapitalThresholds) -> CapitalThresholds:
    """The municipality's thresholds in this round: a round may ask at a smaller share, and may be without test."""
    if not case.round.capital_test:
        return CapitalThresholds.off()
    if thresholds.share_percent is None or case.round.largest_plan_percent >= thresholds.share_percent:
        return thresholds
    return replace(thresholds, share_percent=case.round.largest_plan_percent)


def _largest_cents(case: PlanCase, thresholds: CapitalThresholds) -> int | None:
    percent = case.round.largest_plan_percent
    if case.share_cents is None or percent <= (thresholds.share_percent or 0):
        return None
    return case.share_cents * percent // 100


def origin_of(plan: Proposal, now: datetime) -> Origin:
    return Origin(
        proposer=plan.proposer_key,
        neighbourhood=plan.neighbourhood_code or "",
        longitude=plan.longitude,
        latitude=plan.latitude,
        day=day_of(plan.submitted_at or now),
    )


def flag_rows(session: Session, proposal_id: int) -> dict[str, CapitalFlag]:
    """The stored flags of a plan by code."""
    rows = session.scalars(select(CapitalFlag).where(CapitalFlag.proposal_id == proposal_id))
    return {row.code: row for row in rows}


def flag_of(row: CapitalFlag) -> Flag:
    message = unpack_ground(row.facts).message
    return Flag(row.code, row.is_hard, row.outcome, message, FlagState(row.state), row.reason)


def manual_reason_of(rows: dict[str, CapitalFlag]) -> str:
    """Why staff marked the plan as too large, or nothing."""
    row = rows.get(MANUAL)
    if row is None or row.state == FlagState.VANISHED:
        return ""
    return str(dict(unpack_ground(row.facts).message.values)["reason"])


def cost_lines(session: Session, proposal_id: int) -> list[tuple[str, int, bool]]:
    """Label, cents and whether VAT is in it, in the proposer's order."""
    chosen = select(CostLine.label, CostLine.cents, CostLine.includes_vat).where(CostLine.proposal_id == proposal_id)
    return [(row[0], row[1], row[2]) for row in session.execute(chosen.order_by(CostLine.position))]
