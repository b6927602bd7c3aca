"""Making a deal out of the area's free money, and completing a concept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.models import Area
from areas.queries import budget_areas, neighbourhoods_of
from budget.queries import all_years
from deals.forms.fields import show_faults
from deals.forms.making import DealForm, deal_form, kept_in_form
from deals.queries import find_deal
from deals.queries.finding import promises_of
from deals.queries.lists import areas_of
from deals.routes.blueprint import blueprint
from deals.rules.life import By
from deals.services import change_deal, make_deal
from deals.services.refusals import DealRefused, not_your_area
from deals.services.steps import roles_of
from lives.refused import Refused
from logbook.actors import Actor, Role
from wording import say

MAKERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
FIXED_IN_CONCEPT = ("area", "year", "cents", "hours")


def areas_to_choose(session: Session, actor: Actor) -> list[Area]:
    """The areas with money for which this person makes deals."""
    everywhere = actor.has(Role.ADMINISTRATOR)
    own = None if everywhere else areas_of(actor, Role.COORDINATOR)
    return [area for area in budget_areas(session) if own is None or area.code in own]


def years_to_choose(session: Session) -> list[int]:
    """The years of which the shares are fixed, the newest first."""
    return [each.year for each in all_years(session) if each.fixed_at is not None]


def _form(session: Session, areas: Sequence[Area], **given: Any) -> DealForm:
    buurten = [buurt for area in areas for buurt in neighbourhoods_of(session, area.code)]
    return deal_form(areas, years_to_choose(session), buurten, **given)


@blueprint.route("/werk/afspraken/nieuw", methods=["GET", "POST"])
@access.open_to(*MAKERS)
def new_deal() -> str | Response:
    session = access.reading()
    form = _form(session, areas_to_choose(session, access.current_actor()))
    if form.validate_on_submit():
        number = _made(form)
        if number is not None:
            flash(_("The deal is made, and its money is promised."))
            return redirect(url_for("deals.work_deal", deal_id=number), 303)
    return render_template("deals/form.html", form=form, deal=None)


def _made(form: DealForm) -> int | None:
    new = form.new_deal(form.area.data, int(form.year.data))
    try:
        with access.writing() as session:
            return make_deal(session, access.current_actor(), access.now(), new, form.partner_email.data or "")
    except DealRefused as refused:
        show_faults(form, refused.faults)
    except Refused as refused:
        form.cents.errors = [say(refused.message)]
    return None


@blueprint.route("/werk/afspraken/<int:deal_id>/wijzigen", methods=["GET", "POST"])
@access.open_to(Role.COORDINATOR)
def edit_deal(deal_id: int) -> str | Response:
    session = access.reading()
    deal = find_deal(session, deal_id)
    if By.COORDINATOR not in roles_of(access.current_actor(), deal):
        raise not_your_area()
    area = session.get_one(Area, deal.area_code)
    form = _form(session, [area], data=kept_in_form(deal, promises_of(session, deal_id)))
    new_email = None if deal.partner_key and not form.partner_email.data else form.partner_email.data or ""
    for name in FIXED_IN_CONCEPT:
        # a commitment stands behind these already
        del form[name]
    if form.validate_on_submit() and _changed(form, deal.area_code, deal.year, deal_id, new_email):
        flash(_("The deal is changed."))
        return redirect(url_for("deals.work_deal", deal_id=deal_id), 303)
    return render_template("deals/form.html", form=form, deal=deal)


def _changed(form: DealForm, area: str, year: int, deal_id: int, email: str | None) -> bool:
    try:
        with access.writing() as session:
            new = form.new_deal(area, year)
            change_deal(session, access.current_actor(), access.now(), deal_id, new, email)
    except DealRefused as refused:
        show_faults(form, refused.faults)
    except Refused as refused:
        form.form_errors.append(say(refused.message))
    else:
        return True
    return False
