"""Expected refusals: what happened and what one can do, as a message that the page translates."""

from __future__ import annotations

from lives.messages import Message


class Refusal(Exception):
    """Somebody asked for what may not be, and hears why in plain words. Subclasses name what happened."""

    status = 409

    def __init__(self, message: Message, advice: Message | None = None) -> None:
        super().__init__(message.text)
        self.message = message
        self.advice = advice


class NotAllowed(Refusal):
    """This person may not take this step now."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or it is not public."""

    status = 404
