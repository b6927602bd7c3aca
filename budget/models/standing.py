"""What years to come owe by the council's decisions: lines that never change, each following the one before it."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only

FOLLOWS = (
    "(line = 1 AND previous_line IS NULL AND before_cents = 0) "
    "OR (line > 1 AND previous_line IS NOT NULL AND previous_line = line - 1)"
)
"""The first line begins at nothing; every later one refers to the line before it."""


class StandingCommitment(Model):
    """What a subject owes of an area's money in a year: the decision is line 1, corrections are the lines after it.

    The amount that stands is `after_cents` of the newest line. A line begins where the one before it ended, and each
    number exists once: of two corrections at the same moment the database keeps one. What stands on the area of the
    whole municipality comes off the whole pot, before the shares.
    """

    __tablename__ = "standing_commitment"
    __table_args__ = (
        UniqueConstraint("area_code", "subject", "year", "line", name="uq_standing_commitment_line"),
        UniqueConstraint("area_code", "subject", "year", "line", "after_cents", name="uq_standing_commitment_after"),
        ForeignKeyConstraint(
            ["area_code", "subject", "year", "previous_line", "before_cents"],
            [
                "standing_commitment.area_code",
                "standing_commitment.subject",
                "standing_commitment.year",
                "standing_commitment.line",
                "standing_commitment.after_cents",
            ],
            name="fk_standing_commitment_line_before",
        ),
        CheckConstraint(FOLLOWS, name="follows"),
        CheckConstraint("after_cents = before_cents + cents", name="adds_up"),
        CheckConstraint("after_cents >= 0", name="not_negative"),
        CheckConstraint("cents <> 0", name="cents"),
        CheckConstraint("reference <> ''", name="reference"),
    )
    id: Mapped[RowId]
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    """Such as "charge:3"."""
    label: Mapped[str] = mapped_column(String(120))
    """What it is, for everyone to read."""
    year: Mapped[int] = mapped_column(Integer, index=True)
    line: Mapped[int] = mapped_column(Integer, default=1)
    previous_line: Mapped[int | None] = mapped_column(Integer)
    before_cents: Mapped[Cents] = mapped_column(default=0)
    cents: Mapped[Cents]
    """By how much this line changes what stands; below zero where it becomes less."""
    after_cents: Mapped[Cents]
    reference: Mapped[str] = mapped_column(String(80))
    """Of the council's decision, or of what a correction follows from."""
    made_at: Mapped[Moment]
    made_by_key: Mapped[Key]


append_only(cast(Table, StandingCommitment.__table__))
