"""The public register of requests, and one request as everyone sees it."""

from __future__ import annotations

from flask import render_template

import access
from challenges.queries import challenge_page, challenge_settings, register
from challenges.routes.blueprint import blueprint
from challenges.routes.shown import shown, state_word, today
from everyone import same_for_everyone


@blueprint.get("/uitdaagrecht")
@access.public
@same_for_everyone
def requests_page() -> str:
    session = access.reading()
    rows = [(line, state_word(line.state)) for line in register(session, today())]
    return render_template("challenges/register.html", rows=rows, settings=challenge_settings(session))


@blueprint.get("/uitdaagrecht/<int:challenge_id>")
@access.public
@same_for_everyone
def request_page(challenge_id: int) -> str:
    page = challenge_page(access.reading(), challenge_id, today())
    return render_template("challenges/request.html", **shown(page))
