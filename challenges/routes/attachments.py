"""Attachments of a request: the applicant's screen, one file for whoever may read it, and closing one by staff."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.forms import ConfirmForm
from challenges.forms.evidence import AttachmentForm, CloseForm
from challenges.models import Challenge
from challenges.queries import challenge_page, find_challenge
from challenges.queries.attachments import find_attachment, no_such_attachment
from challenges.routes.blueprint import blueprint
from challenges.routes.evidence import attached, evidence, let_files_in, may_send_file
from challenges.routes.own import done
from challenges.routes.shown import title_of, today
from challenges.routes.writing import steps_of
from challenges.rules.attaching import Relation, is_public, may_add, may_close, may_lift, may_read
from challenges.rules.states import RequestState
from challenges.services.attaching import (
    add_attachment,
    close_attachment,
    lift_closing,
    show_attachment,
    take_attachment_away,
)
from challenges.services.refusals import not_your_request, not_your_work
from challenges.services.relations import relations_to
from files.answers import answer_with
from logbook.actors import Role

HANDLING = (Role.COORDINATOR, Role.COLLEGE_CLERK)
WITH_FILES = frozenset({"challenges.own_attachments", "challenges.signatures"})


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    let_files_in(request, endpoint, WITH_FILES)


@blueprint.route("/mijn/verzoeken/<int:challenge_id>/bijlagen", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def own_attachments(challenge_id: int) -> str | Response:
    row = _own(challenge_id)
    form = AttachmentForm()
    may = may_add(relations_to(access.reading(), access.current_actor(), row), RequestState(row.state))
    if may and form.validate_on_submit() and _added(challenge_id, form):
        flash(_("The attachment is kept."))
        return redirect(url_for("challenges.own_attachments", challenge_id=challenge_id))
    return render_template(
        "challenges/attachments.html", form=form, challenge=row, name=title_of(row), may_add=may,
        confirm=ConfirmForm(formdata=None), **evidence(row, access.current_actor()), **steps_of(challenge_id),
    )  # fmt: skip


@blueprint.post("/mijn/verzoeken/<int:challenge_id>/bijlagen/<int:attachment_id>/<action>")
@access.open_to(Role.RESIDENT)
def change_attachment(challenge_id: int, attachment_id: int, action: str) -> Response:
    _own(challenge_id)
    who, now = access.current_actor(), access.now()
    with access.writing() as session:
        match action:
            case "weg":
                take_attachment_away(session, who, now, challenge_id, attachment_id)
            case "openbaar" | "besloten":
                is_private = action == "besloten"
                show_attachment(session, who, now, challenge_id, attachment_id, is_private=is_private)
            case _:
                raise no_such_attachment()
    flash(_("The attachment is taken away.") if action == "weg" else _("It is kept."))
    return redirect(url_for("challenges.own_attachments", challenge_id=challenge_id), 303)


@blueprint.get("/uitdaagrecht/<int:challenge_id>/bijlagen/<int:attachment_id>")
@access.public
def attachment(challenge_id: int, attachment_id: int) -> Response:
    """The file itself, for whoever may read it; for anyone else it is as if it were not there."""
    session = access.reading()
    row, found = find_challenge(session, challenge_id), find_attachment(session, challenge_id, attachment_id)
    state = RequestState(row.state)
    if not may_read(relations_to(session, access.signed_in_actor(), row), state, found.facts):
        raise no_such_attachment()
    return answer_with(session, found.file, is_public=is_public(state, found.facts))


@blueprint.route("/werk/uitdaagrecht/<int:challenge_id>/bijlagen/<int:attachment_id>", methods=["GET", "POST"])
@access.open_to(*HANDLING)
def close(challenge_id: int, attachment_id: int) -> str | Response:
    """Staff take an attachment from everyone's sight, or undo that."""
    session = access.reading()
    row = find_challenge(session, challenge_id)
    relations, state = relations_to(session, access.current_actor(), row), RequestState(row.state)
    if not relations & {Relation.COORDINATOR, Relation.COLLEGE_CLERK}:
        raise not_your_work()
    found, form = find_attachment(session, challenge_id, attachment_id), CloseForm()
    if not (may_close(relations, state, found.facts) or may_lift(relations, state, found.facts)):
        raise no_such_attachment()
    is_closed = found.facts.is_closed
    shown = attached(challenge_id, found, relations, state)
    if form.validate_on_submit() and done(
        lambda s, who, n, f: (
            lift_closing(s, who, access.now(), n, attachment_id)
            if is_closed
            else close_attachment(s, who, access.now(), n, attachment_id, f.reason.data or "")
        ),
        challenge_id,
        form,
    ):
        flash(_("It is kept."))
        return redirect(url_for("challenges.work", challenge_id=challenge_id))
    return render_template("challenges/close.html", form=form, challenge=row, each=shown)


def _added(challenge_id: int, form: AttachmentForm) -> bool:
    new = form.attachment()
    if not may_send_file(form, new.sent is not None):
        return False
    return done(lambda s, who, n, f: add_attachment(s, who, access.now(), n, new), challenge_id, form)


def _own(challenge_id: int) -> Challenge:
    """Raises NotFound for somebody else's draft, NotAllowed for who is not of the applicant's side."""
    session, actor = access.reading(), access.current_actor()
    row = challenge_page(session, challenge_id, today(), actor).challenge
    if not relations_to(session, actor, row) & {Relation.APPLICANT, Relation.WRITER}:
        raise not_your_request()
    return row
