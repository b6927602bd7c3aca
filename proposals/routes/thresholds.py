"""The administrator's page with the thresholds of the capital test and how they came to be so."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from accounts.queries import names_of
from logbook.actors import Role
from proposals.forms.fields import show_faults
from proposals.forms.thresholds import ThresholdForm
from proposals.queries.thresholds import LIFE_OF, capital_thresholds, flat, revisions, value_of
from proposals.routes.blueprint import blueprint
from proposals.routes.threshold_words import figure_in_words, sentences_of
from proposals.rules.capital import Asset
from proposals.services import set_thresholds
from proposals.services.refusals import PlanRefused


@blueprint.route("/beheer/drempels", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def thresholds() -> str | Response:
    in_force = capital_thresholds(access.reading())
    form = ThresholdForm(data=flat(value_of(in_force)))
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
    return render_template(
        "proposals/thresholds.html",
        form=form,
        sentences=sentences_of(in_force),
        lives=[f"{LIFE_OF}{asset}" for asset in Asset],
        earlier=_earlier(access.reading(), form),
    )


def _earlier(session: Session, form: ThresholdForm) -> list[dict[str, Any]]:
    """Each decision with who took it and every figure that it changed, from what to what."""
    found = revisions(session)
    names = names_of(session, [each.set_by_key for each in found])
    return [
        {
            "at": each.set_at,
            "by": names.get(each.set_by_key) or _("an administrator"),
            "ground": each.ground,
            "changes": [
                (
                    form[change.name].label.text,
                    figure_in_words(change.name, change.before),
                    figure_in_words(change.name, change.after),
                )
                for change in each.changes
            ],
        }
        for each in found
    ]
