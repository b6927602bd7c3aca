"""What may not be done with a plan, in the subject's own words; pages show the message."""

from __future__ import annotations

from dataclasses import dataclass

from lives.lifecycle import NOT_BY_THIS_ROLE, StepRefused
from lives.messages import Message, msg
from logbook.refusals import NotAllowed, NotFound, Refusal


@dataclass(frozen=True)
class Fault:
    """Something wrong with a field; `line` is the row of an import, or of the cost lines."""

    field: str
    message: Message
    line: int | None = None


class PlanRefused(Refusal):
    """The plan cannot be kept or sent like this; `faults` says everything at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class StepNotPossible(Refusal):
    """The life of the plan does not lead there from here, or not by this person."""

    def __init__(self, refused: StepRefused) -> None:
        super().__init__(refused.message)
        self.ground = refused.ground
        self.status = 403 if refused.ground == NOT_BY_THIS_ROLE else 409


class OlderPage(Refusal):
    """Another page or device saved this draft meanwhile: the person chooses which text stays."""

    def __init__(self, stored: dict[str, object], version: int) -> None:
        super().__init__(msg("This plan was saved in another window in the meantime. Nothing is lost: choose."))
        self.stored = stored
        self.version = version


class TooLargeForBallot(Refusal):
    """The test found a hard ground or an open doubt: this plan does not reach a ballot."""


class CannotCorrect(Refusal):
    """These facts cannot be changed now, or not by this person."""


class TooManyDrafts(Refusal):
    """Somebody began more plans than anyone can finish."""


def no_such_plan() -> NotFound:
    return NotFound(msg("We do not know this plan."))


def not_your_plan() -> NotAllowed:
    return NotAllowed(msg("This is the plan of somebody else. Only its proposer can change it."))


def not_your_area() -> NotAllowed:
    return NotAllowed(msg("Only the coordinator of this area can do this."))
