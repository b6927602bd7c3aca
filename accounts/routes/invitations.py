"""An invitation as the invited person meets it: opening the link shows a button, only the button accepts."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

import access
from accounts.forms import ConfirmForm
from accounts.login import app_secrets, page_language
from accounts.routes.blueprint import blueprint
from accounts.services.staff import accept_invitation, find_invitation


@blueprint.get("/uitnodiging/<token>")
@access.public
def invitation(token: str) -> str:
    found = find_invitation(access.reading(), app_secrets(), access.now(), token)
    return render_template("accounts/invitation.html", invitation=found, form=ConfirmForm(formdata=None))


@blueprint.post("/uitnodiging/<token>")
@access.public
def accept(token: str) -> Response:
    with access.writing() as writing:
        address = accept_invitation(writing, app_secrets(), access.now(), token, page_language())
    logout_user()
    session.clear()
    flash(_("Your account is ready. Sign in with %(address)s.", address=address))
    return redirect(url_for("accounts.sign_in", next="/tweede-factor"))
