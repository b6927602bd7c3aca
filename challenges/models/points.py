"""What was agreed in a talk: who does what, until when; open until the coordinator ticks it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from database import Key, Model, Moment, RowId


class ChallengePoint(Model):
    """One agreement made in a talk, as one line; everyone can read it."""

    __tablename__ = "challenge_point"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(done_at IS NULL) = (done_by_key IS NULL)", name="done"),
        Index("ix_challenge_point_challenge_id", "challenge_id"),
    )
    id: Mapped[RowId]
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    talk_id: Mapped[int] = mapped_column(ForeignKey("challenge_talk.id"))
    text: Mapped[str] = mapped_column(String(300))
    done_at: Mapped[Moment | None]
    done_by_key: Mapped[Key | None]
