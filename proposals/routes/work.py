"""One screen for coordinators and finance with everything to decide about a plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from lives.refused import Refused
from logbook.actors import Actor, Role
from proposals.forms.fields import show_faults
from proposals.forms.work import AchievedForm, JudgeForm, ReasonForm, judge_form
from proposals.queries.cases import facts_of, find_case
from proposals.queries.plan_page import PlanPage, open_correction, plan_page
from proposals.queries.thresholds import capital_thresholds
from proposals.routes.blueprint import blueprint
from proposals.routes.corrections_shown import changes_in_words
from proposals.routes.figures import figures_of
from proposals.services import Verdict, decide_flag, finish_plan, flag_by_hand, judge, start_plan
from proposals.services.refusals import PlanRefused, no_such_plan, not_your_area
from proposals.words import STEPS, word
from wording import say

STAFF = (Role.COORDINATOR, Role.FINANCE)


@blueprint.get("/werk/plannen/<int:plan_id>")
@access.open_to(*STAFF)
def work_plan(plan_id: int) -> str:
    return screen(plan_id)


@blueprint.post("/werk/plannen/<int:plan_id>/oordeel")
@access.open_to(Role.COORDINATOR)
def judge_plan(plan_id: int) -> str | Response:
    page = page_for_staff(plan_id)
    form = judge_form(page.criteria, _language())
    verdict = request.form.get("verdict", "")
    if not form.validate() or verdict not in set(Verdict):
        return screen(plan_id, judging=form)
    try:
        with access.writing() as session:
            judge(session, access.current_actor(), access.now(), plan_id, Verdict(verdict), form.findings(),
                  form.reason.data or "")  # fmt: skip
    except PlanRefused as refused:
        return screen(plan_id, judging=form, faults=_show_findings(form, refused))
    except Refused as refused:
        return screen(plan_id, judging=form, faults=[say(refused.message)])
    flash(_("Your decision about “%(title)s” is kept. The proposer gets a mail.", title=page.plan.title))
    return redirect("/werk")


@blueprint.post("/werk/plannen/<int:plan_id>/begin")
@access.open_to(Role.COORDINATOR)
def begin(plan_id: int) -> Response:
    with access.writing() as session:
        start_plan(session, access.current_actor(), access.now(), plan_id)
    flash(_("Everyone can read now that the plan is being carried out."))
    return redirect(url_for("proposals.work_plan", plan_id=plan_id))


@blueprint.post("/werk/plannen/<int:plan_id>/klaar")
@access.open_to(Role.COORDINATOR)
def finish(plan_id: int) -> str | Response:
    form = AchievedForm(prefix="finish")
    return _decided(
        plan_id,
        "finish",
        form,
        lambda session, actor: finish_plan(session, actor, access.now(), plan_id, form.reason.data or ""),
    )


@blueprint.post("/werk/plannen/<int:plan_id>/redenen/<code>")
@access.open_to(Role.COORDINATOR)
def decide(plan_id: int, code: str) -> str | Response:
    form = ReasonForm(prefix=code)
    is_right = request.form.get("decision") == "confirm"
    return _decided(
        plan_id,
        code,
        form,
        lambda session, actor: decide_flag(
            session, actor, access.now(), plan_id, code, is_right=is_right, reason=form.reason.data or ""
        ),
    )


@blueprint.post("/werk/plannen/<int:plan_id>/te-groot")
@access.open_to(*STAFF)
def mark(plan_id: int) -> str | Response:
    form = ReasonForm(prefix="mark")
    return _decided(
        plan_id,
        "mark",
        form,
        lambda session, actor: flag_by_hand(session, actor, access.now(), plan_id, form.reason.data or ""),
    )


def _decided(plan_id: int, place: str, form: ReasonForm, decide_it: Callable[[Session, Actor], None]) -> str | Response:
    """Do what one small form on the screen asks, or show the screen again with what was typed."""
    page_for_staff(plan_id)
    if not form.validate():
        return screen(plan_id, typed={place: form})
    try:
        with access.writing() as session:
            decide_it(session, access.current_actor())
    except Refused as refused:
        form.reason.errors = [say(refused.message)]
        return screen(plan_id, typed={place: form})
    flash(_("Your decision is kept, with its reason."))
    return redirect(url_for("proposals.work_plan", plan_id=plan_id))


def page_for_staff(plan_id: int) -> PlanPage:
    """A plan that was sent, for the coordinator of its area or for finance. Raises NotFound, NotAllowed."""
    page = plan_page(access.reading(), plan_id) if plan_id < 2**62 else None
    if page is None or page.plan.submitted_at is None:
        raise no_such_plan()
    actor, area = access.current_actor(), page.plan.area_code
    if not (actor.has(Role.COORDINATOR, area) or actor.has(Role.FINANCE, area)):
        raise not_your_area()
    return page


def screen(
    plan_id: int,
    judging: JudgeForm | None = None,
    typed: dict[str, ReasonForm] | None = None,
    faults: list[str] | None = None,
) -> str:
    """Everything about a plan on one screen: its text, grounds with their figures, rules, decisions."""
    page = page_for_staff(plan_id)
    actor, plan = access.current_actor(), page.plan
    is_coordinator = actor.has(Role.COORDINATOR, plan.area_code) and actor.key != plan.proposer_key
    waiting = open_correction(access.reading(), plan_id)
    forms = {flag.code: ReasonForm(None, prefix=flag.code) for flag in page.flags}
    forms["finish"] = AchievedForm(None, prefix="finish")
    forms["mark"], forms["reject"] = ReasonForm(None, prefix="mark"), ReasonForm(None, prefix="reject")
    return render_template(
        "proposals/work_plan.html",
        page=page,
        plan=plan,
        judging=judging or judge_form(page.criteria, _language()),
        forms=forms | (typed or {}),
        faults=[(words, None) for words in faults or []],
        events=[{"text": say(word(STEPS, e.step)), "at": e.at, "why": e.reason} for e in page.events],
        is_coordinator=is_coordinator,
        is_open=plan.state in ("submitted", "feasible", "capital_route"),
        waiting=waiting,
        changes=changes_in_words(page, waiting.changes) if waiting else [],
        figures=_figures(plan_id),
        may_confirm=waiting is not None and _is_second_person(actor, plan, waiting),
    )


def _figures(plan_id: int) -> list[tuple[str, str, str]]:
    session = access.reading()
    case, thresholds = find_case(session, plan_id), capital_thresholds(session)
    if case is None:
        return []
    return figures_of(case, facts_of(case, thresholds, access.now()), thresholds)


def _is_second_person(actor: Actor, plan: Any, waiting: Any) -> bool:
    other = Role.FINANCE if waiting.proposed_as == "coordinator" else Role.COORDINATOR
    is_involved = actor.key in (waiting.proposed_by_key, plan.proposer_key)
    return not is_involved and actor.has(other, plan.area_code)


def _show_findings(form: JudgeForm, refused: PlanRefused) -> list[str]:
    """Each fault at its criterion; the rest as sentences at the top."""
    homeless = []
    for fault in refused.faults:
        if fault.field in form.codes:
            place = "why" if form[f"met-{fault.field}"].data == "no" else "met"
            form[f"{place}-{fault.field}"].errors = [say(fault.message)]
        else:
            homeless += show_faults(form, [fault])
    return homeless


def _language() -> str:
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "nl"
