"""The page of the lot: two people enter the same twenty digits, and the count goes on."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from lives.refused import Refused
from logbook.actors import Role
from rounds.queries import find_round
from voting.forms.drawing import LotForm
from voting.queries.lots import lot_state
from voting.routes.blueprint import blueprint
from voting.services.counting import count_when_closed
from voting.services.drawing import enter_lot
from wording import say


@blueprint.get("/beheer/rondes/<slug>/stemming/loting")
@access.open_to(Role.ADMINISTRATOR, Role.COLLEGE_CLERK)
def lot(slug: str) -> str:
    found = find_round(access.reading(), slug)
    round_id = found.id
    access.close_reading()
    # who comes here first after the end closes the vote
    count_when_closed(access.database(), round_id, access.now())
    return _page(slug, LotForm())


@blueprint.post("/beheer/rondes/<slug>/stemming/loting")
@access.open_to(Role.ADMINISTRATOR, Role.COLLEGE_CLERK)
def draw_lot(slug: str) -> str | Response:
    form = LotForm()
    if not form.validate_on_submit():
        return _page(slug, form)
    round_id = find_round(access.reading(), slug).id
    try:
        with access.writing() as session:
            stands = enter_lot(session, access.current_actor(), access.now(), round_id, form.digits.data or "")
    except Refused as refused:
        form.digits.errors = [say(refused.message)]
        return _page(slug, form)
    if not stands:
        flash(_("Your digits are kept. Now somebody else enters the same digits."))
        return redirect(url_for("voting.lot", slug=slug))
    access.close_reading()
    count_when_closed(access.database(), round_id, access.now())
    flash(_("Two people entered the same digits. The votes are counted."))
    return redirect(url_for("voting.round_result", slug=slug))


def _page(slug: str, form: LotForm) -> str:
    session = access.reading()
    found = find_round(session, slug)
    state = lot_state(session, found.id)
    return render_template(
        "voting/admin/lot.html",
        round=found,
        state=state,
        mine=access.current_actor().key in state.readers,
        others=len(set(state.readers) - {access.current_actor().key}),
        form=form,
    )
