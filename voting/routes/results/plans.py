"""One plan in the result: why it got money or not, in a sentence and a picture, for whoever made it or voted for it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

import access
from everyone import same_for_everyone
from lives.messages import msg
from logbook.refusals import NotFound
from voting.routes.blueprint import blueprint
from voting.routes.results.areas import refused_plans
from voting.routes.results.reading import published_area
from voting.rules.passed_over import passed_over_by
from voting.rules.reasons import paid_in_words, reasons_of
from wording import say


@blueprint.get("/uitslagen/<slug>/<area_slug>/plan/<int:place>")
@access.public
@same_for_everyone
def plan_result(slug: str, area_slug: str, place: int) -> str:
    shown = published_area(slug, area_slug)
    story = shown.story
    plan = story.plan_at(place)
    if plan is None:
        raise NotFound(msg("There is no such plan in this result."))
    step = story.step_of(plan)
    paid = paid_in_words(step, story.currency) if step and plan.is_funded else None
    return render_template(
        "voting/results/plan.html",
        **shown.on_page("plan"),
        plan=plan,
        reasons=[say(each) for each in reasons_of(plan, story.currency, story.by_points)],
        passed_over=[say(each) for each in passed_over_by(plan, story)],
        paid=paid and say(paid),
        step=step,
        url=url_for("pages.plan", plan_id=plan.proposal) if plan.proposal else None,
        beside=[(other.rule, other.plans[place - 1].is_funded) for other in shown.beside],
        refused=next((reason for refused, reason in refused_plans(shown) if refused.place == place), None),
    )


@blueprint.get("/uitslagen/<slug>/<area_slug>/voorstel/<int:proposal>")
@access.public
@same_for_everyone
def proposal_result(slug: str, area_slug: str, proposal: int) -> Response:
    """From a plan's own page, which knows its number and not its place on the ballot, to its reason; a plan that did
    not stand on this ballot leads to the whole result."""
    shown = published_area(slug, area_slug)
    place = next((plan.place for plan in shown.story.plans if plan.proposal == proposal), None)
    if place is None:
        return redirect(url_for("voting.area_result", slug=slug, area_slug=area_slug))
    return redirect(url_for("voting.plan_result", slug=slug, area_slug=area_slug, place=place))
