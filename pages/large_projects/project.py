"""A large project's page, the one to show the council: where it stands, who decided, what it costs each year."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import redirect, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.services import slug_of
from everyone import same_for_everyone
from financing.queries.page import LinkedPlan, RoutePage, route_page
from financing.rules.funding import BEARER_WORDS, FUNDING_WORDS, Funding
from financing.words import BODIES
from lives.messages import msg
from lives.periods import day_of
from logbook.refusals import NotFound
from pages.blueprint import blueprint
from pages.filters import day, euros
from pages.large_projects.addresses import costs_csv_url, dossier_url, project_url
from pages.large_projects.listing import is_project
from pages.large_projects.money import money_of, net_cents
from pages.large_projects.timeline import council_day, next_sentences, route_timeline
from pages.large_projects.words import BEFORE_COUNCIL, OUTCOMES
from pages.plans import facts_shown, plan_url
from proposals.queries.plan_page import plan_page
from proposals.queries.public import is_public
from proposals.queries.thresholds import capital_thresholds
from proposals.words import word
from wording import say

LARGEST_ID = 2**62


@blueprint.get("/grote-projecten/<int:plan_id>")
@blueprint.get("/grote-projecten/<int:plan_id>-<slug>")
@access.public
@same_for_everyone
def large_project(plan_id: int, slug: str = "") -> str | Response:
    try:
        route = found_project(plan_id)
    except NotFound:
        return redirect(_own_page(plan_id))
    title = route.large.title
    if slug != slug_of(title):
        return redirect(project_url(plan_id, title), 301)
    return render_template("large_projects/project.html", **shown(access.reading(), route, today()))


def found_project(plan_id: int) -> RoutePage:
    """Raises NotFound for a plan that is not large, or no longer."""
    route = route_page(access.reading(), plan_id, today()) if plan_id < LARGEST_ID else None
    if route is None or not is_project(route.large, has_hard_ground=any(flag.is_hard for flag in route.plan.standing)):
        raise NotFound(msg("We do not know this large project."))
    return route


def _own_page(plan_id: int) -> str:
    """A plan that is not large, or no longer, tells on its own page. Raises NotFound where there is none either."""
    page = plan_page(access.reading(), plan_id) if plan_id < LARGEST_ID else None
    if page is None or not is_public(page.plan.state, page.plan.submitted_at is not None):
        raise NotFound(msg("We do not know this large project."))
    return plan_url(plan_id, page.plan.title)


def today() -> date:
    return day_of(access.now())


def shown(session: Session, route: RoutePage, day_seen: date) -> dict[str, Any]:
    """Everything that page and dossier show."""
    large = route.large
    return {
        "route": route,
        "plan": route.plan.plan,
        "page": route.plan,
        "net_cents": net_cents(route),
        "money": money_of(session, route, capital_thresholds(session), day_seen),
        "timeline": route_timeline(route),
        "next_sentences": next_sentences(route),
        "decides": say(council_day(large.coming)) if _waits_for_council(route) else "",
        "decisions": [_decision_row(each) for each in route.decisions],
        "funding": _funding_rows(route),
        "advice": _advice_rows(route),
        "facts": facts_shown(route.plan.plan),
        "plan_url": plan_url(large.id, large.title),
        "project_url": project_url(large.id, large.title),
        "dossier_url": dossier_url(large.id),
        "csv_url": costs_csv_url(large.id),
        "parts": [_part(each) for each in route.parts],
        "whole": _part(route.whole) if route.whole else None,
        "seen_on": day_seen,
    }


def _waits_for_council(route: RoutePage) -> bool:
    return route.large.is_investment and route.state in BEFORE_COUNCIL


def _decision_row(decision: Any) -> tuple[str, ...]:
    return (
        say(word(BODIES, decision.body)),
        say(word(OUTCOMES, decision.outcome)),
        decision.reference,
        day(decision.decided_on),
        decision.words or "–",
    )


def _funding_rows(route: RoutePage) -> list[tuple[str, str]]:
    """From what it is paid, each part with its amount; empty before the council said yes."""
    credit = route.credit
    if credit is None:
        return []
    rows = [(_("It is paid from"), say(FUNDING_WORDS[Funding(credit.funding)]))]
    amounts = (
        (_("The municipality's own investments"), credit.programme_cents),
        (_("Costs per year out of the neighbourhood budget"), credit.charges_cents),
        (_("Money that the wijk saved"), credit.saved_cents),
    )
    rows += [(label, euros(cents)) for label, cents in amounts if cents]
    if credit.bearer:
        rows.append((_("Who pays the costs per year"), say(BEARER_WORDS[credit.bearer])))
    return [*rows, (_("Reference of the council's decision"), credit.reference)]


def _advice_rows(route: RoutePage) -> list[tuple[str, str]]:
    if not route.advice:
        return []
    advice = route.advice[-1]
    return [
        (_("Can it be maintained?"), _("Yes") if advice.can_be_maintained else _("No")),
        (_("How long does it last?"), ngettext("%(num)s year", "%(num)s years", advice.life_years)),
        (_("Upkeep each year"), euros(advice.upkeep_cents)),
        (_("Advice"), advice.words),
        (_("Given on"), day(advice.given_at)),
    ]


def _part(part: LinkedPlan) -> dict[str, Any]:
    return {
        "title": part.title,
        "url": plan_url(part.id, part.title),
        "state": part.state,
        "asked": euros(part.asked_cents),
        "why": part.words,
        "agreed_on": part.agreed_on,
    }
