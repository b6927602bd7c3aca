"""Letters to who asked and to who objects: made, kept and mailed in the same transaction as the act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Organisation, OrganisationMember, Person
from accounts.rules.organisations import Mandate
from challenges.models import Challenge, Objection
from challenges.services.addresses import address_of
from lives.messages import Message
from lives.periods import day_of
from logbook.services import Act
from notices.models import SentLetter
from notices.rules.letters import Addressee, LetterText, Sender
from notices.services import make_letter, put_in_outbox

MAIL = "letter"
_MOST_NAME = 240
UNNAMED = Sender("", "", "")


def _in_english(_language: str, message: Message) -> str:
    return str(message)


@dataclass(frozen=True)
class Letter:
    """What the web knows and a service does not: how things are said in a language, where pages are, who sends."""

    say: Callable[[str, Message], str] = _in_english
    page_of: Callable[[int], str] = str
    """The address of a letter's own page."""
    sender: Sender = UNNAMED


def tell_applicant(
    a: Act, challenge: Challenge, letter: Letter, text: LetterText, on: date | None = None
) -> SentLetter:
    """A letter to the applicant, or to the organisation and mailed to everyone who represents it. Who asked on paper
    gets it on paper."""
    people = receivers_of(a.session, challenge)
    about = f"challenge:{challenge.id}"
    to = _addressee(a.session, about, _name_of(a.session, challenge, challenge.contact_name), people)
    return _send(a, about, case_number(challenge), letter, text, to, people, on)


def tell_objector(a: Act, objection: Objection, letter: Letter, text: LetterText, on: date | None = None) -> SentLetter:
    """A letter to who objects, or to the organisation that does; who objected on paper gets it on paper."""
    people = receivers_of(a.session, objection)
    about = f"objection:{objection.id}"
    to = _addressee(a.session, about, _name_of(a.session, objection, objection.objector_name), people)
    number = f"BZW-{objection.received_on.year}-{objection.id:04}"
    return _send(a, about, number, letter, text, to, people, on)


def tell_who_asked(
    a: Act, objection: Objection, row: Challenge, letter: Letter, text: LetterText, on: date | None = None
) -> None:
    """A letter to who asked about an objection of somebody else to a decision; nothing when it is their own. Of two
    letters on paper nobody can know here whether they are of one hand: then staff see to it."""
    same_organisation = row.organisation_id is not None and objection.organisation_id == row.organisation_id
    same_person = row.organisation_id is None and objection.person_key == row.person_key
    if objection.decision_id is not None and not same_organisation and not same_person:
        tell_applicant(a, row, letter, text, on)


def case_number(challenge: Challenge) -> str:
    """The number of the file: UIT-2027-0012 is request 12, received in 2027."""
    assert challenge.received_at is not None, "a draft has no letters"
    return f"UIT-{day_of(challenge.received_at).year}-{challenge.id:04}"


def _send(
    a: Act, about: str, number: str, letter: Letter, text: LetterText, to: Addressee, people: Sequence[Person],
    on: date | None,
) -> SentLetter:  # fmt: skip
    def say(message: Message) -> str:
        return letter.say(to.language, message)

    sent = make_letter(a, about, number, text, to, letter.sender, say, on)
    for person in people:
        facts = {
            "subject": sent.subject,
            "core": say(text.core),
            "number": sent.number,
            "link": letter.page_of(sent.id),
        }
        put_in_outbox(a.session, person.email, MAIL, facts, to.language, a.now, letter_id=sent.id)
    return sent


def receivers_of(session: Session, asking: Challenge | Objection) -> list[Person]:
    """Who asks or objects, or everyone who represents the organisation that does; nobody for what came on paper."""
    is_receiver = Person.key == asking.person_key
    if asking.organisation_id is not None:
        acting = select(OrganisationMember.person_key).where(
            OrganisationMember.organisation_id == asking.organisation_id,
            OrganisationMember.mandate != Mandate.WRITE.value,
            OrganisationMember.ended_at.is_(None),
        )
        is_receiver = Person.key.in_(acting)
    chosen = select(Person).where(is_receiver, Person.deactivated_at.is_(None))
    return list(session.scalars(chosen.order_by(Person.key)))


def _name_of(session: Session, asking: Challenge | Objection, person: str) -> str:
    if asking.organisation_id is None:
        return person
    return f"{session.get_one(Organisation, asking.organisation_id).name}, {person}"[:_MOST_NAME]


def _addressee(session: Session, about: str, name: str, people: Sequence[Person]) -> Addressee:
    postal = "" if people else address_of(session, about)
    return Addressee(name, tuple(person.key for person in people), _language(people), postal)


def _language(people: Sequence[Person]) -> str:
    """The one that everybody who gets it chose, else Dutch."""
    chosen = {person.language for person in people}
    return chosen.pop() if len(chosen) == 1 else "nl"
