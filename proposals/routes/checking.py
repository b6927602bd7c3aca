"""The last step: what the capital test finds, why and what one can do, before the plan is sent."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from areas.rules.themes import THEMES
from lives.periods import last_day
from logbook.actors import Role
from proposals.forms.sending import SendForm
from proposals.queries.cases import PlanCase, cost_lines
from proposals.queries.thresholds import capital_thresholds
from proposals.routes.blueprint import blueprint
from proposals.routes.making import own_draft, step_url
from proposals.rules.capital import Ground, Outcome
from proposals.services import submit
from proposals.services.completeness import missing_in
from proposals.services.refusals import Fault, PlanRefused
from proposals.services.steps import is_collecting
from proposals.services.testing import find_grounds
from proposals.steps import PLACE_OF, STEPS, steps_of
from proposals.words import ADVICE, word
from wording import say


@blueprint.route("/plan-maken/<int:plan_id>/controleren", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def check(plan_id: int) -> str | Response:
    case = own_draft(plan_id)
    form = SendForm(version=case.plan.version)
    if request.method == "POST" and form.validate():
        try:
            with access.writing() as session:
                submit(session, access.current_actor(), access.now(), plan_id, form.seen_version())
        except PlanRefused as refused:
            return _page(own_draft(plan_id), form, refused.faults)
        flash(_("Your plan has been sent. Everyone can read it now. You get a mail when we have looked at it."))
        return redirect(url_for("pages.plan", plan_id=plan_id))
    return _page(case, form, missing_in(case.plan, case.line_count))


def _page(case: PlanCase, form: SendForm, missing: tuple[Fault, ...]) -> str:
    session, plan = access.reading(), case.plan
    thresholds = capital_thresholds(session)
    grounds = find_grounds(session, access.now(), case, thresholds)
    steps = steps_of(plan, thresholds)
    return render_template(
        "proposals/check.html",
        plan=plan,
        form=form,
        costs=cost_lines(session, plan.id),
        grounds=grounds,
        is_hard=any(ground.is_hard for ground in grounds),
        is_investment=any(ground.is_hard and ground.outcome is Outcome.INVESTMENT for ground in grounds),
        advice=_advice(grounds),
        assumptions=list(dict.fromkeys(say(each) for ground in grounds for each in ground.assumptions)),
        missing=[(say(fault.message), step_url(plan.id, PLACE_OF.get(fault.field, "plan"))) for fault in missing],
        rows=_rows(case),
        labels=[say(STEPS[each]) for each in steps],
        urls=[step_url(plan.id, each) for each in steps],
        is_collecting=is_collecting(case.round, access.now()),
        collect_day=last_day(case.round.collect_until),
        review_day=last_day(case.round.review_until),
    )


def _advice(grounds: tuple[Ground, ...]) -> list[str]:
    codes = dict.fromkeys(str(code) for ground in grounds for code in ground.advice)
    return [say(word(ADVICE, code)) for code in codes]


def _rows(case: PlanCase) -> list[tuple[Any, ...]]:
    """What was filled in, with the way to change it."""
    plan = case.plan
    return [
        (_("Name"), plan.title or "–", step_url(plan.id, "plan")),
        (_("In short"), plan.summary or "–", step_url(plan.id, "plan")),
        (_("Theme"), say(word(THEMES, plan.theme)), step_url(plan.id, "plan")),
        (_("Description"), plan.description or "–", step_url(plan.id, "plan")),
        (_("Place"), plan.place or _("The whole wijk"), step_url(plan.id, "plek")),
        (_("Thought up by"), plan.proposer_name or "–", step_url(plan.id, "wie")),
    ]
