"""What people change about themselves: name, language, e-mail address, and the end of all their sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.changes import changed_rows
from accounts.models import Person
from accounts.queries import find_person
from accounts.secrets import Secrets
from accounts.services.codes import CodeGone, mail_code, try_code, use_code
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import NotAllowed, Refusal
from logbook.services import act
from notices.services import put_in_outbox

PURPOSE = "change_email"


class AddressTaken(Refusal):
    """Somebody has an account with this address already; said only to who proved to read its mail."""

    def __init__(self) -> None:
        super().__init__(
            msg("There is an account with this e-mail address already."),
            msg("Sign in with that address, or choose another one."),
        )


def change_details(session: Session, actor: Actor, now: datetime, name: str, language: str) -> None:
    """Change one's own name and language."""
    if language not in ("nl", "en"):
        raise NotAllowed(msg("Choose Dutch or English."))
    with act(session, actor, now, "change_details", subject=f"person:{actor.key}"):
        person = find_person(session, actor.key)
        person.name, person.language = name, language


def ask_new_address(session: Session, actor: Actor, secrets: Secrets, now: datetime, address: str) -> str:
    """Mail a code to the new address; returns the handle. The same for an address that is taken: nobody learns that."""
    language = find_person(session, actor.key).language
    return mail_code(session, secrets, now, PURPOSE, address, language, actor.key)


def confirm_new_address(
    session: Session, actor: Actor, secrets: Secrets, now: datetime, handle: str, typed: str
) -> None:
    """Take the proven address; the old one hears of it. Raises CodeNotRight, CodeGone or AddressTaken."""
    number = try_code(session, secrets, now, PURPOSE, handle, typed)
    with act(session, actor, now, "change_email", subject=f"person:{actor.key}") as a:
        code = use_code(a, number)
        if code.person_key != actor.key:
            raise CodeGone
        if session.scalar(select(Person.key).where(Person.email == code.email)) is not None:
            raise AddressTaken
        person = find_person(session, actor.key)
        before, person.email = person.email, code.email
        put_in_outbox(session, before, "email_changed", {}, person.language, now)


def end_all_sessions(session: Session, actor: Actor, now: datetime) -> None:
    """Sign out everywhere at once, also on a telephone that was lost."""
    with act(session, actor, now, "end_all_sessions", subject=f"person:{actor.key}"):
        raised = update(Person).where(Person.key == actor.key).values(generation=Person.generation + 1)
        changed_rows(session, raised)
