"""Organisations in tests: somebody is let in the way people are, by an invitation that is accepted."""

from __future__ import annotations

from datetime import datetime

from accounts.queries import find_person
from accounts.secrets import Secrets
from accounts.services.inviting import accept_membership, invite_member
from accounts.services.organisations import change_mandate
from database import Database
from logbook.actors import Actor

SECRETS = Secrets("5e" * 32)


def let_in(
    database: Database, now: datetime, organisation_id: int, manager: Actor, somebody: Actor, mandate: str = "write"
) -> None:
    """`somebody`, whose row exists, acts for the organisation from now on, exactly so far."""
    token = invite(database, now, organisation_id, manager, address_of(database, somebody), mandate)
    with database.writing() as session:
        accept_membership(session, somebody, SECRETS, now, token)
    with database.writing() as session:
        change_mandate(session, manager, now, organisation_id, somebody.key, mandate)


def invite(database: Database, now: datetime, organisation_id: int, manager: Actor, email: str, mandate: str) -> str:
    """Invite by mail; the secret word of the link."""
    tokens: list[str] = []

    def keep(token: str) -> str:
        tokens.append(token)
        return f"http://localhost/{token}"

    with database.writing() as session:
        invite_member(session, manager, SECRETS, now, organisation_id, email, mandate, keep)
    return tokens[0]


def address_of(database: Database, somebody: Actor) -> str:
    with database.reading() as session:
        return find_person(session, somebody.key).email
