"""The administrator's page: whether the subject is open, and which terms hold."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from challenges.forms import SettingsForm, show_faults
from challenges.queries import SETTING, challenge_settings
from challenges.routes.blueprint import blueprint
from challenges.rules.presets import Preset
from challenges.services import choose_settings
from challenges.services.refusals import RequestRefused
from challenges.shown import forget_whether_open
from challenges.words import PRESETS
from logbook.actors import Role
from settings.queries import history
from wording import say


@blueprint.route("/beheer/uitdaagrecht", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def settings() -> str | Response:
    session = access.reading()
    now = challenge_settings(session)
    form = SettingsForm(
        data={
            **vars(now),
            "preset": str(now.preset),
            "silence_leads_to": str(now.silence_leads_to),
            "equated_days": _lines(now.equated_days),
            "remind_before": ", ".join(map(str, now.remind_before)),
        }
    )
    if form.validate_on_submit() and _chosen(form):
        forget_whether_open(current_app)
        flash(_("The settings are kept. Requests that came in keep their own terms."))
        return redirect(url_for("challenges.settings"))
    earlier = [
        (row.set_at, row.ground, bool(row.value["is_open"]), say(PRESETS[Preset(row.value["preset"])]))
        for row in history(session, SETTING)
    ]
    return render_template("challenges/settings.html", form=form, earlier=earlier)


def _chosen(form: SettingsForm) -> bool:
    try:
        with access.writing() as session:
            choose_settings(session, access.current_actor(), access.now(), form.chosen(), form.ground.data or "")
    except RequestRefused as refused:
        show_faults(form, refused.faults)
        return False
    return True


def _lines(days: Any) -> str:
    return "\n".join(each.isoformat() for each in days)
