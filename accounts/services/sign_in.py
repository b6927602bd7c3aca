"""Signing in: the code from the mail makes somebody known here; the first time it makes the account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.models import Person
from accounts.secrets import Secrets
from accounts.services.codes import try_code, use_code
from database import new_key
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import NotAllowed
from logbook.services import Act, act

PURPOSE = "sign_in"
NOBODY_YET = Actor("visitor")


@dataclass(frozen=True)
class WhoSignedIn:
    """What a browser's session needs to know."""

    key: str
    generation: int
    name: str
    language: str


class AccountClosed(NotAllowed):
    """This account was deactivated."""


def sign_in(session: Session, secrets: Secrets, now: datetime, handle: str, typed: str, language: str) -> WhoSignedIn:
    """Who proved this address. Raises CodeNotRight, CodeGone or AccountClosed."""
    number = try_code(session, secrets, now, PURPOSE, handle, typed)
    with act(session, NOBODY_YET, now, "sign_in") as a:
        person = find_or_make_person(a, use_code(a, number).email, language)
        if person.deactivated_at is not None:
            raise AccountClosed(
                msg("This account is closed."), msg("Do you think this is not right? Then call the municipality.")
            )
        a.actor, a.subject = Actor(person.key), f"person:{person.key}"
        return WhoSignedIn(person.key, person.generation, person.name, person.language)


def find_or_make_person(a: Act, address: str, language: str, name: str = "") -> Person:
    """The account with this proven address; made when there is none, once, whoever else makes it now."""
    person = _with_address(a.session, address)
    if person is not None:
        return person
    made = Person(key=new_key(), email=address, name=name, language=language, generation=1, created_at=a.now)
    try:
        with a.session.begin_nested():
            a.session.add(made)
    except IntegrityError:
        return _known(_with_address(a.session, address))
    a.facts["made"] = True
    return made


def _with_address(session: Session, address: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == address))


def _known(person: Person | None) -> Person:
    assert person is not None
    return person
