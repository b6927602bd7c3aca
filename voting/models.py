"""The ballot box: credential, urn and counted ballots apart. No person, no time, no draft is stored here."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only


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


class CountedBallot(Model):
    """A ballot as counted: filled after closing, sorted by check code, in one transaction, without any key."""

    __tablename__ = "counted_ballot"
    round_id: Mapped[int] = mapped_column(ForeignKey("ballot_box.round_id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    check_code: Mapped[str] = mapped_column(String(20))
    choices: Mapped[str] = mapped_column(Text)
    """Positions of the chosen plans, joined by commas; empty for a blank ballot."""


class Result(Model):
    """An area's count as a record, frozen when made; pages and files are drawn from it alone."""

    __tablename__ = "result"
    round_id: Mapped[int] = mapped_column(ForeignKey("ballot_box.round_id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"), primary_key=True)
    record: Mapped[str] = mapped_column(Text)
    """JSON as voting/rules/record.py makes it: the rule that decides, and the rule shown beside it."""
    record_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[Moment]


class CollegeDecision(Model):
    """What mayor and aldermen decided about an area's result: once, with the reference of their decision."""

    __tablename__ = "college_decision"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "area_code"], ["result.round_id", "result.area_code"]),
        UniqueConstraint("round_id", "area_code"),
        CheckConstraint("reference <> ''", name="reference"),
    )
    id: Mapped[RowId]
    round_id: Mapped[int]
    area_code: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[date]
    recorded_at: Mapped[Moment]
    recorded_by_key: Mapped[Key]


class CollegeDecisionPlan(Model):
    """A plan that won: adopted, or not and why."""

    __tablename__ = "college_decision_plan"
    __table_args__ = (
        CheckConstraint("adopted OR reason <> ''", name="refused_with_reason"),
        UniqueConstraint("proposal_id"),
    )
    decision_id: Mapped[int] = mapped_column(ForeignKey("college_decision.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    adopted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")


append_only(cast(Table, CollegeDecision.__table__))
append_only(cast(Table, CollegeDecisionPlan.__table__))
append_only(cast(Table, CountedBallot.__table__))
append_only(cast(Table, Result.__table__))
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
