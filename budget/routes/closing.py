"""Pages of the end of a year for finance: what stands in the way, what the council decides, and closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.queries import find_area
from budget.forms.closing import CarryForm, CloseForm, SaveForm, SplitForm, with_amount
from budget.models import Account
from budget.queries.accounts import EUROS, MINUTES, find_year
from budget.queries.closing import (
    accounts_at_end,
    find_commitment,
    find_saving,
    longest_saving,
    obstacles_of,
    open_commitments,
    outcomes_of,
    savings_of_year,
)
from budget.routes.blueprint import blueprint
from budget.routes.showing import hours_of
from budget.rules.closing import CannotClose, Rest, SavingTooLong, amount_in_words, seal_of_lapses
from budget.services.closing import NoReference, add_money, carry_over, close_year
from budget.services.year_end import save_money, split_commitment, use_saving
from lives.messages import msg
from lives.periods import day_of
from lives.refused import Refused
from logbook.actors import Role
from logbook.refusals import NotFound
from wording import say


@blueprint.route("/beheer/jaren/<int:year>/afsluiten", methods=["GET", "POST"])
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def year_end(year: int) -> str | Response:
    form = CloseForm()
    if form.validate_on_submit() and _took(
        form.confirmed,
        lambda session: close_year(session, access.current_actor(), access.now(), year, form.seen.data or ""),
    ):
        flash(_("The year %(year)s is closed.", year=year))
        return redirect(url_for("budget.year_end", year=year), 303)
    session = access.reading()
    found = find_year(session, year)
    accounts = accounts_at_end(session, year)
    form.seen.data = seal_of_lapses(accounts)
    return render_template(
        "budget/closing.html", year=found, form=form, accounts=accounts, write=_write,
        commitments=open_commitments(session, year), savings=savings_of_year(session, year),
        obstacles=[say(each) for each in obstacles_of(session, found, accounts, day_of(access.now()))],
        may_decide=access.current_actor().has(Role.FINANCE) and found.fixed_at is not None,
        outcomes=[row for unit in (EUROS, MINUTES) for row in outcomes_of(session, year, unit)],
    )  # fmt: skip


@blueprint.route("/beheer/jaren/<int:year>/afsluiten/<int:account_id>/verdelen/<subject>", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def split(year: int, account_id: int, subject: str) -> str | Response:
    _account(year, account_id)
    found = find_commitment(access.reading(), account_id, subject)
    form = with_amount(SplitForm, found.unit, _("How much was delivered?"), amount=found.asked, rest="release")
    if form.validate_on_submit() and _did(form, lambda session: split_commitment(
        session, access.current_actor(), access.now(), account_id, subject, form.amount.data, Rest(form.rest.data),
        form.reference.data or "",
    )):  # fmt: skip
        return _back(year)
    return render_template("budget/closing_split.html", year=year, form=form, commitment=found, write=_write)


@blueprint.route("/beheer/jaren/<int:year>/afsluiten/<int:account_id>/meenemen", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def carry(year: int, account_id: int) -> str | Response:
    account = _account(year, account_id)
    form = with_amount(CarryForm, account.unit, _("How much goes along to the next year?"))
    if form.validate_on_submit() and _did(form, lambda session: carry_over(
        session, access.current_actor(), access.now(), account_id, form.amount.data, form.reference.data
    )):  # fmt: skip
        return _back(year)
    return _page(_("Take money along to %(year)s", year=year + 1), year, form, account)


@blueprint.route("/beheer/jaren/<int:year>/afsluiten/<int:account_id>/sparen", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def save(year: int, account_id: int) -> str | Response:
    account = _account(year, account_id)
    longest = year + longest_saving(access.reading())
    form = with_amount(SaveForm, account.unit, _("How much is saved?"), last_year=longest)
    if form.validate_on_submit() and _did(form, lambda session: save_money(
        session, access.current_actor(), access.now(), account_id, form.amount.data, form.purpose.data,
        form.last_year.data, form.reference.data,
    )):  # fmt: skip
        return _back(year)
    return _page(_("Save for a purpose"), year, form, account)


@blueprint.route("/beheer/jaren/<int:year>/afsluiten/<int:account_id>/aanvullen", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def add(year: int, account_id: int) -> str | Response:
    account = _account(year, account_id)
    area, unit = account.area_code, account.unit
    form = with_amount(CarryForm, unit, _("How much is added?"))
    if form.validate_on_submit() and _did(form, lambda session: add_money(
        session, access.current_actor(), access.now(), year, area, unit, form.amount.data, form.reference.data
    )):  # fmt: skip
        return _back(year)
    return _page(_("Add money"), year, form, account)


@blueprint.route("/beheer/jaren/<int:year>/afsluiten/spaargeld/<int:saving_id>", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def spend_saving(year: int, saving_id: int) -> str | Response:
    found = find_saving(access.reading(), saving_id)
    account = _account(year, found.account_id)
    form = with_amount(CarryForm, account.unit, _("How much may be used now?"), amount=found.held)
    if form.validate_on_submit() and _did(form, lambda session: use_saving(
        session, access.current_actor(), access.now(), saving_id, form.amount.data, form.reference.data
    )):  # fmt: skip
        return _back(year)
    return _page(_("Use savings"), year, form, account, saving=found)


def _account(year: int, account_id: int) -> Account:
    found = access.reading().get(Account, account_id)
    if found is None or found.year != year:
        raise NotFound(msg("This area has no money of its own this year."))
    return found


def _page(heading: str, year: int, form: Any, account: Account, saving: Any = None) -> str:
    # the form may have been refused after writing, so what is free is read anew
    now = _account(year, account.id) if account not in access.reading() else account
    area = find_area(access.reading(), now.area_code).name
    return render_template(
        "budget/closing_form.html", heading=heading, year=year, form=form, account=now, area=area, saving=saving,
        write=_write,
    )  # fmt: skip


def _write(unit: str, amount: int) -> str:
    return hours_of(amount) if unit == MINUTES else say(amount_in_words(unit, amount))


def _did(form: Any, step: Callable[[Session], object]) -> bool:
    return _took(form.amount, step, form)


def _took(field: Any, step: Callable[[Session], object], form: Any = None) -> bool:
    """Do the step; a refusal stands at the field that it is about, and what was typed stays."""
    try:
        with access.writing() as session:
            step(session)
    except CannotClose as refused:
        field.errors = [say(each) for each in refused.obstacles]
    except NoReference as refused:
        form.reference.errors = [say(refused.message)]
    except SavingTooLong as refused:
        form.last_year.errors = [say(refused.message)]
    except Refused as refused:
        field.errors = [say(refused.message)]
    else:
        return True
    return False


def _back(year: int) -> Response:
    flash(_("It is booked."))
    return redirect(url_for("budget.year_end", year=year), 303)
