"""Asking somebody to act for an organisation: mailed with or without an account, so that nobody learns which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from accounts.changes import changed_rows
from accounts.models import Organisation, OrganisationInvitation, OrganisationMember
from accounts.queries import find_person, mandate_in
from accounts.rules.addresses import is_address, normal_address
from accounts.rules.organisations import Mandate, reaches
from accounts.secrets import Secrets, new_token
from accounts.services.organisations import (
    OrganisationRefused,
    locked_organisation,
    refuse_other_words,
    require_manager,
    write_member,
)
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import NotAllowed, NotFound
from logbook.services import Act, act
from notices.services import put_in_outbox

LIFE = timedelta(days=14)
MOST_OPEN = 20
TEMPLATE = "organisation_invitation"


@dataclass(frozen=True)
class Invited:
    """An invitation as who got the mail sees it."""

    organisation: str
    mandate: str
    expires_at: datetime


def invitation_gone() -> NotFound:
    """The same answer for a link that was used, taken back, too old, or made up."""
    return NotFound(
        msg("This invitation does not work any more."), msg("Ask the person who invited you for a new one.")
    )


def invite_member(
    session: Session,
    actor: Actor,
    secrets: Secrets,
    now: datetime,
    organisation_id: int,
    email: str,
    mandate: str,
    address_of: Callable[[str], str],
    language: str = "nl",
) -> None:
    """Mail a link by which its reader may act for the organisation, good for fourteen days and once.

    Raises NotFound, NotAllowed, OrganisationRefused.
    """
    refuse_other_words(mandate)
    address, token = normal_address(email), new_token()
    if not is_address(address):
        raise OrganisationRefused("email", msg("This is not an e-mail address yet. It looks like name@example.nl."))
    with act(session, actor, now, "invite_to_organisation", subject=f"organisation:{organisation_id}") as a:
        require_manager(a, organisation_id)
        _make_room(a, organisation_id, address)
        row = OrganisationInvitation(
            organisation_id=organisation_id, email=address, mandate=mandate,
            token_hash=secrets.hashed("organisation invitation", token), invited_by_key=actor.key,
            created_at=now, expires_at=now + LIFE,
        )  # fmt: skip
        session.add(row)
        session.flush()
        a.facts.update(invitation=row.id, mandate=mandate)
        name = session.get_one(Organisation, organisation_id).name
        put_in_outbox(session, address, TEMPLATE, {"link": address_of(token), "organisation": name}, language, now)


def find_member_invitation(session: Session, actor: Actor, secrets: Secrets, now: datetime, token: str) -> Invited:
    """What this person is asked. Raises NotFound, and NotAllowed for who signed in with another address."""
    row = _open_invitation(session, actor, secrets, now, token)
    return Invited(session.get_one(Organisation, row.organisation_id).name, row.mandate, row.expires_at)


def accept_membership(session: Session, actor: Actor, secrets: Secrets, now: datetime, token: str) -> int:
    """Act for the organisation from now on; its number. Raises NotFound (also the second time), NotAllowed."""
    with act(session, actor, now, "accept_organisation_mandate") as a:
        row = _taken(a, secrets, token)
        held = mandate_in(session, row.organisation_id, actor.key)
        # who may do more already loses nothing
        if held is None or not reaches(held, Mandate(row.mandate)):
            write_member(a, row.organisation_id, actor.key, Mandate(row.mandate))
        a.facts.update(invitation=row.id, mandate=row.mandate, invited_by=row.invited_by_key)
        return row.organisation_id


def decline_membership(session: Session, actor: Actor, secrets: Secrets, now: datetime, token: str) -> None:
    """Say no: the link works no more. Raises NotFound, NotAllowed."""
    with act(session, actor, now, "decline_organisation_mandate") as a:
        a.facts["invitation"] = _taken(a, secrets, token).id


def withdraw_member_invitation(
    session: Session, actor: Actor, now: datetime, organisation_id: int, number: int
) -> None:
    """An invitation that must not be accepted any more. Raises NotFound, NotAllowed."""
    with act(session, actor, now, "withdraw_organisation_invitation", subject=f"organisation:{organisation_id}") as a:
        require_manager(a, organisation_id)
        theirs = delete(OrganisationInvitation).where(
            OrganisationInvitation.id == number, OrganisationInvitation.organisation_id == organisation_id
        )
        if number >= 2**62 or changed_rows(session, theirs) != 1:
            raise invitation_gone()
        a.facts["invitation"] = number


def _make_room(a: Act, organisation_id: int, address: str) -> None:
    """An earlier invitation of this address, and those that are too old, give way."""
    theirs = OrganisationInvitation.organisation_id == organisation_id
    over = (OrganisationInvitation.email == address) | (OrganisationInvitation.expires_at <= a.now)
    changed_rows(a.session, delete(OrganisationInvitation).where(theirs, over))
    if a.session.scalars(select(func.count()).where(theirs)).one() >= MOST_OPEN:
        raise OrganisationRefused(
            "email", msg("%(most)s invitations are open already. Take one back first.", most=MOST_OPEN)
        )


def _taken(a: Act, secrets: Secrets, token: str) -> OrganisationInvitation:
    """The invitation, used up by this act: of two requests with the same link one gets it."""
    row = _open_invitation(a.session, a.actor, secrets, a.now, token)
    locked_organisation(a, row.organisation_id)
    # who invited must still be somebody who may: a mandate that ended takes its open invitations with it
    _refuse_without_manager(a.session, row)
    if changed_rows(a.session, delete(OrganisationInvitation).where(OrganisationInvitation.id == row.id)) != 1:
        raise invitation_gone()
    a.session.expunge(row)
    a.subject = f"organisation:{row.organisation_id}"
    return row


def _open_invitation(
    session: Session, actor: Actor, secrets: Secrets, now: datetime, token: str
) -> OrganisationInvitation:
    wanted = OrganisationInvitation.token_hash == secrets.hashed("organisation invitation", token)
    row = session.scalar(select(OrganisationInvitation).where(wanted))
    if row is None or row.expires_at <= now:
        raise invitation_gone()
    if find_person(session, actor.key).email != row.email:
        # a forwarded mail makes nobody a member; the address itself is not said
        raise NotAllowed(
            msg("This invitation is for another e-mail address."),
            msg("Sign out, and sign in with the address on which the invitation came."),
        )
    return row


def _refuse_without_manager(session: Session, row: OrganisationInvitation) -> None:
    still = select(OrganisationMember.id).where(
        OrganisationMember.organisation_id == row.organisation_id,
        OrganisationMember.person_key == row.invited_by_key,
        OrganisationMember.mandate == Mandate.MANAGE.value,
        OrganisationMember.ended_at.is_(None),
    )
    if session.scalar(still) is None:
        raise invitation_gone()
