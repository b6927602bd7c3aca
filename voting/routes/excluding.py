"""The page for plans that exclude each other, for the staff of an area, until the ballot is fixed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from lives.messages import msg
from lives.refused import Refused
from logbook.actors import Role
from logbook.refusals import NotFound
from rounds.queries import RoundPlace, areas_of, find_round
from voting.forms.excluding import ExclusionForm, exclusion_form
from voting.models import BallotBox
from voting.queries.exclusions import groups_in, plans_to_group
from voting.routes.blueprint import blueprint
from voting.services.excluding import ExclusionRefused, exclude_plans, lift_exclusion, require_staff
from wording import say


@blueprint.get("/werk/rondes/<slug>/<area_slug>/sluiten-uit")
@access.open_to(Role.ADMINISTRATOR, Role.COORDINATOR)
def exclusions(slug: str, area_slug: str) -> str:
    place = _place(slug, area_slug)
    return _page(slug, place, _form(place))


@blueprint.post("/werk/rondes/<slug>/<area_slug>/sluiten-uit")
@access.open_to(Role.ADMINISTRATOR, Role.COORDINATOR)
def exclude(slug: str, area_slug: str) -> str | Response:
    place = _place(slug, area_slug)
    form = _form(place)
    if not form.validate_on_submit():
        return _page(slug, place, form)
    actor, now = access.current_actor(), access.now()
    try:
        with access.writing() as session:
            chosen, why = form.plans.data or [], form.why.data or ""
            exclude_plans(session, actor, now, place.round_id, place.code, chosen, why)
    except ExclusionRefused as refused:
        form[refused.field].errors = [say(refused.message)]
        return _page(slug, place, form)
    flash(_("At most one of these plans gets money. It stands on the pages of the plans."))
    return redirect(url_for("voting.exclusions", slug=slug, area_slug=area_slug))


@blueprint.post("/werk/rondes/<slug>/<area_slug>/sluiten-uit/<int:group_id>/weg")
@access.open_to(Role.ADMINISTRATOR, Role.COORDINATOR)
def lift(slug: str, area_slug: str, group_id: int) -> Response:
    try:
        with access.writing() as session:
            lift_exclusion(session, access.current_actor(), access.now(), group_id)
    except Refused as refused:
        flash(say(refused.message))
    else:
        flash(_("These plans do not exclude each other any more."))
    return redirect(url_for("voting.exclusions", slug=slug, area_slug=area_slug))


def _place(slug: str, area_slug: str) -> RoundPlace:
    session = access.reading()
    found = find_round(session, slug)
    for place in areas_of(session, found.id):
        if place.slug == area_slug:
            require_staff(access.current_actor(), place.code)
            return place
    raise NotFound(msg("This area does not take part in the round."))


def _form(place: RoundPlace) -> ExclusionForm:
    return exclusion_form(plans_to_group(access.reading(), place.round_id, place.code))


def _page(slug: str, place: RoundPlace, form: ExclusionForm) -> str:
    session = access.reading()
    return render_template(
        "voting/admin/exclusions.html",
        round=find_round(session, slug),
        area=place,
        groups=groups_in(session, place.round_id, place.code),
        is_fixed=session.get(BallotBox, place.round_id) is not None,
        form=form,
    )
