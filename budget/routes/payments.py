"""Pages of finance: what is asked to be paid, one decision, one paid amount, and what goes to the own books."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from areas.queries import budget_areas
from budget.forms.payments import PaidForm, RefusePaymentForm
from budget.queries.payments import (
    PAGE_SIZE,
    PaymentFilter,
    PaymentRow,
    all_approved,
    count_by_state,
    find_payment,
    list_payments,
    payment_years,
)
from budget.routes.blueprint import blueprint
from budget.routes.csv_answer import csv_answer, plain_amount
from budget.rules.life import PaymentState
from budget.services.payment_imports import PaidByHand, pay_by_hand
from budget.services.payments import approve_payment, refuse_payment
from budget.words import subject_in_words
from lives.refused import Refused
from logbook.actors import Role
from wording import say

STATES = {
    "te-besluiten": PaymentState.ASKED,
    "goedgekeurd": PaymentState.APPROVED,
    "betaald": PaymentState.PAID,
    "geweigerd": PaymentState.REFUSED,
}
"""The states as addresses name them."""


@blueprint.get("/beheer/betalingen")
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def payments() -> str:
    session, wanted = access.reading(), _wanted()
    found = list_payments(session, wanted)
    chosen = {key: request.args[key] for key in ("staat", "gebied", "jaar") if request.args.get(key)}
    return render_template(
        "budget/payments.html",
        rows=[(row, say(subject_in_words(row.request.subject))) for row in found[:PAGE_SIZE]],
        next_after=found[PAGE_SIZE - 1].request.id if len(found) > PAGE_SIZE else None,
        state=wanted.state.value,
        chosen=chosen,
        states=_state_options(),
        areas=[(area.code, area.name) for area in budget_areas(session)],
        years=payment_years(session),
    )


@blueprint.get("/beheer/betalingen/uitvoer.csv")
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def payments_export() -> Response:
    """Approved requests for the municipality's own books. Whom to pay stands there, not here."""
    rows = all_approved(access.reading(), _wanted())
    head = (_("reference"), _("amount"), _("subject"), _("purpose"), _("area"), _("year"))
    return csv_answer(
        _("approved-payments"),
        head,
        (
            (
                row.number, plain_amount(row.request.cents), say(subject_in_words(row.request.subject)),
                row.request.purpose, row.area, str(row.year),
            )
            for row in rows
        ),
    )  # fmt: skip


@blueprint.get("/beheer/betalingen/<int:payment_id>")
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def payment(payment_id: int) -> str:
    return _page(find_payment(access.reading(), payment_id))


@blueprint.post("/beheer/betalingen/<int:payment_id>/goedkeuren")
@access.open_to(Role.FINANCE)
def approve(payment_id: int) -> Response:
    with access.writing() as session:
        approve_payment(session, access.current_actor(), access.now(), payment_id)
    flash(_("The payment is approved."))
    return redirect(url_for("budget.payment", payment_id=payment_id), 303)


@blueprint.post("/beheer/betalingen/<int:payment_id>/weigeren")
@access.open_to(Role.FINANCE)
def refuse(payment_id: int) -> str | Response:
    form = RefusePaymentForm()
    if form.validate_on_submit():
        try:
            with access.writing() as session:
                refuse_payment(session, access.current_actor(), access.now(), payment_id, form.reason.data or "")
        except Refused as refused:
            form.reason.errors = [say(refused.message)]
        else:
            flash(_("The payment is refused. The money is free for the agreement again."))
            return redirect(url_for("budget.payment", payment_id=payment_id), 303)
    return _page(find_payment(access.reading(), payment_id), refuse_form=form)


@blueprint.post("/beheer/betalingen/<int:payment_id>/betaald")
@access.open_to(Role.FINANCE)
def book_payment(payment_id: int) -> str | Response:
    return _book(payment_id, 1, _("The payment is booked."))


@blueprint.post("/beheer/betalingen/<int:payment_id>/terug")
@access.open_to(Role.FINANCE)
def book_return(payment_id: int) -> str | Response:
    return _book(payment_id, -1, _("The money that came back is booked."))


def _book(payment_id: int, sign: int, done: str) -> str | Response:
    form = PaidForm()
    if form.validate_on_submit() and form.paid_on.data is not None:
        paid = PaidByHand(sign * form.amount.data, form.paid_on.data, form.voucher.data or "")
        try:
            with access.writing() as session:
                pay_by_hand(session, access.current_actor(), access.now(), payment_id, paid)
        except Refused as refused:
            form.amount.errors = [say(refused.message)]
        else:
            flash(done)
            return redirect(url_for("budget.payment", payment_id=payment_id), 303)
    return _page(find_payment(access.reading(), payment_id), paid_form=form)


def _page(row: PaymentRow, refuse_form: RefusePaymentForm | None = None, paid_form: PaidForm | None = None) -> str:
    actor = access.current_actor()
    is_finance = actor.has(Role.FINANCE, row.area_code)
    asked_cents = row.request.cents if row.shown_state == PaymentState.APPROVED else None
    return render_template(
        "budget/payment.html",
        row=row,
        subject=say(subject_in_words(row.request.subject)),
        may_decide=is_finance and actor.key != row.request.asked_by_key and row.request.state == PaymentState.ASKED,
        is_own=actor.key == row.request.asked_by_key,
        may_book=is_finance and row.shown_state in (PaymentState.APPROVED, "corrected"),
        may_return=is_finance and row.shown_state == PaymentState.PAID,
        refuse_form=refuse_form or RefusePaymentForm(formdata=None),
        paid_form=paid_form or PaidForm(formdata=None, data={"amount": asked_cents}),
    )


def _wanted() -> PaymentFilter:
    """What the address asks for; what it asks wrongly is left out."""
    return PaymentFilter(
        STATES.get(request.args.get("staat", ""), PaymentState.ASKED),
        request.args.get("gebied", "")[:20],
        _small_number("jaar"),
        _small_number("na"),
    )


def _small_number(name: str) -> int | None:
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 13 else None


def _state_options() -> list[dict[str, Any]]:
    counted = count_by_state(access.reading())
    return [
        {"address": address, "state": state.value, "count": counted.get(state, (0, 0))[0],
         "cents": counted.get(state, (0, 0))[1]}
        for address, state in STATES.items()
    ]  # fmt: skip
