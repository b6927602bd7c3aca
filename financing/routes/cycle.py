"""The page with the budget cycle: when plans must be ready, when the council usually decides, and how that changed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from financing.forms.cycle import CycleForm
from financing.forms.fields import show_faults
from financing.queries.cycle import SETTING, budget_cycle, cycle_from
from financing.routes.blueprint import blueprint
from financing.services import set_cycle
from financing.services.refusals import RouteRefused
from logbook.actors import Role
from settings.queries import history


@blueprint.route("/beheer/begrotingscyclus", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR, Role.FINANCE)
def cycle() -> str | Response:
    form = CycleForm(data=vars(budget_cycle(access.reading())))
    if form.validate_on_submit():
        try:
            with access.writing() as session:
                set_cycle(session, access.current_actor(), access.now(), form.cycle(), form.reason.data or "")
        except RouteRefused as refused:
            show_faults(form, refused.faults)
        else:
            flash(_("The budget cycle is kept."))
            return redirect(url_for("financing.cycle"))
    earlier = [(row, cycle_from(row.value)) for row in history(access.reading(), SETTING)]
    return render_template("financing/cycle.html", form=form, earlier=earlier)
