"""My plans: what I am writing, what I sent and how it is going; and taking a plan back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from logbook.actors import Role
from proposals.forms.sending import WithdrawForm
from proposals.queries.cases import find_case
from proposals.queries.lists import own_plans
from proposals.routes.blueprint import blueprint
from proposals.services import withdraw
from proposals.services.refusals import no_such_plan


@blueprint.get("/mijn")
@access.open_to(Role.RESIDENT)
def mine() -> str:
    found = own_plans(access.reading(), access.current_actor().key)
    drafts = [plan for plan in found if plan.state == "draft"]
    return render_template("proposals/mine.html", drafts=drafts, sent=[plan for plan in found if plan not in drafts])


@blueprint.route("/mijn/plannen/<int:plan_id>/intrekken", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def take_back(plan_id: int) -> str | Response:
    case = find_case(access.reading(), plan_id) if plan_id < 2**62 else None
    if case is None or case.plan.proposer_key != access.current_actor().key:
        raise no_such_plan()
    form = WithdrawForm()
    if form.validate_on_submit():
        with access.writing() as session:
            withdraw(session, access.current_actor(), access.now(), plan_id)
        flash(_("The plan is removed.") if case.plan.state == "draft" else _("The plan is withdrawn."))
        return redirect(url_for("proposals.mine"))
    return render_template("proposals/withdraw.html", form=form, plan=case.plan)
