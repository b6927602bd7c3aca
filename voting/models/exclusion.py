"""Plans that exclude each other: at most one plan of a group gets money. Marked before the ballot is fixed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId


class ExclusionGroup(Model):
    """A group of plans of one area in a round, and why not both can be."""

    __tablename__ = "exclusion_group"
    __table_args__ = (
        CheckConstraint("why <> ''", name="why"),
        ForeignKeyConstraint(["round_id", "area_code"], ["round_area.round_id", "round_area.area_code"]),
        Index("ix_exclusion_group_round_area", "round_id", "area_code"),
    )
    id: Mapped[RowId]
    round_id: Mapped[int]
    area_code: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(Text)
    marked_at: Mapped[Moment]
    marked_by_key: Mapped[Key]


class ExclusionMember(Model):
    """A plan in a group: in one at most."""

    __tablename__ = "exclusion_member"
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    group_id: Mapped[int] = mapped_column(ForeignKey("exclusion_group.id"), index=True)
