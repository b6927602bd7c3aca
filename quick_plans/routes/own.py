"""A small plan for everyone, and for whoever sent it: what happens next, withdrawing, partners to ask."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import access
from accounts.forms import ConfirmForm
from accounts.login import app_secrets
from areas.rules.themes import THEMES
from everyone import same_for_everyone
from lives.messages import Message
from lives.periods import day_of
from lives.refused import Refused
from logbook.actors import Role
from neighbourhoods.queries import partners_for
from proposals.words import KINDS
from quick_plans.forms import PartnerChoice
from quick_plans.queries import QuickPage, plans_of_person, quick_page, reserve_left
from quick_plans.routes.asking import address_of
from quick_plans.routes.blueprint import blueprint
from quick_plans.services import ask_partner
from quick_plans.services import withdraw as withdraw_plan
from quick_plans.services.refusals import not_your_small_plan
from quick_plans.words import STEPS
from wording import say


@blueprint.get("/kleine-plannen/<int:plan_id>")
@access.public
@same_for_everyone
def plan(plan_id: int) -> str:
    page = quick_page(access.reading(), plan_id)
    return render_template("quick_plans/plan.html", **shown(page))


@blueprint.get("/mijn/kleine-plannen")
@access.open_to(Role.RESIDENT)
def mine() -> str:
    found = plans_of_person(access.reading(), access.current_actor().key)
    return render_template("quick_plans/mine.html", plans=found)


@blueprint.get("/mijn/kleine-plannen/<int:plan_id>/verstuurd")
@access.open_to(Role.RESIDENT)
def sent(plan_id: int) -> str:
    page = _own(plan_id)
    return render_template("quick_plans/sent.html", **shown(page))


@blueprint.get("/mijn/kleine-plannen/<int:plan_id>")
@access.open_to(Role.RESIDENT)
def own(plan_id: int) -> str:
    return _own_page(plan_id)


@blueprint.post("/mijn/kleine-plannen/<int:plan_id>/intrekken")
@access.open_to(Role.RESIDENT)
def withdraw(plan_id: int) -> Response:
    with access.writing() as session:
        withdraw_plan(session, access.current_actor(), access.now(), plan_id)
    flash(_("Your small plan is withdrawn."))
    return redirect(url_for("quick_plans.own", plan_id=plan_id))


@blueprint.post("/mijn/kleine-plannen/<int:plan_id>/partner")
@access.open_to(Role.RESIDENT)
def ask(plan_id: int) -> str | Response:
    page = _own(plan_id)
    form = partner_choice(page)
    if not form.validate_on_submit() or not asked(plan_id, form):
        return _own_page(plan_id, form)
    return redirect(url_for("quick_plans.own", plan_id=plan_id))


def asked(plan_id: int, form: PartnerChoice) -> bool:
    """Ask the chosen partner, or show at the field why not."""
    try:
        with access.writing() as session:
            ask_partner(
                session, access.current_actor(), access.now(), plan_id, form.partner.data, app_secrets(), address_of
            )
    except Refused as refused:
        form.partner.errors = [say(refused.message)]
        return False
    flash(_("The partner gets an e-mail with a link."))
    return True


def partner_choice(page: QuickPage, *, is_fresh: bool = False) -> PartnerChoice:
    """The partners of the area that can still be asked."""
    now = access.now()
    taken = {partner.id for joining, partner in page.joined if joining.signed_at or joining.expires_at > now}
    form = PartnerChoice(formdata=None, prefix="ask") if is_fresh else PartnerChoice(prefix="ask")
    active = partners_for(access.reading(), page.plan.area_code)
    form.offer([(partner.id, partner.name) for partner in active if partner.id not in taken])
    return form


def shown(page: QuickPage) -> dict[str, object]:
    """What every page about a small plan shows."""
    found, now = page.plan, access.now()
    days_left = (found.decide_by - day_of(now)).days
    return {
        "page": page,
        "plan": found,
        "days_left": days_left,
        "is_late": found.state == "sent" and days_left < 0,
        "theme": say(THEMES.get(found.theme) or Message(found.theme)),
        "kind": say(KINDS[found.kind]) if found.stays == "yes" else None,
        "events": [{"text": say(STEPS[e.step]), "at": e.at, "why": e.reason} for e in page.events],
        "joined": [(partner.name, joining.contribution) for joining, partner in page.joined if joining.signed_at],
        "settled": [(say(message), reason) for message, reason in page.settled],
        "reserve": reserve_left(access.reading(), found.area_code, now),
    }


def _own(plan_id: int) -> QuickPage:
    """Raises NotFound, and NotAllowed for who neither sent nor entered it."""
    page = quick_page(access.reading(), plan_id)
    if access.current_actor().key not in (page.plan.proposer_key, page.plan.entered_by_key):
        raise not_your_small_plan()
    return page


def _own_page(plan_id: int, form: PartnerChoice | None = None) -> str:
    page = _own(plan_id)
    waiting = [(partner.name, joining.expires_at) for joining, partner in page.joined if not joining.signed_at]
    return render_template(
        "quick_plans/own.html", form=form or partner_choice(page, is_fresh=True), confirm=ConfirmForm(formdata=None),
        waiting=waiting, now=access.now(), **shown(page),
    )  # fmt: skip
