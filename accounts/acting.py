"""For whom somebody acts: oneself, or an organisation. Kept in the session, held to the mandate in every request."""

from __future__ import annotations

from typing import cast

from flask import flash, g, request, session
from flask_babel import gettext as _
from flask_login import current_user

import access
from accounts.models import Organisation
from accounts.queries import OwnOrganisation, organisations_of

CHOSEN = "acts_for"
NO_ACCOUNT_HERE = ("booth", "static")


def own_organisations() -> list[OwnOrganisation]:
    """The organisations for which the visitor acts, by name; asked once in a request, and of nobody without account."""
    if not current_user.is_authenticated:
        return []
    if "own_organisations" not in g:
        g.own_organisations = organisations_of(access.reading(), current_user.key)
    return cast(list[OwnOrganisation], g.own_organisations)


def acts_for() -> OwnOrganisation | None:
    """The organisation chosen, while its mandate stands; nothing for who acts for oneself."""
    chosen = session.get(CHOSEN)
    if chosen is None:
        return None
    found = next((each for each in own_organisations() if each.id == chosen), None)
    if found is None:
        _fall_back(int(chosen))
    return found


def choose(organisation_id: int) -> None:
    """Act for one of the own organisations, or for oneself with 0; anything else changes nothing."""
    if organisation_id in {each.id for each in own_organisations()}:
        session[CHOSEN] = organisation_id
    elif not organisation_id:
        session.pop(CHOSEN, None)


def watch() -> None:
    """Before each request: a mandate that ended ends the choice, and the page says so."""
    if request.blueprint in NO_ACCOUNT_HERE or request.endpoint in NO_ACCOUNT_HERE or CHOSEN not in session:
        return
    acts_for()


def _fall_back(organisation_id: int) -> None:
    session.pop(CHOSEN, None)
    if current_user.is_authenticated:
        row = access.reading().get(Organisation, organisation_id)
        name = row.name if row else ""
        flash(_("You do not act for %(name)s any more. From now on you act for yourself.", name=name), "warning")
