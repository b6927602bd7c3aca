"""The administrator's pages about staff: who works here, invite, deactivate, take away a lost second factor."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.forms import ConfirmForm, GroundForm, InvitationForm
from accounts.login import app_secrets
from accounts.queries import find_person, find_staff, open_invitations
from accounts.routes.blueprint import blueprint
from accounts.services.factor import reset_factor
from accounts.services.staff import NewInvitation
from accounts.services.staff import deactivate as deactivate_person
from accounts.services.staff import invite as send_invitation
from accounts.services.staff import withdraw_invitation as take_back_invitation
from areas.queries import districts, names_by_code
from logbook.actors import Role


@blueprint.get("/beheer/mensen")
@access.open_to(Role.ADMINISTRATOR)
def staff() -> str:
    session = access.reading()
    return render_template(
        "accounts/staff.html",
        members=find_staff(session),
        invitations=open_invitations(session, access.now()),
        areas=names_by_code(session),
        form=ConfirmForm(formdata=None),
    )


@blueprint.route("/beheer/mensen/uitnodigen", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def invite() -> str | Response:
    form = InvitationForm()
    form.offer_areas({area.code: area.name for area in districts(access.reading())})
    if not form.validate_on_submit():
        return render_template("accounts/invite.html", form=form)
    new = NewInvitation(
        str(form.email.data), str(form.name.data), Role(form.role.data), str(form.area.data), str(form.language.data)
    )
    with access.writing() as writing:
        send_invitation(writing, access.current_actor(), app_secrets(), access.now(), new, _address_of)
    flash(_("The invitation is on its way to %(address)s.", address=new.email))
    return redirect(url_for("accounts.staff"))


def _address_of(token: str) -> str:
    return url_for("accounts.invitation", token=token, _external=True)


@blueprint.post("/beheer/mensen/uitnodigingen/<int:number>/intrekken")
@access.open_to(Role.ADMINISTRATOR)
def withdraw_invitation(number: int) -> Response:
    with access.writing() as writing:
        take_back_invitation(writing, access.current_actor(), access.now(), number)
    flash(_("The invitation is withdrawn."))
    return redirect(url_for("accounts.staff"))


@blueprint.route("/beheer/mensen/<key>/afsluiten", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def deactivate(key: str) -> str | Response:
    person, form = find_person(access.reading(), key), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("accounts/deactivate.html", form=form, person=person)
    with access.writing() as writing:
        deactivate_person(writing, access.current_actor(), access.now(), key)
    flash(_("The account is closed and all its sessions ended."))
    return redirect(url_for("accounts.staff"))


@blueprint.route("/beheer/mensen/<key>/tweede-factor", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def take_away_factor(key: str) -> str | Response:
    person, form = find_person(access.reading(), key), GroundForm()
    if not form.validate_on_submit():
        return render_template("accounts/take_away_factor.html", form=form, person=person)
    with access.writing() as writing:
        reset_factor(writing, access.current_actor(), access.now(), key, str(form.ground.data))
    flash(_("The app is taken away. This person sets up a new one at the next sign-in."))
    return redirect(url_for("accounts.staff"))
