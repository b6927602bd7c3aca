"""Acts of notices: mail put in the outbox and taken out, letters made and posted."""

from notices.services.letters import make_letter, note_posting
from notices.services.outbox import (
    Enclosure,
    Mail,
    claim_due,
    forget_old_mail,
    mark_failed,
    mark_sent,
    put_in_outbox,
    taken_out,
)

__all__ = [
    "Enclosure",
    "Mail",
    "claim_due",
    "forget_old_mail",
    "make_letter",
    "mark_failed",
    "mark_sent",
    "note_posting",
    "put_in_outbox",
    "taken_out",
]
