"""Many deals at once: copied from last year with ticks and amounts, or out of a table pasted from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

import access
from areas.rules.themes import THEMES
from budget.rules.amounts import AmountRefused, parse_euros
from deals.forms.fields import choices
from deals.forms.making import CopyForm, PasteForm
from deals.queries import copyable_deals
from deals.queries.lists import DealRow, areas_of
from deals.routes.blueprint import blueprint
from deals.routes.making import MAKERS, areas_to_choose, years_to_choose
from deals.rules.pasted import PastedRow, read_pasted
from deals.services import CopiedDeal, copy_deals, make_deals
from deals.services.refusals import RowsRefused
from lives.refused import Refused
from logbook.actors import Role
from wording import say


@dataclass
class CopyRow:
    """One of last year's deals on the page: ticked or not, with the amount as it was typed."""

    row: DealRow
    is_ticked: bool
    typed: str
    cents: int = 0
    fault: str = ""


@blueprint.route("/werk/afspraken/kopieer", methods=["GET", "POST"])
@access.open_to(*MAKERS)
def copy() -> str | Response:
    session, actor = access.reading(), access.current_actor()
    years = years_to_choose(session)
    year = _asked_year(years)
    areas = None if actor.has(Role.ADMINISTRATOR) else areas_of(actor, Role.COORDINATOR)
    found = copyable_deals(session, areas, year) if year else []
    form = CopyForm(year=str(year))
    form.year.choices = choices((str(each), str(each)) for each in years)
    rows = [_copy_row(each) for each in found]
    if form.validate_on_submit() and _copied(form, rows, year):
        return redirect(url_for("deals.work_deals"), 303)
    options = [(each, each) for each in years]
    return render_template("deals/copy.html", form=form, rows=rows, year=year, years=years, year_options=options)


def _asked_year(years: list[int]) -> int:
    text = request.values.get("year", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return asked if asked in years else max(years, default=0)


def _copy_row(row: DealRow) -> CopyRow:
    number = row.deal.id
    whole, part = divmod(row.deal.cents, 100)
    kept = f"{whole:,}".replace(",", ".") + (f",{part:02d}" if part else "")
    if request.method != "POST":
        return CopyRow(row, True, kept)
    shown = CopyRow(row, f"copy-{number}" in request.form, request.form.get(f"amount-{number}", kept)[:60])
    try:
        shown.cents = parse_euros(shown.typed)
    except AmountRefused as refused:
        shown.fault = say(refused.message) if shown.is_ticked else ""
    return shown


def _copied(form: FlaskForm, rows: list[CopyRow], year: int) -> bool:
    if any(each.fault for each in rows):
        form.form_errors.append(_("Some rows are not right yet, so nothing is made."))
        return False
    chosen = [CopiedDeal(each.row.deal.id, each.cents) for each in rows if each.is_ticked]
    try:
        with access.writing() as session:
            made = copy_deals(session, access.current_actor(), access.now(), year, chosen)
    except Refused as refused:
        form.form_errors.append(say(refused.message))
        wrong = refused.rows if isinstance(refused, RowsRefused) else {}
        for each in rows:
            each.fault = say(wrong[each.row.deal.id]) if each.row.deal.id in wrong else ""
        return False
    _tell(len(made))
    return True


@blueprint.route("/werk/afspraken/plakken", methods=["GET", "POST"])
@access.open_to(*MAKERS)
def paste() -> str | Response:
    session = access.reading()
    form = PasteForm()
    rows: tuple[PastedRow, ...] = ()
    form.area.choices = choices((a.code, a.name) for a in areas_to_choose(session, access.current_actor()))
    form.year.choices = choices((str(each), str(each)) for each in years_to_choose(session))
    faults: dict[int, list[str]] = {}
    if form.validate_on_submit():
        rows = read_pasted(form.rows.data or "", form.area.data, int(form.year.data), _themes())
        faults = {row.line: [say(each) for each in row.faults] for row in rows if row.faults}
        if not rows:
            form.rows.errors = [_("Paste at least one row.")]
        elif request.form.get("do") == "make" and not faults and _pasted(form, rows, faults):
            return redirect(url_for("deals.work_deals"), 303)
    sum_cents = sum(row.deal.cents for row in rows if row.deal)
    kinds = "aanleg, beheer, onderhoud, anders"
    return render_template(
        "deals/paste.html", form=form, rows=rows, faults=faults, sum_cents=sum_cents, kinds=kinds,
        themes=", ".join(say(word) for word in THEMES.values()),
    )  # fmt: skip


def _pasted(form: FlaskForm, rows: tuple[PastedRow, ...], faults: dict[int, list[str]]) -> bool:
    try:
        with access.writing() as session:
            deals = [(row.line, row.deal) for row in rows if row.deal]
            made = make_deals(session, access.current_actor(), access.now(), deals)
    except Refused as refused:
        form.form_errors.append(say(refused.message))
        if isinstance(refused, RowsRefused):
            faults.update({line: [say(message)] for line, message in refused.rows.items()})
        return False
    _tell(len(made))
    return True


def _tell(count: int) -> None:
    flash(ngettext("%(num)s deal is made.", "%(num)s deals are made.", count))


def _themes() -> dict[str, str]:
    """Every word by which a theme may be called, in small letters."""
    words = {say(message).lower(): code for code, message in THEMES.items()}
    return words | {str(message).lower(): code for code, message in THEMES.items()} | {code: code for code in THEMES}
