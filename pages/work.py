"""The work list: what waits for this member of staff, from every subject, what is overdue first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import render_template, url_for
from sqlalchemy.orm import Session

import access
from areas.queries import names_by_code
from budget.queries import payments, standing
from challenges.queries import letters, penalties, support
from challenges.queries import lists as challenges
from challenges.queries import objection_work as objections
from deals.queries import lists as deals
from financing.queries import work as large_plans
from lives.messages import Message, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role
from pages.blueprint import blueprint
from proposals.queries import work as plans
from proposals.queries.lists import areas_of_work
from quick_plans.queries import lists as small_plans
from voting.queries import deciding, lots
from wording import say

STAFF = (Role.COORDINATOR, Role.REVIEWER, Role.FINANCE, Role.COLLEGE_CLERK, Role.COUNCIL_CLERK)
Source = Callable[[Session, Actor, datetime], Iterable[WorkItem]]
SOURCES: tuple[Source, ...] = (
    small_plans.work_of,
    challenges.work_of,
    support.work_of,
    objections.work_of,
    letters.post_of,
    penalties.work_of,
    plans.work_of,
    deciding.work_of,
    lots.work_of,
    deals.work_of,
    payments.work_of,
    standing.work_of,
    large_plans.work_of,
)
HEADINGS: dict[str, Message] = {
    "quick_plan": msg("Small plans to decide about"),
    "lot": msg("Lots to draw"),
    "challenge": msg("Requests to take over a task"),
    "objection": msg("Objections (bezwaar) to decide about"),
    "objection_upheld": msg("After an objection: end the agreement, or take the request up again"),
    penalties.KIND: msg("Penalties to fix"),
    letters.KIND: msg("Letters on paper to post"),
    support.COUNTING: msg("Lists of signatures to count"),
    "challenge_advice": msg("Advice to give about a request"),
    "challenge_report": msg("Reports to read about a task that was taken over"),
    "challenge_report_late": msg("Reports about a task that was taken over are late"),
    "college_decision": msg("Decisions of mayor and aldermen to record"),
    plans.CORRECTION: msg("Corrections to look at as second person"),
    plans.DOUBT: msg("Perhaps or certainly too large: decide first"),
    plans.JUDGE: msg("Plans to judge"),
    large_plans.KIND: msg("Large projects that wait for you"),
    "shortfall": msg("Areas that owe more than they have"),
    "payment": msg("Payments to decide about"),
    "deal_settlement": msg("Deals to settle"),
    "deal_concept": msg("Deals to complete"),
    "deal_late": msg("Deals past their last day"),
    "deal_report": msg("Deals that wait for a report"),
    plans.BEGIN: msg("Decided plans: the work can begin"),
    plans.FINISH: msg("Plans that are being carried out"),
    plans.LARGE: msg("Too large: on the way to the council"),
}
"""The sections in order; a kind that is not here comes under the last heading."""
OTHER = msg("Other work")


@dataclass(frozen=True)
class Row:
    """A piece of work as the list shows it."""

    title: str
    url: str
    area: str
    due: date | None
    days_left: int | None
    note: str


@dataclass(frozen=True)
class Section:
    """Work of one kind."""

    code: str
    heading: str
    rows: list[Row]


@blueprint.get("/werk")
@access.open_to(*STAFF)
def work() -> str:
    session, actor, now = access.reading(), access.current_actor(), access.now()
    items = [item for source in SOURCES for item in source(session, actor, now)]
    names = names_by_code(session)
    mine = areas_of_work(actor) if actor.has(Role.COORDINATOR) else ()
    return render_template(
        "work/work.html",
        sections=sections_of(items, names, day_of(now)),
        areas=[names.get(code, code) for code in mine or ()],
        is_coordinator=actor.has(Role.COORDINATOR),
        may_read_decisions=bool(actor.roles & {Role.COLLEGE_CLERK, Role.COORDINATOR, Role.FINANCE}),
    )


def sections_of(items: Iterable[WorkItem], names: dict[str, str], today: date) -> list[Section]:
    """The work by kind in the order of the headings; in each what is overdue first, what has no day last."""
    found: dict[str, list[WorkItem]] = {}
    for item in items:
        found.setdefault(item.kind if item.kind in HEADINGS else "other", []).append(item)
    headings = {**HEADINGS, "other": OTHER}
    return [
        Section(kind, say(heading), [_row(item, names, today) for item in sorted(found[kind], key=_urgency)])
        for kind, heading in headings.items()
        if kind in found
    ]


def _urgency(item: WorkItem) -> tuple[date, str]:
    return item.due or date.max, item.title


def _row(item: WorkItem, names: dict[str, str], today: date) -> Row:
    return Row(
        title=item.title,
        url=url_for(item.endpoint, **dict[str, Any](item.values)),
        area=names.get(item.area_code, item.area_code),
        due=item.due,
        days_left=(item.due - today).days if item.due else None,
        note=say(item.note) if item.note else "",
    )
