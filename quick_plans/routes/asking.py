"""The short form: filled in by anyone, sent after signing in, or entered at the desk for somebody else."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

import access
from accounts import limits
from accounts.login import app_secrets, network
from accounts.rules.limits import Kind
from areas.queries import budget_areas, neighbourhoods_of
from lives.messages import Day, Message
from lives.periods import day_of
from lives.refused import Refused
from logbook.actors import Role
from neighbourhoods.queries import partners_for
from quick_plans.forms import QuickForm, show_faults
from quick_plans.queries import quick_limits, reserves
from quick_plans.routes.blueprint import blueprint
from quick_plans.rules.asking import faults_of
from quick_plans.services import Sender, enter_for_somebody, keep_form, kept_form, send
from quick_plans.services.refusals import QuickRefused
from quick_plans.services.sending import tidied
from wording import say


@blueprint.route("/klein-plan", methods=["GET", "POST"])
@access.public
def start() -> str | Response:
    token = request.args.get("concept", "")
    form = _form(token)
    if form.validate_on_submit() and _is_right(form):
        answer = _send(form, token) if access.signed_in_actor() else _keep(form)
        if answer is not None:
            return answer
    was_kept = request.method == "GET" and bool(token) and access.signed_in_actor() is not None
    return _page("quick_plans/start.html", form, was_kept=was_kept, is_signed_in=access.signed_in_actor() is not None)


@blueprint.route("/werk/klein-plan", methods=["GET", "POST"])
@access.open_to(Role.COORDINATOR)
def enter() -> str | Response:
    """Somebody stands at the desk, or wrote on paper."""
    form = _form("")
    if form.validate_on_submit() and _is_right(form):
        answer = _entered(form)
        if answer is not None:
            return answer
    return _page("quick_plans/enter.html", form)


def sender(token: str = "") -> Sender:
    """What services need to write links and days."""
    return Sender(app_secrets(), address_of, page_address, day_in_words, token)


def day_in_words(when: date) -> str:
    """A day as this reader writes it."""
    return say(Message("%(day)s", (("day", Day(when)),)))


def address_of(token: str) -> str:
    """The link that a partner gets."""
    return url_for("quick_plans.join", token=token, _external=True)


def page_address(plan_id: int) -> str:
    """The public page, as mails name it."""
    return url_for("quick_plans.plan", plan_id=plan_id, _external=True)


def _form(token: str) -> QuickForm:
    kept: dict[str, Any] = {}
    if token and request.method == "GET":
        kept = kept_form(access.reading(), app_secrets(), access.now(), token)
    form = QuickForm(MultiDict(kept)) if kept else QuickForm()
    session = access.reading()
    partners = [(partner.id, partner.name) for partner in partners_for(session)]
    form.offer(_places(), partners)
    if not form.is_submitted() and not kept:
        form.place.data = request.args.get("wijk", "")
    return form


def _places() -> list[tuple[str, str]]:
    """Each area that has money, followed by its buurten."""
    session = access.reading()
    found = []
    for area in budget_areas(session):
        found.append((f"{area.code}:", area.name))
        found += [(f"{area.code}:{each.code}", f"{area.name}: {each.name}")
                  for each in neighbourhoods_of(session, area.code)]  # fmt: skip
    return found


def _is_right(form: QuickForm) -> bool:
    """Say everything that is wrong before anyone signs in."""
    today = day_of(access.now())
    show_faults(form, faults_of(tidied(form.asked()), quick_limits(access.reading()), today))
    return not form.errors


def _keep(form: QuickForm) -> Response | None:
    """Nothing typed is lost: it waits until this visitor has signed in."""
    names = set(form._fields) - {"csrf_token"}
    answers = {name: values for name, values in request.form.lists() if name in names}
    try:
        access.close_reading()
        limits.check_and_count(access.database(), Kind.FORM_FROM_NETWORK, network(), access.now())
        with access.writing() as session:
            token = keep_form(session, app_secrets(), access.now(), answers)
    except Refused as refused:
        form.title.errors = [say(refused.message)]
        return None
    return redirect(url_for("accounts.sign_in", next=url_for("quick_plans.start", concept=token)))


def _send(form: QuickForm, token: str) -> Response | None:
    try:
        with access.writing() as session:
            number = send(
                session, access.current_actor(), access.now(), form.asked(), sender(token), form.partners.data or ()
            )
    except QuickRefused as refused:
        show_faults(form, refused.faults)
        return None
    except Refused as refused:
        form.title.errors = [say(refused.message)]
        return None
    return redirect(url_for("quick_plans.sent", plan_id=number))


def _entered(form: QuickForm) -> Response | None:
    try:
        with access.writing() as session:
            number = enter_for_somebody(
                session, access.current_actor(), access.now(), form.asked(), sender(), form.partners.data or ()
            )
    except QuickRefused as refused:
        show_faults(form, refused.faults)
        return None
    except Refused as refused:
        form.place.errors = [say(refused.message)]
        return None
    return redirect(url_for("quick_plans.sent", plan_id=number))


def _page(template: str, form: QuickForm, **values: Any) -> str:
    session = access.reading()
    found = quick_limits(session)
    asks_too_much = (form.cents.data or 0) > found.largest_cents
    return render_template(
        template, form=form, limits=found, reserves=reserves(session, access.now()), asks_too_much=asks_too_much,
        chosen=str(form.place.data or "").partition(":")[0], **values,
    )  # fmt: skip
