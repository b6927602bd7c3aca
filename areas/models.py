"""Areas and which of them together make up another."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database import Model


class AreaKind(StrEnum):
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    VOTING_AREA = "voting_area"
    REFERENCE = "reference"


class Area(Model):
    """A wijk, a buurt, the town, a voting area, or the area of a reference round."""

    __tablename__ = "area"
    __table_args__ = (
        CheckConstraint("kind IN ('municipality','district','neighbourhood','voting_area','reference')", name="kind"),
        CheckConstraint("inhabitants >= 0", name="inhabitants"),
    )
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(140), unique=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"))
    inhabitants: Mapped[int] = mapped_column(Integer, default=0)
    """Rounded where derived; 0 where the area has no budget of its own."""
    has_budget: Mapped[bool] = mapped_column(default=False)
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    outline: Mapped[str | None] = mapped_column(Text)
    """JSON: points of the schematic map, on a canvas of 1000 by 1000."""
    label_x: Mapped[int | None]
    label_y: Mapped[int | None]


class AreaMember(Model):
    """A buurt or wijk that belongs to a voting area."""

    __tablename__ = "area_member"
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    member_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True, index=True)
