"""What waits for staff about plans, for the work list: doubts, plans to judge, corrections, plans to carry out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lives.messages import Day, Euros, Message, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role
from proposals.models import Proposal
from proposals.queries.lists import WorkRow, areas_of_work, corrections_to_confirm, plans_to_judge
from proposals.queries.public import ASKED

CORRECTION, DOUBT, JUDGE, LARGE, BEGIN, FINISH = (
    "correction", "plan_doubt", "plan_judge", "plan_large", "plan_begin", "plan_finish",
)  # fmt: skip


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """What waits for this person about plans, each with the day by which it must be done where there is one."""
    areas = areas_of_work(actor)
    corrections, plans = [], []
    if actor.has(Role.COORDINATOR):
        corrections += corrections_to_confirm(session, areas, "finance")
        plans = [_to_judge(row) for row in plans_to_judge(session, areas) if _waits_for_coordinator(row)]
        plans += _to_carry_out(session, areas)
    if actor.has(Role.FINANCE):
        corrections += corrections_to_confirm(session, _areas(actor, Role.FINANCE), "coordinator")
    return [_item(CORRECTION, each.id, each.title, each.area_code, _asked(each)) for each in corrections] + plans


def _areas(actor: Actor, role: Role) -> tuple[str, ...] | None:
    codes = tuple(grant.area for grant in actor.grants if grant.role is role)
    return None if None in codes else tuple(code for code in codes if code)


def _asked(correction: object) -> Message:
    asked_on = Day(day_of(correction.proposed_at))  # type: ignore[attr-defined]
    return msg("Asked on %(day)s: %(reason)s", day=asked_on, reason=correction.reason)  # type: ignore[attr-defined]


def _waits_for_coordinator(row: WorkRow) -> bool:
    """A plan that the coordinator found too large goes on elsewhere, until another reason is found."""
    return row.state != "capital_route" or row.undecided > 0


def _to_judge(row: WorkRow) -> WorkItem:
    to_judge = DOUBT if row.undecided else JUDGE
    kind = LARGE if row.state == "capital_route" else to_judge
    asked = Euros(row.asked_cents)
    if row.hard_grounds:
        note = msg("Asks %(amount)s. Too large for the neighbourhood budget.", amount=asked)
    elif row.open_soft_grounds:
        note = msg("Asks %(amount)s. Perhaps too large.", amount=asked)
    else:
        note = msg("Asks %(amount)s. It fits.", amount=asked)
    return WorkItem(
        kind, row.title, "proposals.work_plan", {"plan_id": row.id}, row.area_code, due=row.review_day, note=note
    )


def _to_carry_out(session: Session, areas: Sequence[str] | None) -> list[WorkItem]:
    chosen = (
        select(Proposal.id, Proposal.title, Proposal.area_code, Proposal.state, ASKED)
        .where(Proposal.state.in_(("decided", "in_execution")))
        .order_by(Proposal.state, Proposal.id)
    )
    if areas is not None:
        chosen = chosen.where(Proposal.area_code.in_(areas))
    return [
        _item(
            BEGIN if state == "decided" else FINISH, number, title, area, msg("Gets %(amount)s.", amount=Euros(cents))
        )
        for number, title, area, state, cents in session.execute(chosen)
    ]


def _item(kind: str, number: int, title: str, area_code: str, note: Message) -> WorkItem:
    return WorkItem(kind, title, "proposals.work_plan", {"plan_id": number}, area_code, note=note)
