"""The public register of requests, and one request as everyone sees it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

import access
from challenges.queries import RegisterFilter, challenge_page, challenge_settings, public_requests, register_options
from challenges.queries.register import DAYS_LEFT, NEWEST, PER_PAGE, WHOLE_TOWN
from challenges.routes.blueprint import blueprint
from challenges.routes.evidence import evidence
from challenges.routes.shown import days_left_of, shown, state_word, today
from challenges.words import GROUPS
from everyone import same_for_everyone
from wording import say

ARGUMENTS = {"group": "stand", "area": "wijk", "year": "jaar", "search": "zoek", "order": "volgorde"}
MOST_PAGES = 10_000


@blueprint.get("/uitdaagrecht")
@access.public
@same_for_everyone
def requests_page() -> str | Response:
    session, wanted, number = access.reading(), wanted_requests(), _page_number()
    found, count = public_requests(session, wanted, today(), number)
    arguments = _arguments(wanted)
    if not found and number > 1:
        return redirect(url_for("challenges.requests_page", **arguments))
    areas, years = register_options(session)
    return render_template(
        "challenges/register.html",
        rows=[(entry, state_word(entry.state), days_left_of(entry.clock)) for entry in found],
        found=ngettext("%(num)s request found", "%(num)s requests found", count),
        wanted=wanted,
        arguments=arguments,
        is_filtered=any((wanted.group, wanted.area, wanted.year, wanted.search)),
        groups=[("", _("All requests")), *((str(code), say(word)) for code, word in GROUPS.items())],
        areas=[("", _("Everywhere")), (WHOLE_TOWN, _("The whole town")), *areas],
        years=[("", _("All years")), *((str(year), year) for year in years)],
        orders=[(NEWEST, _("Newest first")), (DAYS_LEFT, _("Fewest days left first"))],
        page=number,
        pages=-(-count // PER_PAGE),
        settings=challenge_settings(session),
    )


@blueprint.get("/uitdaagrecht/<int:challenge_id>")
@access.public
@same_for_everyone
def request_page(challenge_id: int) -> str:
    page = challenge_page(access.reading(), challenge_id, today())
    return render_template("challenges/request.html", **shown(page), **evidence(page.challenge, None))


def wanted_requests() -> RegisterFilter:
    """What the address asks for: the page and the files of the register read it alike."""
    given = {name: request.args.get(argument, "")[:100] for name, argument in ARGUMENTS.items()}
    return RegisterFilter(**{**given, "order": DAYS_LEFT if given["order"] == DAYS_LEFT else NEWEST})


def _arguments(wanted: RegisterFilter) -> dict[str, Any]:
    given = {ARGUMENTS[name]: value for name, value in asdict(wanted).items() if value}
    return {name: value for name, value in given.items() if value != NEWEST}


def _page_number() -> int:
    text = request.args.get("pagina", "1")[:9]
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PAGES else 1
