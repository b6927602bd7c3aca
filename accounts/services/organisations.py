"""Organisations and who acts for them: somebody always remains who can say who else does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Organisation, OrganisationMember, Person
from accounts.queries import has_manager, mandate_in
from accounts.rules.organisations import Mandate, OrganisationKind, fault_of_kvk_number, kvk_number, reaches
from lives.messages import Message, msg
from lives.texts import TextLimit, faults_within, tidy_text
from logbook.actors import Actor
from logbook.refusals import NotAllowed, NotFound, Refusal
from logbook.services import Act, act

NAME = TextLimit(2, 120)
MOST_ORGANISATIONS = 10


class OrganisationRefused(Refusal):
    """This cannot be written down so; `field` says where it is wrong."""

    status = 400

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message)
        self.field = field


class LastManager(Refusal):
    """Somebody must be able to say who acts for the organisation."""

    def __init__(self) -> None:
        super().__init__(
            msg("Somebody must stay who can say who acts for this organisation."), msg("Let somebody else do so first.")
        )


@dataclass(frozen=True)
class NewOrganisation:
    """What somebody says of an organisation; the number in the trade register may be left out."""

    name: str
    kind: str
    kvk_number: str = ""


def make_organisation(session: Session, actor: Actor, now: datetime, new: NewOrganisation) -> int:
    """Write down an organisation for which one acts oneself from now on; its number. Raises OrganisationRefused."""
    _refuse_faults(new)
    with act(session, actor, now, "make_organisation") as a:
        # the person's row queues two requests of one person
        session.execute(select(Person.key).where(Person.key == actor.key).with_for_update())
        mine = select(func.count()).where(
            Organisation.made_by_key == actor.key, Organisation.kvk_confirmed_at.is_(None)
        )
        if session.scalars(mine).one() >= MOST_ORGANISATIONS:
            raise OrganisationRefused(
                "name", msg("You wrote down %(most)s organisations already.", most=MOST_ORGANISATIONS)
            )
        row = Organisation(
            name=tidy_text(new.name), kind=new.kind, kvk_number=kvk_number(new.kvk_number), made_at=now,
            made_by_key=actor.key,
        )  # fmt: skip
        session.add(row)
        session.flush()
        write_member(a, row.id, actor.key, Mandate.MANAGE)
        a.subject = f"organisation:{row.id}"
        return row.id


def change_organisation(
    session: Session, actor: Actor, now: datetime, organisation_id: int, new: NewOrganisation
) -> None:
    """Write down another name, kind or number; a number that was confirmed stays as it is.

    Raises NotFound, NotAllowed, OrganisationRefused.
    """
    _refuse_faults(new)
    with act(session, actor, now, "change_organisation", subject=f"organisation:{organisation_id}") as a:
        require_manager(a, organisation_id)
        row = session.get_one(Organisation, organisation_id, populate_existing=True)
        number = kvk_number(new.kvk_number)
        if row.kvk_confirmed_at is not None and number != row.kvk_number:
            raise OrganisationRefused("kvk_number", msg("This number is confirmed, so it stays as it is."))
        row.name, row.kind, row.kvk_number = tidy_text(new.name), new.kind, number


def change_mandate(
    session: Session, actor: Actor, now: datetime, organisation_id: int, person_key: str, mandate: str
) -> None:
    """Change how far somebody who acts for the organisation may go; who does not act for it yet is invited.

    Raises NotFound, NotAllowed, OrganisationRefused, LastManager.
    """
    refuse_other_words(mandate)
    with act(session, actor, now, "change_organisation_mandate", subject=f"organisation:{organisation_id}") as a:
        require_manager(a, organisation_id)
        member = _member(session, organisation_id, person_key)
        if member is None or member.ended_at is not None:
            raise not_a_member()
        write_member(a, organisation_id, person_key, Mandate(mandate))
        _refuse_no_manager(a, organisation_id)
        a.facts.update(person=person_key, mandate=mandate)


def end_mandate(session: Session, actor: Actor, now: datetime, organisation_id: int, person_key: str) -> None:
    """From now on this person does not act for the organisation; one may also leave oneself.

    Raises NotFound, NotAllowed, LastManager.
    """
    with act(session, actor, now, "end_organisation_mandate", subject=f"organisation:{organisation_id}") as a:
        locked_organisation(a, organisation_id)
        if person_key != actor.key:
            require_manager(a, organisation_id)
        member = _member(session, organisation_id, person_key)
        if member is None or member.ended_at is not None:
            raise not_a_member()
        member.ended_at = now
        session.flush()
        _refuse_no_manager(a, organisation_id)
        a.facts["person"] = person_key


def require_mandate(session: Session, actor: Actor, organisation_id: int, needed: Mandate) -> None:
    """Raises NotAllowed where this person may not do this for the organisation."""
    held = mandate_in(session, organisation_id, actor.key)
    if held is None or not reaches(held, needed):
        raise NotAllowed(
            msg("You cannot do this for the organisation."), msg("Ask somebody who manages its account here.")
        )


def not_a_member() -> NotFound:
    return NotFound(msg("This person does not act for the organisation."))


def refuse_other_words(mandate: str) -> None:
    """Raises OrganisationRefused for what is no mandate."""
    if mandate not in set(Mandate):
        raise OrganisationRefused("mandate", msg("Choose from the list."))


def _refuse_faults(new: NewOrganisation) -> None:
    for fault in faults_within(NAME, new.name):
        raise OrganisationRefused("name", fault)
    if new.kind not in set(OrganisationKind):
        raise OrganisationRefused("kind", msg("Choose from the list."))
    if message := fault_of_kvk_number(new.kvk_number):
        raise OrganisationRefused("kvk_number", message)


def locked_organisation(a: Act, organisation_id: int) -> None:
    """Hold the organisation's row until the act ends: who acts for it changes one by one. Raises NotFound."""
    chosen = select(Organisation.id).where(Organisation.id == organisation_id).with_for_update()
    if organisation_id >= 2**62 or a.session.scalar(chosen) is None:
        raise NotFound(msg("We do not know this organisation."))


def require_manager(a: Act, organisation_id: int) -> None:
    """Raises NotFound, and NotAllowed for who does not say who acts for the organisation."""
    locked_organisation(a, organisation_id)
    require_mandate(a.session, a.actor, organisation_id, Mandate.MANAGE)


def _member(session: Session, organisation_id: int, person_key: str) -> OrganisationMember | None:
    return session.scalar(select(OrganisationMember).filter_by(organisation_id=organisation_id, person_key=person_key))


def write_member(a: Act, organisation_id: int, person_key: str, mandate: Mandate) -> None:
    """From now on this person acts so far for the organisation, as part of an act."""
    row = _member(a.session, organisation_id, person_key)
    if row is None:
        row = OrganisationMember(organisation_id=organisation_id, person_key=person_key)
        a.session.add(row)
    row.mandate, row.given_at, row.given_by_key, row.ended_at = mandate.value, a.now, a.actor.key, None
    a.session.flush()


def _refuse_no_manager(a: Act, organisation_id: int) -> None:
    if not has_manager(a.session, organisation_id):
        raise LastManager
