"""Coming in by the broker: known people are signed in, others join what the broker calls them to a proven address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.changes import changed_rows
from accounts.models import BrokerVisit, Person, PersonIdentity
from accounts.queries import find_person
from accounts.rules.identities import Arrival, Door
from accounts.secrets import Secrets
from accounts.services.codes import try_code, use_code
from accounts.services.confirming import come_for_organisation
from accounts.services.retention import forget_what_is_over
from accounts.services.sign_in import NOBODY_YET, AccountClosed, WhoSignedIn, find_or_make_person
from database import transaction
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import NotFound, Refusal
from logbook.services import Act, act

PURPOSE = "first_sign_in"
LIFE = timedelta(minutes=30)


class VisitUsed(Refusal):
    """This way back from the broker was used already, or is too old."""

    status = 400

    def __init__(self) -> None:
        super().__init__(msg("This way in was used already, or it took too long. Begin once more."))


class IdentityTaken(Refusal):
    """The broker's name for this person belongs to another account here."""

    def __init__(self) -> None:
        super().__init__(
            msg("This way of signing in belongs to another account."),
            msg("Sign out, and sign in with it. There you can take it off that account."),
        )


@dataclass(frozen=True)
class Came:
    """Who came in, and for which organisation where it was for one."""

    who: WhoSignedIn
    organisation_id: int | None = None


def begin_visit(session: Session, secrets: Secrets, now: datetime, state: str, door: Door) -> None:
    """Use up the state of a trip before the broker is asked anything. Raises VisitUsed the second time. No log row."""
    try:
        with transaction(session):
            forget_what_is_over(session, now)
            mark = secrets.hashed("broker state", state)
            session.add(BrokerVisit(state_hash=mark, door=door.value, came_at=now, expires_at=now + LIFE))
    except IntegrityError as broken:
        raise VisitUsed from broken


def arrive(
    session: Session, secrets: Secrets, now: datetime, state: str, issuer: str, arrival: Arrival, own_key: str = ""
) -> Came | None:
    """Sign in whom the broker sent, or remember for half an hour who it was and answer nothing: not known here yet.

    `own_key` is who is signed in already. Raises VisitUsed, AccountClosed, IdentityTaken.
    """
    subject_hash = secrets.hashed("broker subject", issuer, arrival.subject)
    if _identity(session, issuer, subject_hash) is None:
        with transaction(session):
            _remember(session, secrets, now, state, issuer, arrival, subject_hash)
        return None
    with act(session, NOBODY_YET, now, "sign_in_by_broker") as a:
        _remember(session, secrets, now, state, issuer, arrival, subject_hash)
        identity = _identity(session, issuer, subject_hash)
        if identity is None:
            raise VisitUsed
        if own_key not in ("", identity.person_key):
            raise IdentityTaken
        return _come_in(a, secrets, state, find_person(session, identity.person_key))


def join_by_code(
    session: Session, secrets: Secrets, now: datetime, state: str, handle: str, typed: str, language: str
) -> Came:
    """Join who came to the account with the address that the code proves; made when there is none.

    Raises CodeNotRight, CodeGone, VisitUsed, AccountClosed, IdentityTaken.
    """
    number = try_code(session, secrets, now, PURPOSE, handle, typed)
    with act(session, NOBODY_YET, now, "sign_in_by_broker") as a:
        person = find_or_make_person(a, use_code(a, number).email, language)
        a.facts["joined"] = True
        return _come_in(a, secrets, state, person)


def join_own(session: Session, actor: Actor, secrets: Secrets, now: datetime, state: str) -> Came:
    """Join who came to the account of who is signed in. Raises VisitUsed, IdentityTaken."""
    with act(session, actor, now, "join_identity") as a:
        return _come_in(a, secrets, state, find_person(session, actor.key))


def unlink_identity(session: Session, actor: Actor, now: datetime, number: int) -> None:
    """From now on this way of the broker leads to this account no more. Raises NotFound, also for somebody else's."""
    with act(session, actor, now, "unlink_identity", subject=f"person:{actor.key}") as a:
        own = delete(PersonIdentity).where(PersonIdentity.id == number, PersonIdentity.person_key == actor.key)
        if number >= 2**62 or changed_rows(session, own) != 1:
            raise NotFound(msg("This way of signing in does not belong to your account any more."))
        a.facts["identity"] = number


def _come_in(a: Act, secrets: Secrets, state: str, person: Person) -> Came:
    """The visit ends: this person is joined to what the broker said, and acts for the organisation it named."""
    if person.deactivated_at is not None:
        raise AccountClosed(
            msg("This account is closed."), msg("Do you think this is not right? Then call the municipality.")
        )
    visit = _open_visit(a, secrets, state)
    a.actor, a.subject = Actor(person.key, a.actor.grants), f"person:{person.key}"
    _join(a, person.key, visit)
    a.facts["door"] = visit.door
    number = None
    if visit.door == Door.ORGANISATION:
        number = come_for_organisation(a, person.key, visit.kvk_number, visit.organisation_name)
    _end(a, visit)
    return Came(WhoSignedIn(person.key, person.generation, person.name, person.language), number)


def _end(a: Act, visit: BrokerVisit) -> None:
    """The row stays a day without what it said: its trip cannot be made again. Of two requests one ends it."""
    nothing = {"issuer": "", "subject_hash": "", "kvk_number": "", "organisation_name": ""}
    still_open = update(BrokerVisit).where(BrokerVisit.id == visit.id, BrokerVisit.expires_at > a.now)
    if changed_rows(a.session, still_open.values(expires_at=a.now, **nothing)) != 1:
        raise VisitUsed
    a.session.expunge(visit)


def _join(a: Act, person_key: str, visit: BrokerVisit) -> None:
    """Write what the broker calls this person; the unique constraint decides between two accounts at once."""
    row = PersonIdentity(
        person_key=person_key, door=visit.door, issuer=visit.issuer, subject_hash=visit.subject_hash,
        joined_at=a.now, used_at=a.now,
    )  # fmt: skip
    found = _identity(a.session, visit.issuer, visit.subject_hash)
    if found is None:
        try:
            with a.session.begin_nested():
                a.session.add(row)
            return
        except IntegrityError:
            found = _identity(a.session, visit.issuer, visit.subject_hash)
    if found is None or found.person_key != person_key:
        raise IdentityTaken
    found.used_at = a.now


def _remember(
    session: Session, secrets: Secrets, now: datetime, state: str, issuer: str, arrival: Arrival, subject_hash: str
) -> None:
    mark = secrets.hashed("broker state", state)
    fresh = update(BrokerVisit).where(
        BrokerVisit.state_hash == mark, BrokerVisit.subject_hash == "", BrokerVisit.expires_at > now
    )
    said = {
        "issuer": issuer, "subject_hash": subject_hash, "kvk_number": arrival.kvk_number,
        "organisation_name": arrival.organisation_name,
    }  # fmt: skip
    if changed_rows(session, fresh.values(said)) != 1:
        raise VisitUsed


def _open_visit(a: Act, secrets: Secrets, state: str) -> BrokerVisit:
    chosen = select(BrokerVisit).where(
        BrokerVisit.state_hash == secrets.hashed("broker state", state),
        BrokerVisit.subject_hash != "",
        BrokerVisit.expires_at > a.now,
    )
    found = a.session.scalar(chosen.with_for_update())
    if found is None:
        raise VisitUsed
    return found


def _identity(session: Session, issuer: str, subject_hash: str) -> PersonIdentity | None:
    return session.scalar(select(PersonIdentity).filter_by(issuer=issuer, subject_hash=subject_hash))
