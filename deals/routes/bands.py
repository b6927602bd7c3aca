"""The administrator's page about settlement: from which amount a report is needed, and how that came to be so."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from deals.forms.acting import BandsForm
from deals.forms.fields import show_faults
from deals.queries import settlement_bands
from deals.queries.bands import SETTING
from deals.routes.blueprint import blueprint
from deals.rules.settlement import Bands
from deals.services import set_bands
from deals.services.refusals import DealRefused
from lives.refused import Refused
from logbook.actors import Role
from settings.queries import history
from wording import say


@blueprint.route("/beheer/afrekenen", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def bands() -> str | Response:
    form = BandsForm(data=vars(settlement_bands(access.reading())))
    if form.validate_on_submit() and _kept(form):
        flash(_("The limits are kept."))
        return redirect(url_for("deals.bands"), 303)
    return render_template("deals/bands.html", form=form, earlier=history(access.reading(), SETTING))


def _kept(form: BandsForm) -> bool:
    try:
        with access.writing() as session:
            wanted = Bands(form.at_once_cents.data, form.report_cents.data)
            set_bands(session, access.current_actor(), access.now(), wanted, form.reason.data or "")
    except DealRefused as refused:
        show_faults(form, refused.faults)
    except Refused as refused:
        form.report_cents.errors = [say(refused.message)]
    else:
        return True
    return False
