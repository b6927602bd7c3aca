"""Penalties that must be fixed by a decision of their own, and the one that was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import Challenge, ChallengeEvent, ChallengePenalty
from challenges.queries.finding import clock_of, default_of
from challenges.queries.settings import calendar_of
from challenges.rules.default import InDefault, fix_penalty_by, may_fix_penalty
from challenges.rules.history import Happening
from lives.messages import Euros, msg
from lives.periods import day_of
from lives.work import WorkItem
from logbook.actors import Actor, Role

KIND = "challenge_penalty"


@dataclass(frozen=True)
class ToFix:
    """A penalty whose amount is final and was not fixed: how it came to be, and the last day to fix it."""

    found: InDefault
    fix_by: date


def penalty_of(session: Session, challenge_id: int) -> ChallengePenalty | None:
    """The penalty as it was fixed."""
    return session.scalar(select(ChallengePenalty).filter_by(challenge_id=challenge_id))


def penalty_to_fix(session: Session, challenge: Challenge, today: date) -> ToFix | None:
    """What there is to fix now, or nothing."""
    clock, found = clock_of(session, challenge, today), default_of(session, challenge, today)
    if clock is None or found is None or not may_fix_penalty(found, clock, today):
        return None
    return None if penalty_of(session, challenge.id) else ToFix(found, fix_penalty_by(found, calendar_of(session)))


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """Penalties to fix, for the college clerks."""
    if not actor.has(Role.COLLEGE_CLERK):
        return []
    in_default = select(ChallengeEvent.challenge_id).where(ChallengeEvent.happening == Happening.IN_DEFAULT.value)
    rows = session.scalars(select(Challenge).where(Challenge.id.in_(in_default)).order_by(Challenge.id)).all()
    here = (row for row in rows if actor.has(Role.COLLEGE_CLERK, row.area_code))
    found = ((row, penalty_to_fix(session, row, day_of(now))) for row in here)
    return [
        WorkItem(KIND, row.title, "challenges.work", {"challenge_id": row.id}, row.area_code or "", each.fix_by,
                 msg("Fix the penalty: %(amount)s.", amount=Euros(each.found.owed_cents)))
        for row, each in found
        if each is not None and actor.key not in (row.person_key, row.entered_by_key)
    ]  # fmt: skip
