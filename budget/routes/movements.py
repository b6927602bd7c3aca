"""One movement of the books: its lines and its reasons, and the form with which finance takes it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from budget.forms.standing import CorrectionForm
from budget.queries.movements import MovementShown, movement_shown
from budget.routes.blueprint import blueprint
from budget.routes.showing import hours_of
from budget.services.corrections import correct
from budget.words import ground_in_words, kind_in_words, part_in_words, subject_in_words
from lives.refused import Refused
from logbook.actors import Role
from logbook.refusals import NotAllowed, NotFound
from wording import euros, say


@blueprint.route("/beheer/boekingen/<int:movement_id>", methods=["GET", "POST"])
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def movement(movement_id: int) -> str | Response:
    form = CorrectionForm()
    if form.validate_on_submit():
        number = _corrected(form, movement_id)
        if number is not None:
            flash(_("The movement is taken back. This is the correction."))
            return redirect(url_for("budget.movement", movement_id=number), 303)
    shown = movement_shown(access.reading(), movement_id)
    return render_template(
        "budget/movement.html",
        shown=shown,
        kind=say(kind_in_words(shown.movement.kind)),
        ground=say(ground_in_words(shown.movement.ground)),
        lines=_lines(shown),
        form=form,
        may_correct=shown.may_be_corrected and access.current_actor().has(Role.FINANCE),
    )


def _corrected(form: CorrectionForm, movement_id: int) -> int | None:
    try:
        with access.writing() as session:
            return correct(
                session,
                access.current_actor(),
                access.now(),
                movement_id,
                form.ground.data or "",
                form.reference.data or "",
            )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.ground.errors = [say(refused.message)]
        return None


def _lines(shown: MovementShown) -> list[tuple[str, str, str]]:
    write = euros if shown.account.unit == "eur" else hours_of
    return [
        (
            say(part_in_words(line.part)),
            say(subject_in_words(line.subject)) if line.subject else "–",
            write(line.cents),
        )
        for line in shown.lines
    ]
