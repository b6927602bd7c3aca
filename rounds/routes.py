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
from areas.rules.themes import THEMES
from budget.queries import all_years
from logbook.actors import Role
from rounds.forms import USUAL, RoundForm, filled_from, round_form
from rounds.models import Round
from rounds.queries import (
    RoundPlace,
    all_rounds,
    areas_of,
    calendar_of,
    criteria_of,
    find_round,
    limits_of,
    phase_of,
    round_by_id,
)
from rounds.rules.settings import TELL_THEIR_WORTH
from rounds.services import NewArea, NewRound, RoundRefused, announce_round, change_round, make_round
from rounds.words import LOTS, ballot_in_words, count_in_words
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
            faults = form.show(refused.faults)
        else:
            flash(_("The round is a concept. Nobody sees it until you announce it."))
            return redirect(url_for("rounds.show", slug=slug))
    return render_template("rounds/form.html", form=form, round=None, faults=faults)


@blueprint.get("/beheer/rondes/<slug>")
@access.open_to(Role.ADMINISTRATOR)
def show(slug: str) -> str:
    session = access.reading()
    found = find_round(session, slug)
    areas = areas_of(session, found.id)
    return render_template(
        "rounds/round.html",
        round=found,
        phase=phase_of(found, access.now()),
        areas=areas,
        criteria=criteria_of(session, found.id),
        ballot_words=say(ballot_in_words(found)),
        count_words=say(count_in_words(found)),
        lot_words=say(LOTS[found.lot]),
        with_hours=any(area.hours for area in areas),
        merges=_merges(areas),
        limits=[(say(THEMES[theme]), percent) for theme, percent in limits_of(session, found.id).items()],
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
            faults = form.show(refused.faults)
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


def _merges(areas: list[RoundPlace]) -> list[tuple[str, str]]:
    """Which area is counted with which, by name."""
    names = {area.code: area.name for area in areas}
    return [(area.name, names[area.merges_with]) for area in areas if area.merges_with]


def _form(session: Session, **filled: Any) -> RoundForm:
    areas = [(area.code, area.name) for area in budget_areas(session)]
    years = all_years(session)
    with_hours = any(year.total_minutes for year in years)
    return round_form(areas, [year.year for year in years], get_locale().language, with_hours=with_hours, **filled)


def _new(form: RoundForm) -> NewRound:
    hours, goes_with = form.filled("hours_"), form.filled("goes_with_")
    is_shared = form.method.data == "equalshares"
    return NewRound(
        title=form.title.data or "",
        description=form.description.data or "",
        calendar=form.calendar(),
        areas=tuple(
            NewArea(code, cents, hours.get(code), goes_with.get(code) or None)
            for code, cents in form.filled("pot_").items()
        ),
        year=form.year.data,
        ballot_type=form.ballot_type.data,
        most_choices=form.most_choices.data,
        most_points=form.most_points.data,
        most_points_per_plan=form.most_points_per_plan.data,
        least_spend_percent=form.least_spend_percent.data or 0,
        method=form.method.data,
        completion=form.completion.data if is_shared else "none",
        comparison=bool(form.comparison.data),
        utility=None if form.utility.data == USUAL else form.utility.data,
        threshold=form.threshold.data or 0,
        threshold_percent=form.threshold_percent.data or 0,
        across=bool(form.across.data),
        lot=form.lot.data,
        limits=form.filled("limit_"),
        largest_plan_percent=form.largest_plan_percent.data or 50,
        criteria=tuple(form.criteria.data or ()),
    )


def _filled(session: Session, found: Round) -> dict[str, Any]:
    same = ("title", "description", "year", "ballot_type", "most_choices", "most_points", "most_points_per_plan",
            "least_spend_percent", "method", "comparison", "threshold", "threshold_percent", "across", "lot",
            "largest_plan_percent")  # fmt: skip
    areas = areas_of(session, found.id)
    is_usual = found.ballot_type in TELL_THEIR_WORTH or found.utility == "cost"
    return {
        **{name: getattr(found, name) for name in same},
        **filled_from(calendar_of(found)),
        **{f"pot_{area.code}": area.pot_cents for area in areas},
        **{f"hours_{area.code}": area.hours for area in areas},
        **{f"goes_with_{area.code}": area.merges_with or "" for area in areas},
        **{f"limit_{theme}": percent for theme, percent in limits_of(session, found.id).items()},
        "completion": found.completion if found.method == "equalshares" else "add1u",
        "utility": USUAL if is_usual else found.utility,
        "criteria": [criterion.code for criterion in criteria_of(session, found.id)],
    }
