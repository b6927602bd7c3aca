"""The coordinator's pages: the deals of the own areas, making one, and one screen with everything to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from deals.forms.acting import forms_of
from deals.forms.fields import show_faults
from deals.queries import deal_page, own_deals, settlement_bands
from deals.queries.finding import DealPage, no_such_deal
from deals.queries.lists import past_last_day
from deals.routes.blueprint import blueprint
from deals.routes.shown import words_of
from deals.rules.life import DEAL_LIFE, By, DealState, DealStep
from deals.rules.settlement import band_of
from deals.services import (
    activate_deal,
    add_progress,
    ask_deal_payment,
    end_deal,
    hand_in_report,
    hide_progress,
    keep_promises,
    record_result,
    settle_deal,
    terminate_deal,
    wait_for,
)
from deals.services.refusals import DealRefused, not_your_area
from deals.services.steps import roles_of
from lives.periods import day_of
from lives.refused import Refused
from logbook.actors import Actor, Role
from wording import say

STAFF = (Role.COORDINATOR, Role.FINANCE)
ACTIONS = {
    "laten-beginnen": "activate",
    "voortgang": "progress",
    "verbergen": "hide",
    "betaling": "payment",
    "resultaat": "result",
    "beloftes": "promises",
    "wachten": "wait",
    "eindigen": "end",
    "stoppen": "terminate",
    "verslag": "report",
    "afrekenen": "settle",
}
Do = Callable[[Session, Actor, Any, int, Any], object]
DOES: dict[str, Do] = {
    "activate": lambda s, who, at, n, form: activate_deal(s, who, at, n),
    "progress": lambda s, who, at, n, form: add_progress(
        s, who, at, n, form.progress.data or "", form.on_day.data, form.new_photo()
    ),
    "hide": lambda s, who, at, n, form: hide_progress(s, who, at, n, int(form.line.data), form.reason.data or ""),
    "payment": lambda s, who, at, n, form: ask_deal_payment(
        s, who, at, n, form.cents.data or 0, form.purpose.data or ""
    ),
    "result": lambda s, who, at, n, form: record_result(s, who, at, n, form.achieved_result.data or ""),
    "promises": lambda s, who, at, n, form: keep_promises(s, who, at, n, form.kept()),
    "wait": lambda s, who, at, n, form: wait_for(s, who, at, n, form.side.data or ""),
    "end": lambda s, who, at, n, form: end_deal(s, who, at, n, form.asked_back_cents.data or 0),
    "terminate": lambda s, who, at, n, form: terminate_deal(
        s, who, at, n, form.reason.data or "", form.asked_back_cents.data or 0
    ),
    "report": lambda s, who, at, n, form: hand_in_report(
        s, who, at, n, form.report.data or "", form.financial_report.data or ""
    ),
    "settle": lambda s, who, at, n, form: settle_deal(s, who, at, n, form.asked_back_cents.data or 0),
}


@blueprint.get("/werk/afspraken")
@access.open_to(*STAFF, Role.ADMINISTRATOR)
def work_deals() -> str:
    session, actor = access.reading(), access.current_actor()
    role = Role.COORDINATOR if actor.has(Role.COORDINATOR) else Role.FINANCE
    rows = own_deals(session, actor, role)
    today = day_of(access.now())
    late = [row for row in rows if past_last_day(row.deal, today)]
    in_state = {state: [row for row in rows if row.deal.state == state and row not in late] for state in DealState}
    return render_template(
        "deals/work.html",
        late=late,
        concepts=in_state[DealState.CONCEPT],
        running=in_state[DealState.ACTIVE],
        settling=in_state[DealState.SETTLING],
        ended=in_state[DealState.COMPLETED] + in_state[DealState.TERMINATED],
        may_make=actor.has(Role.COORDINATOR) or actor.has(Role.ADMINISTRATOR),
    )


@blueprint.get("/werk/afspraken/<int:deal_id>")
@access.open_to(*STAFF)
def work_deal(deal_id: int) -> str:
    return _screen(_staff_page(deal_id))


@blueprint.post("/werk/afspraken/<int:deal_id>/<action>")
@access.open_to(*STAFF)
def act_on_deal(deal_id: int, action: str) -> str | Response:
    page = _staff_page(deal_id)
    name = ACTIONS.get(action)
    if name is None:
        raise no_such_deal()
    forms = forms_of(page, name)
    if not forms[name].validate() or not _done(name, deal_id, forms[name]):
        return _screen(page, forms, name)
    flash(_("It is kept."))
    return redirect(url_for("deals.work_deal", deal_id=deal_id), 303)


def _done(name: str, deal_id: int, form: FlaskForm) -> bool:
    """Do it, or put the refusal in the form, where everything typed still stands."""
    try:
        with access.writing() as session:
            DOES[name](session, access.current_actor(), access.now(), deal_id, form)
    except DealRefused as refused:
        show_faults(form, refused.faults)
    except Refused as refused:
        if getattr(refused, "status", 409) == 403:
            raise
        form.form_errors.append(say(refused.message))
    else:
        return True
    return False


def _staff_page(deal_id: int) -> DealPage:
    """A deal, for the coordinator of its area or for finance. Raises NotFound and NotAllowed."""
    page = deal_page(access.reading(), deal_id)
    if not roles_of(access.current_actor(), page.deal) & {By.COORDINATOR, By.FINANCE}:
        raise not_your_area()
    return page


def _screen(page: DealPage, forms: dict[str, FlaskForm] | None = None, sent: str = "") -> str:
    deal, actor = page.deal, access.current_actor()
    if forms is None or sent != "progress":
        forms = forms or forms_of(page)
        forms["progress"].on_day.data = day_of(access.now())
    return render_template(
        "deals/screen.html",
        **words_of(page),
        forms=forms,
        sent=forms.get(sent),
        steps=_steps(page, actor),
        is_coordinator=By.COORDINATOR in roles_of(actor, deal),
        band=band_of(deal.cents, settlement_bands(access.reading())).value,
        is_late=past_last_day(deal, day_of(access.now())),
    )


def _steps(page: DealPage, actor: Actor) -> tuple[str, ...]:
    """The steps that this person may take from this state; what is missing is told when it is tried."""
    roles, state = roles_of(actor, page.deal), DealState(page.deal.state)
    open_to = {row.step for row in DEAL_LIFE.rows if row.source == state and not row.who.isdisjoint(roles)}
    return tuple(step for step in DealStep if step in open_to)
