"""Writing a draft step by step: each step saves, an older page asks which text stays, nothing typed is lost."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

import access
from areas.queries import neighbourhoods_of
from lives.periods import last_day
from logbook.actors import Role
from proposals.forms.fields import show_faults
from proposals.forms.steps import CostStep, DetailStep, PlaceForm, PlanStep, SizeStep, StepForm, WhereStep, WhoStep
from proposals.queries.cases import PlanCase, cost_lines, find_case
from proposals.queries.lists import places_collecting, similar_plans
from proposals.queries.thresholds import capital_thresholds
from proposals.routes.blueprint import blueprint
from proposals.routes.starting import chosen_place, place_choices
from proposals.services import Saved, save_step
from proposals.services.completeness import faults_of_asked
from proposals.services.drafts import not_your_draft_any_more
from proposals.services.facts import MOST_LINES
from proposals.services.refusals import OlderPage, PlanRefused, no_such_plan
from proposals.steps import STEPS, step_after, steps_of
from wording import say

FORMS: dict[str, type[StepForm]] = {
    "hoe-groot": SizeStep,
    "plek": WhereStep,
    "plan": PlanStep,
    "kosten": CostStep,
    "gevolgen": DetailStep,
    "wie": WhoStep,
}


@blueprint.route("/plan-maken/<int:plan_id>/<step>", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def step(plan_id: int, step: str) -> str | Response | tuple[str, int]:
    case = own_draft(plan_id)
    form = step_form(case, step)
    button = request.form.get("do", "")
    if button == "add" and isinstance(form, CostStep):
        if len(form.costs) < MOST_LINES:
            form.costs.append_entry()
        return _page(case, step, form)
    if request.method == "GET":
        return _page(case, step, form)
    is_whole = form.validate()
    if is_whole:
        answer = _save(case, step, form)
        if answer is not None:
            return answer
        is_whole = button == "later" or _is_answered(form)
    if not is_whole:
        return _page(case, step, form)
    if button == "later":
        flash(_("Your plan is kept. You can go on with it whenever you like, from this page."))
        return redirect(url_for("proposals.mine"))
    fresh = own_draft(plan_id)
    onward = step_after(step, steps_of(fresh.plan, capital_thresholds(access.reading())))
    return redirect(step_url(plan_id, onward))


@blueprint.post("/plan-maken/<int:plan_id>/<step>/bewaren")
@access.open_to(Role.RESIDENT)
def autosave(plan_id: int, step: str) -> Response:
    """A page that saves by itself: only what can be kept; says no more than whether it was."""
    case = own_draft(plan_id)
    form = step_form(case, step)
    if not form.validate():
        return _only_status(422)
    try:
        _write(case, form)
    except OlderPage:
        return _only_status(409)
    except PlanRefused:
        return _only_status(422)
    return _only_status(204)


def _only_status(status: int) -> Response:
    return Response("", status, content_type="text/plain")


@blueprint.route("/plan-maken/<int:plan_id>/wijk", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def change_place(plan_id: int) -> str | Response:
    case = own_draft(plan_id)
    form = PlaceForm(place=f"{case.plan.round_id}:{case.plan.area_code}")
    form.place.choices = place_choices(places_collecting(access.reading(), access.now()))
    if form.validate_on_submit():
        saved = Saved(case.plan.version, "", area=chosen_place(str(form.place.data)))
        with access.writing() as session:
            save_step(session, access.current_actor(), access.now(), plan_id, saved)
        return redirect(step_url(plan_id, "plek"))
    return render_template("proposals/place.html", form=form, plan=case.plan)


def own_draft(plan_id: int) -> PlanCase:
    """The visitor's own draft. Raises NotFound for everything else, or Refusal once it was sent."""
    case = find_case(access.reading(), plan_id) if plan_id < 2**62 else None
    if case is None or case.plan.proposer_key != access.current_actor().key:
        raise no_such_plan()
    if case.plan.state != "draft":
        raise not_your_draft_any_more()
    return case


def step_url(plan_id: int, step: str) -> str:
    if step == "controleren":
        return url_for("proposals.check", plan_id=plan_id)
    return url_for("proposals.step", plan_id=plan_id, step=step)


