"""Pages of the administrator: rounds, made as a concept, announced, and then on to sealing and codes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.queries import budget_areas
from budget.queries import all_years
from logbook.actors import Role
from rounds.forms import RoundForm, filled_from, pots_of, round_form
from rounds.models import Round
from rounds.queries import all_rounds, areas_of, calendar_of, criteria_of, find_round, phase_of, round_by_id
from rounds.services import NewArea, NewRound, RoundRefused, announce_round, change_round, make_round
from wording import say

blueprint = Blueprint("rounds", __name__)


@blueprint.get("/beheer/rondes")
@access.open_to(Role.ADMINISTRATOR)
def rounds() -> str:
    found = [(each, phase_of(each, access.now())) for each in all_rounds(access.reading())]
    return render_template("rounds/list.html", rounds=found)


@blueprint.route("/beheer/rondes/nieuw", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def new_round() -> str | Response:
    session = access.reading()
    if not all_years(session):
        flash(_("Make a budget year first: a round divides the money of a year."))
        return redirect(url_for("budget.years"))
    form = _form(session)
    faults: list[str] = []
    if form.validate_on_submit():
        try:
            with access.writing() as writing:
                number = make_round(writing, access.current_actor(), access.now(), _new(form))
                slug = round_by_id(writing, number).slug
        except RoundRefused as refused:
            faults = [say(fault) for fault in refused.faults]
        else:
            flash(_("The round is a concept. Nobody sees it until you announce it."))
            return redirect(url_for("rounds.show", slug=slug))
    return render_template("rounds/form.html", form=form, round=None, faults=faults)


@blueprint.get("/beheer/rondes/<slug>")
@access.open_to(Role.ADMINISTRATOR)
def show(slug: str) -> str:
    session = access.reading()
    found = find_round(session, slug)
    return render_template(
        "rounds/round.html",
        round=found,
        phase=phase_of(found, access.now()),
        areas=areas_of(session, found.id),
        criteria=criteria_of(session, found.id),
        language=get_locale().language,
    )


@blueprint.route("/beheer/rondes/<slug>/wijzigen", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def edit(slug: str) -> str | Response:
    session = access.reading()
    found = find_round(session, slug)
    form = _form(session, **_filled(session, found))
    faults: list[str] = []
    if form.validate_on_submit():
        try:
            with access.writing() as writing:
                change_round(writing, access.current_actor(), access.now(), found.id, _new(form))
        except RoundRefused as refused:
            faults = [say(fault) for fault in refused.faults]
        else:
            flash(_("The round is changed."))
            return redirect(url_for("rounds.show", slug=slug))
    return render_template("rounds/form.html", form=form, round=found, faults=faults)


@blueprint.post("/beheer/rondes/<slug>/bekendmaken")
@access.open_to(Role.ADMINISTRATOR)
def announce(slug: str) -> Response:
    found = find_round(access.reading(), slug)
    with access.writing() as session:
        announce_round(session, access.current_actor(), access.now(), found.id)
    flash(_("The round is public. Its rules, pots and dates stand."))
    return redirect(url_for("rounds.show", slug=slug))


def _form(session: Session, **filled: Any) -> RoundForm:
    areas = [(area.code, area.name) for area in budget_areas(session)]
    years = [year.year for year in all_years(session)]
    return round_form(areas, years, get_locale().language, **filled)


def _new(form: RoundForm) -> NewRound:
    return NewRound(
        title=form.title.data or "",
        description=form.description.data or "",
        calendar=form.calendar(),
        areas=tuple(NewArea(code, cents) for code, cents in pots_of(form).items()),
        year=form.year.data,
        ballot_type=form.ballot_type.data,
        method=form.method.data,
        completion="add1u" if form.method.data == "equalshares" else "none",
        largest_plan_percent=form.largest_plan_percent.data or 50,
        criteria=tuple(form.criteria.data or ()),
    )


def _filled(session: Session, found: Round) -> dict[str, Any]:
    same = ("title", "description", "year", "ballot_type", "method", "largest_plan_percent")
    return {
        **{name: getattr(found, name) for name in same},
        **filled_from(calendar_of(found)),
        **{f"pot_{area.code}": area.pot_cents for area in areas_of(session, found.id)},
        "criteria": [criterion.code for criterion in criteria_of(session, found.id)],
    }
