"""Expected refusals of acts: what happened and what one can do, as messages that the page translates."""

from __future__ import annotations

from lives.messages import Message
from lives.refused import Refused


class Refusal(Refused):
    """Somebody asked for what may not be, and hears why in plain words. Subclasses name what happened."""

    status = 409

    def __init__(self, message: Message, advice: Message | None = None) -> None:
        super().__init__(message)
        self.advice = advice


class NotAllowed(Refusal):
    """This person may not take this step now."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or it is not public."""

    status = 404
