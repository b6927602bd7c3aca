"""The money of a year by area: every part of the identity, what was realised and what is left, beside last year.

Hours of staff time are told the same way where an area has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget.rules.closing import realised
from budget.rules.ledger import SOURCES, USES, Part
from reports.rules.content import Column, Line, Row, RowKind, Section, Table, Unit, in_order, total_row

PARTS_IN_ORDER = (*(part for part in Part if part in SOURCES), *USES)
BOUND = (Part.STANDING, Part.PROMISED)


@dataclass(frozen=True)
class AccountParts:
    """What the books of an area say for a year, in cents or in minutes."""

    area_code: str
    unit: str
    parts: dict[Part, int]

    @property
    def came_in(self) -> int:
        return sum(self.parts[part] for part in SOURCES)

    @property
    def paid(self) -> int:
        return self.parts[Part.PAID]

    @property
    def delivered(self) -> int:
        return self.parts[Part.DELIVERED]

    @property
    def realised(self) -> int:
        """What was paid, and what was delivered and is still to be paid: EUR 463,499.00 in 2018."""
        return realised(self)

    @property
    def bound(self) -> int:
        """What stands fixed or is promised, and is not realised yet."""
        return sum(self.parts[part] for part in BOUND)

    @property
    def left(self) -> int:
        """What is neither realised nor bound, wherever it lies or went: EUR 36,501.00 of 2018's 500,000.00."""
        return self.came_in - self.realised - self.bound


@dataclass(frozen=True)
class _Words:
    unit: Unit
    prefix: str


_UNITS = {"eur": _Words(Unit.CENTS, "money"), "minutes": _Words(Unit.MINUTES, "hours")}
_FIGURES = ("came_in", "realised", "bound", "left")
_BEFORE = ("realised", "left")


def money_section(year: int, now: Sequence[AccountParts], before: Sequence[AccountParts]) -> Section | None:
    """The section on money and hours; `before` are last year's books. None without any books."""
    if not now:
        return None
    tables: list[Table] = []
    facts: dict[str, int] = {}
    for unit, words in _UNITS.items():
        these, last = [[each for each in accounts if each.unit == unit] for accounts in (now, before)]
        if not these:
            continue
        tables += [_result(year, words, these, last), _by_area(year, words, these, last)]
        tables += [_whole(year, words, these, last), _parts_by_area(year, words, these, last)]
        facts |= {f"{words.prefix}_{figure}": sum(getattr(each, figure) for each in these) for figure in _FIGURES}
    return Section(Line.CYCLE, "money", tuple(tables), facts)


def _years(year: int, unit: Unit, last: Sequence[AccountParts]) -> tuple[Column, ...]:
    columns = (Column("amount", unit, year), Column("amount", unit, year - 1))
    return columns if last else columns[:1]


def _result(year: int, words: _Words, now: Sequence[AccountParts], last: Sequence[AccountParts]) -> Table:
    """What came in, and what became of it, of all areas together."""
    both = (now, last) if last else (now,)
    rows = [
        Row(RowKind.WORD, figure, tuple(sum(getattr(each, figure) for each in accounts) for accounts in both))
        for figure in _FIGURES
    ]
    return Table(f"{words.prefix}_result", _years(year, words.unit, last), tuple(rows))


def _whole(year: int, words: _Words, now: Sequence[AccountParts], last: Sequence[AccountParts]) -> Table:
    """Every part in which any area has something, this year or last year."""
    both = (now, last) if last else (now,)
    rows = [
        Row(RowKind.PART, part, sums)
        for part in PARTS_IN_ORDER
        if any(sums := tuple(sum(each.parts[part] for each in accounts) for accounts in both))
    ]
    return Table(f"{words.prefix}_whole", _years(year, words.unit, last), tuple(rows))


def _by_area(year: int, words: _Words, now: Sequence[AccountParts], last: Sequence[AccountParts]) -> Table:
    columns = tuple(Column(figure, words.unit) for figure in _FIGURES)
    if last:
        columns += tuple(Column(figure, words.unit, year - 1) for figure in _BEFORE)
    rows = []
    for area, this, that in _pairs(now, last):
        values = [getattr(this, figure) if this else 0 for figure in _FIGURES]
        if last:
            values += [getattr(that, figure) if that else 0 for figure in _BEFORE]
        rows.append(Row(RowKind.AREA, area, tuple(values)))
    rows.append(total_row(rows, columns))
    return Table(f"{words.prefix}_areas", columns, tuple(rows), pictured="realised")


def _parts_by_area(year: int, words: _Words, now: Sequence[AccountParts], last: Sequence[AccountParts]) -> Table:
    """Every part that an area has, this year or last year."""
    rows = [
        Row(RowKind.PART, part, (here, there) if last else (here,), area)
        for area, this, that in _pairs(now, last)
        for part in PARTS_IN_ORDER
        if (here := this.parts[part] if this else 0) | (there := that.parts[part] if that else 0)
    ]
    return Table(f"{words.prefix}_parts", _years(year, words.unit, last), tuple(rows), RowKind.AREA)


def _pairs(
    now: Sequence[AccountParts], last: Sequence[AccountParts]
) -> list[tuple[str, AccountParts | None, AccountParts | None]]:
    """Each area with its books of this year and of last year, by code."""
    these, those = [{each.area_code: each for each in accounts} for accounts in (now, last)]
    return [(code, these.get(code), those.get(code)) for code in in_order({**these, **those}, ())]
