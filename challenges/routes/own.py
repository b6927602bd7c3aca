"""Who asked: the own requests, completing one, waiting, a notice of default, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from challenges.forms import WholeForm, answers_of, own_forms, show_faults, typed_from
from challenges.forms.writing import offer
from challenges.queries import Page, challenge_page, challenge_settings, challenges_of_person, request_of
from challenges.routes.blueprint import blueprint
from challenges.routes.evidence import evidence
from challenges.routes.letters import letter_rows
from challenges.routes.shown import letter, shown, state_word, title_of, today
from challenges.routes.writing import areas_to_choose, organisations_to_choose
from challenges.rules.asking import Request
from challenges.rules.clock import ClockState
from challenges.rules.life import REQUEST_LIFE
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from challenges.services import agree_to_delay, complete, discard_draft, receive_default_notice, withdraw
from challenges.services.agreeing import confirm_agreement
from challenges.services.offering import TALKING
from challenges.services.refusals import RequestRefused, not_your_request
from challenges.services.reporting import AFTER_TAKE_OVER
from challenges.services.steps import roles_to
from lives.messages import msg
from lives.refused import Refused
from logbook.actors import Actor, Role
from logbook.refusals import NotFound
from wording import say

Do = Callable[[Session, Actor, int, Any], object]
DOES: dict[str, Do] = {
    "withdraw": lambda s, who, n, form: withdraw(s, who, access.now(), n, form.reason.data or ""),
    "delay": lambda s, who, n, form: agree_to_delay(
        s, who, access.now(), n, form.until.data, form.reason.data or "", letter()
    ),
    "default": lambda s, who, n, form: receive_default_notice(s, who, access.now(), n, letter()),
    "discard": lambda s, who, n, form: discard_draft(s, who, n),
    "confirm": lambda s, who, n, form: confirm_agreement(s, who, access.now(), n, _version_read()),
}
ACTIONS = {"intrekken": "withdraw", "wachten": "delay", "ingebreke": "default", "weg": "discard", "akkoord": "confirm"}


@blueprint.get("/mijn/verzoeken")
@access.open_to(Role.RESIDENT)
def mine() -> str:
    session = access.reading()
    lines = challenges_of_person(session, access.current_actor().key, today())
    rows = [(line, state_word(line.state)) for line in lines]
    return render_template("challenges/mine.html", rows=rows, settings=challenge_settings(session),
                           is_coordinator=access.current_actor().has(Role.COORDINATOR))  # fmt: skip


@blueprint.get("/mijn/verzoeken/<int:challenge_id>")
@access.open_to(Role.RESIDENT)
def own(challenge_id: int) -> str | Response:
    page = own_page(challenge_id)
    if page.challenge.state == RequestState.DRAFT:
        return redirect(url_for("challenges.write", challenge_id=challenge_id, screen="who"))
    return _screen(page)


@blueprint.post("/mijn/verzoeken/<int:challenge_id>/<action>")
@access.open_to(Role.RESIDENT)
def act_on_own(challenge_id: int, action: str) -> str | Response:
    page, name = own_page(challenge_id), ACTIONS.get(action)
    if name is None:
        raise NotFound(msg("We do not know this request."))
    forms = own_forms(name)
    if not forms[name].validate() or not done(DOES[name], challenge_id, forms[name]):
        return _screen(page, forms, name)
    if name == "discard":
        flash(_("Your draft is thrown away."))
        return redirect(url_for("challenges.mine"), 303)
    flash(_("It is kept."))
    return redirect(url_for("challenges.own", challenge_id=challenge_id), 303)


@blueprint.route("/mijn/verzoeken/<int:challenge_id>/aanvullen", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def complete_own(challenge_id: int) -> str | Response:
    page = own_page(challenge_id)
    session, row = access.reading(), page.challenge
    form = WholeForm(data=typed_from(request_of(row), row.version))
    offer(form, areas_to_choose(session), organisations_to_choose(session))
    if form.validate_on_submit() and done(_complete(page), challenge_id, form):
        flash(_("Your answer is sent. The clock runs again."))
        return redirect(url_for("challenges.own", challenge_id=challenge_id))
    asked = next((event.reason for event in reversed(page.events) if event.step == "ask_completion"), "")
    return render_template("challenges/complete.html", form=form, asked=asked, **shown(page, is_public=False))


def _version_read() -> int:
    """Which version of the agreement this person had before the eyes."""
    typed = request.form.get("agreement_version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _complete(page: Page) -> Do:
    kept = vars(request_of(page.challenge))

    def do(session: Session, who: Actor, number: int, form: Any) -> None:
        complete(session, who, access.now(), number, Request(**{**kept, **answers_of(form)}), letter())

    return do


def done(does: Do, challenge_id: int, form: Any) -> bool:
    """Do it, or put the refusal in the form, where everything typed still stands."""
    try:
        with access.writing() as session:
            does(session, access.current_actor(), challenge_id, form)
    except RequestRefused as refused:
        show_faults(form, refused.faults)
    except Refused as refused:
        if getattr(refused, "status", 409) in (403, 404):
            raise
        form.form_errors.append(say(refused.message))
    else:
        return True
    return False


def own_page(challenge_id: int) -> Page:
    """Raises NotFound, and NotAllowed for who did not ask."""
    session, actor = access.reading(), access.current_actor()
    page = challenge_page(session, challenge_id, today(), actor)
    row = page.challenge
    if row.state != RequestState.DRAFT and By.APPLICANT not in roles_to(session, actor, row):
        raise not_your_request()
    return page


def _screen(page: Page, forms: dict[str, Any] | None = None, sent: str = "") -> str:
    state, forms = RequestState(page.challenge.state), forms or own_forms()
    can_wait = page.clock is not None and page.clock.state in (ClockState.RUNNING, ClockState.STANDING)
    return render_template(
        "challenges/own.html", letters=letter_rows(page.challenge.id), forms=forms,
        sent=forms.get(sent), name=title_of(page.challenge),
        may_withdraw=REQUEST_LIFE.may(RequestStep.WITHDRAW, state, {By.APPLICANT}, RequestSituation()),
        may_wait=can_wait, is_late=page.clock is not None and page.clock.state is ClockState.LATE,
        may_report=state in AFTER_TAKE_OVER and page.agreement is not None, may_answer=state in TALKING,
        **shown(page, is_public=False), **evidence(page.challenge, access.current_actor()),
    )  # fmt: skip
