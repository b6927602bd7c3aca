"""One screen on which staff handle a request: the facts, the clock, and every step that is open to this person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from accounts.forms import ConfirmForm
from areas.queries import budget_areas
from challenges.forms import forms_of
from challenges.forms.agreeing import AgreementForm, agreement_data, offer_areas
from challenges.queries import Page, challenge_page, history_of
from challenges.queries.reopening import reopened
from challenges.queries.reports import due_days
from challenges.routes.blueprint import blueprint
from challenges.routes.evidence import evidence
from challenges.routes.objection_work import objections_for_staff
from challenges.routes.own import done
from challenges.routes.penalties import letters_and_penalty
from challenges.routes.shown import letter, shown, today
from challenges.rules.clock import ClockState
from challenges.rules.following import OVER, RUNNING
from challenges.rules.history import Happening
from challenges.rules.life import REQUEST_LIFE
from challenges.rules.states import By, RequestState, RequestStep
from challenges.services import (
    NewDecision,
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
    ask_completion,
    begin_check,
    close_advice,
    decide,
    describe_task,
    find_complex,
    give_advice,
    give_notice,
    go_on,
    receive_default_notice,
    record_council_answer,
    record_talk,
    refer_to_council,
    run_clock,
    stop_clock,
)
from challenges.services.agreeing import agree, begin_agreement, give_agreement_up, write_agreement
from challenges.services.evaluating import Evaluated, begin_evaluation, conclude_evaluation, terminate
from challenges.services.offering import TALKING
from challenges.services.refusals import not_your_work
from challenges.services.steps import roles_to
from lives.messages import msg
from logbook.actors import Actor, Role
from logbook.refusals import NotFound

STAFF = (Role.COORDINATOR, Role.COLLEGE_CLERK, Role.COUNCIL_CLERK, Role.REVIEWER)
Do = Callable[[Session, Actor, int, Any], object]
_DECISIONS = {
    "grant": RequestStep.GRANT,
    "grant_partly": RequestStep.GRANT_PARTLY,
    "refuse": RequestStep.REFUSE,
    "declare_inadmissible": RequestStep.DECLARE_INADMISSIBLE,
    "not_process": RequestStep.NOT_PROCESS,
}
DOES: dict[str, Do] = {
    "check": lambda s, who, n, form: begin_check(s, who, access.now(), n),
    "admit": lambda s, who, n, form: admit(s, who, access.now(), n),
    "go_on": lambda s, who, n, form: go_on(s, who, access.now(), n),
    "close_advice": lambda s, who, n, form: close_advice(s, who, access.now(), n),
    "ask_completion": lambda s, who, n, form: ask_completion(
        s, who, access.now(), n, form.reason.data or "", letter()
    ),
    "talk": lambda s, who, n, form: record_talk(
        s, who, access.now(), n,
        NewTalk(form.on_day.data, form.summary.data or "", form.present.data or "", form.is_wanted.data == "yes",
                tuple((form.points.data or "").splitlines())),
    ),
    "facts": lambda s, who, n, form: describe_task(
        s, who, access.now(), n,
        TaskFacts(form.current_executor.data or "", form.contract_ends_on.data, form.current_cost_cents.data,
                  form.procurement_check.data or "", form.state_aid_check.data or ""),
    ),
    "assess": lambda s, who, n, form: ask_advice(
        s, who, access.now(), n, [t for t in (form.teams.data or "").splitlines() if t.strip()], form.answer_by.data
    ),
    "advice": lambda s, who, n, form: give_advice(
        s, who, access.now(), n, form.team.data, form.outcome.data, form.text.data or ""
    ),
    "refer_to_council": lambda s, who, n, form: refer_to_council(s, who, access.now(), n, form.cents.data or 0),
    "council": lambda s, who, n, form: record_council_answer(
        s, who, access.now(), n, agrees=form.agrees.data == "yes", reference=form.reference.data or "",
        decided_on=form.decided_on.data, letter=letter(),
    ),
    "notice": lambda s, who, n, form: give_notice(
        s, who, access.now(), n, form.until.data, form.reason.data or "", letter()
    ),
    "complex": lambda s, who, n, form: find_complex(s, who, access.now(), n, form.reason.data or "", letter()),
    "draft_agreement": lambda s, who, n, form: begin_agreement(s, who, access.now(), n),
    "agreement": lambda s, who, n, form: write_agreement(s, who, access.now(), n, form.agreement(), letter()),
    "agree": lambda s, who, n, form: agree(s, who, access.now(), n),
    "give_up": lambda s, who, n, form: give_agreement_up(s, who, access.now(), n, form.reason.data or ""),
    "evaluate": lambda s, who, n, form: begin_evaluation(s, who, access.now(), n),
    "conclude": lambda s, who, n, form: conclude_evaluation(
        s, who, access.now(), n, RequestStep(form.outcome.data),
        Evaluated(form.on_day.data, form.text.data or "", form.new_last_day.data),
    ),
    "terminate": lambda s, who, n, form: terminate(s, who, access.now(), n, form.reason.data or ""),
    "default": lambda s, who, n, form: receive_default_notice(s, who, access.now(), n, letter(), form.received_on.data),
}  # fmt: skip


@blueprint.get("/werk/uitdaagrecht/<int:challenge_id>")
@access.open_to(*STAFF)
def work(challenge_id: int) -> str:
    return _screen(staff_page(challenge_id))


@blueprint.post("/werk/uitdaagrecht/<int:challenge_id>/<action>")
@access.open_to(*STAFF)
def act_on_request(challenge_id: int, action: str) -> str | Response:
    page = staff_page(challenge_id)
    if action not in (*DOES, *_DECISIONS, "applicant_delays", "applicant_goes_on", "force_majeure",
                      "force_majeure_over"):  # fmt: skip
        raise NotFound(msg("We do not know this request."))
    forms = _forms(page, action)
    if not forms[action].validate() or not done(_does(action), challenge_id, forms[action]):
        return _screen(page, forms, action)
    flash(_("It is kept."))
    return redirect(url_for("challenges.work", challenge_id=challenge_id), 303)


def _does(action: str) -> Do:
    if action in DOES:
        return DOES[action]
    if action in _DECISIONS:
        return lambda s, who, n, form: decide(
            s, who, access.now(), n, _DECISIONS[action], _new_decision(form), letter()
        )  # fmt: skip
    happening = Happening(action)
    if action in ("applicant_delays", "force_majeure"):
        return lambda s, who, n, form: stop_clock(
            s, who, access.now(), n, happening, form.reason.data or "", letter()
        )  # fmt: skip
    return lambda s, who, n, form: run_clock(s, who, access.now(), n, happening, letter())


def _new_decision(form: Any) -> NewDecision:
    cents = form.cents.data if "cents" in form else None
    minutes = (form.hours.data or 0) * 60 if "hours" in form else None
    return NewDecision(form.decision(), form.decided_on.data, form.announced_on.data, cents, minutes)


def staff_page(challenge_id: int) -> Page:
    """Raises NotFound, and NotAllowed for who does not work on this request."""
    session, actor = access.reading(), access.current_actor()
    page = challenge_page(session, challenge_id, today())
    area = page.challenge.area_code
    works_here = roles_to(session, actor, page.challenge) & {By.COORDINATOR, By.COLLEGE_CLERK}
    if By.APPLICANT in roles_to(session, actor, page.challenge) or not (
        works_here or actor.has(Role.REVIEWER, area) or actor.has(Role.COUNCIL_CLERK, area)
    ):
        raise not_your_work()
    return page


def _open_teams(page: Page) -> tuple[str, ...]:
    return tuple(each.team for each in page.advice if each.given_at is None)


def _forms(page: Page, sent: str = "") -> dict[str, Any]:
    forms = forms_of(sent, _open_teams(page), _data(page))
    if sent != "agreement":
        forms["agreement"] = AgreementForm(None, prefix="agreement", data=agreement_data(
            page.agreement, today().year, due_days(access.reading(), page.challenge.id)))  # fmt: skip
    offer_areas(forms["agreement"], [(area.code, area.name) for area in budget_areas(access.reading())])
    return forms


def _data(page: Page) -> dict[str, Any]:
    """What the forms begin with: today, and what is known of the task."""
    row = page.challenge
    return {
        "on_day": today(), "decided_on": today(), "announced_on": today(), "received_on": today(),
        "answer_by": today() + timedelta(days=14), "current_executor": row.current_executor,
        "contract_ends_on": row.contract_ends_on, "current_cost_cents": row.current_cost_cents,
        "procurement_check": row.procurement_check, "state_aid_check": row.state_aid_check,
        "cents": row.cost_cents, "hours": row.asked_minutes // 60 or None,
    }  # fmt: skip


def _screen(page: Page, forms: dict[str, Any] | None = None, sent: str = "") -> str:
    forms = forms or _forms(page)
    # who gives advice need not know whom to call
    roles = roles_to(access.reading(), access.current_actor(), page.challenge)
    return render_template(
        "challenges/work.html", **letters_and_penalty(page.challenge, handles=bool(roles)), forms=forms,
        sent=forms.get(sent), actions=_actions(page), confirm=ConfirmForm(formdata=None),
        may_tick=By.COORDINATOR in roles, may_offer=By.COORDINATOR in roles and page.challenge.state in TALKING,
        **objections_for_staff(page), **shown(page, is_public=not roles),
        **evidence(page.challenge, access.current_actor()),
    )  # fmt: skip


def _actions(page: Page) -> frozenset[str]:
    """What this person may try from this state; what is missing is told when it is tried."""
    session, actor, row = access.reading(), access.current_actor(), page.challenge
    roles, state = roles_to(session, actor, row), RequestState(row.state)
    found = {str(r.step) for r in REQUEST_LIFE.rows if r.source == state and not r.who.isdisjoint(roles)}
    found &= set(DOES) | set(_DECISIONS)
    if state is RequestState.AGREEMENT_DRAFTING and By.COORDINATOR in roles:
        found.add("agreement")
    if state is RequestState.EVALUATION and By.COORDINATOR in roles:
        found.add("conclude")
    is_staff = bool(roles & {By.COORDINATOR, By.COLLEGE_CLERK})
    is_reopened = reopened(session, row, today()) is not None and state not in RUNNING | OVER
    is_open = page.clock is not None and (page.clock.state is not ClockState.STOPPED or is_reopened)
    if is_open and is_staff:
        found |= {"talk", "facts", *_clock_actions(page)}
    if state is RequestState.ASSESSMENT and By.COORDINATOR in roles:
        found.add("assess")
    if state is RequestState.ASSESSMENT and (By.COORDINATOR in roles or actor.has(Role.REVIEWER, row.area_code)):
        found.add("advice")
    if state is RequestState.COUNCIL_REQUIRED and actor.has(Role.COUNCIL_CLERK, row.area_code):
        found.add("council")
    return frozenset(found)


def _clock_actions(page: Page) -> set[str]:
    assert page.clock is not None
    if page.clock.state is ClockState.STOPPED:
        return set()
    told = [event.what for event in history_of(access.reading(), page.challenge.id)]
    found = {"notice"}
    for begins, ends in ((Happening.APPLICANT_DELAYS, Happening.APPLICANT_GOES_ON),
                         (Happening.FORCE_MAJEURE, Happening.FORCE_MAJEURE_OVER)):  # fmt: skip
        is_open = told.count(begins) > told.count(ends)
        found.add(str(ends if is_open else begins))
    if page.clock.state is ClockState.LATE:
        return {"notice", "default"}
    if page.challenge.preset == "amsterdam" and Happening.FOUND_COMPLEX not in told:
        found.add("complex")
    return found
