"""Finance takes a movement back by a new one: the books never change, they go on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from budget.services.ledger import correct_movement
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_finance
from logbook.refusals import Refusal
from logbook.services import act


class BadCorrection(Refusal):
    """A correction without its reason, or with words that are too long."""


def correct(session: Session, actor: Actor, now: datetime, movement_id: int, ground: str, reference: str = "") -> int:
    """Take a movement back; the new movement's number.

    Raises NotAllowed, BadCorrection, NotFound, NotCorrectable, CorrectedBefore, YearClosed and NotEnoughMoney.
    """
    require_finance(actor)
    ground, reference = " ".join(ground.split()), " ".join(reference.split())
    if not ground:
        raise BadCorrection(msg("Say why. It goes into the log."))
    if len(ground) > 300 or len(reference) > 80:
        raise BadCorrection(msg("Use at most %(most)s characters.", most=300 if len(ground) > 300 else 80))
    with act(session, actor, now, "correct_movement", ground=ground, subject=f"movement:{movement_id}") as a:
        number = correct_movement(a, movement_id, ground, reference)
        a.facts.update(movement=number, reference=reference)
    return number
