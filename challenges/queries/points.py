"""Agreements made in the talks about a request, open ones and those that are done."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import ChallengePoint


def points_of(session: Session, challenge_id: int) -> Sequence[ChallengePoint]:
    """Every agreement made in the talks, in the order of the talks."""
    chosen = select(ChallengePoint).where(ChallengePoint.challenge_id == challenge_id)
    return session.scalars(chosen.order_by(ChallengePoint.talk_id, ChallengePoint.id)).all()
