"""The register of partners: organisations that join in, in one area or everywhere."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId


class Partner(Model):
    """An organisation with the address that it reads; no names of people."""

    __tablename__ = "partner"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('police','care','housing','welfare','school','association','business','other')", name="kind"
        ),
        CheckConstraint("name <> '' AND email <> ''", name="filled"),
    )
    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    area_code: Mapped[str | None] = mapped_column(ForeignKey("area.code"), index=True)
    """Nothing: everywhere."""
    added_at: Mapped[Moment]
    added_by_key: Mapped[Key]
    retired_at: Mapped[Moment | None]
