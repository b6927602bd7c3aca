"""The plans, for everyone: a list to search and filter, and each plan's own page with what becomes of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.rules.themes import THEMES
from areas.services import slug_of
from everyone import same_for_everyone
from financing.queries.page import RoutePage, route_page
from financing.queries.yearly import yearly_costs
from lives.periods import day_of
from pages.blueprint import blueprint
from pages.filters import euros, hours
from pages.large_projects.addresses import project_url
from pages.large_projects.listing import is_project
from pages.large_projects.rows import columns_of
from pages.large_projects.timeline import next_sentences, route_timeline
from pages.timelines import next_words, timeline_of
from proposals.queries.plan_page import PlanPage, plan_page
from proposals.queries.public import PER_PAGE, PlanFilter, filter_options, is_public, public_plans
from proposals.services.refusals import no_such_plan
from proposals.words import ADVICE, KINDS, NEW_OR_REPAIR, OWNERS, PAYERS, YES_NO, word
from voting.queries.exclusions import group_of_plan
from wording import say

ARGUMENTS = {
    "search": "zoek",
    "area": "wijk",
    "theme": "thema",
    "state": "stand",
    "round": "ronde",
    "order": "volgorde",
}
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Choice:
    """One filter of the list: its argument, label, options and what is chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


@blueprint.get("/plannen")
@access.public
@same_for_everyone
def plans() -> str | Response:
    wanted, page = _wanted(), _page_number()
    session = access.reading()
    found, count = public_plans(session, wanted, page)
    if not found and page > 1:
        return redirect("/plannen?" + urlencode(_arguments(wanted)))
    return render_template(
        "plans/list.html",
        plans=found,
        found=ngettext("%(num)s plan found", "%(num)s plans found", count),
        search=wanted.search,
        choices=_choices(session, wanted),
        is_filtered=replace(wanted, order="new") != PlanFilter(),
        page=page,
        pages=-(-count // PER_PAGE),
        arguments=_arguments(wanted),
        plan_url=plan_url,
    )


@blueprint.get("/plannen/<int:plan_id>")
@blueprint.get("/plannen/<int:plan_id>-<slug>")
@access.public
@same_for_everyone
def plan(plan_id: int, slug: str = "") -> str | Response:
    shown = plan_page(access.reading(), plan_id) if plan_id < 2**62 else None
    if shown is None or not is_public(shown.plan.state, shown.plan.submitted_at is not None):
        raise no_such_plan()
    if slug != slug_of(shown.plan.title):
        return redirect(plan_url(plan_id, shown.plan.title), 301)
    return render_template("plans/plan.html", **_shown(shown, access.now()))


def plan_url(number: int, title: str) -> str:
    """Where a plan's page is: its number decides, the words are for people."""
    return f"/plannen/{number}-{slug_of(title)}"


def _shown(page: PlanPage, now: datetime) -> dict[str, Any]:
    route = _route_of(page, now)
    costs = yearly_costs(route) if route else None
    return {
        "page": page,
        "plan": page.plan,
        "facts": facts_shown(page.plan),
        "timeline": route_timeline(route) if route else timeline_of(page, now),
        "next_words": " ".join(next_sentences(route)) if route else next_words(page, now),
        "route_state": route.state.value if route else "",
        "route_url": project_url(page.plan.id, page.plan.title) if route else "",
        "costs": costs,
        "year_columns": columns_of(costs),
        "advice": advice_shown(page),
        "assumptions": list(dict.fromkeys(say(each) for flag in page.standing for each in flag.found.assumptions)),
        "excluding": group_of_plan(access.reading(), page.plan.id),
        "last_voting_day": page.round.closes_at - timedelta(microseconds=1),
    }


def _route_of(page: PlanPage, now: datetime) -> RoutePage | None:
    """The way of a plan that is too large; any other plan costs no question."""
    if not page.flags:
        return None
    route = route_page(access.reading(), page.plan.id, day_of(now))
    has_hard_ground = any(flag.is_hard for flag in page.standing)
    return route if route and is_project(route.large, has_hard_ground=has_hard_ground) else None


def facts_shown(plan: Any) -> list[tuple[str, str]]:
    """The answers for the capital test, in words."""
    unknown = say(YES_NO["unknown"])
    years = ngettext("%(num)s year", "%(num)s years", plan.life_years) if plan.life_years is not None else unknown
    facts = [
        (_("Theme"), say(word(THEMES, plan.theme))),
        (_("What kind of thing is it?"), say(word(KINDS, plan.kind))),
        (_("New or repair?"), say(word(NEW_OR_REPAIR, plan.new_or_repair))),
        (_("Who owns it afterwards?"), say(word(OWNERS, plan.owner_after))),
        (_("How long does it last?"), years),
        (_("Upkeep each year"), unknown if plan.upkeep_cents is None else euros(plan.upkeep_cents)),
        (_("Who pays for upkeep?"), say(word(PAYERS, plan.upkeep_payer or "unknown"))),
        (_("Is a permit needed?"), say(word(YES_NO, plan.permit))),
    ]
    if plan.hours:
        facts.append((_("Work asked of the municipality"), hours(plan.hours)))
    return facts


def advice_shown(page: PlanPage) -> list[str]:
    """What one can do about the standing grounds, each once, in order."""
    codes = dict.fromkeys(code for flag in page.standing for code in flag.found.advice if code != "route")
    return [say(word(ADVICE, code)) for code in codes]


def _wanted() -> PlanFilter:
    given = {name: request.args.get(argument, "")[:200] for name, argument in ARGUMENTS.items()}
    return PlanFilter(**{**given, "order": given["order"] or "new"})


def _arguments(wanted: PlanFilter) -> dict[str, str]:
    """The filters as they stand in the address; what is not asked for is left out."""
    given = {ARGUMENTS[name]: value for name, value in asdict(wanted).items()}
    return {name: value for name, value in given.items() if value and (name, value) != ("volgorde", "new")}


def _page_number() -> int:
    text = request.args.get("pagina", "1")
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES else 1


def _choices(session: Session, wanted: PlanFilter) -> list[Choice]:
    areas, rounds = filter_options(session)
    states = [
        ("submitted", _("We are looking at it")),
        ("feasible", _("Can go ahead")),
        ("on_ballot", _("On the ballot")),
        ("won", _("Gets money")),
        ("in_execution", _("Being carried out")),
        ("done", _("Finished")),
        ("lost", _("Gets no money")),
        ("not_adopted", _("Mayor and aldermen say no")),
        ("not_feasible", _("Cannot go ahead")),
        ("capital_route", _("Too large for the neighbourhood budget")),
    ]
    orders = [("new", _("Newest first")), ("cheap", _("Lowest amount first")), ("dear", _("Highest amount first"))]
    themes = [(code, say(message)) for code, message in THEMES.items()]
    return [
        Choice("wijk", _("Wijk"), [("", _("All wijken")), *areas], wanted.area),
        Choice("thema", _("Theme"), [("", _("All themes")), *themes], wanted.theme),
        Choice("stand", _("How is it going?"), [("", _("All plans")), *states], wanted.state),
        Choice("ronde", _("Round"), [("", _("All rounds")), *rounds], wanted.round),
        Choice("volgorde", _("Order"), orders, wanted.order),
    ]
