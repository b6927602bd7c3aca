"""Agreements made in talks: written down with the talk, ticked by the coordinator when they are done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import ChallengePoint
from challenges.rules.states import By
from challenges.services.refusals import TermOver, not_your_work, one_fault
from challenges.services.steps import checked_text, locked_challenge, roles_of, tell
from lives.messages import msg
from lives.texts import TextLimit
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import act

POINT = TextLimit(3, 300)
MOST_POINTS = 20


def checked_points(lines: Iterable[str]) -> tuple[str, ...]:
    """What was agreed in one talk, tidied. Raises RequestRefused at its field."""
    points = tuple(checked_text("points", line, POINT) for line in lines if line.strip())
    if len(points) > MOST_POINTS:
        raise one_fault("points", msg("Write at most %(most)s agreements.", most=MOST_POINTS))
    return points


def tick_points(session: Session, actor: Actor, now: datetime, challenge_id: int, points: Collection[int]) -> None:
    """Say that these agreements are done, in any state. Raises NotAllowed, NotFound, RequestRefused, TermOver."""
    if not points:
        raise one_fault("points", msg("Choose at least one agreement."))
    with act(session, actor, now, "tick_challenge_points") as a:
        row = locked_challenge(a, challenge_id)
        if By.COORDINATOR not in roles_of(a, row):
            raise not_your_work()
        chosen = select(ChallengePoint).where(ChallengePoint.challenge_id == row.id, ChallengePoint.id.in_(points))
        found = session.scalars(chosen.with_for_update()).all()
        if len(found) != len(set(points)):
            raise NotFound(msg("We do not know this agreement."))
        if any(point.done_at is not None for point in found):
            raise TermOver(msg("This was ticked already."))
        for point in found:
            point.done_at, point.done_by_key = now, actor.key
        a.facts["points"] = sorted(points)
        tell(a, row, "points_done", reason="\n".join(point.text for point in found))
