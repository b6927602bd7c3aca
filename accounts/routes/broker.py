"""Signing in by the broker: out by a link, back by its address, the first time with a proven e-mail address."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, session, url_for
from flask import request as asked_now
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

import access
from accounts import limits
from accounts.acting import CHOSEN
from accounts.broker import BrokerFailed, accepted_levels, broker, come_back, door_name, leave
from accounts.forms import AddressForm, CodeForm, ConfirmForm
from accounts.login import app_secrets, begin_session, network, page_language
from accounts.queries import find_person
from accounts.routes.blueprint import blueprint
from accounts.routes.signing_in import ON_TO, ask_code
from accounts.rules.identities import ArrivalRefused, Door
from accounts.rules.limits import Kind
from accounts.services.codes import CodeGone, CodeNotRight
from accounts.services.entering import (
    PURPOSE,
    Came,
    IdentityTaken,
    VisitUsed,
    arrive,
    join_by_code,
    join_own,
    unlink_identity,
)
from lives.refused import Refused
from logbook.actors import Role
from wording import say

VISIT, FIRST = "broker_visit", "first_sign_in"


@blueprint.get("/inloggen/met/<door>")
@access.public
def broker_leave(door: str) -> Response:
    """Out to the broker. Only the session changes: coming back is what may sign somebody in."""
    if door not in set(Door) or not accepted_levels(Door(door)):
        abort(404)
    _hold_back()
    try:
        return redirect(leave(Door(door)))
    except BrokerFailed as refused:
        return _not_in(Door(door), refused)


@blueprint.get("/inloggen/terug")
@access.public
def broker_back() -> Response:
    """Back from the broker; whatever it says, this address never stays in the window."""
    chosen = broker()
    if chosen is None:
        abort(404)
    _hold_back()
    trip = session.get("broker_trip") or {}
    door = Door(trip.get("door", Door.PERSON))
    try:
        came_back = come_back(asked_now.args)
        own = current_user.key if current_user.is_authenticated else ""
        with access.writing() as writing:
            came = arrive(writing, app_secrets(), access.now(), came_back.state, chosen.issuer, came_back.arrival, own)
    except (BrokerFailed, ArrivalRefused, VisitUsed, IdentityTaken) as refused:
        return _not_in(door, refused)
    if came is not None:
        return _in(came)
    session[VISIT] = {"state": came_back.state, "door": door.value}
    return redirect(url_for("accounts.join_identity" if own else "accounts.first_address"))


@blueprint.route("/inloggen/adres", methods=["GET", "POST"])
@access.public
def first_address() -> str | Response:
    """Known to the broker and not yet here: to which address may we write?"""
    visit = session.get(VISIT)
    if visit is None:
        return redirect(url_for("accounts.sign_in"))
    form = AddressForm()
    if form.validate_on_submit():
        address = str(form.email.data)
        session[FIRST] = {"handle": ask_code(PURPOSE, address), "address": address}
        return redirect(url_for("accounts.first_code"))
    return render_template("accounts/first_address.html", form=form, door=door_name(Door(visit["door"])))


@blueprint.route("/inloggen/adres/code", methods=["GET", "POST"])
@access.public
def first_code() -> str | Response:
    asked, visit = session.get(FIRST), session.get(VISIT)
    if asked is None or visit is None:
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            came = _joined(form, visit["state"], asked["handle"])
        except (VisitUsed, IdentityTaken) as refused:
            session.pop(VISIT, None)
            return _not_in(Door(visit["door"]), refused)
        if came is not None:
            return _in(came)
    return render_template("accounts/first_code.html", form=form, address=asked["address"])


@blueprint.route("/inloggen/koppelen", methods=["GET", "POST"])
@access.open_to(Role.RESIDENT)
def join_identity() -> str | Response:
    """Signed in already: join the way one just came to the own account, by a button."""
    visit = session.get(VISIT)
    if visit is None:
        return redirect(url_for("accounts.account"))
    form, door = ConfirmForm(), Door(visit["door"])
    if form.validate_on_submit():
        session.pop(VISIT, None)
        try:
            with access.writing() as writing:
                came = join_own(writing, access.current_actor(), app_secrets(), access.now(), visit["state"])
        except (VisitUsed, IdentityTaken) as refused:
            return _not_in(door, refused)
        if came.organisation_id is not None:
            session[CHOSEN] = came.organisation_id
        flash(_("From now on you can also sign in with %(door)s.", door=door_name(door)))
        return redirect(url_for("accounts.account"))
    address = find_person(access.reading(), current_user.key).email
    return render_template("accounts/join_identity.html", form=form, door=door_name(door), address=address)


@blueprint.post("/mijn/account/inlogmanieren/<int:number>/weg")
@access.open_to(Role.RESIDENT)
def unlink(number: int) -> Response:
    with access.writing() as writing:
        unlink_identity(writing, access.current_actor(), access.now(), number)
    flash(_("You can no longer sign in that way. Signing in by e-mail stays."))
    return redirect(url_for("accounts.account"))


def _joined(form: Any, state: str, handle: str) -> Came | None:
    """Join and come in, or show at the field why not; a wrong code counts against the network."""
    limits.check(access.reading(), Kind.SIGN_IN_FAILURE, network(), access.now())
    typed, language = str(form.code.data), page_language()
    try:
        with access.writing() as writing:
            return join_by_code(writing, app_secrets(), access.now(), state, handle, typed, language)
    except (CodeNotRight, CodeGone) as refused:
        limits.count(access.database(), Kind.SIGN_IN_FAILURE, network(), access.now())
        form.code.errors = [say(refused.message)]
        return None


def _in(came: Came) -> Response:
    """A session of its own for who came in, acting for the organisation that the broker named."""
    on_to = session.get(ON_TO)
    begin_session(came.who)
    if came.organisation_id is not None:
        session[CHOSEN] = came.organisation_id
    flash(_("You are signed in."))
    return redirect(on_to or url_for("accounts.begin"))


def _not_in(door: Door, refused: Refused) -> Response:
    """Nobody is signed in: said at the top of a page that offers every other way."""
    limits.count(access.database(), Kind.BROKER_FAILURE, network(), access.now())
    why = [say(refused.message), say(advice) if (advice := getattr(refused, "advice", None)) else ""]
    flash(
        _("Signing in with %(door)s did not work.", door=door_name(door)) + " " + " ".join(filter(None, why)), "warning"
    )
    return redirect(url_for("accounts.account" if current_user.is_authenticated else "accounts.sign_in"))


def _hold_back() -> None:
    """Each failure asked the broker something: after many of them one waits."""
    limits.check(access.reading(), Kind.BROKER_FAILURE, network(), access.now())
    access.close_reading()
