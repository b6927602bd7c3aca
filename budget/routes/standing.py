"""Pages of finance: what the council fixed for years to come, charged or freed when the year is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.queries import areas_for_a_pot, municipality_code, names_by_code
from budget.forms.standing import ChargeForm, FreeForm, StandingForm
from budget.queries import find_account, held_by
from budget.queries.standing import accounts_short, all_standing
from budget.routes.blueprint import blueprint
from budget.routes.showing import shown_standing
from budget.rules.ledger import Part
from budget.services.standing import charge_standing, free_standing, stand_commitment
from lives.messages import msg
from lives.refused import Refused
from logbook.actors import Role
from logbook.refusals import NotAllowed, NotFound
from wording import say


@blueprint.route("/beheer/vaste-lasten", methods=["GET", "POST"])
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def standing() -> str | Response:
    form = StandingForm()
    form.offer_areas(_bearing_areas())
    if form.validate_on_submit() and _stood(form):
        flash(_("It stands. The money is set apart as soon as each year is fixed."))
        return redirect(url_for("budget.standing"), 303)
    session = access.reading()
    names = names_by_code(session) | {municipality_code(session) or "": _("Whole municipality")}
    rows = shown_standing(session, [each for each in all_standing(session) if each.after_cents], names)
    short = [(each, names[each.area_code]) for each in accounts_short(session)]
    return render_template("budget/standing.html", form=form, rows=rows, short=short, may_change=_is_finance())


@blueprint.route("/beheer/vaste-lasten/<int:year>/<area_code>/<subject>", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def standing_one(year: int, area_code: str, subject: str) -> str | Response:
    charge, free = ChargeForm(prefix="charge"), FreeForm(prefix="free")
    account_id = _account(year, area_code)
    if "charge-cents" in request.form and charge.validate_on_submit() and _charged(account_id, subject, charge):
        flash(_("The costs are booked as paid."))
        return redirect(url_for("budget.standing"), 303)
    if "free-cents" in request.form and free.validate_on_submit() and _freed(account_id, subject, free):
        flash(_("The money is free again."))
        return redirect(url_for("budget.standing"), 303)
    session = access.reading()
    return render_template(
        "budget/standing_one.html",
        year=year,
        area=names_by_code(session)[area_code],
        label=_label(year, area_code, subject),
        held=held_by(session, account_id, Part.STANDING, subject),
        charge_form=charge,
        free_form=free,
        wrong=free if free.errors else charge,
    )


def _bearing_areas() -> list[tuple[str, str]]:
    """Every area, the municipality's own first: in its name stands what the whole pot bears."""
    session = access.reading()
    whole = municipality_code(session)
    before = _("The whole amount, before it is divided over the areas")
    return [(area.code, before if area.code == whole else area.name) for area in areas_for_a_pot(session)]


def _account(year: int, area_code: str) -> int:
    account = find_account(access.reading(), year, area_code)
    if account is None:
        raise NotFound(msg("This area has no money of its own this year."))
    return account.id


def _label(year: int, area_code: str, subject: str) -> str:
    for each in all_standing(access.reading()):
        if (each.year, each.area_code, each.subject) == (year, area_code, subject):
            return each.label
    raise NotFound(msg("There is no such commitment."))


def _stood(form: StandingForm) -> bool:
    return did(
        form.cents,
        lambda session: stand_commitment(
            session, access.current_actor(), access.now(), form.area_code.data, form.label.data or "",
            form.cents_by_year(), form.reference.data or "",
        ),
    )  # fmt: skip


def _charged(account_id: int, subject: str, form: ChargeForm) -> bool:
    return did(
        form.cents,
        lambda session: charge_standing(
            session, access.current_actor(), access.now(), account_id, subject, form.cents.data or 0,
            form.reference.data or "", form.external_reference.data or "",
        ),
    )  # fmt: skip


def _freed(account_id: int, subject: str, form: FreeForm) -> bool:
    return did(
        form.cents,
        lambda session: free_standing(
            session, access.current_actor(), access.now(), account_id, subject, form.cents.data or 0,
            form.reason.data or "", form.reference.data or "",
        ),
    )  # fmt: skip


def did(field: Any, step: Callable[[Session], object]) -> bool:
    """Do the step; a refusal is shown at the field. Raises NotAllowed."""
    try:
        with access.writing() as session:
            step(session)
    except NotAllowed:
        raise
    except Refused as refused:
        field.errors = [say(refused.message)]
        return False
    return True


def _is_finance() -> bool:
    return access.current_actor().has(Role.FINANCE)
