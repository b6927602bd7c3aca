"""Letters: made within the act they belong to; that one on paper was posted is written beside it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lives.messages import msg
from lives.periods import day_of
from logbook.refusals import Refusal
from logbook.services import Act
from notices.models import LetterPosting, SentLetter
from notices.rules.letters import Addressee, LetterText, Say, Sender, fingerprint, written


class PostingRefused(Refusal):
    """A letter cannot be written down as posted like this."""


def make_letter(
    a: Act, about: str, case_number: str, text: LetterText, to: Addressee, sender: Sender, say: Say,
    on: date | None = None,
) -> SentLetter:  # fmt: skip
    """Write the next letter in a case, dated today unless it was sent on another day. The caller holds the case."""
    serial = a.session.scalars(select(func.count()).where(SentLetter.case_number == case_number)).one() + 1
    dated_on = on or day_of(a.now)
    content = written(text, to, sender, f"{case_number}/{serial}", dated_on, say)
    letter = SentLetter(
        case_number=case_number, serial=serial, kind=text.kind, about=about, way=to.way, to_name=to.name,
        language=to.language, dated_on=dated_on, subject=say(text.subject), content=content,
        sha256=fingerprint(content), made_by_key=a.actor.key, made_at=a.now,
    )  # fmt: skip
    a.session.add(letter)
    a.session.flush()
    a.facts["letter"] = letter.number
    return letter


def note_posting(a: Act, letter: SentLetter, posted_on: date) -> None:
    """Write down that a letter on paper was posted, once. Raises PostingRefused."""
    if letter.way != "paper":
        raise PostingRefused(msg("This letter was sent by e-mail."))
    if not letter.dated_on <= posted_on <= day_of(a.now):
        raise PostingRefused(msg("A letter is posted on its own day or later, and not in the future."))
    a.session.add(LetterPosting(letter_id=letter.id, posted_on=posted_on, noted_by_key=a.actor.key, noted_at=a.now))
    try:
        a.session.flush()
    except IntegrityError as error:
        raise PostingRefused(msg("It was written down already that this letter was posted.")) from error
