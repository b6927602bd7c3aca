"""Who objects and gives the municipality more time for the decision."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from challenges.queries.objections import objection_clock_of
from challenges.queries.public_objections import OPEN
from challenges.services.objecting import locked_objection, require_objector, tell_about
from challenges.services.refusals import TermOver, one_fault
from lives.messages import Day, msg
from lives.periods import day_of
from logbook.actors import Actor
from logbook.services import act


def agree_to_wait(session: Session, actor: Actor, now: datetime, objection_id: int, until: date) -> None:
    """Agree to a later last day for the decision, while there is one (Awb 7:10 para 4 under a).

    Raises RequestRefused, NotAllowed, TermOver.
    """
    with act(session, actor, now, "agree_to_objection_delay") as a:
        found = locked_objection(a, objection_id)
        require_objector(a, found)
        clock = objection_clock_of(session, found, day_of(now))
        if found.state not in OPEN or clock.is_late:
            raise TermOver(msg("This objection does not wait for a decision, or its last day is over."))
        if until <= clock.decide_by:
            raise one_fault("until", msg("Choose a day after %(day)s.", day=Day(clock.decide_by)))
        found.agreed_until = until
        session.flush()
        tell_about(a, found, "agree_to_wait", until=until)
