"""An ordinary agreement with the neighbourhood that comes out of the talks, in place of taking the task over."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId


class ChallengeDeal(Model):
    """The deal that the coordinator offers instead; with the applicant's yes it holds and the request ends."""

    __tablename__ = "challenge_deal"
    __table_args__ = (
        UniqueConstraint("challenge_id"),
        UniqueConstraint("deal_id"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_key IS NULL)", name="confirmed"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"))
    offered_by_key: Mapped[Key]
    offered_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    confirmed_by_key: Mapped[Key | None]
