"""Attachments: added, shown or not shown, taken away by who asks; closed to everyone else by staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeAttachment
from challenges.queries.attachments import Attached, attachments_of, find_attachment
from challenges.rules.asking import RequestFault
from challenges.rules.attaching import (
    CLOSING,
    TITLE,
    Facts,
    Relation,
    Relations,
    Shows,
    may_add,
    may_close,
    may_lift,
    may_make_private,
    may_make_public,
    may_read,
    may_take_away,
)
from challenges.rules.states import RequestState
from challenges.services.changing import changing
from challenges.services.refusals import RequestRefused, TermOver, not_your_request, one_fault
from challenges.services.relations import relations_to
from challenges.services.steps import checked_text
from files.rules.limits import fault_of_one_more
from files.services.keeping import CleanFile, keep_file, read_file, throw_away
from files.services.refusals import FileRefused
from lives.messages import Message, msg
from lives.texts import faults_within, tidy_text
from logbook.actors import Actor
from logbook.refusals import NotAllowed, NotFound

Rule = Callable[[Relations, RequestState, Facts], bool]


@dataclass(frozen=True)
class SentFile:
    """A file as a browser sends it: what it is called is the sender's own word."""

    name: str
    data: bytes


@dataclass(frozen=True)
class NewAttachment:
    title: str
    shows: str
    is_private: bool
    sent: SentFile | None


def add_attachment(session: Session, actor: Actor, now: datetime, challenge_id: int, new: NewAttachment) -> int:
    """Add a file to a request; its number. Everything that is wrong is said at once.

    Raises RequestRefused, NotAllowed, NotFound, TermOver, CheckingBusy.
    """
    faults = [RequestFault("title", message) for message in faults_within(TITLE, new.title)]
    if new.shows not in set(Shows):
        faults.append(RequestFault("shows", msg("Choose from the list.")))
    # before the transaction, since it takes a while
    clean = cleaned(new.sent, faults)
    with changing(session, actor, now, challenge_id, "add_challenge_attachment") as (row, facts):
        require_adding(session, actor, row)
        if faults or clean is None:
            raise RequestRefused(*faults)
        made = attach(session, actor, now, row, new, clean)
        facts.update(attachment=made.number, is_private=made.is_private)
        return made.id


def cleaned(sent: SentFile | None, faults: list[RequestFault]) -> CleanFile | None:
    """The file made anew, or nothing and a fault more."""
    if sent is None:
        faults.append(RequestFault("file", msg("Choose a file.")))
        return None
    try:
        return read_file(sent.name, sent.data)
    except FileRefused as refused:
        faults.append(RequestFault("file", refused.message))
        return None


def attach(
    session: Session,
    actor: Actor,
    now: datetime,
    row: Challenge,
    new: NewAttachment,
    clean: CleanFile,
    paper_support_id: int | None = None,
) -> ChallengeAttachment:
    """Write it down, the request's row being held. Raises RequestRefused where there are too many or too large ones."""
    there = attachments_of(session, row.id)
    sizes = [each.file.size for each in there if not each.facts.is_removed]
    if fault := fault_of_one_more(sizes, len(clean.data), len(there)):
        raise one_fault("file", fault)
    used = {each.row.number for each in there}
    made = ChallengeAttachment(
        challenge_id=row.id,
        number=next(number for number in count(1) if number not in used),
        file_id=keep_file(session, actor, now, clean).id,
        title=tidy_text(new.title),
        shows=new.shows,
        is_private=new.is_private or new.shows == Shows.SIGNATURES,
        paper_support_id=paper_support_id,
    )
    session.add(made)
    session.flush()
    return made


def take_attachment_away(session: Session, actor: Actor, now: datetime, challenge_id: int, attachment_id: int) -> None:
    """From a draft for good; what was sent leaves the pages and stays for who decides.

    Raises NotFound, NotAllowed, TermOver.
    """
    with changing(session, actor, now, challenge_id, "take_challenge_attachment_away") as (row, facts):
        found = _chosen(session, actor, row, attachment_id, may_take_away)
        facts["attachment"] = found.row.number
        take_away(session, actor, now, row, found)


def take_away(session: Session, actor: Actor, now: datetime, row: Challenge, found: Attached) -> None:
    """For good from a draft, off the pages from what was sent."""
    if row.state == RequestState.DRAFT:
        session.delete(found.row)
        session.flush()
        throw_away(session, found.file.id)
    else:
        found.row.removed_at, found.row.removed_by_key = now, actor.key


def show_attachment(
    session: Session, actor: Actor, now: datetime, challenge_id: int, attachment_id: int, *, is_private: bool
) -> None:
    """The applicant lets everyone read it, or not any more. Raises NotFound, NotAllowed, TermOver."""
    rule = may_make_private if is_private else may_make_public
    with changing(session, actor, now, challenge_id, "show_challenge_attachment") as (row, facts):
        found = _chosen(session, actor, row, attachment_id, rule)
        found.row.is_private = is_private
        facts.update(attachment=found.row.number, is_private=is_private)


def close_attachment(
    session: Session, actor: Actor, now: datetime, challenge_id: int, attachment_id: int, reason: str
) -> None:
    """Staff do not show it to everyone, and say why to the applicant. Raises RequestRefused, NotAllowed, NotFound."""
    told = checked_text("reason", reason, CLOSING)
    with changing(session, actor, now, challenge_id, "close_challenge_attachment", told) as (row, facts):
        found = _chosen(session, actor, row, attachment_id, may_close)
        found.row.closed_at, found.row.closed_by_key, found.row.closed_reason = now, actor.key, told
        facts["attachment"] = found.row.number


def lift_closing(session: Session, actor: Actor, now: datetime, challenge_id: int, attachment_id: int) -> None:
    """Undo that: what the applicant wants holds again. Raises NotAllowed, NotFound."""
    with changing(session, actor, now, challenge_id, "lift_challenge_attachment_closing") as (row, facts):
        found = _chosen(session, actor, row, attachment_id, may_lift)
        found.row.closed_at = found.row.closed_by_key = None
        found.row.closed_reason = ""
        facts["attachment"] = found.row.number


def throw_all_away(session: Session, challenge_id: int) -> None:
    """With a draft that is thrown away: nobody else ever saw them."""
    for each in attachments_of(session, challenge_id):
        session.delete(each.row)
        session.flush()
        throw_away(session, each.file.id)


def require_adding(session: Session, actor: Actor, row: Challenge) -> None:
    """Raises NotAllowed and TermOver."""
    relations = relations_to(session, actor, row)
    if not may_add(relations, RequestState(row.state)):
        raise _refusal(relations)


def _chosen(session: Session, actor: Actor, row: Challenge, attachment_id: int, rule: Rule) -> Attached:
    found = find_attachment(session, row.id, attachment_id)
    relations, state = relations_to(session, actor, row), RequestState(row.state)
    if not rule(relations, state, found.facts):
        raise _refusal(relations) if may_read(relations, state, found.facts) else _unknown()
    return found


def _refusal(relations: Relations) -> NotAllowed | TermOver:
    if Relation.APPLICANT in relations:
        return TermOver(_TOO_LATE)
    if relations:
        return NotAllowed(msg("You may not do this with an attachment of this request."))
    return not_your_request()


def _unknown() -> NotFound:
    return NotFound(msg("We do not know this attachment, or not everyone may read it."))


_TOO_LATE: Message = msg("This cannot be done any more: the advice is in, and the decision stands on what is there.")
