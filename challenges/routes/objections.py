"""Who objects: the own objections, one of them with its clock, adding what is missing, taking it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

import access
from challenges.forms.objecting import own_objection_forms
from challenges.queries.objectors import ObjectionPage, objection_page, objections_of_person, speaks_for
from challenges.queries.settings import calendar_of
from challenges.routes.blueprint import blueprint
from challenges.routes.letters import rows_of_objection
from challenges.routes.objections_shown import objection_word
from challenges.routes.own import Do, done
from challenges.routes.shown import state_word, today
from challenges.rules.objection_clock import days_to_object
from challenges.services.answering import agree_to_wait
from challenges.services.objecting import repair, withdraw_objection
from challenges.services.refusals import not_your_objection
from challenges.words import FOLLOW_UPS, OBJECTION_EVENTS
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound
from wording import say

OWN_ACTIONS = {"aanvullen": "repair", "intrekken": "withdraw", "wachten": "wait"}
OWN_DOES: dict[str, Do] = {
    "repair": lambda s, who, n, form: repair(s, who, access.now(), n, form.addition.data or ""),
    "withdraw": lambda s, who, n, form: withdraw_objection(s, who, access.now(), n),
    "wait": lambda s, who, n, form: agree_to_wait(s, who, access.now(), n, form.until.data),
}

KEPT = {
    "repair": msg("Your addition is sent. The clock runs again."),
    "withdraw": msg("Your objection is taken back."),
    "wait": msg("It is kept. The last day moved."),
}


@blueprint.get("/mijn/bezwaren")
@access.open_to(Role.RESIDENT)
def own_objections() -> str:
    lines = objections_of_person(access.reading(), access.current_actor(), today())
    rows = [(line, objection_word(line.state)) for line in lines]
    return render_template("challenges/objection_mine.html", rows=rows)


@blueprint.get("/mijn/bezwaren/<int:objection_id>")
@access.open_to(Role.RESIDENT)
def own_objection(objection_id: int) -> str:
    return _screen(_own(objection_id))


@blueprint.post("/mijn/bezwaren/<int:objection_id>/<action>")
@access.open_to(Role.RESIDENT)
def act_on_own_objection(objection_id: int, action: str) -> str | Response:
    page, name = _own(objection_id), OWN_ACTIONS.get(action)
    if name is None:
        raise NotFound(msg("We do not know this objection."))
    forms = own_objection_forms(name)
    if not forms[name].validate() or not done(OWN_DOES[name], objection_id, forms[name]):
        return _screen(page, forms, name)
    flash(say(KEPT[name]))
    return redirect(url_for("challenges.own_objection", objection_id=objection_id), 303)


def objection_shown(page: ObjectionPage) -> dict[str, Any]:
    """What the pages of one objection need, for the objector and for the clerk."""
    row = page.objection
    to_court = None
    if row.announced_on is not None:
        # going to the court has the same six weeks as objecting (Awb 6:7 and 6:8)
        to_court = days_to_object(row.announced_on, calendar=calendar_of(access.reading())).last
    return {
        "page": page,
        "objection": row,
        "challenge": page.challenge,
        "clock": page.clock,
        "state": objection_word(row.state),
        "decided": state_word(page.decision.kind) if page.decision else None,
        "decided_again": state_word(page.next_decision.kind) if page.next_decision else None,
        "follow_up": say(FOLLOW_UPS[row.follow_up]) if row.follow_up else None,
        "to_court": to_court,
        "days_left": (page.clock.decide_by - today()).days if page.is_open and not _stands(page) else None,
        "events": [
            {"text": say(OBJECTION_EVENTS[each.step]), "day": each.on_day, "why": each.reason} for each in page.events
        ],
    }


def _stands(page: ObjectionPage) -> bool:
    return any(stop.is_open for stop in page.clock.stops)


def _own(objection_id: int) -> ObjectionPage:
    """Raises NotFound, and NotAllowed for who does not object."""
    page = objection_page(access.reading(), objection_id, today())
    if not speaks_for(access.reading(), access.current_actor(), page.objection):
        raise not_your_objection()
    return page


def _screen(page: ObjectionPage, forms: dict[str, Any] | None = None, sent: str = "") -> str:
    forms = forms or own_objection_forms()
    return render_template(
        "challenges/objection_own.html", letters=rows_of_objection(page.objection.id), is_own=True, forms=forms,
        sent=forms.get(sent), may_withdraw=page.is_open,
        may_wait=page.is_open and not page.clock.is_late,
        may_repair=page.asked is not None and page.objection.state == "filed", **objection_shown(page),
    )  # fmt: skip
