"""The first page of an area's result: who got money, whether my plan is among them, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

import access
from everyone import same_for_everyone
from voting.routes.blueprint import blueprint
from voting.routes.results.reading import Shown, published_area
from voting.rules.reasons import reason_of
from voting.rules.story.finding import is_named
from voting.rules.story.plans import PlanTold
from wording import say

LONGEST_SEARCH = 100


@blueprint.get("/uitslagen/<slug>/<area_slug>")
@access.public
@same_for_everyone
def area_result(slug: str, area_slug: str) -> str:
    return area_page(published_area(slug, area_slug))


def area_page(shown: Shown) -> str:
    story = shown.story
    why = {plan.place: say(reason_of(plan, story.currency, story.by_points)) for plan in story.plans}
    wanted = " ".join(request.args.get("zoek", "").split())[:LONGEST_SEARCH]
    return render_template(
        "voting/results/area.html",
        **shown.on_page("result"),
        wanted=wanted,
        found=[plan for plan in (*story.funded, *story.not_funded) if is_named(plan.title, wanted)],
        why=why,
        why_all=shared_reason([why[plan.place] for plan in story.funded]),
        decided=shown.decided,
        refused=refused_plans(shown),
    )


def shared_reason(reasons: Sequence[str]) -> str | None:
    """The one reason of several plans, to be said once; None where they differ or there is one plan only."""
    return reasons[0] if len(reasons) > 1 and len(set(reasons)) == 1 else None


def refused_plans(shown: Shown) -> list[tuple[PlanTold, str]]:
    """Each plan that won and does not get the money, and the reason of mayor and aldermen."""
    why: dict[int, Any] = shown.decided.refused if shown.decided else {}
    return [(plan, why[plan.proposal]) for plan in shown.story.plans if plan.proposal in why]
