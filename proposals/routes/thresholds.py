"""The administrator's page with the thresholds of the capital test and how they came to be so."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

import access
from logbook.actors import Role
from proposals.forms.fields import show_faults
from proposals.forms.thresholds import ThresholdForm
from proposals.queries.thresholds import SETTING, capital_thresholds
from proposals.routes.blueprint import blueprint
from proposals.services import set_thresholds
from proposals.services.refusals import PlanRefused
from settings.queries import history


@blueprint.route("/beheer/drempels", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def thresholds() -> str | Response:
    form = ThresholdForm(data=asdict(capital_thresholds(access.reading())))
    if form.validate_on_submit():
        try:
            with access.writing() as session:
                changed = set_thresholds(
                    session, access.current_actor(), access.now(), form.values(), form.reason.data or ""
                )
        except PlanRefused as refused:
            show_faults(form, refused.faults)
        else:
            flash(_("The thresholds are kept."))
            flash(ngettext("%(num)s open plan has other reasons now.", "%(num)s open plans have other reasons now.",
                           changed))  # fmt: skip
            return redirect(url_for("proposals.thresholds"))
    return render_template("proposals/thresholds.html", form=form, earlier=history(access.reading(), SETTING))
