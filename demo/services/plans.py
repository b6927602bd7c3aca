"""The demo's plans: each written, sent and judged by its own demo people, as anyone would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from demo.content.records import DemoPlan
from demo.services.rounds import MadeRound
from demo.services.town import Cast
from logbook.actors import Actor
from proposals.queries.cases import flag_rows
from proposals.services import Cost, Finding, Saved, Verdict, decide_flag, judge, save_step, start_draft, submit
from rounds.queries import criteria_of

JUDGED = {"on_ballot": Verdict.FEASIBLE, "feasible": Verdict.FEASIBLE, "not_feasible": Verdict.NOT_FEASIBLE}
DECIDED_FLAGS = frozenset({"capital_route"})
"""Fates in which the coordinator has confirmed what the test found; other flags wait for a decision."""


def write_plans(session: Session, cast: Cast, made: MadeRound, plans: Sequence[DemoPlan]) -> dict[str, int]:
    """Write every plan of a round and send it; the numbers by the content's codes."""
    numbers: dict[str, int] = {}
    for place, plan in enumerate(plans):
        at = made.calendar.collect_from + timedelta(days=1, hours=9, minutes=37 * place)
        numbers[plan.code] = write_plan(session, cast, made.round_id, plan, at)
    return numbers


def judge_plans(
    session: Session, cast: Cast, made: MadeRound, plans: Sequence[DemoPlan], numbers: dict[str, int], now: datetime
) -> None:
    """Each coordinator judges the plans of the own wijk, as the content says."""
    codes = [criterion.code for criterion in criteria_of(session, made.round_id)]
    for place, plan in enumerate(plans):
        coordinator = cast.coordinator_of(plan.area)
        at = now + timedelta(minutes=11 * place)
        if plan.fate in DECIDED_FLAGS:
            to_capital_route(session, coordinator, plan, numbers[plan.code], at)
        elif plan.fate in JUDGED:
            findings = {code: Finding(True) for code in codes}
            findings |= {verdict.criterion: Finding(verdict.met, verdict.reason) for verdict in plan.verdicts}
            judge(session, coordinator, at, numbers[plan.code], JUDGED[plan.fate], findings)


def to_capital_route(session: Session, coordinator: Actor, plan: DemoPlan, number: int, at: datetime) -> None:
    """The coordinator confirms every ground, and says that the plan is too large."""
    reason = plan.flag_note or "Dit plan is een investering in de openbare ruimte."
    for code in list(flag_rows(session, number)):
        session.rollback()
        decide_flag(session, coordinator, at, number, code, is_right=True, reason=reason)
    judge(session, coordinator, at + timedelta(minutes=5), number, Verdict.CAPITAL_ROUTE, {}, reason)


def write_plan(session: Session, cast: Cast, round_id: int, plan: DemoPlan, at: datetime) -> int:
    """A plan written and sent by its own proposer; its number."""
    author = cast.actors[plan.proposer]
    rough: dict[str, Any] = {"touches_public_space": plan.facts.in_public_space}
    number = start_draft(session, author, at, round_id, plan.area, rough)
    costs = tuple(Cost(line.label, line.amount_cents, line.includes_vat) for line in plan.costs)
    answers = _answers(plan, cast.people[plan.proposer].name)
    save_step(session, author, at + timedelta(minutes=20), number, Saved(1, "demo", answers, costs, declared=True))
    if plan.fate != "draft":
        submit(session, author, at + timedelta(minutes=25), number)
    return number


def _answers(plan: DemoPlan, name: str) -> dict[str, Any]:
    facts = plan.facts
    return {
        "title": plan.title,
        "summary": plan.summary,
        "description": plan.description,
        "benefit": plan.benefit,
        "own_contribution": plan.own_effort,
        "theme": plan.category,
        "place": plan.place,
        "neighbourhood_code": plan.neighbourhood,
        "longitude": plan.longitude,
        "latitude": plan.latitude,
        "proposer_name": name,
        "touches_public_space": facts.in_public_space,
        "kind": facts.asset_kind,
        "new_or_repair": facts.work,
        "owner_after": facts.owner_afterwards,
        "life_years": facts.life_years,
        "upkeep_cents": facts.upkeep_cents,
        "upkeep_payer": facts.upkeep_payer,
        "third_party_cents": facts.third_party_cents,
        "permit": facts.permit,
        "hours": facts.hours_asked,
    }
