"""Letters by mail to who asked, in the same transaction as the act."""

from __future__ import annotations

from sqlalchemy import select

from accounts.models import OrganisationMember, Person
from accounts.rules.organisations import Mandate
from challenges.models import Challenge, Objection
from logbook.services import Act
from notices.services import put_in_outbox


def tell_applicant(a: Act, challenge: Challenge, template: str, **facts: object) -> None:
    """To the applicant, or to everyone who represents the organisation. Who asked on paper gets a letter on paper."""
    for person in _receivers(a, challenge):
        known = {"title": challenge.title, "number": challenge.id, **facts}
        put_in_outbox(a.session, person.email, template, known, person.language, a.now)


def tell_objector(a: Act, objection: Objection, template: str, **facts: object) -> None:
    """To who objects, or to everyone who represents the organisation that does; on paper: a letter on paper."""
    title = a.session.get_one(Challenge, objection.challenge_id).title
    known = {"title": title, "number": objection.id, **facts}
    for person in _receivers(a, objection):
        put_in_outbox(a.session, person.email, template, known, person.language, a.now)


def _receivers(a: Act, asking: Challenge | Objection) -> list[Person]:
    is_receiver = Person.key == asking.person_key
    if asking.organisation_id is not None:
        acting = select(OrganisationMember.person_key).where(
            OrganisationMember.organisation_id == asking.organisation_id,
            OrganisationMember.mandate != Mandate.WRITE.value,
            OrganisationMember.ended_at.is_(None),
        )
        is_receiver = Person.key.in_(acting)
    chosen = select(Person).where(is_receiver, Person.deactivated_at.is_(None))
    return list(a.session.scalars(chosen.order_by(Person.key)))
