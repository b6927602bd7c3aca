"""Signing in by a code in the mail, and signing out. Every address gets the same answer."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

import access
from accounts import limits
from accounts.broker import open_doors
from accounts.forms import AddressForm, CodeForm
from accounts.login import app_secrets, begin_session, network, page_language
from accounts.routes.blueprint import blueprint
from accounts.rules.addresses import local_place
from accounts.rules.limits import Kind
from accounts.services.codes import CodeGone, CodeNotRight, mail_code
from accounts.services.sign_in import PURPOSE
from accounts.services.sign_in import sign_in as sign_in_with
from logbook.actors import Role
from wording import say

ASKED, ON_TO = "sign_in", "sign_in_next"


@blueprint.route("/inloggen", methods=["GET", "POST"])
@access.public
def sign_in() -> str | Response:
    if request.method == "GET" and (place := local_place(request.args.get("next"))):
        session[ON_TO] = place
    if current_user.is_authenticated:
        return redirect(session.pop(ON_TO, None) or url_for("accounts.begin"))
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form, doors=open_doors())
    address = str(form.email.data)
    session[ASKED] = {"handle": ask_code(PURPOSE, address), "address": address}
    return redirect(url_for("accounts.sign_in_code"))


def ask_code(purpose: str, address: str, person_key: str | None = None) -> str:
    """Mail a code, within the limits per network and per address; the handle stays in this browser."""
    secrets, now = app_secrets(), access.now()
    access.close_reading()
    limits.check_and_count(access.database(), Kind.MAIL_FROM_NETWORK, network(), now)
    # a demonstration sends no mail that could bother anyone
    if not current_app.extensions["settings"].demo:
        limits.check_and_count(access.database(), Kind.MAIL_TO_ADDRESS, secrets.hashed("limit", address)[:40], now)
    with access.writing() as writing:
        return mail_code(writing, secrets, now, purpose, address, page_language(), person_key)


@blueprint.route("/inloggen/code", methods=["GET", "POST"])
@access.public
def sign_in_code() -> str | Response:
    asked = session.get(ASKED)
    if asked is None:
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit() and _signed_in(form, asked["handle"]):
        return redirect(session.pop(ON_TO, None) or url_for("accounts.begin"))
    return render_template("accounts/sign_in_code.html", form=form, address=asked["address"])


@blueprint.get("/begin")
@access.open_to(Role.RESIDENT)
def begin() -> Response:
    """Where one's own day begins: staff at their work, by way of the second factor; everyone else at their plans."""
    if current_user.owes_factor:
        return redirect(url_for("accounts.second_factor"))
    roles = access.current_actor().roles
    if roles & {Role.COORDINATOR, Role.REVIEWER, Role.FINANCE, Role.COLLEGE_CLERK, Role.COUNCIL_CLERK}:
        return redirect("/werk")
    return redirect("/beheer" if Role.ADMINISTRATOR in roles else "/mijn")


def _signed_in(form: CodeForm, handle: str) -> bool:
    """Sign in, or show at the field why not; the sixth digit wrong counts against the network."""
    limits.check(access.reading(), Kind.SIGN_IN_FAILURE, network(), access.now())
    on_to = session.get(ON_TO)
    try:
        with access.writing() as writing:
            who = sign_in_with(writing, app_secrets(), access.now(), handle, str(form.code.data), page_language())
    except (CodeNotRight, CodeGone) as refused:
        limits.count(access.database(), Kind.SIGN_IN_FAILURE, network(), access.now())
        form.code.errors = [say(refused.message)]
        return False
    begin_session(who)
    if on_to:
        session[ON_TO] = on_to
    flash(_("You are signed in."))
    return True


@blueprint.post("/uitloggen")
@access.public
def sign_out() -> Response:
    logout_user()
    session.clear()
    flash(_("You are signed out."))
    return redirect(url_for("accounts.sign_in"))
