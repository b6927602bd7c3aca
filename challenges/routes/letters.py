"""A letter's own page: read it, print it, take it along as PDF, and write down that it was posted."""

from __future__ import annotations

import json
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from challenges.forms import show_faults
from challenges.forms.letters import PostedForm
from challenges.queries.letters import letters_of, letters_of_objection
from challenges.routes.blueprint import blueprint
from challenges.routes.shown import today
from challenges.rules.letters import KIND_WORDS, LetterKind
from challenges.services.letters import handles_case, post_letter, readable_letter
from challenges.services.refusals import RequestRefused
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound
from notices.printing import can_print, pdf_of
from notices.queries import LetterLine
from wording import say


@blueprint.route("/brieven/<int:letter_id>", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def letter(letter_id: int) -> str | Response:
    session, actor = access.reading(), access.current_actor()
    line = readable_letter(session, actor, letter_id)
    form = PostedForm(data={"posted_on": max(today(), line.letter.dated_on)})
    if form.validate_on_submit() and _posted(form, letter_id):
        flash(_("It is kept."))
        return redirect(url_for("challenges.letter", letter_id=letter_id))
    return render_template(
        "challenges/letter.html", line=line, letter=json.loads(line.letter.content), form=form,
        sent=request.method == "POST", kind=say(KIND_WORDS[LetterKind(line.letter.kind)]), can_print=can_print(),
        may_post=line.waits_for_post and handles_case(access.reading(), actor, line.letter), back=_back(line),
    )  # fmt: skip


@blueprint.get("/brieven/<int:letter_id>.pdf")
@access.open_to(Role.RESIDENT)
def letter_pdf(letter_id: int) -> Response:
    """The same bytes each time. Raises NotFound where no PDF can be made: then the page says how to print it."""
    found = readable_letter(access.reading(), access.current_actor(), letter_id).letter
    made = pdf_of(found.number, found.content)
    if made is None:
        raise NotFound(msg("We cannot make a PDF here. Print the letter from its page."))
    name = f"{found.number.replace('/', '-')}.pdf"
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def letter_rows(challenge_id: int) -> list[tuple[LetterLine, str]]:
    """The letters of a request with the word for their kind."""
    return _rows(letters_of(access.reading(), challenge_id))


def rows_of_objection(objection_id: int) -> list[tuple[LetterLine, str]]:
    """The letters to who objects, for the objector and the clerk."""
    return _rows(letters_of_objection(access.reading(), objection_id))


def _rows(found: list[LetterLine]) -> list[tuple[LetterLine, str]]:
    return [(line, say(KIND_WORDS[LetterKind(line.letter.kind)])) for line in found]


def _posted(form: PostedForm, letter_id: int) -> bool:
    try:
        with access.writing() as session:
            posted_on: Any = form.posted_on.data
            post_letter(session, access.current_actor(), access.now(), letter_id, posted_on)
    except RequestRefused as refused:
        show_faults(form, refused.faults)
        return False
    return True


def _back(line: LetterLine) -> tuple[str, str]:
    """Where this person came from: the own page, or the screen of who handles it."""
    about, _colon, number = line.letter.about.partition(":")
    if handles_case(access.reading(), access.current_actor(), line.letter):
        if about == "challenge":
            return _("Back to the work"), url_for("challenges.work", challenge_id=int(number))
        return _("Back to the work"), url_for("challenges.objection_work", objection_id=int(number))
    if about == "challenge":
        return _("Back to the request"), url_for("challenges.own", challenge_id=int(number))
    return _("Back to the objection"), url_for("challenges.own_objection", objection_id=int(number))
