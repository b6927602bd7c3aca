"""The link that a partner gets by mail: looking shows the plan, sending the form joins in, once."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.login import app_secrets
from quick_plans.forms import SignForm, show_faults
from quick_plans.queries import quick_page
from quick_plans.queries.plans import joining_by_hash
from quick_plans.routes.blueprint import blueprint
from quick_plans.services import sign_joining
from quick_plans.services.joining import PURPOSE
from quick_plans.services.refusals import QuickRefused, link_gone


@blueprint.route("/meedoen/<token>", methods=["GET", "POST"])
@access.public
def join(token: str) -> str | Response:
    found = joining_by_hash(access.reading(), app_secrets().hashed(PURPOSE, token), access.now())
    if found is None:
        raise link_gone()
    name, plan_id = found[1].name, found[2].id
    form = SignForm()
    if form.validate_on_submit():
        number = _signed(form, token)
        if number is not None:
            flash(_("Thank you. Everyone can read that you join in."))
            return redirect(url_for("quick_plans.plan", plan_id=number))
    page = quick_page(access.reading(), plan_id)
    return render_template("quick_plans/join.html", form=form, partner_name=name, plan=page.plan, page=page)


def _signed(form: SignForm, token: str) -> int | None:
    try:
        with access.writing() as session:
            return sign_joining(session, access.now(), token, form.contribution.data or "", app_secrets())
    except QuickRefused as refused:
        show_faults(form, refused.faults)
        return None
