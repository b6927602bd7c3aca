"""Pages of budget years: made by the administrator, shown with their shares, and fixed by two people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from areas.queries import areas_for_a_pot, budget_areas, names_by_code
from budget.forms.years import FixYearForm, ProposeForm, YearForm, filled_from, year_form
from budget.queries import MINUTES, accounts_of_year, all_years, find_year
from budget.queries.standing import off_before, shares_shown, standing_of_year
from budget.routes.blueprint import blueprint
from budget.routes.showing import account_table, share_picture, share_table
from budget.rules.plans import PlanImpossible
from budget.services import change_year, fix_year, make_year, plan_of, propose_fixing, seal_of
from budget.services.years import YearExists
from lives.refused import Refused
from logbook.actors import Role
from wording import say


@blueprint.get("/beheer/jaren")
@access.open_to(Role.ADMINISTRATOR, Role.FINANCE)
def years() -> str:
    return render_template("budget/years.html", years=all_years(access.reading()), may_change=_may_change())


@blueprint.route("/beheer/jaren/nieuw", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def new_year() -> str | Response:
    form = _form()
    if form.validate_on_submit() and _saved(form, form.year.data or 0, make_year):
        flash(_("The year is a concept. Look at the shares before you fix it."))
        return redirect(url_for("budget.year", year=form.year.data), 303)
    return render_template("budget/year_form.html", form=form, year=None)


@blueprint.route("/beheer/jaren/<int:year>/wijzigen", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def edit_year(year: int) -> str | Response:
    found = find_year(access.reading(), year)
    form = _form(**filled_from(plan_of(found), found.total_cents, found.total_minutes))
    del form.year  # the address says which year
    if form.validate_on_submit() and _saved(form, year, change_year):
        flash(_("The year is changed."))
        return redirect(url_for("budget.year", year=year), 303)
    return render_template("budget/year_form.html", form=form, year=find_year(access.reading(), year))


@blueprint.get("/beheer/jaren/<int:year>")
@access.open_to(Role.ADMINISTRATOR, Role.FINANCE)
def year(year: int) -> str:
    return _year_page(year, ProposeForm(formdata=None))


@blueprint.post("/beheer/jaren/<int:year>/voorbereiden")
@access.open_to(Role.ADMINISTRATOR, Role.FINANCE)
def propose(year: int) -> str | Response:
    form = ProposeForm()
    if form.validate_on_submit() and _took(
        form,
        lambda session: propose_fixing(session, access.current_actor(), access.now(), year, form.reference.data or ""),
    ):
        flash(_("The reference is filled in. Now somebody else looks at the shares and fixes them."))
        return redirect(url_for("budget.year", year=year), 303)
    return _year_page(year, form)


@blueprint.post("/beheer/jaren/<int:year>/vaststellen")
@access.open_to(Role.ADMINISTRATOR, Role.FINANCE)
def fix(year: int) -> str | Response:
    form = FixYearForm()
    if form.validate_on_submit() and _took(
        form, lambda session: fix_year(session, access.current_actor(), access.now(), year, form.seen.data or "")
    ):
        flash(_("The shares for %(year)s are fixed.", year=year))
        return redirect(url_for("budget.year", year=year), 303)
    return _year_page(year, ProposeForm(formdata=None), refused=form.seen.errors)


def _took(form: Any, step: Callable[[Any], None]) -> bool:
    """Do the step; a refusal is shown on the same page, at the form's first own field."""
    try:
        with access.writing() as session:
            step(session)
    except Refused as refused:
        field = form.reference if "reference" in form else form.seen
        field.errors = [say(refused.message)]
        return False
    return True


def _form(**filled: Any) -> YearForm:
    session = access.reading()
    areas = [(area.code, area.name) for area in budget_areas(session)]
    return year_form(areas, [(area.code, area.name) for area in areas_for_a_pot(session)], **filled)


def _may_change() -> bool:
    """Finance looks along; only an administrator decides about a year."""
    return access.current_actor().has(Role.ADMINISTRATOR)


def _year_page(number: int, form: ProposeForm, refused: Any = ()) -> str:
    session = access.reading()
    found = find_year(session, number)
    rows = shares_shown(session, found)
    seal = "" if found.fixed_at else seal_of(found)
    return render_template(
        "budget/year.html",
        may_change=_may_change(),
        year=found,
        plan=plan_of(found),
        rows=rows,
        shares=share_table(rows, with_hours=found.total_minutes > 0),
        picture=share_picture(rows),
        standing=standing_of_year(session, number),
        off=off_before(session, found),
        names=names_by_code(session),
        accounts=account_table(accounts_of_year(session, number), number),
        hours=account_table(accounts_of_year(session, number, MINUTES), number),
        form=form,
        refused=refused,
        fix_form=FixYearForm(formdata=None, seen=seal),
        was_first=found.proposed_by_key == access.current_actor().key,
    )


def _saved(form: YearForm, year: int, save: Any) -> bool:
    """Hand the form to the service; every fault is shown at its field, where everything typed still stands."""
    try:
        with access.writing() as session:
            save(session, access.current_actor(), access.now(), form.decided(year))
    except PlanImpossible as impossible:
        form.show_faults(impossible.faults)
        return False
    except YearExists as refused:
        form.show_faults([("year", refused.message)])
        return False
    except Refused as refused:
        form.show_faults([("total_cents", refused.message)])
        return False
    return True
