"""Correcting the facts of a plan, and deciding about a correction that waits for a second person."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from lives.refused import Refused
from proposals.forms.fields import show_faults
from proposals.forms.work import CorrectionForm, ReasonForm
from proposals.queries.plan_page import PlanPage, open_correction
from proposals.routes.blueprint import blueprint
from proposals.routes.work import STAFF, page_for_staff, screen
from proposals.services import Correction, change_facts, confirm_correction, reject_correction
from proposals.services.corrections import CORRECTABLE
from proposals.services.facts import MOST_LINES
from proposals.services.refusals import PlanRefused, no_such_plan
from wording import say


@blueprint.route("/werk/plannen/<int:plan_id>/feiten", methods=["GET", "POST"])
@access.open_to(*STAFF)
def correct(plan_id: int) -> str | Response:
    page = page_for_staff(plan_id)
    form = _form(page)
    if request.form.get("do") == "add":
        if len(form.costs) < MOST_LINES:
            form.costs.append_entry()
        return _page(page, form)
    if form.validate_on_submit():
        waits, homeless = _asked(plan_id, form)
        if homeless:
            return _page(page, form, homeless)
        if waits:
            flash(_("A second person looks at your correction. Until then nothing changes."), "warning")
        elif not form.errors:
            flash(_("The facts are corrected and the plan is tested again."))
        if not form.errors:
            return redirect(url_for("proposals.work_plan", plan_id=plan_id))
    return _page(page, form)


@blueprint.post("/werk/plannen/<int:plan_id>/correctie/akkoord")
@access.open_to(*STAFF)
def agree(plan_id: int) -> Response:
    number = _waiting(plan_id)
    with access.writing() as session:
        confirm_correction(session, access.current_actor(), access.now(), number)
    flash(_("The facts are corrected and the plan is tested again."))
    return _back(plan_id)


@blueprint.post("/werk/plannen/<int:plan_id>/correctie/afwijzen")
@access.open_to(*STAFF)
def reject(plan_id: int) -> str | Response:
    number = _waiting(plan_id)
    form = ReasonForm(prefix="reject")
    if not form.validate():
        return screen(plan_id, typed={"reject": form})
    with access.writing() as session:
        reject_correction(session, access.current_actor(), access.now(), number, form.reason.data or "")
    flash(_("The correction is not accepted. The facts stay as they are."))
    return _back(plan_id)


def _back(plan_id: int) -> Response:
    return redirect(url_for("proposals.work_plan", plan_id=plan_id))


def _waiting(plan_id: int) -> int:
    page_for_staff(plan_id)
    waiting = open_correction(access.reading(), plan_id)
    if waiting is None:
        raise no_such_plan()
    return waiting.id


def _form(page: PlanPage) -> CorrectionForm:
    kept = {name: getattr(page.plan, name) for name in CORRECTABLE}
    kept["upkeep_payer"] = kept["upkeep_payer"] or "unknown"
    lines = [{"label": label, "cents": cents, "includes_vat": vat} for label, cents, vat in page.costs]
    return CorrectionForm(data={**kept, "costs": lines})


def _asked(plan_id: int, form: CorrectionForm) -> tuple[bool, list[str]]:
    """Whether the correction waits for a second person, and what was refused."""
    correction = Correction(
        form.answers(), form.reason.data or "", form.evidence.data or "", form.lines(), bool(form.takes_mark_back.data)
    )
    try:
        with access.writing() as session:
            number = change_facts(session, access.current_actor(), access.now(), plan_id, correction)
    except PlanRefused as refused:
        return False, show_faults(form, refused.faults)
    except Refused as refused:
        return False, [say(refused.message)]
    return number is not None, []


def _page(page: PlanPage, form: CorrectionForm, homeless: list[str] | None = None) -> str:
    is_marked = any(flag.code == "CAP-MANUAL" for flag in page.standing)
    return render_template(
        "proposals/correct.html", plan=page.plan, form=form, is_marked=is_marked,
        homeless=[(words, None) for words in homeless or []],
    )  # fmt: skip
