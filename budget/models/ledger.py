"""One account per area, year and unit; its movements; and the append-only pair of lines behind every one of them."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    FromClause,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from database import Cents, Key, Model, Moment, RowId, append_only

SOURCES = ("allocated", "carried_in", "additions")
USES = (
    "standing",
    "saved",
    "reserve_left",
    "ring_fenced",
    "promised",
    "delivered",
    "paid",
    "lapsed",
    "carried_out",
    "available",
)

VOUCHER_KINDS = ("pay", "pay_delivered", "return")
"""Movements that the municipality's own books have a voucher for."""
WITH_VOUCHER = "kind IN ('pay','pay_delivered','return') AND external_reference <> ''"


class Account(Model):
    """What an area has in a year, in cents or in minutes of staff time; every part at least 0, and they add up."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("year", "area_code", "unit"),
        CheckConstraint("unit IN ('eur','minutes')", name="unit"),
        *(CheckConstraint(f"{part} >= 0", name=f"{part}_not_negative") for part in SOURCES + USES),
        CheckConstraint(f"{' + '.join(SOURCES)} = {' + '.join(USES)}", name="identity"),
        CheckConstraint("shortfall >= 0", name="shortfall"),
    )
    id: Mapped[RowId]
    year: Mapped[int] = mapped_column(ForeignKey("budget_year.year"))
    area_code: Mapped[str] = mapped_column(ForeignKey("area.code"))
    unit: Mapped[str] = mapped_column(String(10), default="eur")
    is_closed: Mapped[bool] = mapped_column(default=False)
    shortfall: Mapped[Cents] = mapped_column(default=0)
    """By how much standing commitments exceed what there is: then nothing new is promised."""
    allocated: Mapped[Cents] = mapped_column(default=0)
    carried_in: Mapped[Cents] = mapped_column(default=0)
    additions: Mapped[Cents] = mapped_column(default=0)
    standing: Mapped[Cents] = mapped_column(default=0)
    saved: Mapped[Cents] = mapped_column(default=0)
    reserve_left: Mapped[Cents] = mapped_column(default=0)
    ring_fenced: Mapped[Cents] = mapped_column(default=0)
    promised: Mapped[Cents] = mapped_column(default=0)
    delivered: Mapped[Cents] = mapped_column(default=0)
    """Of what was promised: delivered by the end of the year and not paid yet."""
    paid: Mapped[Cents] = mapped_column(default=0)
    lapsed: Mapped[Cents] = mapped_column(default=0)
    carried_out: Mapped[Cents] = mapped_column(default=0)
    available: Mapped[Cents] = mapped_column(default=0)


class Holding(Model):
    """What a subject holds of a part of an account, and how much of that is asked for payment."""

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint("cents >= 0", name="cents"),
        CheckConstraint("asked >= 0 AND asked <= cents", name="asked_within"),
        CheckConstraint("subject <> ''", name="subject"),
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)
    """What the money is for, such as "round:3" or "plan:41"."""
    cents: Mapped[Cents] = mapped_column(default=0)
    asked: Mapped[Cents] = mapped_column(default=0)


class BothSides(ForeignKeyConstraint):
    """A movement's own line, looked for at the end of the transaction.

    Once it is added on PostgreSQL, which must do so by ALTER, SQLAlchemy would leave it out of every SQLite table
    that the same process makes: here the engine alone decides.
    """

    @property
    def _create_rule(self) -> Any:
        return lambda compiler: not compiler.dialect.supports_alter

    @_create_rule.setter
    def _create_rule(self, rule: Any) -> None:
        """Whatever one engine would have remembered does not count for the other."""


class Movement(Model):
    """One movement of money: kind, ground and reference. No transaction ends without both its lines."""

    __tablename__ = "movement"
    __table_args__ = (
        CheckConstraint("cents > 0", name="cents"),
        CheckConstraint("gives = 'out' AND takes = 'in'", name="two_sides"),
        CheckConstraint("(kind = 'correct') = (corrects_id IS NOT NULL)", name="corrects"),
        UniqueConstraint("id", "account_id", "cents"),
        *(
            BothSides(
                ["id", side],
                ["ledger_line.movement_id", "ledger_line.side"],
                name=f"fk_movement_{side}",
                use_alter=True,
                deferrable=True,
                initially="DEFERRED",
            )
            for side in ("gives", "takes")
        ),
        Index("ix_movement_account_id_id", "account_id", "id"),
        Index("ix_movement_account_id_kind_id", "account_id", "kind", "id"),
        # taken back once
        Index(
            "uq_movement_corrects_id",
            "corrects_id",
            unique=True,
            sqlite_where=text("corrects_id IS NOT NULL"),
            postgresql_where=text("corrects_id IS NOT NULL"),
        ),
        # an area gets its share once
        Index(
            "uq_movement_share",
            "account_id",
            unique=True,
            sqlite_where=text("kind = 'allocate'"),
            postgresql_where=text("kind = 'allocate'"),
        ),
        # a voucher of the municipality's own books is booked once
        Index(
            "uq_movement_voucher",
            "external_reference",
            unique=True,
            sqlite_where=text(WITH_VOUCHER),
            postgresql_where=text(WITH_VOUCHER),
        ),
    )
    # said aloud, because a key that also refers to its lines would not number itself
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(30))
    cents: Mapped[Cents]
    gives: Mapped[str] = mapped_column(String(3), default="out")
    takes: Mapped[str] = mapped_column(String(3), default="in")
    ground: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(String(80), default="")
    external_reference: Mapped[str] = mapped_column(String(80), default="")
    """The commitment or voucher number in the municipality's own books."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("movement.id"))
    at: Mapped[Moment]
    actor_key: Mapped[Key]


