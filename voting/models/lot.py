"""The lot that settles ties: what each of two people read off the dice, and the digits once both say the same."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId, append_only


class LotEntry(Model):
    """Twenty digits as one person typed them; who mistyped types them once more, and the last row counts."""

    __tablename__ = "lot_entry"
    __table_args__ = (CheckConstraint("length(digits) = 20", name="digits"),)
    id: Mapped[RowId]
    round_id: Mapped[int] = mapped_column(ForeignKey("ballot_box.round_id"))
    digits: Mapped[str] = mapped_column(String(20))
    by_key: Mapped[Key]
    by_role: Mapped[str] = mapped_column(String(30))
    entered_at: Mapped[Moment]


class Lot(Model):
    """The digits of a round, for good: two people entered the same. The count waits for this row."""

    __tablename__ = "lot"
    __table_args__ = (
        CheckConstraint("length(digits) = 20", name="digits"),
        CheckConstraint("first_by_key <> second_by_key", name="two_people"),
    )
    round_id: Mapped[int] = mapped_column(ForeignKey("ballot_box.round_id"), primary_key=True, autoincrement=False)
    digits: Mapped[str] = mapped_column(String(20))
    first_by_key: Mapped[Key]
    first_by_role: Mapped[str] = mapped_column(String(30))
    second_by_key: Mapped[Key]
    second_by_role: Mapped[str] = mapped_column(String(30))
    stands_since: Mapped[Moment]


append_only(cast(Table, LotEntry.__table__))
append_only(cast(Table, Lot.__table__))
