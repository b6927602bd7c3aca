"""The register of partners, for administrators and for coordinators of their own areas."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from areas.queries import budget_areas, names_by_code
from logbook.actors import Role
from neighbourhoods.forms import PartnerForm
from neighbourhoods.queries import partners_of
from neighbourhoods.routes.blueprint import blueprint
from neighbourhoods.rules.partners import KINDS
from neighbourhoods.services import NewPartner, PartnerRefused, add_partner, may_keep, retire_partner
from wording import say


@blueprint.route("/beheer/partners", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR, Role.COORDINATOR)
def partners() -> str | Response:
    actor = access.current_actor()
    form = PartnerForm()
    own = [(area.code, area.name) for area in budget_areas(access.reading()) if may_keep(actor, area.code)]
    form.offer(own, everywhere=may_keep(actor, None))
    if form.validate_on_submit() and _added(form):
        flash(_("The partner is in the list."))
        return redirect(url_for("neighbourhoods.partners"))
    session = access.reading()
    seen = partners_of(session, None if may_keep(actor, None) else [code for code, _name in own])
    names = names_by_code(session)
    rows = [(p, say(KINDS[p.kind]), names.get(p.area_code or "", ""), may_keep(actor, p.area_code)) for p in seen]
    return render_template("neighbourhoods/partners.html", form=form, rows=rows)


@blueprint.post("/beheer/partners/<int:partner_id>/stoppen")
@access.open_to(Role.ADMINISTRATOR, Role.COORDINATOR)
def retire(partner_id: int) -> Response:
    with access.writing() as session:
        retire_partner(session, access.current_actor(), access.now(), partner_id)
    flash(_("The partner is not asked any more. What it joined in with stays."))
    return redirect(url_for("neighbourhoods.partners"))


def _added(form: PartnerForm) -> bool:
    new = NewPartner(form.name.data or "", str(form.kind.data), form.email.data or "", form.area_code())
    try:
        with access.writing() as session:
            add_partner(session, access.current_actor(), access.now(), new)
    except PartnerRefused as refused:
        form[refused.field].errors = [say(refused.message)]
        return False
    return True
