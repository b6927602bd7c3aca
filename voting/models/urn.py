"""Keys that may vote, and their ballots: apart from any person, without a moment."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database import Model


class Credential(Model):
    """A public key that may vote, and vote again; a letter number, no name."""

    __tablename__ = "credential"
    __table_args__ = (
        CheckConstraint("state IN ('issued','voted','withdrawn')", name="state"),
        CheckConstraint("length(public_key) = 32", name="public_key"),
        UniqueConstraint("round_id", "letter_number"),
        Index("ix_credential_area_state", "round_id", "area_code", "state"),
        {"sqlite_with_rowid": False},
    )
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("ballot_box.round_id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    letter_number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="issued")


class Urn(Model):
    """The last ballot of a key, signed by it. No moment is kept."""

    __tablename__ = "urn"
    __table_args__ = (
        CheckConstraint("sequence >= 1", name="sequence"),
        UniqueConstraint("tracker"),
        Index("ix_urn_area", "round_id", "area_code"),
        {"sqlite_with_rowid": False},
    )
    public_key: Mapped[bytes] = mapped_column(ForeignKey("credential.public_key"), primary_key=True)
    round_id: Mapped[int]
    area_code: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int]
    ballot: Mapped[bytes] = mapped_column(LargeBinary)
    """Of one length for the whole round (voting/rules/ballot.py)."""
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    tracker: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of the ballot's bytes."""
