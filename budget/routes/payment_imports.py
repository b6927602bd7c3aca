"""Pages of finance: a file of paid amounts is shown with every difference, then booked, and its list is kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from budget.forms.payments import BookForm, ImportForm
from budget.models import PaymentImport
from budget.queries.payments import all_imports, find_import
from budget.routes.blueprint import blueprint
from budget.routes.csv_answer import csv_answer, plain_amount
from budget.rules.payments import DifferenceKind
from budget.services.payment_imports import ImportRefused, PaymentFile, import_payments, preview_import
from budget.words import DIFFERENCES
from lives.messages import msg
from lives.refused import Refused
from logbook.actors import Role
from logbook.refusals import Refusal
from wording import day, euros, say

MOST_FAULTS = 100
"""More on one page helps nobody; the number of all is told."""


@blueprint.route("/beheer/betalingen/invoer", methods=["GET", "POST"])
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def payment_imports() -> str:
    form = ImportForm()
    if form.validate_on_submit():
        try:
            return _preview(form.chosen())
        except Refused as refused:
            form.file.errors = [say(refused.message)]
    imports = [(each, _sums(each)) for each in all_imports(access.reading())]
    may_import = access.current_actor().has(Role.FINANCE)
    return render_template("budget/payments_imports.html", form=form, imports=imports, may_import=may_import)


@blueprint.post("/beheer/betalingen/invoer/boeken")
@access.open_to(Role.FINANCE)
def book_import() -> str | Response:
    file = BookForm().carried()
    if file is None:
        raise Refusal(msg("We did not get the whole file. Nothing is booked."), msg("Choose the file once more."))
    try:
        with access.writing() as session:
            import_id = import_payments(session, access.current_actor(), access.now(), file)
    except ImportRefused:
        return _preview(file)
    flash(_("The payments are booked."))
    return redirect(url_for("budget.payment_import", import_id=import_id), 303)


@blueprint.get("/beheer/betalingen/invoer/<int:import_id>")
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def payment_import(import_id: int) -> str:
    found = find_import(access.reading(), import_id)
    return render_template(
        "budget/payments_import.html", found=found, sums=_sums(found), rows=_table(json.loads(found.differences)),
        head=_head(),
    )  # fmt: skip


@blueprint.get("/beheer/betalingen/invoer/<int:import_id>/verschillen.csv")
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def import_differences(import_id: int) -> Response:
    found = find_import(access.reading(), import_id)
    rows = _table(json.loads(found.differences), plain_amount)
    return csv_answer(f"{_('differences')}-{import_id}", _head(), rows)


def _preview(file: PaymentFile) -> str:
    compared = preview_import(access.reading(), access.current_actor(), access.now(), file)
    form = BookForm(formdata=None)
    form.carry(file)
    return render_template(
        "budget/payments_preview.html",
        name=file.name,
        form=form,
        faults=[(fault.line, say(fault.message)) for fault in compared.faults[:MOST_FAULTS]],
        fault_count=len(compared.faults),
        booked=[
            [each.request.number, euros(each.row.cents), day(each.row.paid_on), each.row.voucher]
            for each in compared.bookings
        ],
        booked_cents=compared.booked_cents,
        differences=_table([vars(each) for each in compared.differences]),
        head=_head(),
    )


def _head() -> list[str]:
    return [_("Payment number"), _("What differs"), _("Approved amount"), _("Paid amount"), _("Voucher"), _("Booked")]


def _table(differences: list[dict[str, Any]], write: Any = euros) -> list[list[str]]:
    return [
        [
            each["number"],
            say(DIFFERENCES[DifferenceKind(each["kind"])]),
            write(each["asked_cents"]),
            write(each["paid_cents"]) if each["line"] else "",
            each["voucher"],
            _("yes") if each["is_booked"] else _("no"),
        ]
        for each in differences
    ]


def _sums(found: PaymentImport) -> dict[str, Any]:
    """How much of the file was booked, by its rows and its list of differences."""
    rows, differences = json.loads(found.rows), json.loads(found.differences)
    left = {each["line"] for each in differences if each["line"] and not each["is_booked"]}
    booked = [row for row in rows if row["line"] not in left]
    days = [date.fromisoformat(row["paid_on"]) for row in rows]
    return {
        "rows": len(rows),
        "booked": len(booked),
        "cents": sum(row["cents"] for row in booked),
        "differences": len(differences),
        "first_day": min(days),
        "last_day": max(days),
    }
