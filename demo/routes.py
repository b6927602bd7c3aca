"""Pages that only a demonstration has: how to look around, and the mail that would have been sent."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

import access
from accounts.queries import demo_people
from accounts.secrets import Secrets
from areas.queries import names_by_code
from demo.services.factors import DEMO_ADDRESSES, digits_now
from notices.queries import newest_mail
from notices.rendering import render_mail
from notices.services import taken_out

blueprint = Blueprint("demo", __name__)


@blueprint.get("/demo")
@access.public
def tour() -> str:
    session = access.reading()
    return render_template("demo/tour.html", people=demo_people(session, DEMO_ADDRESSES), areas=names_by_code(session))


@blueprint.get("/demo/post")
@access.public
def mail() -> str:
    """Every mail, the newest first; a code stands large so that it can be read across a table."""
    session = access.reading()
    mails = [taken_out(session, row) for row in newest_mail(session)]
    shown = [(each, render_mail(each)) for each in mails]
    secrets = Secrets(current_app.config["SECRET_KEY"])
    return render_template(
        "demo/mail.html",
        mails=shown,
        digits=[
            (f"{each.name} ({each.email})", each.digits) for each in digits_now(access.reading(), secrets, access.now())
        ],
    )
