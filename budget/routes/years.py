"""Pages of the administrator: budget years, with the shares shown before they are fixed."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from areas.queries import names_by_code
from budget.forms.years import FixYearForm, YearForm
from budget.models import BudgetYear
from budget.queries import accounts_of_year, all_years, find_year
from budget.routes.blueprint import blueprint
from budget.services import NewYear, change_year, fix_year, make_year, planned_shares
from budget.services.years import formula_of
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
    form = YearForm()
    if form.validate_on_submit() and _saved(form, form.year.data or 0, make_year):
        flash(_("The year is a concept. Look at the shares before you fix it."))
        return redirect(url_for("budget.year", year=form.year.data))
    return render_template("budget/year_form.html", form=form, year=None)


@blueprint.route("/beheer/jaren/<int:year>/wijzigen", methods=["GET", "POST"])
@access.open_to(Role.ADMINISTRATOR)
def edit_year(year: int) -> str | Response:
    found = find_year(access.reading(), year)
    form = YearForm(data=_filled(found))
    del form.year  # the address says which year
    if form.validate_on_submit() and _saved(form, year, change_year):
        flash(_("The year is changed."))
        return redirect(url_for("budget.year", year=year))
    return render_template("budget/year_form.html", form=form, year=found)


@blueprint.get("/beheer/jaren/<int:year>")
@access.open_to(Role.ADMINISTRATOR, Role.FINANCE)
def year(year: int) -> str:
    return _year_page(year, FixYearForm(formdata=None))


@blueprint.post("/beheer/jaren/<int:year>/vaststellen")
@access.open_to(Role.ADMINISTRATOR)
def fix(year: int) -> str | Response:
    form = FixYearForm()
    if not form.validate_on_submit():
        return _year_page(year, form)
    with access.writing() as session:
        fix_year(session, access.current_actor(), access.now(), year, form.reference.data or "")
    flash(_("The shares for %(year)s are fixed.", year=year))
    return redirect(url_for("budget.year", year=year))


def _may_change() -> bool:
    """Finance looks along; only an administrator decides about a year."""
    return access.current_actor().has(Role.ADMINISTRATOR)


def _year_page(number: int, form: FixYearForm) -> str:
    session = access.reading()
    found = find_year(session, number)
    names = names_by_code(session)
    shares = [(names[code], cents) for code, cents in planned_shares(found).items()]
    return render_template(
        "budget/year.html", may_change=_may_change(), year=found, formula=formula_of(found), shares=shares, form=form,
        accounts=accounts_of_year(session, number),
    )  # fmt: skip


def _saved(form: YearForm, year: int, save: Any) -> bool:
    """Hand the form to the service; a refusal is shown in the form, where everything typed still stands."""
    new = NewYear(
        year=year,
        total_cents=form.total_cents.data,
        base_cents=form.base_cents.data,
        preset=form.preset.data,
        reserve_percent=form.reserve_percent.data or 0,
    )
    try:
        with access.writing() as session:
            save(session, access.current_actor(), access.now(), new)
    except Refused as refused:
        form.total_cents.errors = [say(refused.message)]
        return False
    return True


def _filled(year: BudgetYear) -> dict[str, Any]:
    formula = formula_of(year)
    return {
        "total_cents": year.total_cents,
        "base_cents": formula["base_cents"],
        "preset": formula["preset"],
        "reserve_percent": formula["reserve_percent"],
    }
