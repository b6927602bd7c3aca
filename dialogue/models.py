"""Support for something: a sheet on which people put themselves on the site, and lists of signatures on paper.

Whose sheet it is says its owner: a request, later a plan. Names stand nowhere here.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId
from dialogue.rules.support import MOST_SIGNATURES


class SupportSheet(Model):
    """One per subject that people can support."""

    __tablename__ = "support_sheet"
    id: Mapped[RowId]
    made_at: Mapped[Moment]


class Supporter(Model):
    """Somebody who supports it on the site: once, and gone for good when they take it back."""

    __tablename__ = "supporter"
    __table_args__ = (UniqueConstraint("sheet_id", "person_key"),)
    id: Mapped[RowId]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("support_sheet.id"))
    person_key: Mapped[Key] = mapped_column(ForeignKey("person.key"), index=True)
    home_area: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    """The wijk where they say they live; nothing when they do not say."""
    given_at: Mapped[Moment]


class PaperSupport(Model):
    """A list of signatures: what was handed in, and what somebody else counted again."""

    __tablename__ = "paper_support"
    __table_args__ = (
        CheckConstraint(f"signatures BETWEEN 1 AND {MOST_SIGNATURES}", name="signatures"),
        CheckConstraint("place <> ''", name="place"),
        CheckConstraint(f"counted BETWEEN 0 AND {MOST_SIGNATURES}", name="counted"),
        CheckConstraint("counted_from_area BETWEEN 0 AND counted", name="counted_from_area"),
        CheckConstraint("(counted IS NULL) = (counted_at IS NULL)", name="counted_at"),
        CheckConstraint("(counted IS NULL) = (counted_by_key IS NULL)", name="counted_by"),
        CheckConstraint("counted_from_area IS NULL OR counted IS NOT NULL", name="counted_together"),
        CheckConstraint("counted_by_key IS NULL OR counted_by_key <> entered_by_key", name="two_people"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_key IS NULL)", name="removed"),
    )
    id: Mapped[RowId]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("support_sheet.id"), index=True)
    signatures: Mapped[int]
    gathered_on: Mapped[date] = mapped_column(Date)
    place: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[Moment]
    entered_by_key: Mapped[Key]
    counted: Mapped[int | None]
    counted_from_area: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    """What whoever counted wants to say about it: for staff and the applicant."""
    counted_at: Mapped[Moment | None]
    counted_by_key: Mapped[Key | None]
    removed_at: Mapped[Moment | None]
    removed_by_key: Mapped[Key | None]
