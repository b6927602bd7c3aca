"""Ticking what was agreed in talks."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from challenges.routes.blueprint import blueprint
from challenges.services.ticking import tick_points
from logbook.actors import Role

LARGEST = 18
"""Signs of a number that a database can hold."""


@blueprint.post("/werk/uitdaagrecht/<int:challenge_id>/gespreksafspraken")
@access.open_to(Role.COORDINATOR)
def tick(challenge_id: int) -> Response:
    typed = [each for each in request.form.getlist("points") if each.isdecimal() and len(each) <= LARGEST]
    if typed:
        with access.writing() as session:
            tick_points(session, access.current_actor(), access.now(), challenge_id, [int(each) for each in typed])
        flash(_("It is kept."))
    else:
        flash(_("Choose at least one agreement."))
    return redirect(url_for("challenges.work", challenge_id=challenge_id) + "#points", 303)
