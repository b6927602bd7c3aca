"""All large projects: filtered by wijk and by where they stand, and the same as open data."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from everyone import same_for_everyone
from financing.queries.lists import LargePlan, large_plans
from financing.rules.states import RouteState
from lives.periods import day_of
from pages.blueprint import blueprint
from pages.filters import day, euros
from pages.large_projects.addresses import project_url
from proposals.queries.public import filter_options, plans_with_hard_grounds

PER_PAGE = 24
_S = RouteState
STAGES: dict[str, tuple[RouteState, ...]] = {
    "bekijken": (_S.FLAGGED, _S.CONFIRMED),
    "uitrekenen": (_S.FINANCE_INTAKE, _S.MAINTENANCE_CHECK, _S.CHARGES_CALCULATED),
    "college": (_S.COLLEGE_PROPOSAL, _S.COLLEGE_APPROVED),
    "gemeenteraad": (_S.COUNCIL_PROPOSAL, _S.DEFERRED),
    "toestemming": (_S.CREDIT_GRANTED, _S.IN_EXECUTION),
    "klaar": (_S.DELIVERED,),
    "nee": (_S.COLLEGE_REFUSED, _S.COUNCIL_REFUSED),
    "anders": (_S.RELEASED, _S.OTHER_BUDGET, _S.SAVING, _S.WITHDRAWN),
}


@dataclass(frozen=True)
class ShownRow:
    """A large project in the list."""

    title: str
    url: str
    area: str
    state: str
    asked: str
    note: str


@blueprint.get("/grote-projecten")
@access.public
@same_for_everyone
def large_projects() -> str | Response:
    session = access.reading()
    area, stage, number = request.args.get("wijk", "")[:80], request.args.get("stand", ""), _page_number()
    found = chosen_plans(session, area, stage)
    pages = -(-len(found) // PER_PAGE)
    if number > max(pages, 1):
        return redirect("/grote-projecten")
    return render_template(
        "large_projects/list.html",
        rows=[_shown(row) for row in found[(number - 1) * PER_PAGE : number * PER_PAGE]],
        found=ngettext("%(num)s large project found", "%(num)s large projects found", len(found)),
        area=area,
        stage=stage if stage in STAGES else "",
        areas=[("", _("All wijken")), *filter_options(session)[0]],
        stages=[("", _("All large projects")), *stage_words()],
        is_filtered=bool(area or stage in STAGES),
        page=number,
        pages=pages,
        arguments={name: value for name, value in (("wijk", area), ("stand", stage)) if value},
    )


def chosen_plans(session: Session, area: str, stage: str) -> list[LargePlan]:
    """The large plans of that wijk and stage, the one that moved last first; an unknown stage asks for nothing."""
    certain = plans_with_hard_grounds(session)
    found = large_plans(session, day_of(access.now()), STAGES.get(stage, ()))
    chosen = [each for each in found if is_project(each, has_hard_ground=each.id in certain)]
    return [each for each in reversed(chosen) if not area or each.area_slug == area]


def is_project(large: LargePlan, *, has_hard_ground: bool) -> bool:
    """Whether a plan belongs here: certainly too large, or once on the route. A mere doubt is told on its own page."""
    if large.state in (RouteState.FLAGGED, RouteState.RELEASED, RouteState.WITHDRAWN):
        return has_hard_ground or large.case is not None
    return True


def stage_words() -> list[tuple[str, str]]:
    return [
        ("bekijken", _("Is it too large?")),
        ("uitrekenen", _("We are working out the costs")),
        ("college", _("Before mayor and aldermen")),
        ("gemeenteraad", _("Before the council")),
        ("toestemming", _("The council said yes")),
        ("klaar", _("Finished")),
        ("nee", _("No was said")),
        ("anders", _("Went another way")),
    ]


def _shown(large: LargePlan) -> ShownRow:
    note = _("Since %(day)s", day=day(large.since))
    if large.state is RouteState.COUNCIL_PROPOSAL:
        note = _("The council decides on %(day)s", day=day(large.coming.council_on))
    return ShownRow(
        large.title, project_url(large.id, large.title), large.area, large.state.value, euros(large.asked_cents), note
    )


def _page_number() -> int:
    text = request.args.get("pagina", "1")[:4]
    return int(text) if text.isascii() and text.isdigit() and int(text) >= 1 else 1