class LedgerLine(Model):
    """One side of a movement: its whole amount out of a part of the account (negative), or into one, for a subject."""

    __tablename__ = "ledger_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["movement_id", "account_id", "moved"], ["movement.id", "movement.account_id", "movement.cents"]
        ),
        UniqueConstraint("movement_id", "side"),
        CheckConstraint("(side = 'out' AND cents = -moved) OR (side = 'in' AND cents = moved)", name="signed"),
        Index("ix_ledger_line_account_subject", "account_id", "subject", "movement_id"),
    )
    id: Mapped[RowId]
    movement_id: Mapped[int] = mapped_column(BigInteger)
    side: Mapped[str] = mapped_column(String(3))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    part: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80))
    """What the money is for, such as "round:3" or "plan:41"; "" where it is for nothing yet."""
    moved: Mapped[Cents]
    cents: Mapped[Cents]


append_only(cast(Table, Movement.__table__))
append_only(cast(Table, LedgerLine.__table__))

CLOSED_YEAR = "the year is closed"
AFTER_CLOSING = "pay_delivered"
"""The one kind of movement after closing: what was delivered in the year is paid."""
STAYS_CLOSED = "OLD.is_closed AND NOT NEW.is_closed"
_IS_CLOSED = f"(SELECT is_closed FROM account WHERE id = NEW.account_id) AND NEW.kind <> '{AFTER_CLOSING}'"  # noqa: S608
CLOSED_YEAR_STATEMENTS = {
    "sqlite": (
        f"CREATE TRIGGER movement_in_open_year BEFORE INSERT ON movement WHEN {_IS_CLOSED} "
        f"BEGIN SELECT RAISE(ABORT, '{CLOSED_YEAR}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION movement_in_open_year() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN IF {_IS_CLOSED} THEN RAISE EXCEPTION '{CLOSED_YEAR}' USING ERRCODE = 'restrict_violation'; "
        f"END IF; RETURN NEW; END$$",
        "CREATE TRIGGER movement_in_open_year BEFORE INSERT ON movement "
        "FOR EACH ROW EXECUTE FUNCTION movement_in_open_year()",
    ),
}
STAYS_CLOSED_STATEMENTS = {
    "sqlite": (
        f"CREATE TRIGGER account_stays_closed BEFORE UPDATE OF is_closed ON account WHEN {STAYS_CLOSED} "
        f"BEGIN SELECT RAISE(ABORT, '{CLOSED_YEAR}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION account_stays_closed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{CLOSED_YEAR}' USING ERRCODE = 'restrict_violation'; END$$",
        f"CREATE TRIGGER account_stays_closed BEFORE UPDATE OF is_closed ON account "
        f"FOR EACH ROW WHEN ({STAYS_CLOSED}) EXECUTE FUNCTION account_stays_closed()",
    ),
}


def _keep(table: FromClause, kept: dict[str, tuple[str, ...]]) -> None:
    """Let the table be made with these triggers."""
    for engine, statements in kept.items():
        for sql in statements:
            event.listen(table, "after_create", DDL(sql).execute_if(dialect=engine))  # type: ignore[no-untyped-call]


_keep(Account.__table__, STAYS_CLOSED_STATEMENTS)
_keep(Movement.__table__, CLOSED_YEAR_STATEMENTS)
