"""For whom one acts: oneself or one of the own organisations."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.acting import acts_for, choose, own_organisations
from accounts.forms import ForWhomForm
from accounts.routes.blueprint import blueprint
from accounts.rules.addresses import local_place
from logbook.actors import Role


@blueprint.route("/mijn/voor-wie", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def for_whom() -> str | Response:
    chosen = acts_for()
    form = ForWhomForm(data={"organisation_id": chosen.id if chosen else 0})
    form.offer([(each.id, each.name) for each in own_organisations()])
    if form.validate_on_submit():
        choose(form.organisation_id.data)
        now = acts_for()
        flash(_("You act for %(name)s now.", name=now.name) if now else _("You act for yourself now."))
        return redirect(local_place(request.args.get("next")) or url_for("accounts.organisations"))
    return render_template("accounts/for_whom.html", form=form)
