"""Changing something that belongs to a request: a draft without a row in the log, what was sent by an act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from challenges.models import Challenge
from challenges.queries.finding import find_challenge, may_read_draft, no_such_request
from challenges.rules.states import RequestState
from challenges.services.steps import locked_challenge
from database import transaction
from lives.messages import msg
from logbook.actors import Actor
from logbook.refusals import Refusal
from logbook.services import act

Facts = dict[str, object]


@contextmanager
def changing(
    session: Session, actor: Actor, now: datetime, challenge_id: int, name: str, ground: str = ""
) -> Iterator[tuple[Challenge, Facts]]:
    """The request, its row held until all is written; the facts go to the log where there is a row.

    Raises NotFound, also for somebody else's draft.
    """
    if find_challenge(session, challenge_id).state == RequestState.DRAFT:
        with transaction(session):
            row = find_challenge(session, challenge_id, is_locked=True)
            if not may_read_draft(session, actor, row):
                raise no_such_request()
            if row.state != RequestState.DRAFT:
                raise Refusal(msg("This request was sent just now. Please do it once more."))
            yield row, {}
    else:
        with act(session, actor, now, name, ground) as a:
            yield locked_challenge(a, challenge_id), a.facts
