"""Attachments of a request, and the sheet on which people support it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenges.models.requests import one_of
from challenges.rules.attaching import Shows
from database import Key, Model, Moment, RowId
from files.rules.limits import MOST_EVER


class ChallengeAttachment(Model):
    """A file with a request: private unless its applicant makes it public, and staff may close it, never open it.

    In a draft it is taken away for good; what was sent stays for who decides, and only leaves the pages.
    """

    __tablename__ = "challenge_attachment"
    __table_args__ = (
        UniqueConstraint("challenge_id", "number"),
        UniqueConstraint("file_id"),
        one_of("shows", tuple(map(str, Shows))),
        # two windows that add at the same moment never get past the most
        CheckConstraint(f"number BETWEEN 1 AND {MOST_EVER}", name="number"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("shows <> 'signatures' OR is_private", name="signatures_are_private"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_key IS NULL)", name="closed_by"),
        CheckConstraint("(closed_at IS NULL) = (closed_reason = '')", name="closed_reason"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_key IS NULL)", name="removed_by"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    title: Mapped[str] = mapped_column(String(120))
    shows: Mapped[str] = mapped_column(String(12))
    is_private: Mapped[bool] = mapped_column(default=True)
    """What the applicant wants."""
    paper_support_id: Mapped[int | None] = mapped_column(ForeignKey("paper_support.id"), index=True)
    """The list of signatures that this is the scan of."""
    closed_at: Mapped[Moment | None]
    closed_by_key: Mapped[Key | None]
    closed_reason: Mapped[str] = mapped_column(Text, default="")
    """Why staff do not show it to everyone: for the applicant and for staff."""
    removed_at: Mapped[Moment | None]
    removed_by_key: Mapped[Key | None]


class ChallengeSupport(Model):
    """The sheet of support that belongs to a request: one each."""

    __tablename__ = "challenge_support"
    __table_args__ = (UniqueConstraint("sheet_id"),)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True, autoincrement=False)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("support_sheet.id"))
