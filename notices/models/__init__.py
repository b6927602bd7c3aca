"""The tables of notices: mail that waits, and letters as they were sent."""

from notices.models.letters import LetterPosting, SentLetter
from notices.models.outbox import OutboxMail

__all__ = ["LetterPosting", "OutboxMail", "SentLetter"]
