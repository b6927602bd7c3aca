"""Staff: invited by an administrator, active until deactivated; there is always an administrator left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from accounts.changes import changed_rows
from accounts.models import EVERYWHERE, Invitation, Person, RoleGrant
from accounts.queries import find_person
from accounts.rules.addresses import is_address, normal_address
from accounts.secrets import Secrets, new_token
from accounts.services.sign_in import find_or_make_person
from lives.messages import msg
from logbook.actors import STAFF, Actor, Role
from logbook.permissions import require_administrator
from logbook.refusals import NotAllowed, NotFound, Refusal
from logbook.services import Act, act
from notices.services import put_in_outbox

INVITATION_LIFE = timedelta(days=7)


class LastAdministrator(Refusal):
    """Somebody must be able to invite others."""

    def __init__(self) -> None:
        super().__init__(
            msg("This is the last administrator."), msg("Invite another administrator first. Then you can do this.")
        )


class InvitationGone(NotFound):
    """The invitation was accepted, withdrawn or is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(
            msg("This invitation does not work any more."), msg("Ask the person who invited you for a new one.")
        )


class AddressNotRight(Refusal):
    """This cannot be an e-mail address."""

    status = 400


@dataclass(frozen=True)
class NewInvitation:
    """Whom to invite, for what, and in which area (EVERYWHERE for all)."""

    email: str
    name: str
    role: Role
    area_code: str = EVERYWHERE
    language: str = "nl"


def invite(
    session: Session,
    actor: Actor,
    secrets: Secrets,
    now: datetime,
    new: NewInvitation,
    address_of: Callable[[str], str],
) -> None:
    """Mail an invitation, good for seven days; `address_of` makes the link from the token."""
    require_administrator(actor)
    address, token = _checked(new.email), new_token()
    if new.role not in STAFF:
        raise NotAllowed(msg("Everybody is a resident without an invitation."))
    with act(session, actor, now, "invite_staff") as a:
        invitation = Invitation(
            email=address,
            name=new.name,
            role=new.role.value,
            area_code=new.area_code,
            token_hash=secrets.hashed("invitation", token),
            invited_by_key=actor.key,
            created_at=now,
            expires_at=now + INVITATION_LIFE,
        )
        session.add(invitation)
        session.flush()
        a.subject = f"invitation:{invitation.id}"
        a.facts.update(role=new.role.value, area=new.area_code)
        facts = {"link": address_of(token), "name": new.name}
        put_in_outbox(session, address, "invitation", facts, new.language, now)


def find_invitation(session: Session, secrets: Secrets, now: datetime, token: str) -> Invitation:
    """The open invitation with this token. Raises InvitationGone."""
    found = session.scalar(select(Invitation).where(Invitation.token_hash == secrets.hashed("invitation", token)))
    if found is None or found.accepted_at is not None or found.expires_at <= now:
        raise InvitationGone
    return found


def accept_invitation(session: Session, secrets: Secrets, now: datetime, token: str, language: str) -> str:
    """Make the invited person staff, once; returns the address to sign in with. Raises InvitationGone."""
    with act(session, Actor("visitor"), now, "accept_invitation") as a:
        found = find_invitation(session, secrets, now, token)
        taken = update(Invitation).where(Invitation.id == found.id, Invitation.accepted_at.is_(None))
        if changed_rows(session, taken.values(accepted_at=now)) != 1:
            raise InvitationGone
        person = find_or_make_person(a, found.email, language, found.name)
        person.name, person.deactivated_at = found.name, None
        a.actor, a.subject = Actor(person.key), f"invitation:{found.id}"
        add_grant(a, person.key, Role(found.role), found.area_code, found.invited_by_key)
        return found.email


def withdraw_invitation(session: Session, actor: Actor, now: datetime, number: int) -> None:
    """An invitation that must not be accepted any more. Raises InvitationGone when it already was."""
    require_administrator(actor)
    with act(session, actor, now, "withdraw_invitation", subject=f"invitation:{number}"):
        still_open = delete(Invitation).where(Invitation.id == number, Invitation.accepted_at.is_(None))
        if changed_rows(session, still_open) != 1:
            raise InvitationGone


def add_grant(a: Act, person_key: str, role: Role, area_code: str, by_key: str) -> None:
    """Give a role as part of an act; having it already is fine."""
    same = (RoleGrant.person_key == person_key, RoleGrant.role == role.value, RoleGrant.area_code == area_code)
    a.facts.update(role=role.value, area=area_code)
    if a.session.scalar(select(RoleGrant.id).where(*same)) is None:
        row = RoleGrant(
            person_key=person_key, role=role.value, area_code=area_code, granted_at=a.now, granted_by_key=by_key
        )
        a.session.add(row)
        a.session.flush()


def add_administrator(session: Session, actor: Actor, now: datetime, email: str, name: str = "") -> str:
    """The operator makes an administrator, the first one above all; returns the person's key."""
    require_administrator(actor)
    with act(session, actor, now, "add_administrator") as a:
        person = find_or_make_person(a, _checked(email), "nl", name)
        person.deactivated_at = None
        add_grant(a, person.key, Role.ADMINISTRATOR, EVERYWHERE, actor.key)
        a.subject = f"person:{person.key}"
        return person.key


def deactivate(session: Session, actor: Actor, now: datetime, person_key: str) -> None:
    """End somebody's access and sessions at once. Raises LastAdministrator."""
    require_administrator(actor)
    with act(session, actor, now, "deactivate_staff", subject=f"person:{person_key}"):
        find_person(session, person_key)
        if person_key in _lock_administrators(session) and _active_administrators(session) == 1:
            raise LastAdministrator
        ended = update(Person).where(Person.key == person_key, Person.deactivated_at.is_(None))
        if changed_rows(session, ended.values(deactivated_at=now, generation=Person.generation + 1)) != 1:
            raise NotAllowed(msg("This account is closed already."))


def _lock_administrators(session: Session) -> set[str]:
    """Two administrators who deactivate each other at the same moment wait here; one of them stays."""
    theirs = select(RoleGrant.person_key).where(RoleGrant.role == Role.ADMINISTRATOR.value)
    locked = select(Person.key).where(Person.key.in_(theirs)).order_by(Person.key).with_for_update()
    return set(session.scalars(locked))


def _active_administrators(session: Session) -> int:
    theirs = select(RoleGrant.person_key).where(RoleGrant.role == Role.ADMINISTRATOR.value)
    active = select(func.count()).where(Person.key.in_(theirs), Person.deactivated_at.is_(None))
    return session.scalars(active).one()


def _checked(email: str) -> str:
    address = normal_address(email)
    if not is_address(address):
        raise AddressNotRight(msg("This is not an e-mail address yet."))
    return address
