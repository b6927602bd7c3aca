"""The administrator's pages: mandates of coordinators, and the limits of small plans with their history."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.queries import find_staff
from areas.queries import budget_areas, names_by_code
from lives.periods import day_of
from lives.refused import Refused
from logbook.actors import Role
from quick_plans.forms import LimitsForm, MandateForm
from quick_plans.queries import all_mandates, quick_limits
from quick_plans.queries.limits import SETTING
from quick_plans.routes.blueprint import blueprint
from quick_plans.services import NewMandate, record_mandate, set_limits, withdraw_mandate
from quick_plans.services.refusals import MandateRefused
from settings.queries import history
from wording import say


@blueprint.route("/beheer/mandaten", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def mandates() -> str | Response:
    session = access.reading()
    form = MandateForm()
    own = access.current_actor().key
    coordinators = [
        (member.key, member.name or member.email)
        for member in find_staff(session)
        if member.deactivated_at is None
        and member.key != own
        and any(grant.role is Role.COORDINATOR for grant in member.grants)
    ]
    form.offer(coordinators, [(area.code, area.name) for area in budget_areas(session)])
    if form.validate_on_submit() and _recorded(form):
        flash(_("The mandate is recorded."))
        return redirect(url_for("quick_plans.mandates"))
    return render_template(
        "quick_plans/mandates.html", form=form, rows=all_mandates(access.reading()),
        areas=names_by_code(access.reading()), today=day_of(access.now()),
    )  # fmt: skip


@blueprint.post("/beheer/mandaten/<int:mandate_id>/intrekken")
@access.open_to(Role.ADMINISTRATOR)
def withdraw_mandate_of(mandate_id: int) -> Response:
    with access.writing() as session:
        withdraw_mandate(session, access.current_actor(), access.now(), mandate_id)
    flash(_("The mandate is withdrawn. What was decided under it stays."))
    return redirect(url_for("quick_plans.mandates"))


@blueprint.route("/beheer/kleine-plannen", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def limits() -> str | Response:
    form = LimitsForm(data=asdict(quick_limits(access.reading())))
    if form.validate_on_submit() and _set(form):
        flash(_("The limits are kept. Plans that were sent keep their own day."))
        return redirect(url_for("quick_plans.limits"))
    return render_template("quick_plans/limits.html", form=form, earlier=history(access.reading(), SETTING))


def _recorded(form: MandateForm) -> bool:
    first, last = form.valid_from.data, form.valid_until.data
    if first is None or last is None:
        return False
    new = NewMandate(
        str(form.person.data), form.area_code(), form.largest_cents.data, first, last,
        form.reference.data or "",
    )  # fmt: skip
    try:
        with access.writing() as session:
            record_mandate(session, access.current_actor(), access.now(), new)
    except Refused as refused:
        field = refused.field if isinstance(refused, MandateRefused) else "person"
        form[field].errors = [say(refused.message)]
        return False
    return True


def _set(form: LimitsForm) -> bool:
    try:
        with access.writing() as session:
            set_limits(session, access.current_actor(), access.now(), form.largest_cents.data, form.days.data or 0,
                       form.reason.data or "")  # fmt: skip
    except MandateRefused as refused:
        form[refused.field].errors = [say(refused.message)]
        return False
    return True
