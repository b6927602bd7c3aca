"""One's own account: name, language, another e-mail address, the end of all sessions."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

import access
from accounts import limits
from accounts.broker import door_name, open_doors
from accounts.forms import CodeForm, ConfirmForm, DetailsForm, NewAddressForm
from accounts.login import app_secrets, network
from accounts.queries import find_person, identities_of
from accounts.routes.blueprint import blueprint
from accounts.routes.signing_in import ask_code
from accounts.rules.identities import Door
from accounts.rules.limits import Kind
from accounts.services.account import PURPOSE, AddressTaken, change_details, confirm_new_address, end_all_sessions
from accounts.services.codes import CodeGone, CodeNotRight
from logbook.actors import Role
from wording import say

ASKED = "change_email"


@blueprint.route("/mijn/account", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def account() -> str | Response:
    person = find_person(access.reading(), current_user.key)
    form = DetailsForm(obj=person)
    if form.validate_on_submit():
        chosen = str(form.language.data)
        with access.writing() as writing:
            change_details(writing, access.current_actor(), access.now(), form.name.data or "", chosen)
        session["language"] = chosen
        refresh()
        flash(_("Your details are saved."))
        return redirect(url_for("accounts.account", taal=chosen))
    identities = [(row, door_name(Door(row.door))) for row in identities_of(access.reading(), person.key)]
    return render_template(
        "accounts/account.html", form=form, address=person.email, ask=ConfirmForm(formdata=None), user=current_user,
        identities=identities, doors=open_doors(),
    )  # fmt: skip


@blueprint.route("/mijn/account/e-mail", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def change_email() -> str | Response:
    form = NewAddressForm()
    address = find_person(access.reading(), current_user.key).email
    if form.validate_on_submit():
        wanted = str(form.email.data)
        if wanted != address:
            session[ASKED] = {"handle": ask_code(PURPOSE, wanted, current_user.key), "address": wanted}
            return redirect(url_for("accounts.change_email_code"))
        form.email.errors = [_("This is your address already.")]
    return render_template("accounts/change_email.html", form=form, address=address)


@blueprint.route("/mijn/account/e-mail/code", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def change_email_code() -> str | Response:
    asked = session.get(ASKED)
    if asked is None:
        return redirect(url_for("accounts.change_email"))
    form = CodeForm()
    if form.validate_on_submit() and _changed(form, asked["handle"]):
        session.pop(ASKED, None)
        flash(_("Your e-mail address is changed. We also sent a message to the old address."))
        return redirect(url_for("accounts.account"))
    return render_template("accounts/change_email_code.html", form=form, address=asked["address"])


def _changed(form: CodeForm, handle: str) -> bool:
    limits.check(access.reading(), Kind.SIGN_IN_FAILURE, network(), access.now())
    actor = access.current_actor()
    try:
        with access.writing() as writing:
            confirm_new_address(writing, actor, app_secrets(), access.now(), handle, str(form.code.data))
    except (CodeNotRight, CodeGone) as refused:
        limits.count(access.database(), Kind.SIGN_IN_FAILURE, network(), access.now())
        form.code.errors = [say(refused.message)]
        return False
    except AddressTaken as refused:
        form.code.errors = [say(refused.message)]
        return False
    return True


@blueprint.post("/mijn/account/sessies-beeindigen")
@access.open_to(Role.RESIDENT)
def end_sessions() -> Response:
    with access.writing() as writing:
        end_all_sessions(writing, access.current_actor(), access.now())
    logout_user()
    session.clear()
    flash(_("You are signed out everywhere."))
    return redirect(url_for("accounts.sign_in"))
