"""Reads of movements with both their lines: a page at a time for everyone, and a whole year for who exports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Subquery, select, union_all
from sqlalchemy.orm import Session, aliased

from areas.models import Area
from budget.models import Account, Holding, LedgerLine, Movement
from budget.rules.ledger import WITH_SUBJECT, Part

PAGE = 25
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class MovementRow:
    """A movement as a page tells it: from where to where, with the papers behind it."""

    id: int
    kind: str
    cents: int
    at: datetime
    ground: str
    reference: str
    external_reference: str
    corrects_id: int | None
    from_part: str
    from_subject: str
    to_part: str
    to_subject: str

    @property
    def subject(self) -> str:
        """What it is for: where it goes, or else where it came from."""
        return self.to_subject or self.from_subject


@dataclass(frozen=True)
class MovementsPage:
    """Movements, the newest first, and the numbers by which the pages beside this one are asked; None at an end."""

    rows: tuple[MovementRow, ...]
    newer_than: int | None
    older_than: int | None


@dataclass(frozen=True)
class Held:
    """What a subject holds of a part."""

    part: Part
    subject: str
    cents: int


def movements_page(
    session: Session,
    account_id: int,
    before: int | None = None,
    after: int | None = None,
    kind: str | None = None,
    subject: str = "",
    size: int = PAGE,
) -> MovementsPage:
    """The newest movements, or those just before or just after a number: one statement, however many there are."""
    chosen = _numbers(account_id, kind, subject, before, after).limit(size + 1).subquery()
    found = [MovementRow(*row) for row in session.execute(_with_lines(chosen))]
    has_more, found = len(found) > size, found[:size] if after is None else found[-size:]
    if not found:
        return MovementsPage((), None, None)
    beyond = has_more if after is None else before is None
    newer = before is not None if after is None else has_more
    return MovementsPage(tuple(found), found[0].id if newer else None, found[-1].id if beyond else None)


def largest_holdings(session: Session, account_id: int, most: int) -> list[Held]:
    """What subjects hold now, at most so many of each part, the largest first: one statement."""
    parts = [
        select(Holding.part, Holding.subject, Holding.cents)
        .where(Holding.account_id == account_id, Holding.part == part.value, Holding.cents > 0)
        .order_by(Holding.cents.desc(), Holding.subject)
        .limit(most)
        .subquery()
        for part in Part
        if part in WITH_SUBJECT
    ]
    rows = session.execute(union_all(*(select(each) for each in parts)))
    return [Held(Part(part), subject, cents) for part, subject, cents in rows]


def accounts_of_area(session: Session, area_code: str) -> Sequence[Account]:
    """Every account of the area, in euros and in minutes, the newest year first."""
    return session.scalars(select(Account).filter_by(area_code=area_code).order_by(Account.year.desc())).all()


def lines_of_year(
    session: Session, year: int, area_code: str = ""
) -> Iterator[Sequence[Row[LedgerLine, Movement, Account, str]]]:
    """All lines of a year as (line, movement, account, area's name), some at a time, in the order they were made."""
    chosen = (
        select(LedgerLine, Movement, Account, Area.name)
        .join(Movement, Movement.id == LedgerLine.movement_id)
        .join(Account, Account.id == LedgerLine.account_id)
        .join(Area, Area.code == Account.area_code)
        .where(Account.year == year)
        .order_by(LedgerLine.movement_id, LedgerLine.id)
    )
    if area_code:
        chosen = chosen.where(Account.area_code == area_code)
    return session.execute(chosen, execution_options={"yield_per": ROWS_AT_ONCE}).partitions()


def _numbers(account_id: int, kind: str | None, subject: str, before: int | None, after: int | None) -> Select[int]:
    """The numbers of the movements, read from the index in the order in which they are shown."""
    if subject:
        number = LedgerLine.movement_id
        chosen = select(number).distinct().where(LedgerLine.account_id == account_id, LedgerLine.subject == subject)
        if kind:
            chosen = chosen.join(Movement, Movement.id == number).where(Movement.kind == kind)
    else:
        number = Movement.id
        chosen = select(number).where(Movement.account_id == account_id)
        if kind:
            chosen = chosen.where(Movement.kind == kind)
    if after is not None:
        return chosen.where(number > after).order_by(number.asc())
    return (chosen.where(number < before) if before is not None else chosen).order_by(number.desc())


def _with_lines(chosen: Subquery) -> Select[*tuple[Any, ...]]:
    number = chosen.c[0]
    out, into = aliased(LedgerLine), aliased(LedgerLine)
    return (
        select(
            Movement.id, Movement.kind, Movement.cents, Movement.at, Movement.ground, Movement.reference,
            Movement.external_reference, Movement.corrects_id, out.part, out.subject, into.part, into.subject,
        )
        .join(chosen, number == Movement.id)
        .join(out, (out.movement_id == Movement.id) & (out.side == "out"))
        .join(into, (into.movement_id == Movement.id) & (into.side == "in"))
        .order_by(Movement.id.desc())
    )  # fmt: skip
