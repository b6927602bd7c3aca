"""Working out the coming years of every large project again, in one act: looked over first."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

import access
from financing.forms.acting import RenewForm
from financing.forms.fields import show_faults
from financing.queries.cases import find_case
from financing.queries.lists import large_plans
from financing.routes.blueprint import blueprint
from financing.services import YearChange, cases_with_charges, look_at_renewal, reestimate_all
from financing.services.refusals import RouteRefused
from lives.periods import day_of
from lives.refused import Refused
from logbook.actors import Role
from wording import say


@dataclass(frozen=True)
class Renewed:
    """A project with what would change in its years."""

    id: int
    title: str
    changes: tuple[YearChange, ...]

    @property
    def change_cents(self) -> int:
        return sum(each.change_cents for each in self.changes)

    @property
    def years(self) -> list[int]:
        return [each.year for each in self.changes if each.change_cents]


@blueprint.route("/werk/grote-projecten/herrekenen", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def renew_all() -> str | Response:
    form = RenewForm(data={"from_year": day_of(access.now()).year + 1})
    if request.method == "GET" or not form.validate() or request.form.get("do") == "change":
        return render_template("financing/renew_all.html", form=form)
    try:
        if request.form.get("do") != "record":
            return render_template("financing/look_renewals.html", form=form, projects=_looked_over(form))
        with access.writing() as session:
            changed = reestimate_all(session, access.current_actor(), access.now(), form.renewal())
    except RouteRefused as refused:
        show_faults(form, refused.faults)
        return render_template("financing/renew_all.html", form=form)
    except Refused as refused:
        form.form_errors.append(say(refused.message))
        return render_template("financing/renew_all.html", form=form)
    flash(
        ngettext(
            "The coming years of %(num)s project are worked out again.",
            "The coming years of %(num)s projects are worked out again.",
            len(changed),
        )
    )
    return redirect(url_for("financing.work_large_plans"), 303)


def _looked_over(form: RenewForm) -> list[Renewed]:
    session, now = access.reading(), access.now()
    found = []
    for plan in large_plans(session, day_of(now), numbers=cases_with_charges(session)):
        case = find_case(session, plan.id)
        if case is not None:
            found.append(Renewed(plan.id, plan.title, look_at_renewal(session, case, form.renewal(), now)))
    return found
