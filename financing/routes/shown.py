"""What the staff's screen of a large plan shows: who may do what now, the timeline, and what comes next."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

import access
from budget.queries.accounts import share_cents
from budget.queries.payments import free_to_ask
from financing.queries.page import RoutePage, route_page
from financing.rules.life import ROUTE_LIFE, RouteSituation
from financing.rules.states import RouteStep
from financing.services.refusals import not_for_you, not_on_route
from financing.services.steps import roles_of
from financing.words import BODIES, COMING, EVENTS
from lives.periods import day_of
from logbook.actors import Role
from proposals.words import STEPS
from proposals.words import word as word_of
from wording import say

READERS = (Role.COORDINATOR, Role.FINANCE, Role.REVIEWER, Role.COLLEGE_CLERK, Role.COUNCIL_CLERK)


def staff_page(plan_id: int) -> RoutePage:
    """A large plan, for who works on such plans in its area. Raises NotFound and NotAllowed."""
    page = route_page(access.reading(), plan_id, day_of(access.now())) if plan_id < 2**62 else None
    if page is None:
        raise not_on_route()
    if not roles_of(access.current_actor(), page.plan.plan):
        raise not_for_you()
    return page


def open_steps(page: RoutePage) -> tuple[str, ...]:
    """The steps that this person can take now; what must be filled in for them is asked by their forms."""
    standing = page.plan.standing
    situation = RouteSituation(
        grounds=len(standing),
        hard_grounds=sum(flag.is_hard for flag in standing),
        is_investment=page.large.is_investment,
        has_advice=bool(page.advice),
        has_calculation=page.estimate is not None,
        has_saved_money=_has_saved_money(page),
        has_charges=any(each.row.kind == "grant" for each in page.calculations),
        has_reference=True,
        is_explained=True,
        is_funded=True,
        proposer_agrees=True,
    )
    steps = ROUTE_LIFE.open_steps(page.state, roles_of(access.current_actor(), page.plan.plan), situation)
    # what is decided about the grounds has its own screen
    return tuple(step for step in steps if step not in (RouteStep.CONFIRM, RouteStep.RELEASE, RouteStep.CLEAR))


def _has_saved_money(page: RoutePage) -> bool:
    case = page.large.case
    return case is not None and bool(free_to_ask(access.reading(), case.subject))


def timeline_of(page: RoutePage) -> list[dict[str, Any]]:
    """What happened, then what is still to come with its day."""
    past = [
        {
            "text": say(EVENTS[each.step] if each.step in EVENTS else word_of(STEPS, each.step)),
            "at": each.at,
            "who": _who(each.body, each.reference),
            "why": each.words,
        }
        for each in page.events
    ]
    coming = [
        {
            "text": say(COMING[step.state]),
            "day": step.on,
            "when": None if step.on else _("The day is not known yet"),
            "who": say(BODIES[step.by]),
            "is_future": True,
        }
        for step in page.large.coming.steps
    ]
    if past:
        past[-1]["is_current"] = True
    return past + coming


def _who(body: str, reference: str) -> str:
    return f"{say(BODIES[body])}, {reference}" if reference else say(BODIES[body])


def share_of_area(page: RoutePage) -> int | None:
    """What the area has this year, or had last year while this one is not fixed."""
    year, area = day_of(access.now()).year, page.plan.plan.area_code
    session = access.reading()
    return share_cents(session, year, area) or share_cents(session, year - 1, area)
