"""Writing a request: begun, and saved step by step without a row in the log, until it is sent or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.rules.organisations import Mandate
from accounts.services.organisations import require_mandate
from areas.queries import find_area
from challenges.models import Challenge, ChallengeVersion
from challenges.queries.finding import FIELDS, find_challenge, may_read_draft, no_such_request, request_of
from challenges.queries.settings import challenge_settings
from challenges.rules.asking import TEXTS, Request, faults_of_draft
from challenges.rules.states import RequestState
from challenges.services.refusals import OlderVersion, RequestRefused, TooManyDrafts, not_open, not_your_work
from challenges.services.supporting import throw_evidence_away
from database import transaction
from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.refusals import NotFound, Refusal
from logbook.services import Act

MOST_DRAFTS = 10


def start_draft(session: Session, actor: Actor, now: datetime, request: Request, *, at_desk: bool = False) -> int:
    """Begin a request; its number. At the desk a coordinator writes down what somebody said or sent on paper.

    Raises Refusal where the subject is switched off, TooManyDrafts, RequestRefused, NotAllowed.
    """
    with transaction(session):
        if not challenge_settings(session).is_open:
            raise not_open()
        if at_desk and not actor.has(Role.COORDINATOR):
            raise not_your_work()
        mine = select(func.count()).where(
            Challenge.state == "draft", (Challenge.person_key == actor.key) | (Challenge.entered_by_key == actor.key)
        )
        if session.scalars(mine).one() >= MOST_DRAFTS:
            raise TooManyDrafts(
                msg("You have %(most)s requests that are not sent yet. Send or remove one first.", most=MOST_DRAFTS)
            )
        row = Challenge(
            person_key=None if at_desk else actor.key,
            entered_by_key=actor.key if at_desk else None,
            made_at=now,
            saved_at=now,
        )
        fill(session, actor, row, request)
        session.add(row)
        session.flush()
        return row.id


def save_draft(
    session: Session,
    actor: Actor,
    now: datetime,
    challenge_id: int,
    version: int,
    answers: Mapping[str, object],
    *,
    replaces: bool = False,
) -> int:
    """Save some answers of a draft; the new version. An older page may go on where it says the same.

    Raises NotFound, OlderVersion, RequestRefused, Refusal (it was sent).
    """
    with transaction(session):
        row = find_challenge(session, challenge_id, is_locked=True)
        if not may_read_draft(session, actor, row):
            raise no_such_request()
        if row.state != RequestState.DRAFT:
            raise Refusal(msg("This request was sent, so you cannot change it any more."))
        stored = asdict(request_of(row))
        if version != row.version and not replaces and any(stored[name] != answers[name] for name in answers):
            raise OlderVersion(stored, row.version)
        fill(session, actor, row, Request(**{**stored, **answers}))
        row.version, row.saved_at = row.version + 1, now
        return row.version


def discard_draft(session: Session, actor: Actor, challenge_id: int) -> None:
    """Throw a draft away, for good: nobody else ever saw it. Raises NotFound, Refusal (it was sent)."""
    with transaction(session):
        row = find_challenge(session, challenge_id, is_locked=True)
        if row.state != RequestState.DRAFT:
            raise Refusal(msg("This request was sent. You can withdraw it."))
        is_own = actor.key in (row.person_key, row.entered_by_key)
        if not is_own or not may_read_draft(session, actor, row):
            raise no_such_request()
        throw_evidence_away(session, row.id)
        session.delete(row)


def fill(session: Session, actor: Actor, row: Challenge, given: Request) -> None:
    """Write the answers into the row. Raises RequestRefused, and NotAllowed or NotFound for where and for whom."""
    request = tidied(given)
    if faults := faults_of_draft(request):
        raise RequestRefused(*faults)
    if request.area_code is not None and request.area_code != row.area_code:
        find_area(session, request.area_code)
    if request.organisation_id is not None and request.organisation_id != row.organisation_id:
        _require_writer(session, actor, request.organisation_id)
    for name in FIELDS:
        setattr(row, name, getattr(request, name))
    row.ways = ",".join(sorted(request.ways))


def tidied(request: Request) -> Request:
    """Texts in one form; a group of residents has no organisation."""
    texts = {name: tidy_text(getattr(request, name)) for name in TEXTS}
    organisation = request.organisation_id if request.applicant == "organisation" else None
    return Request(**{**vars(request), **texts, "organisation_id": organisation})


def keep_version(a: Act, row: Challenge) -> int:
    """Keep the request as it is sent now; the number of this version."""
    numbers = select(func.count()).where(ChallengeVersion.challenge_id == row.id)
    number = a.session.scalars(numbers).one() + 1
    answers = {**asdict(request_of(row)), "ways": row.ways}
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True, default=str)
    a.session.add(ChallengeVersion(challenge_id=row.id, number=number, answers=text, at=a.now))
    return number


def _require_writer(session: Session, actor: Actor, organisation_id: int) -> None:
    """At the desk a coordinator cannot choose an organisation that nobody let in: its own people send that."""
    if organisation_id >= 2**62:
        raise NotFound(msg("We do not know this organisation."))
    require_mandate(session, actor, organisation_id, Mandate.WRITE)
