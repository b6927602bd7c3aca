"""What may not be done with a large plan, in the subject's own words; pages show the message."""

from __future__ import annotations

from collections.abc import Iterable

from financing.rules.faults import RouteFault
from lives.lifecycle import NOT_BY_THIS_ROLE, StepRefused
from lives.messages import msg
from logbook.refusals import NotAllowed, NotFound, Refusal


class RouteRefused(Refusal):
    """What was filled in cannot be kept like this; `faults` says everything at once."""

    status = 400

    def __init__(self, faults: Iterable[RouteFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults[0].message)


class RouteStepNotPossible(Refusal):
    """The route does not lead there from here, or not by this person."""

    def __init__(self, refused: StepRefused) -> None:
        super().__init__(refused.message)
        self.ground = refused.ground
        self.status = 403 if refused.ground == NOT_BY_THIS_ROLE else 409


class DecidedAlready(Refusal):
    """Somebody else recorded this decision first."""


def not_on_route() -> NotFound:
    return NotFound(msg("This plan is not on the way to the council."))


def not_for_you() -> NotAllowed:
    return NotAllowed(msg("Only who works on large plans in this area can open this."))


def refuse(faults: list[RouteFault]) -> None:
    """Raises RouteRefused with everything that is wrong, or does nothing."""
    if faults:
        raise RouteRefused(faults)
