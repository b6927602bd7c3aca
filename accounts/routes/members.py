"""Who acts for an organisation: asked by mail, changed, ended; and the invitation as its receiver meets it."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts import limits
from accounts.acting import CHOSEN
from accounts.forms import ConfirmForm, MandateForm, MemberForm
from accounts.login import app_secrets, network
from accounts.queries import find_person, mandate_in
from accounts.routes.blueprint import blueprint
from accounts.routes.organisations import choose_at_once, own_organisation, show_refused
from accounts.rules.limits import Kind
from accounts.rules.organisations import Mandate
from accounts.services.inviting import (
    accept_membership,
    decline_membership,
    find_member_invitation,
    invite_member,
    withdraw_member_invitation,
)
from accounts.services.organisations import (
    OrganisationRefused,
    change_mandate,
    end_mandate,
    not_a_member,
    require_mandate,
)
from accounts.words import MANDATES
from lives.refused import Refused
from logbook.actors import Role
from wording import say


@blueprint.route("/mijn/organisaties/<int:organisation_id>/uitnodigen", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def invite_to_organisation(organisation_id: int) -> str | Response:
    own = own_organisation(organisation_id)
    require_mandate(access.reading(), access.current_actor(), own.id, Mandate.MANAGE)
    form = MemberForm()
    if form.validate_on_submit() and _invited(form, own.id):
        # the same words whoever has an account: nobody learns that here
        flash(_("We sent an invitation to %(address)s. It works for fourteen days.", address=form.email.data))
        return redirect(url_for("accounts.organisation", organisation_id=own.id))
    return render_template("accounts/organisation_invite.html", form=form, own=own)


def _invited(form: MemberForm, organisation_id: int) -> bool:
    address, now, secrets = str(form.email.data), access.now(), app_secrets()
    access.close_reading()
    limits.check_and_count(access.database(), Kind.MAIL_FROM_NETWORK, network(), now)
    if not current_app.extensions["settings"].demo:
        limits.check_and_count(access.database(), Kind.MAIL_TO_ADDRESS, secrets.hashed("limit", address)[:40], now)
    try:
        with access.writing() as writing:
            invite_member(
                writing, access.current_actor(), secrets, now, organisation_id, address, str(form.mandate.data),
                lambda token: url_for("accounts.member_invitation", token=token, _external=True),
                str(form.language.data),
            )  # fmt: skip
    except OrganisationRefused as refused:
        show_refused(form, refused)
        return False
    return True


@blueprint.post("/mijn/organisaties/<int:organisation_id>/uitnodigingen/<int:number>/intrekken")
@access.open_to(Role.RESIDENT)
def take_back_member_invitation(organisation_id: int, number: int) -> Response:
    own = own_organisation(organisation_id)
    with access.writing() as writing:
        withdraw_member_invitation(writing, access.current_actor(), access.now(), own.id, number)
    flash(_("The invitation does not work any more."))
    return redirect(url_for("accounts.organisation", organisation_id=own.id))


@blueprint.route("/mijn/organisaties/<int:organisation_id>/mensen/<key>", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def member(organisation_id: int, key: str) -> str | Response:
    """Change how far somebody goes, or end it: both asked on one page."""
    own, actor = own_organisation(organisation_id), access.current_actor()
    require_mandate(access.reading(), actor, own.id, Mandate.MANAGE)
    held = mandate_in(access.reading(), own.id, key)
    if held is None:
        raise not_a_member()
    form = MandateForm(data={"mandate": held})
    if form.validate_on_submit() and _changed(form, own.id, key):
        flash(_("It is kept."))
        return redirect(url_for("accounts.organisation", organisation_id=own.id))
    person = find_person(access.reading(), key)
    is_me = key == actor.key
    return render_template("accounts/organisation_member.html", form=form, own=own, person=person, is_me=is_me,
                           ask=ConfirmForm(formdata=None, prefix="end"))  # fmt: skip


def _changed(form: Any, organisation_id: int, key: str) -> bool:
    try:
        with access.writing() as writing:
            change_mandate(writing, access.current_actor(), access.now(), organisation_id, key, str(form.mandate.data))
    except OrganisationRefused as refused:
        show_refused(form, refused)
    except Refused as refused:
        if getattr(refused, "status", 409) in (403, 404):
            raise
        form.mandate.errors = [say(refused.message)]
    else:
        return True
    return False


@blueprint.post("/mijn/organisaties/<int:organisation_id>/mensen/<key>/eindigen")
@access.open_to(Role.RESIDENT)
def end_member(organisation_id: int, key: str) -> Response:
    """Somebody acts for it no more; with one's own key one leaves."""
    own, actor = own_organisation(organisation_id), access.current_actor()
    with access.writing() as writing:
        end_mandate(writing, actor, access.now(), own.id, key)
    if key != actor.key:
        flash(_("This person does not act for %(name)s any more.", name=own.name))
        return redirect(url_for("accounts.organisation", organisation_id=own.id))
    if session.get(CHOSEN) == own.id:
        session.pop(CHOSEN)
    flash(_("You do not act for %(name)s any more. From now on you act for yourself.", name=own.name))
    return redirect(url_for("accounts.organisations"))


@blueprint.get("/mijn/organisaties/uitnodiging/<token>")
@access.open_to(Role.RESIDENT)
def member_invitation(token: str) -> str:
    reading = access.reading()
    found = find_member_invitation(reading, access.current_actor(), app_secrets(), access.now(), token)
    return render_template("accounts/organisation_invitation.html", invitation=found, token=token,
                           mandate=say(MANDATES[found.mandate]), form=ConfirmForm(formdata=None))  # fmt: skip


@blueprint.post("/mijn/organisaties/uitnodiging/<token>")
@access.open_to(Role.RESIDENT)
def accept_member_invitation(token: str) -> Response:
    with access.writing() as writing:
        number = accept_membership(writing, access.current_actor(), app_secrets(), access.now(), token)
    choose_at_once(number)
    flash(_("From now on you can act for this organisation. You act for it now."))
    return redirect(url_for("accounts.organisation", organisation_id=number))


@blueprint.post("/mijn/organisaties/uitnodiging/<token>/nee")
@access.open_to(Role.RESIDENT)
def decline_member_invitation(token: str) -> Response:
    with access.writing() as writing:
        decline_membership(writing, access.current_actor(), app_secrets(), access.now(), token)
    flash(_("You said no. The invitation does not work any more."))
    return redirect(url_for("accounts.organisations"))
