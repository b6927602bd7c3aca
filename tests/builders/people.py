"""Actors with fixed keys, and their rows where a test needs people in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from accounts.models import EVERYWHERE, Person, RoleGrant
from logbook.actors import STAFF, Actor, Grant, Role


def make_actor(name: str, *roles: Role, area: str | None = None) -> Actor:
    """An actor whose key is the name, filled up to a key's length; everyone who signed in is a resident."""
    grants = {Grant(role, area) for role in roles} | {Grant(Role.RESIDENT)}
    return Actor(name.encode().hex().ljust(26, "0")[:26], frozenset(grants))


ADMINISTRATOR = make_actor("administrator", Role.ADMINISTRATOR)
COORDINATOR = make_actor("coordinator", Role.COORDINATOR)
FINANCE = make_actor("finance", Role.FINANCE)
RESIDENT = make_actor("resident")


def add_person(
    session: Session, actor: Actor, now: datetime, email: str = "", name: str = "", language: str = "nl"
) -> None:
    """Write the person and the roles of this actor; commits."""
    email = email or f"{actor.key}@example.org"
    session.add(Person(key=actor.key, email=email, name=name or "Demo Persoon", language=language, created_at=now))
    session.flush()
    for grant in actor.grants:
        if grant.role in STAFF:
            session.add(
                RoleGrant(
                    person_key=actor.key,
                    role=grant.role.value,
                    area_code=grant.area or EVERYWHERE,
                    granted_at=now,
                    granted_by_key=actor.key,
                )
            )
    session.commit()
