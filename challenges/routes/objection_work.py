"""One screen on which a clerk who did not prepare the decision handles an objection, and opening a request again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.forms import ConfirmForm
from challenges.forms.objecting import objection_work_forms
from challenges.queries import Page
from challenges.queries.objectors import ObjectionPage, is_clerk_for, objection_page, takes_in
from challenges.routes.blueprint import blueprint
from challenges.routes.letters import rows_of_objection
from challenges.routes.objections import OWN_DOES, objection_shown
from challenges.routes.own import Do, done
from challenges.routes.shown import letter, today
from challenges.rules.objection_life import ObjectionStep
from challenges.services.hearing import (
    Outcome,
    admit_objection,
    ask_repair,
    choose_committee,
    decide_objection,
    invite,
    leave_hearing_out,
    put_off,
    record_hearing,
)
from challenges.services.refusals import not_your_work
from challenges.services.reopening import decide_again
from challenges.services.steps import roles_to
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound

DOES: dict[str, Do] = {
    **OWN_DOES,
    "ask_repair": lambda s, who, n, form: ask_repair(
        s, who, access.now(), n, form.until.data, form.reason.data or "", letter()
    ),
    "admit": lambda s, who, n, form: admit_objection(s, who, access.now(), n, form.excuse.data or ""),
    "committee": lambda s, who, n, form: choose_committee(
        s, who, access.now(), n, letter(), with_committee=form.with_committee.data == "yes"
    ),
    "invite": lambda s, who, n, form: invite(
        s, who, access.now(), n, form.on_day.data, letter(), form.place.data or ""
    ),
    "report": lambda s, who, n, form: record_hearing(s, who, access.now(), n, form.report.data or ""),
    "no_hearing": lambda s, who, n, form: leave_hearing_out(s, who, access.now(), n, form.reason.data or ""),
    "put_off": lambda s, who, n, form: put_off(s, who, access.now(), n, form.reason.data or "", letter()),
    "reject": lambda s, who, n, form: decide_objection(
        s, who, access.now(), n, ObjectionStep.REJECT_AS_INADMISSIBLE,
        _outcome(form, is_party=form.is_party.data == "yes"), letter(),
    ),
    "decide": lambda s, who, n, form: decide_objection(
        s, who, access.now(), n, ObjectionStep(form.step.data), _outcome(form, is_party=True), letter()
    ),
}  # fmt: skip


@blueprint.get("/werk/bezwaren/<int:objection_id>")
@access.open_to(Role.COLLEGE_CLERK)
def objection_work(objection_id: int) -> str:
    return _screen(_handled(objection_id))


@blueprint.post("/werk/bezwaren/<int:objection_id>/<action>")
@access.open_to(Role.COLLEGE_CLERK)
def act_on_objection(objection_id: int, action: str) -> str | Response:
    page = _handled(objection_id)
    if action not in DOES:
        raise NotFound(msg("We do not know this objection."))
    forms = objection_work_forms(action, _data())
    if not forms[action].validate() or not done(DOES[action], objection_id, forms[action]):
        return _screen(page, forms, action)
    flash(_("It is kept."))
    return redirect(url_for("challenges.objection_work", objection_id=objection_id), 303)


@blueprint.post("/werk/uitdaagrecht/<int:challenge_id>/opnieuw")
@access.open_to(Role.COLLEGE_CLERK)
def reopen(challenge_id: int) -> Response:
    if not ConfirmForm().validate_on_submit():
        abort(400)
    with access.writing() as session:
        decide_again(session, access.current_actor(), access.now(), challenge_id)
    flash(_("The request is ready for a new decision."))
    return redirect(url_for("challenges.work", challenge_id=challenge_id), 303)


def objections_for_staff(page: Page) -> dict[str, Any]:
    """What the work screen of a request shows of its objections to this person."""
    actor = access.current_actor()
    by = roles_to(access.reading(), actor, page.challenge)
    return {
        "by": frozenset(map(str, by)),
        "is_clerk": "college_clerk" in by,
        "may_take_in": bool(by)
        and page.challenge.state != "draft"
        and takes_in(access.reading(), actor, page.challenge),
    }


def _outcome(form: Any, *, is_party: bool) -> Outcome:
    return Outcome(
        form.motivation.data or "", form.legal_basis.data or "", form.reference.data or "", form.announced_on.data,
        is_party,
    )  # fmt: skip


def _handled(objection_id: int) -> ObjectionPage:
    """Raises NotFound, and NotAllowed for who is no clerk here, or is a party."""
    page = objection_page(access.reading(), objection_id, today())
    if not is_clerk_for(access.reading(), access.current_actor(), page.objection, page.challenge):
        raise not_your_work()
    return page


def _data() -> dict[str, Any]:
    """What the forms begin with."""
    return {"announced_on": today(), "until": today() + timedelta(days=14)}


def _screen(page: ObjectionPage, forms: dict[str, Any] | None = None, sent: str = "") -> str:
    forms = forms or objection_work_forms("", _data())
    is_involved = access.current_actor().key in page.hands
    return render_template(
        "challenges/objection_work.html", letters=rows_of_objection(page.objection.id), forms=forms,
        sent=forms.get(sent), is_involved=is_involved,
        actions=_actions(page, is_involved=is_involved), **objection_shown(page),
    )  # fmt: skip


def _actions(page: ObjectionPage, *, is_involved: bool) -> frozenset[str]:
    """What can be tried from here by somebody who did not prepare the decision (Awb 7:5)."""
    row = page.objection
    if not page.is_open:
        return frozenset()
    found: set[str] = set()
    if row.person_key is None:
        found.add("withdraw")
        found |= set() if page.clock.is_late else {"wait"}
        found |= {"repair"} if page.asked and row.state == "filed" else set()
    if is_involved:
        return frozenset(found)
    found |= set() if row.adjourned_on or page.clock.is_late else {"put_off"}
    if row.state == "filed":
        found |= {"admit", "reject", "committee"} | (set() if page.asked else {"ask_repair"})
    elif row.state == "admissible":
        found |= {"decide"} if row.no_hearing_reason else {"invite", "no_hearing", "committee"}
    else:
        found |= {"decide"} if row.hearing_report else {"report"}
    return frozenset(found)
