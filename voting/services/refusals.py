"""What can go wrong for a voter or an administrator of the vote, in words that they can do something with."""

from __future__ import annotations

from lives.messages import Message, msg
from logbook.refusals import Refusal
from proposals.services.refusals import Fault


class RoundNotOpen(Refusal):
    """The vote has not begun, or there is no vote here."""

    def __init__(self) -> None:
        super().__init__(msg("The vote is not open yet."))


class RoundClosed(Refusal):
    """The time is over, for good."""

    def __init__(self) -> None:
        super().__init__(msg("The vote is closed. No more votes are counted."))


class CodeUnknown(Refusal):
    """Unknown, withdrawn, or of another round or area: one sentence, so that nobody learns which."""

    def __init__(self) -> None:
        super().__init__(msg("We do not know this code, or it is no longer valid."))


class BallotRefused(Refusal):
    """The choices are no valid ballot; `faults` says everything that is wrong with them."""

    def __init__(self, faults: tuple[Message, ...]) -> None:
        super().__init__(faults[0])
        self.faults = faults


class NotCounted(Refusal):
    """Something broke before the ballot was kept: nothing has changed."""

    status = 503

    def __init__(self) -> None:
        super().__init__(msg("Your vote is not counted. Your choice is still there. Try again."))


class OutcomeUnknown(Refusal):
    """The connection broke while the ballot was being kept; voting again is always safe."""

    status = 503

    def __init__(self) -> None:
        super().__init__(msg("We do not know whether your vote is counted. Vote once more: only the last one counts."))


class LotNotDrawn(Refusal):
    """The count waits for twenty dice that two people enter."""

    def __init__(self) -> None:
        super().__init__(msg("The count waits until two people have entered the dice."))


class NotSealed(Refusal):
    """Codes exist only for a ballot that stands."""

    def __init__(self) -> None:
        super().__init__(msg("Fix the ballot first. After that you can make voting codes."))


class SealingRefused(Refusal):
    """The ballot cannot be fixed like this; `faults` says everything that stands in the way."""

    def __init__(self, faults: tuple[Message, ...]) -> None:
        super().__init__(faults[0])
        self.faults = faults


class DecidedBefore(Refusal):
    """Mayor and aldermen decide once about a result."""

    def __init__(self) -> None:
        super().__init__(msg("The decision about this result is recorded already."))


class NothingToDecide(Refusal):
    """There is no published result with winners here."""


class DecisionRefused(Refusal):
    """The decision cannot be recorded like this; `faults` says everything at once, by field."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class CodesRefused(Refusal):
    """These codes cannot be made."""


class CannotBeReplaced(Refusal):
    """This letter is not withdrawn; whether it voted or never was, the desk does not hear."""

    def __init__(self) -> None:
        super().__init__(msg("This letter cannot be replaced."))
