"""Beginning a plan: two easy questions for everyone, then the wijk, for which one signs in."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

import access
from lives.periods import last_day
from logbook.actors import Role
from proposals.forms.steps import PlaceForm, StartForm
from proposals.queries.lists import Place, places_collecting
from proposals.routes.blueprint import blueprint
from proposals.services import start_draft
from proposals.services.facts import faults_of_answers
from proposals.words import YES_NO

ANSWERS = ("amount_cents", "touches_public_space")


@blueprint.get("/plan-maken")
@access.public
def start() -> str | Response:
    places = places_collecting(access.reading(), access.now())
    was_sent = bool(request.args.keys() & set(ANSWERS))
    form = StartForm(request.args if was_sent else None)
    if was_sent and form.validate():
        given = {"bedrag": form.amount_cents.data or 0, "buiten": form.touches_public_space.data}
        return redirect(url_for("proposals.choose_place", **given))
    until = last_day(max(place.collect_until for place in places)) if places else None
    return render_template("proposals/start.html", form=form, places=places, until=until)


@blueprint.route("/plan-maken/wijk", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def choose_place() -> str | Response:
    places = places_collecting(access.reading(), access.now())
    if not places:
        return redirect(url_for("proposals.start"))
    form = PlaceForm()
    form.place.choices = place_choices(places)
    if form.validate_on_submit():
        round_id, area_code = chosen_place(str(form.place.data))
        with access.writing() as session:
            number = start_draft(session, access.current_actor(), access.now(), round_id, area_code, _first_answers())
        return redirect(url_for("proposals.step", plan_id=number, step="plek"))
    return render_template("proposals/place.html", form=form, plan=None)


def place_choices(places: list[Place]) -> list[Any]:
    """Each wijk once for every round that takes plans there; the round is named where that is needed."""
    rounds = {place.round_id for place in places}
    return [
        SelectChoice(
            f"{place.round_id}:{place.area_code}",
            place.area_name if len(rounds) == 1 else f"{place.area_name} ({place.round_title})",
        )
        for place in places
    ]


def chosen_place(value: str) -> tuple[int, str]:
    round_id, _colon, area_code = value.partition(":")
    return int(round_id), area_code


def _first_answers() -> dict[str, object]:
    """What was answered before signing in, out of the address; anything strange there counts as not answered."""
    amount, outside = request.args.get("bedrag", ""), request.args.get("buiten", "")
    answers: dict[str, object] = {
        "amount_cents": int(amount) if amount.isascii() and amount.isdigit() and len(amount) < 15 else 0,
        "touches_public_space": outside if outside in YES_NO else "unknown",
    }
    faults = {fault.field for fault in faults_of_answers(answers)}
    return {name: value for name, value in answers.items() if name not in faults}
