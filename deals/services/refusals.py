"""What may not be done with a deal, in the subject's own words; pages show the message."""

from __future__ import annotations

from collections.abc import Mapping

from deals.rules.terms import Fault
from lives.lifecycle import NOT_BY_THIS_ROLE, StepRefused
from lives.messages import Message, msg
from logbook.refusals import NotAllowed, Refusal


class DealRefused(Refusal):
    """The deal cannot be kept like this; `faults` says everything at once, each at its field."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class RowsRefused(Refusal):
    """Nothing was made, since some rows are wrong: the message at each, by the row's number."""

    def __init__(self, rows: Mapping[int, Message]) -> None:
        super().__init__(msg("Some rows are not right yet, so nothing is made."))
        self.rows = dict(rows)


class StepNotPossible(Refusal):
    """The life of the deal does not lead there from here, or not by this person."""

    def __init__(self, refused: StepRefused) -> None:
        super().__init__(refused.message)
        self.ground = refused.ground
        self.status = 403 if refused.ground == NOT_BY_THIS_ROLE else 409


class NotNow(Refusal):
    """The deal is not in the state for this."""


class NotEnoughHours(Refusal):
    """More staff hours are asked than the area has left."""


class PhotoRefused(Refusal):
    """This file is no photo that we can show."""


class NoMoneyToAsk(Refusal):
    """Nothing is promised to this deal that could be paid."""


def not_your_area() -> NotAllowed:
    return NotAllowed(msg("Only the coordinator of this area can do this."))


def not_your_deal() -> NotAllowed:
    return NotAllowed(msg("Only the partner of this deal or the coordinator of its area can do this."))
