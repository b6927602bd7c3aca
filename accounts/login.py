"""Ties people to browsers: who a session belongs to, signing in safely, and what limits count by."""

from __future__ import annotations

from typing import cast

from flask import current_app, request, session
from flask_babel import get_locale
from flask_login import login_user

import access
from access import RESIDENT, SignedIn
from accounts.queries import person_with_grants
from accounts.rules.limits import network_of
from accounts.secrets import Secrets
from accounts.services.sign_in import WhoSignedIn
from logbook.actors import Actor

FACTOR_SHOWN = "second_factor"


def load_person(user_id: str) -> SignedIn | None:
    """Flask-Login's question: who is this, if the session still counts?"""
    key, _, generation = user_id.partition(":")
    found = person_with_grants(access.reading(), key)
    if found is None:
        return None
    person, granted = found
    if person.deactivated_at is not None or str(person.generation) != generation:
        return None
    owes_factor = bool(granted) and session.get(FACTOR_SHOWN) != key
    grants = frozenset({RESIDENT}) if owes_factor else granted | {RESIDENT}
    return SignedIn(person.key, person.generation, Actor(person.key, grants), person.name, owes_factor)


def begin_session(person: WhoSignedIn) -> None:
    """Sign in: nothing of the session before stays, so that nobody can prepare one for somebody else."""
    session.clear()
    actor = Actor(person.key, frozenset({RESIDENT}))
    login_user(SignedIn(person.key, person.generation, actor, person.name, False))
    session.permanent = True
    session["language"] = person.language


def factor_was_shown(user: SignedIn) -> None:
    """From now on the staff roles count in this session."""
    session[FACTOR_SHOWN] = user.key


def page_language() -> str:
    """The language of the page is the language of the mail that follows."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "nl"


def app_secrets() -> Secrets:
    """The keyed hashes of this installation."""
    if "accounts_secrets" not in current_app.extensions:
        current_app.extensions["accounts_secrets"] = Secrets(str(current_app.secret_key))
    return cast(Secrets, current_app.extensions["accounts_secrets"])


def network() -> str:
    """The visitor's network, as limits count it; the address itself is kept nowhere."""
    return network_of(request.remote_addr)
