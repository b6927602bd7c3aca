"""Reports about a task that was taken over: written by who took it over, read and accepted by the coordinator."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from challenges.forms.reporting import AcceptForm, QuestionForm, ReportForm, report_data
from challenges.queries.reports import ShownReport, days_open, find_report, reports_of
from challenges.routes.blueprint import blueprint
from challenges.routes.own import done, own_page
from challenges.routes.shown import letter, title_of, today
from challenges.routes.work import staff_page
from challenges.rules.asking import RequestFault
from challenges.rules.report_life import ReportState
from challenges.rules.reporting import MOST_COSTS
from challenges.rules.states import By
from challenges.services.refusals import RequestRefused, TermOver, not_your_work
from challenges.services.reporting import (
    AFTER_TAKE_OVER,
    accept_report,
    answer_report,
    ask_about_report,
    hand_in_report,
)
from challenges.services.steps import roles_to
from lives.messages import msg
from logbook.actors import Actor, Role


@blueprint.route("/mijn/verzoeken/<int:challenge_id>/verslag", methods=["GET", "POST"])
@blueprint.route("/mijn/verzoeken/<int:challenge_id>/verslag/<int:report_id>", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def write_report(challenge_id: int, report_id: int | None = None) -> str | Response:
    page, session = own_page(challenge_id), access.reading()
    agreement = page.agreement
    if agreement is None or page.challenge.state not in AFTER_TAKE_OVER:
        raise TermOver(msg("A report belongs to a task that is taken over."))
    found = find_report(session, challenge_id, report_id) if report_id else None
    if found is not None and found.row.state != ReportState.ASKED:
        raise TermOver(msg("There is no question about this report."))
    earlier = reports_of(session, challenge_id, is_public=False)
    told_until = max((each.row.last_day for each in earlier), default=None)
    form = ReportForm(data=report_data(found, agreement.first_day, told_until, today()))
    if form.validate_on_submit() and done(_handing_in(found), challenge_id, form):
        flash(_("Your report is handed in. We read it, and after that everyone can."))
        return redirect(url_for("challenges.own", challenge_id=challenge_id))
    return render_template(
        "challenges/report_form.html", form=form, name=title_of(page.challenge), challenge=page.challenge,
        report=found, due=next(iter(days_open(session, challenge_id)), None), lines=range(MOST_COSTS),
    )  # fmt: skip


@blueprint.get("/werk/uitdaagrecht/<int:challenge_id>/verslag/<int:report_id>")
@access.open_to(Role.COORDINATOR)
def read_report(challenge_id: int, report_id: int) -> str:
    return _screen(challenge_id, report_id)


@blueprint.post("/werk/uitdaagrecht/<int:challenge_id>/verslag/<int:report_id>/vraag")
@access.open_to(Role.COORDINATOR)
def ask_report(challenge_id: int, report_id: int) -> str | Response:
    form = QuestionForm(prefix="ask")
    if form.validate_on_submit() and done(
        lambda s, who, n, f: ask_about_report(
            s, who, access.now(), n, report_id, _version(f), f.question.data or "", letter()
        ), challenge_id, form,
    ):  # fmt: skip
        flash(_("Your question is sent."))
        return redirect(url_for("challenges.work", challenge_id=challenge_id), 303)
    return _screen(challenge_id, report_id, asking=form)


@blueprint.post("/werk/uitdaagrecht/<int:challenge_id>/verslag/<int:report_id>/goed")
@access.open_to(Role.COORDINATOR)
def approve_report(challenge_id: int, report_id: int) -> str | Response:
    form = AcceptForm(prefix="accept")
    if form.validate_on_submit() and done(
        lambda s, who, n, f: accept_report(s, who, access.now(), n, report_id, _version(f)), challenge_id, form
    ):
        flash(_("The report is accepted. Everyone can read it now."))
        return redirect(url_for("challenges.work", challenge_id=challenge_id), 303)
    return _screen(challenge_id, report_id, accepting=form)


def _handing_in(found: ShownReport | None) -> Any:
    def do(session: Session, who: Actor, number: int, form: ReportForm) -> None:
        try:
            if found is None:
                hand_in_report(session, who, access.now(), number, form.report())
            else:
                answer_report(session, who, access.now(), number, found.row.id, form.report())
        except RequestRefused as refused:
            raise RequestRefused(*(_on_its_line(fault, form.places()) for fault in refused.faults)) from refused

    return do


def _on_its_line(fault: RequestFault, places: list[int]) -> RequestFault:
    """Lines that were left empty are no costs: the fault of the second cost may stand on the fourth line."""
    name, _dash, number = fault.field.partition("-")
    return RequestFault(f"{name}-{places[int(number)]}", fault.message) if number else fault


def _version(form: Any) -> int:
    typed = form.version.data or ""
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _screen(
    challenge_id: int, report_id: int, asking: QuestionForm | None = None, accepting: AcceptForm | None = None
) -> str:
    page = staff_page(challenge_id)
    if By.COORDINATOR not in roles_to(access.reading(), access.current_actor(), page.challenge):
        raise not_your_work()
    found = find_report(access.reading(), challenge_id, report_id)
    version = {"version": str(found.row.version)}
    return render_template(
        "challenges/report.html", challenge=page.challenge, report=found, sent=asking or accepting,
        asking=asking or QuestionForm(None, prefix="ask", data=version),
        accepting=accepting or AcceptForm(None, prefix="accept", data=version),
    )  # fmt: skip
