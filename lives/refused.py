"""What pure rules raise when somebody asks for what may not be; the message says it in plain words.

Acts turn it into a refusal of their own subject; a form shows it at the field.
"""

from __future__ import annotations

from lives.messages import Message


class Refused(Exception):
    """A rule says no. Subclasses name what happened; `message` is for people."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message
