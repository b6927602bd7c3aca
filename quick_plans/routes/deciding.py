"""One screen on a phone on which a coordinator decides about a small plan: facts, reserve, mandate, buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from lives.refused import Refused
from logbook.actors import Role
from quick_plans.forms import GrantForm, ReasonForm
from quick_plans.queries import QuickPage, best_mandate, doubts_of, find_size, minutes_left, quick_page
from quick_plans.routes.asking import page_address
from quick_plans.routes.blueprint import blueprint
from quick_plans.routes.own import asked, partner_choice, shown
from quick_plans.services import grant as grant_plan
from quick_plans.services import refer as refer_plan
from quick_plans.services import refuse as refuse_plan
from quick_plans.services import settle_doubt
from quick_plans.services.refusals import GrantRefused, not_your_area
from wording import say

REASONS = ("refuse", "refer")


@blueprint.get("/werk/kleine-plannen/<int:plan_id>")
@access.open_to(Role.COORDINATOR)
def work_plan(plan_id: int) -> str:
    return _screen(plan_id)


@blueprint.post("/werk/kleine-plannen/<int:plan_id>/toekennen")
@access.open_to(Role.COORDINATOR)
def grant(plan_id: int) -> str | Response:
    _page_for_staff(plan_id)
    form = GrantForm(prefix="grant")
    if not form.validate_on_submit():
        return _screen(plan_id, {"grant": form})
    try:
        with access.writing() as session:
            grant_plan(
                session, access.current_actor(), access.now(), plan_id, form.cents.data, (form.hours.data or 0) * 60,
                form.reason.data or "", page_address(plan_id),
            )  # fmt: skip
    except Refused as refused:
        field = refused.field if isinstance(refused, GrantRefused) else "cents"
        form[field].errors = [say(refused.message)]
        return _screen(plan_id, {"grant": form})
    flash(_("The plan gets money. The agreement is made and the proposer gets a mail."))
    return redirect(url_for("quick_plans.work_plan", plan_id=plan_id))


@blueprint.post("/werk/kleine-plannen/<int:plan_id>/afwijzen")
@access.open_to(Role.COORDINATOR)
def refuse(plan_id: int) -> str | Response:
    return _reasoned(plan_id, "refuse", lambda session, actor, reason: refuse_plan(
        session, actor, access.now(), plan_id, reason, page_address(plan_id)))  # fmt: skip


@blueprint.post("/werk/kleine-plannen/<int:plan_id>/doorsturen")
@access.open_to(Role.COORDINATOR)
def refer(plan_id: int) -> str | Response:
    return _reasoned(plan_id, "refer", lambda session, actor, reason: refer_plan(
        session, actor, access.now(), plan_id, reason, page_address(plan_id)))  # fmt: skip


@blueprint.post("/werk/kleine-plannen/<int:plan_id>/twijfel/<code>")
@access.open_to(Role.COORDINATOR)
def settle(plan_id: int, code: str) -> str | Response:
    return _reasoned(plan_id, code, lambda session, actor, reason: settle_doubt(
        session, actor, access.now(), plan_id, code, reason))  # fmt: skip


@blueprint.post("/werk/kleine-plannen/<int:plan_id>/partner")
@access.open_to(Role.COORDINATOR)
def ask_for(plan_id: int) -> str | Response:
    form = partner_choice(_page_for_staff(plan_id))
    if not form.validate_on_submit() or not asked(plan_id, form):
        return _screen(plan_id, {"partner": form})
    return redirect(url_for("quick_plans.work_plan", plan_id=plan_id))


def _reasoned(plan_id: int, place: str, decide: Callable[[Any, Any, str], None]) -> str | Response:
    """Do what one small form asks, or show the screen again with what was typed."""
    _page_for_staff(plan_id)
    form = ReasonForm(prefix=place)
    if not form.validate_on_submit():
        return _screen(plan_id, {place: form})
    try:
        with access.writing() as session:
            decide(session, access.current_actor(), form.reason.data or "")
    except Refused as refused:
        form.reason.errors = [say(refused.message)]
        return _screen(plan_id, {place: form})
    flash(_("Your decision is kept, with its reason."))
    return redirect(url_for("quick_plans.work_plan", plan_id=plan_id))


def _page_for_staff(plan_id: int) -> QuickPage:
    """Raises NotFound, and NotAllowed for the coordinator of another area."""
    page = quick_page(access.reading(), plan_id)
    if not access.current_actor().has(Role.COORDINATOR, page.plan.area_code):
        raise not_your_area()
    return page


def _screen(plan_id: int, typed: dict[str, Any] | None = None) -> str:
    page = _page_for_staff(plan_id)
    session, plan, now, actor = access.reading(), page.plan, access.now(), access.current_actor()
    size = find_size(session, plan, now)
    doubts = doubts_of(session, plan.id, size.grounds) if plan.state == "sent" else []
    given = {"cents": plan.cents, "hours": plan.minutes // 60}
    forms: dict[str, Any] = {name: ReasonForm(None, prefix=name) for name in REASONS}
    forms |= {str(doubt.ground.code): ReasonForm(None, prefix=str(doubt.ground.code)) for doubt in doubts}
    forms |= {"grant": GrantForm(None, prefix="grant", data=given), "partner": partner_choice(page, is_fresh=True)}
    forms |= {place: form for place, form in (typed or {}).items() if place in forms}
    open_doubts = [(d.ground.code, say(d.ground.message), d.ground.is_hard) for d in doubts if d.is_open]
    return render_template(
        "quick_plans/work_plan.html", forms=forms, doubts=open_doubts, parts=size.parts,
        together_cents=size.together_cents, mandate=best_mandate(session, actor.key, plan.area_code, now),
        is_own=actor.key in (plan.proposer_key, plan.entered_by_key),
        minutes_left=minutes_left(session, plan.area_code, now), faulty=[f for f in forms.values() if f.errors],
        **shown(page),
    )  # fmt: skip
