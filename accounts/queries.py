"""Reads of people: one with the roles in force, the staff, open invitations, a second factor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import (
    EVERYWHERE,
    Invitation,
    Organisation,
    OrganisationInvitation,
    OrganisationMember,
    Person,
    PersonIdentity,
    RoleGrant,
    SecondFactor,
)
from accounts.rules.organisations import Mandate
from lives.messages import msg
from logbook.actors import Grant, Role
from logbook.refusals import NotFound


@dataclass(frozen=True)
class StaffMember:
    """Somebody with roles, as the administrator sees them."""

    key: str
    name: str
    email: str
    grants: tuple[Grant, ...]
    has_factor: bool
    deactivated_at: datetime | None


def find_person(session: Session, key: str) -> Person:
    """Raises NotFound."""
    person = session.get(Person, key)
    if person is None:
        raise NotFound(msg("We do not know this person."))
    return person


def person_with_grants(session: Session, key: str) -> tuple[Person, frozenset[Grant]] | None:
    """A person and the staff roles granted, in one query."""
    chosen = select(Person, RoleGrant).outerjoin(RoleGrant, RoleGrant.person_key == Person.key).where(Person.key == key)
    rows = session.execute(chosen).all()
    if not rows:
        return None
    return rows[0][0], frozenset(grant_of(row[1]) for row in rows if row[1] is not None)


def names_of(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """The names of people by key; somebody who is no longer known is left out."""
    chosen = select(Person.key, Person.name).where(Person.key.in_(set(keys)))
    return {key: name for key, name in session.execute(chosen) if name}


def grant_of(row: RoleGrant) -> Grant:
    return Grant(Role(row.role), None if row.area_code == EVERYWHERE else row.area_code)


def find_staff(session: Session) -> Sequence[StaffMember]:
    """Everyone who has a role, those who still work here first, by name."""
    chosen = (
        select(Person, RoleGrant, SecondFactor.confirmed_at)
        .join(RoleGrant, RoleGrant.person_key == Person.key)
        .outerjoin(SecondFactor, SecondFactor.person_key == Person.key)
        .order_by(Person.deactivated_at.is_not(None), Person.name, Person.email, RoleGrant.role, RoleGrant.area_code)
    )
    members: dict[str, StaffMember] = {}
    for person, row, confirmed_at in session.execute(chosen):
        grants = (*members[person.key].grants, grant_of(row)) if person.key in members else (grant_of(row),)
        members[person.key] = StaffMember(
            person.key, person.name, person.email, grants, confirmed_at is not None, person.deactivated_at
        )
    return list(members.values())


def people_with_role(session: Session, role: Role) -> Sequence[Person]:
    """Everyone who works here in this role, in whatever area, by address."""
    granted = select(RoleGrant.person_key).where(RoleGrant.role == role.value)
    chosen = select(Person).where(Person.key.in_(granted), Person.deactivated_at.is_(None))
    return session.scalars(chosen.order_by(Person.email)).all()


def open_invitations(session: Session, now: datetime) -> Sequence[Invitation]:
    """Invitations that somebody can still accept, the newest first."""
    still_open = select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.expires_at > now)
    return session.scalars(still_open.order_by(Invitation.id.desc())).all()


def find_factor(session: Session, person_key: str) -> SecondFactor | None:
    return session.get(SecondFactor, person_key)


def demo_people(session: Session, ending: str) -> Sequence[StaffMember]:
    """Everyone whose address ends so, staff first: how to sign in at a demonstration."""
    chosen = (
        select(Person, RoleGrant)
        .outerjoin(RoleGrant, RoleGrant.person_key == Person.key)
        .where(Person.email.endswith(ending), Person.deactivated_at.is_(None))
        .order_by(RoleGrant.id.is_(None), RoleGrant.role, Person.email)
    )
    found: dict[str, StaffMember] = {}
    for person, row in session.execute(chosen):
        grants = () if row is None else (grant_of(row),)
        earlier = found[person.key].grants if person.key in found else ()
        found[person.key] = StaffMember(person.key, person.name, person.email, (*earlier, *grants), False, None)
    return list(found.values())


@dataclass(frozen=True)
class OwnOrganisation:
    """An organisation for which somebody acts, with the mandate for it."""

    id: int
    name: str
    kind: str
    kvk_number: str
    mandate: str
    kvk_confirmed_at: datetime | None = None


def organisations_of(session: Session, person_key: str) -> list[OwnOrganisation]:
    """The organisations for which this person acts now, by name."""
    chosen = (
        select(Organisation, OrganisationMember.mandate)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(OrganisationMember.person_key == person_key, OrganisationMember.ended_at.is_(None))
        .order_by(Organisation.name, Organisation.id)
    )
    return [
        OwnOrganisation(o.id, o.name, o.kind, o.kvk_number, mandate, o.kvk_confirmed_at)
        for o, mandate in session.execute(chosen)
    ]


def mandate_in(session: Session, organisation_id: int, person_key: str) -> str | None:
    """How far this person acts for this organisation now, or nothing."""
    return session.scalar(
        select(OrganisationMember.mandate).filter_by(
            organisation_id=organisation_id, person_key=person_key, ended_at=None
        )
    )


def has_manager(session: Session, organisation_id: int) -> bool:
    """Whether somebody with an open account can say who acts for this organisation."""
    managers = (
        select(OrganisationMember.id)
        .join(Person, Person.key == OrganisationMember.person_key)
        .where(
            OrganisationMember.organisation_id == organisation_id,
            OrganisationMember.mandate == Mandate.MANAGE.value,
            OrganisationMember.ended_at.is_(None),
            Person.deactivated_at.is_(None),
        )
    )
    return session.scalar(managers.limit(1)) is not None


def members_of(session: Session, organisation_id: int) -> Sequence[tuple[OrganisationMember, Person]]:
    """Who acts for an organisation now, the first one on top."""
    chosen = (
        select(OrganisationMember, Person)
        .join(Person, Person.key == OrganisationMember.person_key)
        .where(OrganisationMember.organisation_id == organisation_id, OrganisationMember.ended_at.is_(None))
        .order_by(OrganisationMember.id)
    )
    return [(member, person) for member, person in session.execute(chosen)]


def invitations_to(session: Session, organisation_id: int, now: datetime) -> Sequence[OrganisationInvitation]:
    """Invitations to act for an organisation that can still be accepted, the newest first."""
    still_open = select(OrganisationInvitation).where(
        OrganisationInvitation.organisation_id == organisation_id, OrganisationInvitation.expires_at > now
    )
    return session.scalars(still_open.order_by(OrganisationInvitation.id.desc())).all()


def identities_of(session: Session, person_key: str) -> Sequence[PersonIdentity]:
    """The ways by which the broker knows this person, the oldest first."""
    chosen = select(PersonIdentity).where(PersonIdentity.person_key == person_key)
    return session.scalars(chosen.order_by(PersonIdentity.id)).all()
