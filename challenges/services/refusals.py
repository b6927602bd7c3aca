"""What may not be done with a request, in the subject's own words; pages show the message."""

from __future__ import annotations

from collections.abc import Mapping

from challenges.rules.asking import RequestFault
from lives.lifecycle import NOT_BY_THIS_ROLE, StepRefused
from lives.messages import Message, msg
from logbook.refusals import NotAllowed, Refusal


class RequestRefused(Refusal):
    """What was filled in cannot stand like this; `faults` says everything at once, at its field."""

    status = 400

    def __init__(self, *faults: RequestFault) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


class ChallengeStepNotPossible(Refusal):
    """The life of the request does not lead there from here, or not by this person."""

    def __init__(self, refused: StepRefused) -> None:
        super().__init__(refused.message)
        self.ground = refused.ground
        self.status = 403 if refused.ground == NOT_BY_THIS_ROLE else 409


class OlderVersion(Refusal):
    """The draft was saved elsewhere meanwhile; `stored` are the answers that stand there now."""

    def __init__(self, stored: Mapping[str, object], version: int) -> None:
        super().__init__(msg("This request was changed in another window. Choose which text stays."))
        self.stored = stored
        self.version = version


class TooManyDrafts(Refusal):
    """Somebody has as many drafts as one may have."""


class TermOver(Refusal):
    """The days in which this could be done are over, or have not begun."""


def one_fault(field: str, message: Message) -> RequestRefused:
    return RequestRefused(RequestFault(field, message))


def not_your_request() -> NotAllowed:
    return NotAllowed(msg("This is the request of somebody else."))


def not_your_objection() -> NotAllowed:
    return NotAllowed(msg("This is the objection of somebody else."))


def not_your_work() -> NotAllowed:
    return NotAllowed(msg("Only staff who handle this request can do this."))


def not_open() -> Refusal:
    return Refusal(msg("The municipality does not take requests on this site."), msg("Call us: we help you further."))
