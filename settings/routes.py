"""The administrator's page about the municipality itself."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from logbook.actors import Role
from settings.forms import MunicipalityForm
from settings.queries import history
from settings.services import MUNICIPALITY, set_municipality
from settings.shown import forget_municipality, shown_municipality

blueprint = Blueprint("settings", __name__)


@blueprint.route("/beheer/gemeente", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def municipality() -> str | Response:
    form = MunicipalityForm(data=asdict(shown_municipality(current_app)))
    if form.validate_on_submit():
        with access.writing() as session:
            set_municipality(
                session,
                access.current_actor(),
                access.now(),
                str(form.name.data),
                str(form.help_phone.data),
                str(form.help_email.data),
            )
        forget_municipality(current_app)
        flash(_("The details of the municipality are saved. Every page shows them within a minute."))
        return redirect(url_for("settings.municipality"))
    earlier = history(access.reading(), MUNICIPALITY)
    return render_template("settings/municipality.html", form=form, earlier=earlier)
