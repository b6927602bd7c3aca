"""The organisations for which somebody acts: the list, a new one, the page of one and what it says of itself."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.acting import acts_for, choose, own_organisations
from accounts.broker import door_name
from accounts.forms import ConfirmForm, OrganisationForm
from accounts.queries import OwnOrganisation, invitations_to, members_of
from accounts.routes.blueprint import blueprint
from accounts.rules.identities import Door
from accounts.rules.organisations import Mandate
from accounts.services.organisations import (
    NewOrganisation,
    OrganisationRefused,
    change_organisation,
    make_organisation,
)
from accounts.shown import kvk_in_words
from accounts.words import KINDS, MANDATES
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound
from wording import say


@blueprint.get("/mijn/organisaties")
@access.open_to(Role.RESIDENT)
def organisations() -> str:
    rows = [(each, say(KINDS[each.kind]), say(MANDATES[each.mandate])) for each in own_organisations()]
    return render_template("accounts/organisations.html", rows=rows)


@blueprint.route("/mijn/organisaties/nieuw", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def new_organisation() -> str | Response:
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            with access.writing() as session:
                number = make_organisation(session, access.current_actor(), access.now(), _written(form))
        except OrganisationRefused as refused:
            show_refused(form, refused)
        else:
            choose_at_once(number)
            flash(_("Your organisation is written down. You act for it now."))
            return redirect(url_for("accounts.organisation", organisation_id=number))
    return render_template("accounts/organisation_form.html", form=form, own=None)


@blueprint.get("/mijn/organisaties/<int:organisation_id>")
@access.open_to(Role.RESIDENT)
def organisation(organisation_id: int) -> str:
    own, session = own_organisation(organisation_id), access.reading()
    may_manage = own.mandate == Mandate.MANAGE
    members = [(member, person, say(MANDATES[member.mandate])) for member, person in members_of(session, own.id)]
    invited = invitations_to(session, own.id, access.now()) if may_manage else []
    chosen = acts_for()
    return render_template(
        "accounts/organisation.html", own=own, kind=say(KINDS[own.kind]), members=members, may_manage=may_manage,
        invited=[(row, say(MANDATES[row.mandate])) for row in invited], ask=ConfirmForm(formdata=None),
        me=access.current_actor().key, is_chosen=chosen is not None and chosen.id == own.id,
        door=door_name(Door.ORGANISATION), kvk=kvk_in_words(own.kvk_number, own.kvk_confirmed_at),
    )  # fmt: skip


@blueprint.route("/mijn/organisaties/<int:organisation_id>/gegevens", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def change_facts(organisation_id: int) -> str | Response:
    own = own_organisation(organisation_id)
    form = OrganisationForm(obj=own)
    if own.kvk_confirmed_at is not None:
        form.kvk_number.data = own.kvk_number
    if form.validate_on_submit():
        try:
            with access.writing() as session:
                change_organisation(session, access.current_actor(), access.now(), own.id, _written(form))
        except OrganisationRefused as refused:
            show_refused(form, refused)
        else:
            flash(_("It is kept."))
            return redirect(url_for("accounts.organisation", organisation_id=own.id))
    return render_template("accounts/organisation_form.html", form=form, own=own)


def own_organisation(organisation_id: int) -> OwnOrganisation:
    """One of the visitor's own. Raises NotFound, the same for one of others and one that is not there."""
    found = next((each for each in own_organisations() if each.id == organisation_id), None)
    if found is None:
        raise NotFound(msg("We do not know this organisation."))
    return found


def show_refused(form: Any, refused: OrganisationRefused) -> None:
    """Put what the service said at its field, where everything typed still stands."""
    field = form[refused.field]
    field.errors = [*field.errors, say(refused.message)]


def choose_at_once(organisation_id: int) -> None:
    """Act for an organisation that one has since a moment ago."""
    g.pop("own_organisations", None)
    choose(organisation_id)


def _written(form: OrganisationForm) -> NewOrganisation:
    return NewOrganisation(form.name.data or "", str(form.kind.data), form.kvk_number.data or "")
