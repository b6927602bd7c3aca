"""Who may read a letter, and noting that one on paper was posted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from challenges.models import Challenge, Objection
from challenges.queries.finding import find_challenge
from challenges.queries.objections import find_objection
from challenges.queries.objectors import is_clerk_for, speaks_for
from challenges.services.refusals import not_your_work, one_fault
from challenges.services.steps import roles_to, staff_roles
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import act
from notices.models import SentLetter
from notices.queries import LetterLine, find_letter
from notices.services import note_posting
from notices.services.letters import PostingRefused


def readable_letter(session: Session, actor: Actor, letter_id: int) -> LetterLine:
    """The letter, for who it was sent to, who acts for the organisation, and staff who handle the case.

    A letter about an objection is read by who objects and by the clerks who decide about it, since who objects is
    nobody else's business. Raises NotFound: also for everyone else, who learns nothing from it.
    """
    found = find_letter(session, letter_id)
    if found is None or not _may_read(session, actor, found.letter):
        raise NotFound(msg("We do not know this letter."))
    return found


def handles_case(session: Session, actor: Actor, letter: SentLetter) -> bool:
    """Whether this member of staff handles the request or the objection, and so may write down that it was posted."""
    challenge, objection = _case(session, letter)
    if objection is None:
        return bool(staff_roles(actor, challenge))
    return is_clerk_for(session, actor, objection, challenge)


def post_letter(session: Session, actor: Actor, now: datetime, letter_id: int, posted_on: date) -> None:
    """Write down that a letter on paper was posted, once. Raises NotFound, NotAllowed, RequestRefused."""
    with act(session, actor, now, "post_letter", subject=f"letter:{letter_id}") as a:
        letter = readable_letter(session, actor, letter_id).letter
        if not handles_case(session, actor, letter):
            raise not_your_work()
        try:
            note_posting(a, letter, posted_on)
        except PostingRefused as refused:
            raise one_fault("posted_on", refused.message) from refused
        a.facts.update(letter=letter.number, posted_on=posted_on.isoformat())


def _may_read(session: Session, actor: Actor, letter: SentLetter) -> bool:
    challenge, objection = _case(session, letter)
    if objection is None:
        return bool(roles_to(session, actor, challenge))
    # who wrote it down from paper made the letter's receipt possible, and may have to hand it over
    return speaks_for(session, actor, objection) or is_clerk_for(session, actor, objection, challenge)


def _case(session: Session, letter: SentLetter) -> tuple[Challenge, Objection | None]:
    kind, _, number = letter.about.partition(":")
    objection = find_objection(session, int(number)) if kind == "objection" else None
    return find_challenge(session, objection.challenge_id if objection else int(number)), objection
