"""Organisations and who acts for them: somebody always remains who can say who else does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Organisation, OrganisationMember, Person
from accounts.queries import mandate_in
from accounts.rules.addresses import normal_address
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
        mine = select(func.count()).where(Organisation.made_by_key == actor.key)
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
        _write_member(a, row.id, actor.key, Mandate.MANAGE)
        a.subject = f"organisation:{row.id}"
        return row.id


def give_mandate(session: Session, actor: Actor, now: datetime, organisation_id: int, email: str, mandate: str) -> None:
    """Let somebody with an account act for the organisation, or change how far that goes.

    Raises NotFound, NotAllowed, OrganisationRefused, LastManager.
    """
    if mandate not in set(Mandate):
        raise OrganisationRefused("mandate", msg("Choose from the list."))
    with act(session, actor, now, "give_organisation_mandate", subject=f"organisation:{organisation_id}") as a:
        _require_manager(a, organisation_id)
        known = select(Person.key).where(Person.email == normal_address(email), Person.deactivated_at.is_(None))
        person_key = session.scalar(known)
        if person_key is None:
            raise OrganisationRefused("email", msg("Nobody has an account with this e-mail address."))
        _write_member(a, organisation_id, person_key, Mandate(mandate))
        _refuse_no_manager(a, organisation_id)
        a.facts.update(person=person_key, mandate=mandate)


def end_mandate(session: Session, actor: Actor, now: datetime, organisation_id: int, person_key: str) -> None:
    """From now on this person does not act for the organisation; one may also leave oneself.

    Raises NotFound, NotAllowed, LastManager.
    """
    with act(session, actor, now, "end_organisation_mandate", subject=f"organisation:{organisation_id}") as a:
        _locked(a, organisation_id)
        if person_key != actor.key:
            _require_manager(a, organisation_id)
        member = _member(session, organisation_id, person_key)
        if member is None or member.ended_at is not None:
            raise NotFound(msg("This person does not act for the organisation."))
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


def _refuse_faults(new: NewOrganisation) -> None:
    for fault in faults_within(NAME, new.name):
        raise OrganisationRefused("name", fault)
    if new.kind not in set(OrganisationKind):
        raise OrganisationRefused("kind", msg("Choose from the list."))
    if message := fault_of_kvk_number(new.kvk_number):
        raise OrganisationRefused("kvk_number", message)


def _locked(a: Act, organisation_id: int) -> None:
    chosen = select(Organisation.id).where(Organisation.id == organisation_id).with_for_update()
    if organisation_id >= 2**62 or a.session.scalar(chosen) is None:
        raise NotFound(msg("We do not know this organisation."))


def _require_manager(a: Act, organisation_id: int) -> None:
    _locked(a, organisation_id)
    require_mandate(a.session, a.actor, organisation_id, Mandate.MANAGE)


def _member(session: Session, organisation_id: int, person_key: str) -> OrganisationMember | None:
    return session.scalar(select(OrganisationMember).filter_by(organisation_id=organisation_id, person_key=person_key))


def _write_member(a: Act, organisation_id: int, person_key: str, mandate: Mandate) -> None:
    row = _member(a.session, organisation_id, person_key)
    if row is None:
        row = OrganisationMember(organisation_id=organisation_id, person_key=person_key)
        a.session.add(row)
    row.mandate, row.given_at, row.given_by_key, row.ended_at = mandate.value, a.now, a.actor.key, None
    a.session.flush()


def _refuse_no_manager(a: Act, organisation_id: int) -> None:
    managers = select(func.count()).where(
        OrganisationMember.organisation_id == organisation_id,
        OrganisationMember.mandate == Mandate.MANAGE.value,
        OrganisationMember.ended_at.is_(None),
    )
    if a.session.scalars(managers).one() == 0:
        raise LastManager
