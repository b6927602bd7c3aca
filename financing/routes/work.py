"""The staff's list of large plans, and the one screen with everything about each."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

import access
from financing.queries.lists import LargePlan, large_plans
from financing.queries.page import RoutePage
from financing.routes.blueprint import blueprint
from financing.routes.making_forms import forms_for
from financing.routes.shown import READERS, open_steps, share_of_area, staff_page, timeline_of
from financing.rules.life import ROUTE_LIFE
from financing.rules.states import RouteState
from financing.words import BEARER_WORDS, BODIES, COMING, FUNDING_WORDS
from lives.periods import day_of
from logbook.actors import Actor, Role
from wording import say


@blueprint.get("/werk/grote-projecten")
@access.open_to(*READERS)
def work_large_plans() -> str:
    wanted = request.args.get("stand", "")
    states = (RouteState(wanted),) if wanted in set(RouteState) else ()
    actor = access.current_actor()
    plans = [plan for plan in large_plans(access.reading(), day_of(access.now()), states) if _works_on(actor, plan)]
    choices = [("", _("All")), *((state.value, say(ROUTE_LIFE.word(state))) for state in RouteState)]
    return render_template(
        "financing/list.html", plans=plans, choices=choices, wanted=wanted if states else "", coming=COMING,
        bodies=BODIES, may_renew=actor.has(Role.FINANCE),
    )  # fmt: skip


@blueprint.get("/werk/grote-projecten/<int:plan_id>")
@access.open_to(*READERS)
def work_large_plan(plan_id: int) -> str:
    return screen(staff_page(plan_id))


def screen(page: RoutePage, sent: str = "", forms: dict[str, Any] | None = None) -> str:
    """The screen; `sent` is the address of the form that came back with faults."""
    steps = open_steps(page)
    shown = forms or forms_for(page, steps)
    calculation = page.calculations[-1] if page.calculations else None
    return render_template(
        "financing/screen.html",
        page=page,
        plan=page.plan.plan,
        state=page.state,
        steps=steps,
        forms=shown,
        sent=shown.get(sent),
        events=timeline_of(page),
        next=page.large.coming.next,
        coming=COMING,
        bodies=BODIES,
        funding=FUNDING_WORDS,
        bearers=BEARER_WORDS,
        calculation=calculation,
        share=share_of_area(page),
    )


def _works_on(actor: Actor, plan: LargePlan) -> bool:
    return any(actor.has(role, plan.area_code) for role in READERS)
