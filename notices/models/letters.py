"""Letters as they were sent: written once, never changed; and when one on paper was posted."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId, append_only


class SentLetter(Model):
    """One letter with its whole text. Where mail goes to is not kept here: addresses live with the person alone."""

    __tablename__ = "letter"
    __table_args__ = (
        # two acts at once in one case: one of them finds that the number is taken
        UniqueConstraint("case_number", "serial"),
        CheckConstraint("serial > 0", name="serial"),
        CheckConstraint("language IN ('nl','en')", name="language"),
        CheckConstraint("way IN ('mail','paper')", name="way"),
        CheckConstraint("kind <> '' AND about <> '' AND to_name <> '' AND subject <> ''", name="whole"),
        CheckConstraint("length(sha256) = 64 AND content <> ''", name="content"),
    )
    id: Mapped[RowId]
    case_number: Mapped[str] = mapped_column(String(20))
    """The file this letter belongs to: UIT-2027-0012."""
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    about: Mapped[str] = mapped_column(String(40), index=True)
    """What it is about, as the log names it: challenge:12."""
    way: Mapped[str] = mapped_column(String(5))
    to_name: Mapped[str] = mapped_column(String(250))
    language: Mapped[str] = mapped_column(String(2))
    dated_on: Mapped[date] = mapped_column(Date)
    subject: Mapped[str] = mapped_column(String(300))
    content: Mapped[str] = mapped_column(Text)
    """Everything that stands on the paper, in words: JSON of notices.rules.letters."""
    sha256: Mapped[str] = mapped_column(String(64))
    made_by_key: Mapped[Key]
    made_at: Mapped[Moment]

    @property
    def number(self) -> str:
        """As people quote it: UIT-2027-0012/3."""
        return f"{self.case_number}/{self.serial}"


class LetterPosting(Model):
    """That a letter on paper was posted, and when: the letter itself never changes."""

    __tablename__ = "letter_posting"
    __table_args__ = (UniqueConstraint("letter_id"),)
    id: Mapped[RowId]
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    posted_on: Mapped[date] = mapped_column(Date)
    noted_by_key: Mapped[Key]
    noted_at: Mapped[Moment]


for model in (SentLetter, LetterPosting):
    append_only(cast(Table, model.__table__))
