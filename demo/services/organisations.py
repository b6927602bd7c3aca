"""The demo's organisations: a foundation with two people, and a group of residents that one of them acts for too."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from accounts.queries import find_person
from accounts.rules.organisations import Mandate, OrganisationKind
from accounts.secrets import Secrets
from accounts.services.inviting import accept_membership, invite_member
from accounts.services.organisations import NewOrganisation, make_organisation
from demo.services.town import Cast
from logbook.actors import Actor

FOUNDATION = NewOrganisation("Demo-stichting De Groene Hand", OrganisationKind.FOUNDATION, "12345678")
GROUP = NewOrganisation("Demo-bewonersgroep Demoplein", OrganisationKind.INFORMAL_GROUP)


def tell_organisations(session: Session, secrets: Secrets, cast: Cast, now: datetime) -> None:
    """The chair writes the foundation down and invites a volunteer; a neighbour lets the chair act for the group."""
    chair = cast.actors["chair"]
    foundation = make_organisation(session, chair, now, FOUNDATION)
    _let_in(session, secrets, now + timedelta(hours=1), foundation, chair, cast.actors["volunteer"], Mandate.WRITE)
    neighbour = cast.actors["chantal"]
    group = make_organisation(session, neighbour, now + timedelta(hours=2), GROUP)
    _let_in(session, secrets, now + timedelta(hours=3), group, neighbour, chair, Mandate.REPRESENT)


def _let_in(
    session: Session, secrets: Secrets, now: datetime, number: int, manager: Actor, guest: Actor, mandate: Mandate
) -> None:
    tokens: list[str] = []

    def page_of(token: str) -> str:
        """The invitation is used up at once, so its mail leads to where everybody sees the own organisations."""
        tokens.append(token)
        return "/mijn/organisaties"

    email = find_person(session, guest.key).email
    session.rollback()
    invite_member(session, manager, secrets, now, number, email, mandate, page_of)
    accept_membership(session, guest, secrets, now + timedelta(minutes=20), tokens[0])
