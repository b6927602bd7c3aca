"""Support for a request: given and taken back on the site, handed in on paper, counted again by somebody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeSupport
from challenges.queries.attachments import attachments_of
from challenges.queries.support import askers_of, sheet_of
from challenges.rules.asking import RequestFault
from challenges.rules.attaching import Relation, Shows
from challenges.rules.states import RequestState
from challenges.rules.supporting import (
    may_count,
    may_enter,
    may_remove_list,
    may_support,
)
from challenges.services.attaching import NewAttachment, SentFile, attach, cleaned, take_away, throw_all_away
from challenges.services.changing import changing
from challenges.services.refusals import RequestRefused, TermOver, not_your_request, not_your_work
from challenges.services.relations import relations_to
from dialogue.models import PaperSupport
from dialogue.rules.support import Count, NewList, faults_of_count, faults_of_list
from dialogue.services.supporting import (
    count_list,
    enter_list,
    give_support,
    make_sheet,
    take_support_back,
    throw_sheet_away,
)
from lives.messages import Message, msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.refusals import NotAllowed, NotFound

SCAN_TITLE = "Handtekeningen"


def support_challenge(
    session: Session, actor: Actor, now: datetime, challenge_id: int, home_area: str | None = None
) -> None:
    """Say that one supports it, once. Raises NotAllowed, TermOver, AlreadySupported, NotFound."""
    with changing(session, actor, now, challenge_id, "support_challenge") as (row, facts):
        _require_open(row)
        relations = relations_to(session, actor, row)
        if relations or actor.key in askers_of(session, row):
            raise NotAllowed(_OWN_SIDE if relations <= _ASKS else _HANDLES_IT)
        give_support(session, actor, now, _sheet(session, now, row), home_area)
        facts["home_area"] = home_area


def withdraw_support(session: Session, actor: Actor, now: datetime, challenge_id: int) -> None:
    """Take it back while the request is open for support. Raises TermOver, NotFound."""
    with changing(session, actor, now, challenge_id, "withdraw_challenge_support") as (row, _):
        _require_open(row)
        sheet = sheet_of(session, row.id)
        if sheet is not None:
            take_support_back(session, actor, sheet)


def hand_in_list(
    session: Session, actor: Actor, now: datetime, challenge_id: int, new: NewList, scan: SentFile | None
) -> int:
    """Hand in a list of signatures with its scan; the number of the list. At the desk the paper itself may be there
    instead. Raises RequestRefused, NotAllowed, TermOver.
    """
    faults = [RequestFault(fault.field, fault.message) for fault in faults_of_list(new, day_of(now))]
    clean = cleaned(scan, faults) if scan is not None else None
    with changing(session, actor, now, challenge_id, "hand_in_challenge_signatures") as (row, facts):
        relations = relations_to(session, actor, row)
        if not may_enter(relations, RequestState(row.state)):
            raise _refusal(relations)
        if scan is None and Relation.COORDINATOR not in relations:
            faults.append(RequestFault("file", msg("Add the scan of the list, or bring the paper to the town hall.")))
        if faults:
            raise RequestRefused(*faults)
        made = enter_list(session, actor, now, _sheet(session, now, row), new)
        if clean is not None:
            title = f"{SCAN_TITLE}: {made.place}"[:120]
            attach(session, actor, now, row, NewAttachment(title, Shows.SIGNATURES, True, scan), clean, made.id)
        facts.update(list=made.id, signatures=made.signatures)
        return made.id


def count_signatures(
    session: Session, actor: Actor, now: datetime, challenge_id: int, list_id: int, count: Count
) -> None:
    """Count a list again, in figures without names. Raises RequestRefused, NotAllowed, TermOver, NotFound."""
    with changing(session, actor, now, challenge_id, "count_challenge_signatures") as (row, facts):
        found = _list(session, row, list_id)
        relations = relations_to(session, actor, row)
        if not may_count(relations, RequestState(row.state)):
            raise _refusal(relations)
        if faults := faults_of_count(count):
            raise RequestRefused(*(RequestFault(fault.field, fault.message) for fault in faults))
        count_list(actor, now, found, count)
        facts.update(list=list_id, counted=count.counted, from_area=count.from_area)


def take_list_away(session: Session, actor: Actor, now: datetime, challenge_id: int, list_id: int) -> None:
    """Whoever's side handed it in takes it back, with its scan. Raises NotAllowed, TermOver, NotFound."""
    with changing(session, actor, now, challenge_id, "take_challenge_signatures_away") as (row, facts):
        found = _list(session, row, list_id)
        relations = relations_to(session, actor, row)
        if not may_remove_list(relations, RequestState(row.state), is_own=found.entered_by_key == actor.key):
            raise _refusal(relations)
        facts["list"] = list_id
        for each in attachments_of(session, row.id):
            if each.row.paper_support_id == list_id and not each.facts.is_removed:
                take_away(session, actor, now, row, each)
        if row.state == RequestState.DRAFT:
            session.delete(found)
        else:
            found.removed_at, found.removed_by_key = now, actor.key


def throw_evidence_away(session: Session, challenge_id: int) -> None:
    """With a draft: its attachments, its lists and its sheet."""
    throw_all_away(session, challenge_id)
    found = session.get(ChallengeSupport, challenge_id)
    if found is not None:
        session.delete(found)
        session.flush()
        throw_sheet_away(session, found.sheet_id)


def _sheet(session: Session, now: datetime, row: Challenge) -> int:
    """The sheet of the request, made when it is first needed; the request's row is held."""
    found = sheet_of(session, row.id)
    if found is None:
        found = make_sheet(session, now).id
        session.add(ChallengeSupport(challenge_id=row.id, sheet_id=found))
        session.flush()
    return found


def _list(session: Session, row: Challenge, list_id: int) -> PaperSupport:
    sheet = sheet_of(session, row.id)
    found = session.get(PaperSupport, list_id) if list_id < 2**62 else None
    if found is None or found.sheet_id != sheet or found.removed_at is not None:
        raise NotFound(msg("We do not know this list."))
    return found


def _require_open(row: Challenge) -> None:
    if not may_support(RequestState(row.state)):
        raise TermOver(msg("This request is not open for support: it was decided, taken back, or not sent."))


def _refusal(relations: frozenset[Relation]) -> NotAllowed | TermOver:
    if relations & {Relation.APPLICANT, Relation.COORDINATOR, Relation.COLLEGE_CLERK}:
        return TermOver(msg("This cannot be done with a list of signatures now."))
    return not_your_request() if relations <= _ASKS else not_your_work()


_ASKS = frozenset({Relation.APPLICANT, Relation.WRITER})
_OWN_SIDE: Message = msg("You ask for this yourself, so your support does not count for it.")
_HANDLES_IT: Message = msg("You handle this request, so you do not say whether you support it.")
