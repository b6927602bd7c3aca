"""The attachments of a request, without their bytes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import ChallengeAttachment
from challenges.queries.finding import LARGEST_ID
from challenges.rules.attaching import Facts
from files.models import StoredFile
from lives.messages import msg
from logbook.refusals import NotFound


@dataclass(frozen=True)
class Attached:
    """An attachment and what is known of its file."""

    row: ChallengeAttachment
    file: StoredFile

    @property
    def facts(self) -> Facts:
        """What the rules ask about it."""
        row = self.row
        return Facts(row.shows, row.is_private, row.closed_at is not None, row.removed_at is not None)


def attachments_of(session: Session, challenge_id: int) -> list[Attached]:
    """All of them in the order in which they came, those that were taken away too."""
    chosen = (
        select(ChallengeAttachment, StoredFile)
        .join(StoredFile, StoredFile.id == ChallengeAttachment.file_id)
        .where(ChallengeAttachment.challenge_id == challenge_id)
        .order_by(ChallengeAttachment.id)
    )
    return [Attached(row, file) for row, file in session.execute(chosen)]


def find_attachment(session: Session, challenge_id: int, attachment_id: int) -> Attached:
    """Raises NotFound, also for one of another request."""
    if attachment_id < LARGEST_ID and challenge_id < LARGEST_ID:
        for each in attachments_of(session, challenge_id):
            if each.row.id == attachment_id:
                return each
    raise no_such_attachment()


def no_such_attachment() -> NotFound:
    """The same answer for one that never was and one that this person may not read."""
    return NotFound(msg("We do not know this attachment, or not everyone may read it."))
