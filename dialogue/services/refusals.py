"""What may not be done with support, in its own words."""

from __future__ import annotations

from dialogue.rules.support import SupportFault
from lives.messages import msg
from logbook.refusals import NotAllowed, Refusal


class SupportRefused(Refusal):
    """What was filled in cannot stand like this; `faults` says everything at once, at its field."""

    status = 400

    def __init__(self, *faults: SupportFault) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class AlreadySupported(Refusal):
    """Everyone counts once."""

    def __init__(self) -> None:
        super().__init__(msg("You support this already. Everyone counts once."))


class CountedByTheSame(NotAllowed):
    """Whoever handed a list in does not count it again."""

    def __init__(self) -> None:
        super().__init__(msg("You handed this list in. Somebody else counts it."))
