"""Deals, for everyone: the list with green ones counted apart, each deal's page and photos; what its partner does."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

import access
from areas.rules.themes import THEMES
from deals.forms.acting import forms_of
from deals.forms.fields import show_faults
from deals.queries import DealFilter, deal_page, find_photo, is_public, public_deals
from deals.queries.finding import DealPage, is_open, no_such_deal
from deals.queries.lists import PER_PAGE, filter_options
from deals.routes.blueprint import blueprint
from deals.routes.shown import kind_options, words_of
from deals.services import add_progress, ask_deal_payment, hand_in_report
from deals.services.refusals import DealRefused
from everyone import same_for_everyone
from lives.periods import day_of
from lives.refused import Refused
from logbook.actors import Role
from wording import say

ARGUMENTS = {"area": "wijk", "kind": "soort", "theme": "thema", "year": "jaar"}
MOST_PAGES = 10_000
PARTNERS = {"voortgang": "progress", "betaling": "payment", "verslag": "report"}
LARGEST_REQUEST = 25_000_000


@blueprint.url_value_preprocessor
def allow_photos(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Where progress is told a whole photo may come in: what is too large is told at its field."""
    if values and values.get("action") == "voortgang":
        request.max_content_length = LARGEST_REQUEST


@blueprint.get("/afspraken")
@access.public
@same_for_everyone
def deals() -> str | Response:
    given = {name: request.args.get(argument, "")[:100] for name, argument in ARGUMENTS.items()}
    wanted, page = DealFilter(**given), _page_number()
    session = access.reading()
    found, green, other = public_deals(session, wanted, page)
    arguments = {ARGUMENTS[name]: value for name, value in asdict(wanted).items() if value}
    if not found and page > 1:
        return redirect(url_for("deals.deals", **arguments))
    areas, years = filter_options(session)
    return render_template(
        "deals/list.html",
        rows=found,
        green=ngettext("%(num)s green deal", "%(num)s green deals", green),
        other=ngettext("%(num)s other deal", "%(num)s other deals", other),
        areas=[("", _("All wijken")), *areas],
        kinds=[("", _("All kinds")), *kind_options()],
        themes=[("", _("All themes")), *((code, say(word)) for code, word in THEMES.items())],
        years=[("", _("All years")), *((year, year) for year in years)],
        wanted=wanted,
        arguments=arguments,
        page=page,
        pages=-(-(green + other) // PER_PAGE),
    )


@blueprint.get("/afspraken/<int:deal_id>")
@access.public
@same_for_everyone
def deal(deal_id: int) -> str:
    return _page(_public_page(deal_id))


@blueprint.post("/afspraken/<int:deal_id>/<action>")
@access.open_to(Role.RESIDENT)
def tell_deal(deal_id: int, action: str) -> str | Response:
    """What the partner does: tells how it goes, asks a payment, hands in the report."""
    found = _public_page(deal_id)
    name = PARTNERS.get(action)
    if name is None:
        raise no_such_deal()
    forms = forms_of(found, name)
    form = forms[name]
    if not form.validate() or not _done(name, deal_id, form):
        return _page(found, forms)
    flash(_("Thank you. It is kept."))
    return redirect(url_for("deals.deal", deal_id=deal_id), 303)


@blueprint.get("/afspraken/fotos/<int:photo_id>")
@access.public
def photo(photo_id: int) -> Response:
    found = find_photo(access.reading(), photo_id)
    answer = make_response(found.data)
    answer.content_type = found.content_type
    # a photo never changes under its number; one that is hidden is asked for no more
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def _done(name: str, deal_id: int, form: FlaskForm) -> bool:
    """Do it, or put the refusal in the form, where everything typed still stands."""
    actor, now = access.current_actor(), access.now()
    try:
        with access.writing() as session:
            if name == "progress":
                text, day = form.progress.data or "", form.on_day.data
                add_progress(session, actor, now, deal_id, text, day, form.new_photo())
            elif name == "payment":
                ask_deal_payment(session, actor, now, deal_id, form.cents.data or 0, form.purpose.data or "")
            else:
                report, figures = form.report.data or "", form.financial_report.data or ""
                hand_in_report(session, actor, now, deal_id, report, figures)
    except DealRefused as refused:
        show_faults(form, refused.faults)
    except Refused as refused:
        if getattr(refused, "status", 409) in (403, 404):
            raise
        form.form_errors.append(say(refused.message))
    else:
        return True
    return False


def _public_page(deal_id: int) -> DealPage:
    found = deal_page(access.reading(), deal_id)
    if not is_public(found.deal):
        raise no_such_deal()
    return found


def _page(found: DealPage, forms: dict[str, FlaskForm] | None = None) -> str:
    actor = access.signed_in_actor()
    is_partner = actor is not None and actor.key == found.deal.partner_key and is_open(found.deal.state)
    if is_partner and forms is None:
        forms = forms_of(found)
        forms["progress"].on_day.data = day_of(access.now())
    return render_template("deals/deal.html", **words_of(found), forms=forms if is_partner else None)


def _page_number() -> int:
    text = request.args.get("pagina", "1")
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES else 1
