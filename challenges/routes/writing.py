"""Writing a request in six screens that save themselves, and sending it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from accounts.acting import acts_for
from accounts.forms import ConfirmForm
from accounts.queries import organisations_of
from areas.queries import districts
from challenges.forms import SCREEN_FORMS, SendForm, answers_of, show_faults, typed_from
from challenges.forms.writing import offer
from challenges.models import Challenge
from challenges.queries import challenge_page, request_of
from challenges.routes.blueprint import blueprint
from challenges.routes.evidence import evidence
from challenges.routes.shown import letter, shown, title_of, today
from challenges.rules.asking import Request, faults_of_request, step_of
from challenges.rules.states import RequestState
from challenges.services import save_draft, start_draft, submit
from challenges.services.refusals import OlderVersion, RequestRefused
from challenges.words import SCREENS
from lives.refused import Refused
from logbook.actors import Role
from wording import say

NAMES = tuple(SCREEN_FORMS)


@blueprint.post("/mijn/verzoeken/nieuw")
@access.open_to(Role.RESIDENT)
def start() -> Response:
    return _started(at_desk=False)


@blueprint.post("/werk/uitdaagrecht/balie")
@access.open_to(Role.COORDINATOR)
def start_at_desk() -> Response:
    return _started(at_desk=True)


@blueprint.route("/mijn/verzoeken/<int:challenge_id>/schrijven/<screen>", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def write(challenge_id: int, screen: str) -> str | Response:
    row = _draft(challenge_id, screen)
    form = _form(row, screen)
    if form.validate_on_submit() and _saved(form, challenge_id):
        following = NAMES.index(screen) + 1
        if following < len(NAMES):
            return redirect(url_for("challenges.write", challenge_id=challenge_id, screen=NAMES[following]))
        return redirect(url_for("challenges.own_attachments", challenge_id=challenge_id))
    return render_template(
        "challenges/write.html", form=form, challenge=row, screen=screen, number=NAMES.index(screen) + 1,
        heading=say(SCREENS[screen]), name=title_of(row), discard=ConfirmForm(formdata=None, prefix="discard"),
        **steps_of(challenge_id),
    )  # fmt: skip


@blueprint.post("/mijn/verzoeken/<int:challenge_id>/bewaren/<screen>")
@access.open_to(Role.RESIDENT)
def autosave(challenge_id: int, screen: str) -> Response:
    form = _form(_draft(challenge_id, screen), screen)
    return Response(status=204 if form.validate() and _saved(form, challenge_id) else 409)


@blueprint.route("/mijn/verzoeken/<int:challenge_id>/versturen", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def send(challenge_id: int) -> str | Response:
    row = _draft(challenge_id)
    form = SendForm(data={"version": row.version})
    if form.validate_on_submit() and _sent(form, row):
        flash(_("Your request is sent. You get a mail with the last day for our decision."))
        return redirect(url_for("challenges.own", challenge_id=challenge_id))
    missing = [
        (say(fault.message), say(SCREENS[step_of(fault.field)]), step_of(fault.field))
        for fault in faults_of_request(request_of(row))
    ]
    page = challenge_page(access.reading(), challenge_id, today(), access.current_actor())
    return render_template(
        "challenges/send.html",
        form=form,
        missing=missing,
        name=title_of(row),
        **shown(page, is_public=False),
        **evidence(row, access.current_actor()),
        **steps_of(challenge_id),
    )


def areas_to_choose(session: Session) -> list[tuple[str, str]]:
    """The wijken."""
    return [(area.code, area.name) for area in districts(session)]


def organisations_to_choose(session: Session) -> list[tuple[int, str]]:
    """The organisations for which this person acts."""
    return [(each.id, each.name) for each in organisations_of(session, access.current_actor().key)]


def _started(*, at_desk: bool) -> Response:
    form = ConfirmForm()
    if not form.validate_on_submit():
        abort(400)
    chosen = None if at_desk else acts_for()
    begun = Request(applicant="organisation", organisation_id=chosen.id) if chosen else Request()
    with access.writing() as session:
        number = start_draft(session, access.current_actor(), access.now(), begun, at_desk=at_desk)
    return redirect(url_for("challenges.write", challenge_id=number, screen=NAMES[0]), 303)


def _draft(challenge_id: int, screen: str = NAMES[0]) -> Challenge:
    """A draft of this person. Raises NotFound; what was sent leads to its own page."""
    row = challenge_page(access.reading(), challenge_id, today(), access.current_actor()).challenge
    if screen not in SCREEN_FORMS:
        abort(404)
    if row.state != RequestState.DRAFT:
        abort(redirect(url_for("challenges.own", challenge_id=challenge_id)))
    return row


def _form(row: Challenge, screen: str) -> Any:
    form = SCREEN_FORMS[screen](data=typed_from(request_of(row), row.version))
    session = access.reading()
    offer(form, areas_to_choose(session), organisations_to_choose(session))
    return form


def _saved(form: Any, challenge_id: int) -> bool:
    """Save the screen, or say at the field what cannot be kept."""
    try:
        version = int(form.version.data or 0)
        with access.writing() as session:
            save_draft(
                session, access.current_actor(), access.now(), challenge_id, version, answers_of(form),
                replaces=form.replaces.data == "1",
            )  # fmt: skip
    except RequestRefused as refused:
        show_faults(form, refused.faults)
    except OlderVersion as refused:
        # what is typed here stays unless one looks at the other text first
        form.form_errors.append(say(refused.message))
        form.version.raw_data = form.replaces.raw_data = None
        form.version.data, form.replaces.data = refused.version, "1"
    except ValueError:
        abort(400)
    else:
        return True
    return False


def _sent(form: SendForm, row: Challenge) -> bool:
    received_on = form.received_on.data if row.entered_by_key else None
    postal = form.postal.data or ""
    try:
        version = int(form.version.data or 0)
        with access.writing() as session:
            submit(session, access.current_actor(), access.now(), row.id, version, letter(), received_on, postal)
    except RequestRefused as refused:
        show_faults(form, refused.faults)
    except Refused as refused:
        if getattr(refused, "status", 409) in (403, 404):
            raise
        form.form_errors.append(say(refused.message))
    except ValueError:
        abort(400)
    else:
        return True
    return False


def steps_of(challenge_id: int) -> dict[str, Any]:
    """The screens in order, those of the form and the two that follow, with their addresses."""
    urls = [url_for("challenges.write", challenge_id=challenge_id, screen=name) for name in NAMES]
    labels = [*(say(SCREENS[name]) for name in NAMES), _("Attachments"), _("Check and send")]
    return {"labels": labels, "urls": [*urls, url_for("challenges.own_attachments", challenge_id=challenge_id), None]}
