"""What may not be done with a small plan, in the subject's own words; pages show the message."""

from __future__ import annotations

from lives.lifecycle import NOT_BY_THIS_ROLE, StepRefused
from lives.messages import Message, msg
from logbook.refusals import NotAllowed, NotFound, Refusal
from quick_plans.rules.asking import QuickFault


class QuickRefused(Refusal):
    """The form cannot be sent like this; `faults` says everything at once."""

    status = 400

    def __init__(self, faults: tuple[QuickFault, ...]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class QuickStepNotPossible(Refusal):
    """The life of the small plan does not lead there from here, or not by this person."""

    def __init__(self, refused: StepRefused) -> None:
        super().__init__(refused.message)
        self.ground = refused.ground
        self.status = 403 if refused.ground == NOT_BY_THIS_ROLE else 409


class GrantRefused(Refusal):
    """The money or the hours cannot be given like this; `field` says where it is wrong."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message)
        self.field = field


class TooManyWaiting(Refusal):
    """Somebody has as many small plans waiting as one may have."""


class MandateRefused(Refusal):
    """This mandate cannot be recorded; `field` says where it is wrong."""

    status = 400

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message)
        self.field = field


def one_fault(field: str, message: Message) -> QuickRefused:
    return QuickRefused((QuickFault(field, message),))


def not_your_area() -> NotAllowed:
    return NotAllowed(msg("Only the coordinator of this area can do this."))


def not_your_small_plan() -> NotAllowed:
    return NotAllowed(msg("This is the small plan of somebody else."))


def link_gone() -> NotFound:
    """The same answer for a link that never was, was used, is too old, or for a plan that ended."""
    return NotFound(msg("This link does not work any more."), msg("Ask for a new one, or call us."))
