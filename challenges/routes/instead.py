"""An ordinary agreement out of the talks: offered by the coordinator, said yes to by who asked."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

import access
from challenges.queries.instead import deals_to_offer, instead_of, offered_deal
from challenges.routes.blueprint import blueprint
from challenges.routes.own import done, own_page
from challenges.routes.shown import letter, title_of
from challenges.routes.work import staff_page
from challenges.rules.instead import sign_of
from challenges.rules.states import By
from challenges.services.offering import TALKING, confirm_deal, offer_deal, take_offer_back
from challenges.services.refusals import TermOver, not_your_work
from challenges.services.steps import roles_to
from lives.messages import msg
from logbook.actors import Role


class OfferForm(FlaskForm):  # type: ignore[misc]
    deal_id = SelectField(_l("Which agreement do you offer?"), coerce=int)


class EmptyForm(FlaskForm):  # type: ignore[misc]
    """A button and nothing else."""


@blueprint.route("/werk/uitdaagrecht/<int:challenge_id>/gewone-afspraak", methods=["GET", "POST"])
@access.open_to(Role.COORDINATOR)
def offer(challenge_id: int) -> str | Response:
    page = staff_page(challenge_id)
    session, actor = access.reading(), access.current_actor()
    if By.COORDINATOR not in roles_to(session, actor, page.challenge):
        raise not_your_work()
    form = OfferForm()
    form.deal_id.choices = [SelectChoice(*each) for each in deals_to_offer(session, actor)]
    if form.validate_on_submit() and done(
        lambda s, who, n, f: offer_deal(s, who, access.now(), n, f.deal_id.data, letter()), challenge_id, form
    ):
        flash(_("The agreement is offered. The applicant gets a mail."))
        return redirect(url_for("challenges.work", challenge_id=challenge_id))
    return render_template(
        "challenges/offer.html", form=form, challenge=page.challenge, is_talking=page.challenge.state in TALKING
    )


@blueprint.post("/werk/uitdaagrecht/<int:challenge_id>/gewone-afspraak/intrekken")
@access.open_to(Role.COORDINATOR)
def take_back(challenge_id: int) -> Response:
    with access.writing() as session:
        take_offer_back(session, access.current_actor(), access.now(), challenge_id)
    flash(_("The offer is taken back. The agreement still stands in preparation: end it if nobody needs it."))
    return redirect(url_for("challenges.work", challenge_id=challenge_id), 303)


@blueprint.route("/mijn/verzoeken/<int:challenge_id>/gewone-afspraak", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def consider(challenge_id: int) -> str | Response:
    page = own_page(challenge_id)
    found = instead_of(access.reading(), challenge_id)
    if found is None or found.row.confirmed_at is not None or page.challenge.state not in TALKING:
        raise TermOver(msg("No ordinary agreement is offered to you now."))
    form = EmptyForm()
    if form.validate_on_submit() and done(_confirming(), challenge_id, form):
        flash(_("The agreement holds. Your request is closed: it led to this agreement."))
        return redirect(url_for("deals.deal", deal_id=found.deal.id))
    return render_template(
        "challenges/offered.html", form=form, name=title_of(page.challenge), challenge=page.challenge, offer=found,
        sign=sign_of(offered_deal(found.deal, found.promises)),
    )  # fmt: skip


def _confirming() -> Any:
    read = request.form.get("sign", "")[:64]
    return lambda session, who, number, form: confirm_deal(session, who, access.now(), number, read)
