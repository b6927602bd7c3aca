"""Closing a vote for good: done by whoever looks first after the last moment, and never undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import Database, db_now
from logbook.actors import CLOCK
from logbook.services import Act, act
from rounds.rules.calendar import Phase
from rounds.rules.life import ROUND_LIFE, RoundBy, RoundSituation, RoundState, RoundStep
from voting.models import BallotBox
from voting.rules.spec import read_spec


def close_round(database: Database, round_id: int, now: datetime) -> bool:
    """Close the round if its last moment, with the minutes after it, has passed; whether it is closed for good now.

    The database's clock decides, under the lock that every cast shares. Closing twice is closing once.
    """
    with database.reading() as session:
        box = session.get(BallotBox, round_id)
        if box is None or box.state != "sealed":
            return box is not None
        if db_now(session) < read_spec(box.spec).closes_for_good_at:
            return False
    with database.writing() as session:
        return _close(session, now, round_id, is_replay=False)


def close_replay(session: Session, now: datetime, round_id: int) -> None:
    """Close a reference round when its last ballot is cast. Raises StepRefused for a round of this municipality."""
    _close(session, now, round_id, is_replay=True)


def _close(session: Session, now: datetime, round_id: int, is_replay: bool) -> bool:
    try:
        with act(session, CLOCK, now, "close_round", ground="closing time", subject=f"round:{round_id}") as a:
            _close_under_lock(a, round_id, is_replay)
    except _NothingToClose as nothing:
        return nothing.is_closed
    return True


class _NothingToClose(Exception):
    """Somebody closed it before, or it is too early: no act, no row in the log."""

    def __init__(self, is_closed: bool) -> None:
        super().__init__(is_closed)
        self.is_closed = is_closed


def _close_under_lock(a: Act, round_id: int, is_replay: bool) -> None:
    locked = select(BallotBox).where(BallotBox.round_id == round_id).with_for_update()
    box = a.session.scalars(locked.execution_options(populate_existing=True)).one()
    if box.state != "sealed":
        raise _NothingToClose(is_closed=True)
    moment = db_now(a.session)
    is_over = moment >= read_spec(box.spec).closes_for_good_at
    if not is_over and not is_replay:
        raise _NothingToClose(is_closed=False)
    situation = RoundSituation(Phase.CLOSED if is_over else Phase.VOTING, is_reference=box.is_reference)
    box.state = ROUND_LIFE.take(RoundStep.CLOSE, RoundState.SEALED, {RoundBy.SYSTEM}, situation)
    box.closed_at = moment
