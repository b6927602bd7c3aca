"""Taking a step from the screen; what cannot be taken back is looked over first."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from financing.forms.fields import show_faults
from financing.queries.page import RoutePage
from financing.routes.blueprint import blueprint
from financing.routes.deeds import BY_ADDRESS, Deed
from financing.routes.making_forms import forms_for
from financing.routes.shown import READERS, open_steps, share_of_area, staff_page
from financing.routes.work import screen
from financing.rules.states import RouteStep
from financing.services import look_at_grant, look_at_renewal, work_out
from financing.services.refusals import RouteRefused, not_on_route
from financing.services.steps import read_route
from lives.refused import Refused
from wording import say


@blueprint.post("/werk/grote-projecten/<int:plan_id>/<address>")
@access.open_to(*READERS)
def act_on_large_plan(plan_id: int, address: str) -> str | Response:
    page = staff_page(plan_id)
    deed = BY_ADDRESS.get(address)
    if deed is None:
        raise not_on_route()
    forms = forms_for(page, open_steps(page), address)
    form = forms[address]
    is_sure = not deed.is_looked_over or request.form.get("do") == "record"
    if not form.validate() or request.form.get("do") == "change":
        return screen(page, address, forms)
    try:
        if not is_sure:
            return _look_over(page, deed, form)
        with access.writing() as session:
            deed.do(session, access.current_actor(), access.now(), plan_id, form)
    except Refused as refused:
        _show(form, refused)
        return screen(page, address, forms)
    flash(_("It is kept. The proposer gets a mail."))
    return redirect(url_for("financing.work_large_plan", plan_id=plan_id), 303)


def _show(form: Any, refused: Refused) -> None:
    """Put the refusal in the form, where everything typed still stands; a wrong person gets the page that says so."""
    if isinstance(refused, RouteRefused):
        show_faults(form, refused.faults)
    elif getattr(refused, "status", 409) in (403, 404):
        raise refused
    else:
        form.form_errors.append(say(refused.message))


def _look_over(page: RoutePage, deed: Deed, form: Any) -> str:
    """What keeping it would mean, year by year; nothing is kept yet."""
    session, now = access.reading(), access.now()
    known: dict[str, Any] = {"page": page, "plan": page.plan.plan, "form": form, "deed": deed}
    if deed.step is RouteStep.CALCULATE:
        inputs, years = work_out(session, now, form.figures())
        return render_template(
            "financing/look_calculation.html", inputs=inputs, years=years, share=share_of_area(page), **known
        )
    if deed.step is RouteStep.GRANT:
        route = read_route(session, page.plan.plan.id)
        granted = look_at_grant(session, now, route, form.decision(), form.chosen_parts())
        return render_template(
            "financing/look_grant.html", granted=granted, parts=form.chosen_parts(), share=share_of_area(page), **known
        )
    case = page.large.case
    changes = look_at_renewal(session, case, form.renewal(), now) if case else ()
    return render_template("financing/look_renewal.html", changes=changes, **known)
