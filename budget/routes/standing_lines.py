"""Pages of finance: one commitment with all its lines and a way to correct it, and a shortfall that is covered."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from areas.queries import municipality_code, names_by_code
from budget.forms.standing_lines import CoverForm, StandingCorrectionForm
from budget.models import Account
from budget.queries.standing import accounts_by_place, lines_of
from budget.routes.blueprint import blueprint
from budget.routes.standing import did
from budget.services.standing import correct_commitment, cover_shortfall
from lives.messages import msg
from logbook.actors import Role
from logbook.refusals import NotFound


@blueprint.route("/beheer/vaste-lasten/<area_code>/<subject>", methods=["GET", "POST"])
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def standing_lines(area_code: str, subject: str) -> str | Response:
    form = StandingCorrectionForm()
    if not lines_of(access.reading(), subject, area_code):
        raise NotFound(msg("There is no such commitment."))
    if form.validate_on_submit() and did(
        form.cents,
        lambda session: correct_commitment(
            session, access.current_actor(), access.now(), subject, area_code, form.cents_by_year(),
            form.reference.data or "",
        ),
    ):  # fmt: skip
        flash(_("The correction stands. Years that are fixed are booked anew."))
        return redirect(url_for("budget.standing_lines", area_code=area_code, subject=subject), 303)
    session = access.reading()
    lines = lines_of(session, subject, area_code)
    opened = accounts_by_place(session)
    return render_template(
        "budget/standing_lines.html",
        label=lines[-1].label,
        area=_("Whole municipality") if area_code == municipality_code(session) else names_by_code(session)[area_code],
        lines=lines,
        newest={(each.year, each.line) for each in {each.year: each for each in lines}.values()},
        year_urls={
            each.year: url_for("budget.standing_one", year=each.year, area_code=area_code, subject=subject)
            for each in lines if (each.year, area_code) in opened
        },
        form=form,
        may_change=access.current_actor().has(Role.FINANCE),
    )  # fmt: skip


@blueprint.route("/beheer/tekorten/<int:account_id>", methods=["GET", "POST"])
@access.open_to(Role.FINANCE)
def shortfall(account_id: int) -> str | Response:
    form = CoverForm()
    if access.reading().get(Account, account_id) is None:
        raise NotFound(msg("This area has no money of its own this year."))
    if form.validate_on_submit() and did(
        form.reason,
        lambda session: cover_shortfall(
            session, access.current_actor(), access.now(), account_id, form.reason.data or "",
            from_reserve=bool(form.from_reserve.data),
        ),
    ):  # fmt: skip
        flash(_("The money is set apart. What is still short, you see on the page of what stands fixed."))
        return redirect(url_for("budget.standing"), 303)
    session = access.reading()
    account = session.get_one(Account, account_id)
    return render_template(
        "budget/shortfall.html", account=account, area=names_by_code(session)[account.area_code], form=form
    )