def step_form(case: PlanCase, step: str) -> StepForm:
    """The step's form, filled with the draft or with what was sent. Raises 404 for a step that is none."""
    if step not in FORMS:
        raise NoSuchPage
    plan = case.plan
    kept: dict[str, Any] = {name: getattr(plan, name) for name in plan.__table__.columns.keys()}  # noqa: SIM118
    kept.update(version=plan.version, tab=secrets.token_hex(8), replaces="", declared=plan.declared_at is not None)
    kept["upkeep_payer"] = kept["upkeep_payer"] or "unknown"
    if kept["amount_cents"] == 0:
        kept["amount_cents"] = None
    if step == "kosten":
        lines = cost_lines(access.reading(), plan.id)
        kept["costs"] = [{"label": label, "cents": cents, "includes_vat": vat} for label, cents, vat in lines]
        kept["third_party_cents"] = kept["third_party_cents"] or None
    form = FORMS[step](data=kept)
    if isinstance(form, WhereStep):
        buurten = neighbourhoods_of(access.reading(), plan.area_code)
        known = [SelectChoice(area.code, area.name) for area in buurten]
        form.neighbourhood_code.choices = [SelectChoice("", _("The whole wijk, or I do not know")), *known]
    return form


def _save(case: PlanCase, step: str, form: StepForm) -> str | Response | tuple[str, int] | None:
    """Nothing when it is saved; else the page that says why not, with everything typed."""
    try:
        _write(case, form)
    except OlderPage as older:
        return _choose_page(case, step, form, older), 409
    except PlanRefused as refused:
        homeless = show_faults(form, refused.faults)
        return _page(case, step, form, homeless)
    return None


def _write(case: PlanCase, form: StepForm) -> None:
    version = str(form.version.data or "")
    saved = Saved(
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
        tab=str(form.tab.data or "")[:32],
        answers=form.answers(),
        costs=form.lines() if isinstance(form, CostStep) else None,
        declared=bool(form.declared.data) if isinstance(form, WhoStep) else None,
        replaces=form.replaces.data == "1",
    )
    with access.writing() as session:
        save_step(session, access.current_actor(), access.now(), case.plan.id, saved)


def _is_answered(form: StepForm) -> bool:
    """Whether the texts that this step asks for are there; says at each field what is missing."""
    for name in form.asked:
        form[name].errors = [say(each) for each in faults_of_asked(name, form[name].data or "")]
    if isinstance(form, WhoStep) and not form.declared.data:
        form.declared.errors = [_("You can only send a plan when this is so.")]
    if isinstance(form, CostStep) and not form.lines():
        form.costs[0].form.label.errors = [_("Fill in at least one cost line.")]
    return not any(field.errors for field in form)


def _page(case: PlanCase, step: str, form: StepForm, homeless: list[str] | None = None) -> str:
    steps = steps_of(case.plan, capital_thresholds(access.reading()))
    shown = steps if step in steps else sorted({*steps, step}, key=list(STEPS).index)
    return render_template(
        f"proposals/steps/{step}.html",
        plan=case.plan,
        form=form,
        step=step,
        heading=say(STEPS[step]),
        labels=[say(STEPS[each]) for each in shown],
        urls=[step_url(case.plan.id, each) for each in shown],
        number=shown.index(step) + 1,
        homeless=[(words, None) for words in homeless or []],
        similar=similar_plans(access.reading(), case.plan) if step == "plan" and case.plan.title else [],
        collect_day=last_day(case.round.collect_until),
    )


def _choose_page(case: PlanCase, step: str, form: StepForm, older: OlderPage) -> str:
    """Both texts side by side; what was typed travels along, so that nothing is lost."""
    kept = ("csrf_token", "version", "replaces", "do")
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in kept]
    given: dict[str, Any] = dict(form.answers())
    if isinstance(form, CostStep):
        given["costs"] = form.lines()
    rows = [
        (str(form[name].label.text), _in_words(stored), _in_words(given[name]))
        for name, stored in older.stored.items()
        if stored != given[name]
    ]
    return render_template(
        "proposals/choose_text.html", plan=case.plan, rows=rows, typed=typed, version=older.version,
        action=step_url(case.plan.id, step), form=form,
    )  # fmt: skip


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(f"{cost.label}: {cost.cents / 100:.2f}" for cost in value)
    return "" if value is None else str(value)
