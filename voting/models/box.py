"""The ballot box and what stands on the ballot: fixed at sealing, and refused by the database ever after."""

from __future__ import annotations

from typing import cast

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Model, Moment, append_only


class BallotBox(Model):
    """A round's vote from sealing on: the frozen spec as exact bytes, and how codes become keys."""

    __tablename__ = "ballot_box"
    __table_args__ = (
        CheckConstraint("state IN ('sealed','closed','published')", name="state"),
        CheckConstraint("(state = 'sealed') = (closed_at IS NULL)", name="closed_with_moment"),
        CheckConstraint("opens_at < closes_at", name="calendar"),
        UniqueConstraint("round_id", "is_reference"),
    )
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True, autoincrement=False)
    is_reference: Mapped[bool]
    state: Mapped[str] = mapped_column(String(12), default="sealed")
    """sealed until closed for good; whether it is open meanwhile the clock alone says."""
    spec: Mapped[bytes] = mapped_column(LargeBinary)
    spec_hash: Mapped[str] = mapped_column(String(64))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    argon2_memory_kib: Mapped[int]
    argon2_passes: Mapped[int]
    argon2_lanes: Mapped[int]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    grace_seconds: Mapped[int]
    sealed_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]


class BallotPlan(Model):
    """A plan on an area's ballot, in spec order. Of a real round it hangs on an admissible proposal."""

    __tablename__ = "ballot_plan"
    __table_args__ = (
        # a plan with a hard ground cannot be admissible, and only an admissible one can be referred to
        ForeignKeyConstraint(["proposal_id", "is_admissible"], ["proposal.id", "proposal.admissible"]),
        ForeignKeyConstraint(["round_id", "is_reference"], ["ballot_box.round_id", "ballot_box.is_reference"]),
        CheckConstraint("is_admissible IS NULL OR is_admissible", name="admissible"),
        CheckConstraint("(proposal_id IS NULL) = is_reference", name="real_plan_has_proposal"),
        CheckConstraint("(is_admissible IS NULL) = is_reference", name="real_plan_is_admissible"),
        UniqueConstraint("round_id", "plan_id"),
        UniqueConstraint("round_id", "proposal_id"),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    plan_id: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(Text)
    cost_cents: Mapped[Cents]
    category: Mapped[str | None] = mapped_column(Text)
    is_reference: Mapped[bool]
    proposal_id: Mapped[int | None]
    is_admissible: Mapped[bool | None]


append_only(cast(Table, BallotPlan.__table__))

FROZEN = (
    "round_id, is_reference, spec, spec_hash, salt, argon2_memory_kib, argon2_passes, argon2_lanes, "
    "opens_at, closes_at, grace_seconds, sealed_at"
)
"""What nobody changes after sealing: what may be on a ballot, until when, and how codes become keys."""
_REFUSED = "the spec of a vote does not change"
_NOT_BACK = "OLD.state <> 'sealed' AND NEW.state = 'sealed'"
_SPEC_STANDS = {
    "sqlite": (
        f"CREATE TRIGGER ballot_box_spec_stands BEFORE UPDATE OF {FROZEN} ON ballot_box "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
        f"CREATE TRIGGER ballot_box_never_reopens BEFORE UPDATE OF state ON ballot_box WHEN {_NOT_BACK} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
        f"CREATE TRIGGER ballot_box_stays BEFORE DELETE ON ballot_box BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION ballot_box_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'restrict_violation'; END$$",
        f"CREATE TRIGGER ballot_box_spec_stands BEFORE UPDATE OF {FROZEN} ON ballot_box "
        "FOR EACH ROW EXECUTE FUNCTION ballot_box_refuse()",
        f"CREATE TRIGGER ballot_box_never_reopens BEFORE UPDATE OF state ON ballot_box "
        f"FOR EACH ROW WHEN ({_NOT_BACK}) EXECUTE FUNCTION ballot_box_refuse()",
        "CREATE TRIGGER ballot_box_stays BEFORE DELETE ON ballot_box FOR EACH ROW EXECUTE FUNCTION ballot_box_refuse()",
        "CREATE TRIGGER ballot_box_no_truncate BEFORE TRUNCATE ON ballot_box "
        "FOR EACH STATEMENT EXECUTE FUNCTION ballot_box_refuse()",
    ),
}
for _engine, _statements in _SPEC_STANDS.items():
    for _sql in _statements:
        # DDL reads a percent sign as a placeholder; there is none here
        event.listen(
            BallotBox.__table__,
            "after_create",
            DDL(_sql).execute_if(dialect=_engine),  # type: ignore[no-untyped-call]
        )
