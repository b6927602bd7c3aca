"""Fixing the penalty, from the screen of who handles the request."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from challenges.forms.penalties import PenaltyForm
from challenges.models import Challenge
from challenges.queries import find_challenge
from challenges.queries.penalties import penalty_of, penalty_to_fix
from challenges.routes.blueprint import blueprint
from challenges.routes.letters import letter_rows
from challenges.routes.own import done
from challenges.routes.shown import letter, today
from challenges.rules.states import By
from challenges.services.penalties import fix_penalty
from challenges.services.refusals import not_your_work
from challenges.services.steps import roles_to
from logbook.actors import Role


@blueprint.route("/werk/uitdaagrecht/<int:challenge_id>/dwangsom", methods=["GET", "POST"])
@access.open_to(Role.COLLEGE_CLERK)
def penalty(challenge_id: int) -> str | Response:
    session, form = access.reading(), PenaltyForm()
    row = find_challenge(session, challenge_id)
    if By.COLLEGE_CLERK not in roles_to(session, access.current_actor(), row):
        raise not_your_work()
    if form.validate_on_submit() and done(_fix, challenge_id, form):
        flash(_("The penalty is fixed. The applicant gets a letter."))
        return redirect(url_for("challenges.work", challenge_id=challenge_id))
    return render_template("challenges/penalty.html", form=form, challenge=row, **penalty_shown(row))


def penalty_shown(row: Challenge) -> dict[str, Any]:
    """What there is to fix, or what was fixed."""
    session = access.reading()
    return {"to_fix": penalty_to_fix(session, row, today()), "fixed": penalty_of(session, row.id)}


def letters_and_penalty(row: Challenge, *, handles: bool) -> dict[str, Any]:
    """What the work screen shows beside the clock; nothing of it to who merely gives advice."""
    return {"letters": letter_rows(row.id), **penalty_shown(row)} if handles else {}


def _fix(session: Any, who: Any, number: int, form: Any) -> None:
    fix_penalty(session, who, access.now(), number, form.reference.data or "", letter())
