"""Finance's page about how yearly costs are calculated: rates of interest, method, first year, and their history."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from budget.forms.charging import ConventionsForm, RateForm, WithFaults
from budget.queries.charging import SettingsChange, charge_settings, charge_settings_history
from budget.routes.blueprint import blueprint
from budget.rules.charges import ChargeSettings, ChargesImpossible, FirstYear, Method
from budget.services.charging import set_conventions, set_rate
from budget.services.standing_lines import YearIsClosed
from budget.words import FIRST_YEARS, METHODS
from logbook.actors import Role
from wording import percent, say


@blueprint.route("/beheer/kapitaallasten", methods=["GET", "POST"])
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def charging() -> str | Response:
    now = charge_settings(access.reading())
    rate = RateForm(prefix="rate")
    conventions = ConventionsForm(prefix="rules", method=now.method.value, first_year=now.first_year.value)
    if "rate-year" in request.form and rate.validate_on_submit() and _rate_set(rate):
        flash(_("The rate is kept. What was calculated with another rate can be calculated anew."))
        return redirect(url_for("budget.charging"), 303)
    if "rules-method" in request.form and conventions.validate_on_submit() and _conventions_set(conventions):
        flash(_("This holds for calculations from now on."))
        return redirect(url_for("budget.charging"), 303)
    session = access.reading()
    return render_template(
        "budget/charging.html",
        rates=_rates(now),
        method=say(METHODS[now.method]),
        first_year=say(FIRST_YEARS[now.first_year]),
        rate_form=rate,
        rules_form=conventions,
        wrong=conventions if conventions.errors else rate,
        earlier=[_told(each) for each in charge_settings_history(session)],
        may_change=access.current_actor().has(Role.FINANCE),
    )


def _rates(settings: ChargeSettings) -> list[tuple[int | None, str]]:
    """Each rate with the year from which it holds; None is from the beginning."""
    found = [(None, settings.rates.base), *settings.rates.later]
    return [(year, _percent(rate)) for year, rate in found]


def _percent(rate: int) -> str:
    return percent(Fraction(rate, 10_000), 2)


def _told(change: SettingsChange) -> dict[str, Any]:
    return {"at": change.at, "by": change.by, "ground": change.ground, "what": _differences(change)}


def _differences(change: SettingsChange) -> list[str]:
    before, after = change.before, change.after
    told = [
        _("interest from %(year)s: from %(before)s to %(after)s", year=year,
          before=_percent(before.rates.in_year(year)), after=_percent(rate))
        for year, rate in after.rates.later if (year, rate) not in before.rates.later
    ]  # fmt: skip
    words = (
        (say(METHODS[before.method]), say(METHODS[after.method])),
        (say(FIRST_YEARS[before.first_year]), say(FIRST_YEARS[after.first_year])),
    )
    told += [_("from “%(before)s” to “%(after)s”", before=was, after=now) for was, now in words if was != now]
    return told or [_("nothing changed")]


def _rate_set(form: RateForm) -> bool:
    return _did(
        form,
        lambda session: set_rate(
            session, access.current_actor(), access.now(), form.year.data or 0, form.rate.data or 0,
            form.reference.data or "",
        ),
    )  # fmt: skip


def _conventions_set(form: ConventionsForm) -> bool:
    return _did(
        form,
        lambda session: set_conventions(
            session, access.current_actor(), access.now(), Method(form.method.data), FirstYear(form.first_year.data),
            form.reference.data or "",
        ),
    )  # fmt: skip


def _did(form: WithFaults, step: Callable[[Any], None]) -> bool:
    """Do the step; a refusal is shown at its field, where everything typed still stands."""
    try:
        with access.writing() as session:
            step(session)
    except ChargesImpossible as impossible:
        form.show_faults(impossible.faults)
        return False
    except YearIsClosed as refused:
        form.show_faults([("year", refused.message)])
        return False
    return True
