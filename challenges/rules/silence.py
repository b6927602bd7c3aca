"""Not deciding in time: what somebody can do about it on a day, an objection or straight to the court.

For who asked, and for the administrator who chooses with a lawyer. Awb 6:2 and 7:1 para 1 under f: against not deciding
in time no objection is needed, one may go to the court at once. A municipality may still take an objection in: then
this site does, and says that the court is open too.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from challenges.rules.clock import Clock, ClockState
from challenges.rules.default import InDefault
from challenges.rules.objection_clock import may_object_to_silence


class SilenceStage(StrEnum):
    NOT_LATE = "not_late"
    """There is a decision, or there is still time for it."""
    LATE = "late"
    """The last day is over: who asked can give a notice of default."""
    TWO_WEEKS = "two_weeks"
    """The notice came in, and its two weeks run."""
    OPEN = "open"
    """Those two weeks are over, and still there is no decision (Awb 6:12 para 2)."""


def silence_stage(clock: Clock | None, found: InDefault | None, today: date) -> SilenceStage:
    """How far it is. Late since 23 November 2026, notice on 30 November: two weeks up to and including 14 December,
    from 15 December on one can object or go to the court."""
    if clock is None or clock.state is not ClockState.LATE:
        return SilenceStage.NOT_LATE
    if found is None:
        return SilenceStage.LATE
    return SilenceStage.OPEN if may_object_to_silence(found.decide_before, today) else SilenceStage.TWO_WEEKS
