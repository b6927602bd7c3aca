"""Pages of the administrator: fix the ballot, make voting codes for one download, withdraw a lost letter's code."""

from __future__ import annotations

import csv
import io

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

import access
from lives.refused import Refused
from logbook.actors import Role
from rounds.models import Round
from rounds.queries import areas_of, find_round, phase_of
from voting.forms.administration import CodesForm, WithdrawForm, codes_form
from voting.models import BallotBox
from voting.queries.administration import codes_by_area, plans_by_area
from voting.routes.blueprint import blueprint
from voting.rules.codes import printed_code
from voting.services.codes import LETTER_CENTS, NewCode, make_codes, withdraw_code
from voting.services.refusals import SealingRefused
from voting.services.sealing import seal_round
from wording import say


@blueprint.get("/beheer/rondes/<slug>/stemming")
@access.open_to(Role.ADMINISTRATOR)
def administration(slug: str) -> str:
    found = find_round(access.reading(), slug)
    return _page(found)


@blueprint.post("/beheer/rondes/<slug>/stemming/verzegelen")
@access.open_to(Role.ADMINISTRATOR)
def seal(slug: str) -> str | AnyResponse:
    found = find_round(access.reading(), slug)
    try:
        with access.writing() as session:
            memory_kib = current_app.extensions["settings"].argon2_memory_kib
            seal_round(session, access.current_actor(), access.now(), found.id, memory_kib)
    except SealingRefused as refused:
        return _page(find_round(access.reading(), slug), [say(fault) for fault in refused.faults])
    except Refused as refused:
        return _page(find_round(access.reading(), slug), [say(refused.message)])
    flash(_("The ballot is fixed and the pots are set apart. You can make voting codes now."))
    return redirect(url_for("voting.administration", slug=slug))


@blueprint.post("/beheer/rondes/<slug>/stemming/codes")
@access.open_to(Role.ADMINISTRATOR)
def codes(slug: str) -> str | AnyResponse:
    """The codes leave in this one answer: they are stored nowhere."""
    found = find_round(access.reading(), slug)
    areas = areas_of(access.reading(), found.id)
    form = codes_form([(area.code, area.name) for area in areas])
    if not form.validate_on_submit():
        return _page(found, form=form)
    try:
        with access.writing() as session:
            made = make_codes(
                session, access.current_actor(), access.now(), found.id, form.area.data, form.number.data or 0
            )
    except Refused as refused:
        form.number.errors = [say(refused.message)]
        return _page(find_round(access.reading(), slug), form=form)
    name = next(area.name for area in areas if area.code == form.area.data)
    return _download(slug, name, made)


@blueprint.post("/beheer/rondes/<slug>/stemming/intrekken")
@access.open_to(Role.ADMINISTRATOR)
def withdraw(slug: str) -> str | AnyResponse:
    found = find_round(access.reading(), slug)
    form = WithdrawForm()
    if not form.validate_on_submit():
        return _page(found, withdraw_form=form)
    try:
        with access.writing() as session:
            letter, reason = form.letter_number.data or 0, form.reason.data or ""
            withdraw_code(session, access.current_actor(), access.now(), found.id, letter, reason)
    except Refused as refused:
        form.letter_number.errors = [say(refused.message)]
        return _page(find_round(access.reading(), slug), withdraw_form=form)
    flash(_("The code of letter %(letter)s is withdrawn.", letter=form.letter_number.data))
    return redirect(url_for("voting.administration", slug=slug))


def _page(
    found: Round,
    faults: list[str] | None = None,
    form: CodesForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> str:
    session = access.reading()
    box = session.get(BallotBox, found.id)
    areas = areas_of(session, found.id)
    return render_template(
        "voting/admin/administration.html",
        round=found,
        phase=phase_of(found, access.now()),
        box=box,
        areas=areas,
        plans=plans_by_area(session, found.id),
        codes=codes_by_area(session, found.id),
        letter_cents=LETTER_CENTS,
        form=form or codes_form([(area.code, area.name) for area in areas], with_answers=False),
        withdraw_form=withdraw_form or WithdrawForm(formdata=None),
        faults=faults or [],
        can_change=box is not None and box.state == "sealed" and not found.is_reference,
    )


def _download(slug: str, area: str, made: list[NewCode]) -> Response:
    file = io.StringIO()
    rows = csv.writer(file, delimiter=";")
    rows.writerow(("letter", "area", "code"))
    rows.writerows((code.letter_number, area, printed_code(code.code)) for code in made)
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="codes-{slug}-{made[0].area_code}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
