"""The second step for staff: set up the app once, then six digits in every session."""

from __future__ import annotations

import segno
from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

import access
from accounts import limits
from accounts.forms import CodeForm, ConfirmForm
from accounts.login import app_secrets, factor_was_shown
from accounts.models import SecondFactor
from accounts.queries import find_factor, find_person
from accounts.routes.blueprint import blueprint
from accounts.rules.addresses import local_place
from accounts.rules.limits import Kind
from accounts.services.factor import FactorNotRight, secret_to_scan, show_factor, start_factor
from logbook.actors import Role
from wording import say

ON_TO = "factor_next"


@blueprint.route("/tweede-factor", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def second_factor() -> str | Response:
    if place := local_place(request.args.get("next")):
        session[ON_TO] = place
    if not current_user.owes_factor:
        return redirect(session.pop(ON_TO, None) or url_for("accounts.begin"))
    form = CodeForm()
    if form.validate_on_submit() and _shown(form):
        flash(_("You can do your work now."))
        return redirect(session.pop(ON_TO, None) or url_for("accounts.begin"))
    found = find_factor(access.reading(), current_user.key)
    if found is None:
        return render_template("accounts/factor_start.html", form=ConfirmForm(formdata=None))
    if found.confirmed_at is None:
        return _set_up_page(found, form)
    return render_template("accounts/factor.html", form=form)


@blueprint.post("/tweede-factor/instellen")
@access.open_to(Role.RESIDENT)
def start_second_factor() -> Response:
    with access.writing() as writing:
        start_factor(writing, access.current_actor(), app_secrets(), access.now())
    return redirect(url_for("accounts.second_factor"))


def _set_up_page(found: SecondFactor, form: CodeForm) -> str:
    secret = app_secrets().opened(found.secret)
    address = find_person(access.reading(), current_user.key).email
    picture = segno.make(secret_to_scan(secret, address), error="m")
    # the picture is drawn by segno out of signs of our own: nothing a visitor typed is in it unescaped
    drawn = Markup(picture.svg_inline(scale=5, border=4, light="#ffffff", title=_("QR code for your app")))  # noqa: S704
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template("accounts/factor_set_up.html", form=form, picture=drawn, secret=spaced)


def _shown(form: CodeForm) -> bool:
    limits.check(access.reading(), Kind.FACTOR_FAILURE, current_user.key, access.now())
    user, actor = current_user, access.current_actor()
    try:
        with access.writing() as writing:
            show_factor(writing, actor, app_secrets(), access.now(), str(form.code.data))
    except FactorNotRight as refused:
        limits.count(access.database(), Kind.FACTOR_FAILURE, user.key, access.now())
        form.code.errors = [say(refused.message)]
        return False
    factor_was_shown(user)
    return True
