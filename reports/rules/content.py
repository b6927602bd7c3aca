"""What a year report consists of: sections of tables with whole numbers and codes, and the text that is kept.

For the act that makes a report, and for the page and the workbook that put it into words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from budget.rules.charges import half_up

Value = int | str | None
FORMAT = 1


class Line(StrEnum):
    """The four lines of the programme, in the order of the municipality's own report."""

    CYCLE = "cycle"
    VISIBLE = "visible"
    DIGITAL = "digital"
    DIALOGUE = "dialogue"


class Unit(StrEnum):
    """What the values of a column are. Shares are in thousandths."""

    CENTS = "cents"
    MINUTES = "minutes"
    COUNT = "count"
    SHARE = "share"
    CODE = "code"
    TEXT = "text"


class RowKind(StrEnum):
    """What a row, or a group of rows, is about; its key is a code of that kind."""

    AREA = "area"
    THEME = "theme"
    PART = "part"
    WORD = "word"
    YEAR = "year"
    TEXT = "text"
    TOTAL = "total"


@dataclass(frozen=True)
class Column:
    """`year` is told where a column is about another year than the report."""

    code: str
    unit: Unit
    year: int | None = None


@dataclass(frozen=True)
class Row:
    kind: RowKind
    key: str
    values: tuple[Value, ...]
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A table, or where rows have a group one per group. `pictured` is the column that is drawn."""

    code: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    group_kind: RowKind | None = None
    pictured: str = ""

    def place(self, code: str, year: int | None = None) -> int:
        """Where a column stands. Raises ValueError when it is not there."""
        return [(column.code, column.year) for column in self.columns].index((code, year))


@dataclass(frozen=True)
class Section:
    """A subject of the report; `facts` are the numbers of its sentences."""

    line: Line
    code: str
    tables: tuple[Table, ...]
    facts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """A whole report: final once the year is closed, else as things stood on `day`."""

    year: int
    day: date
    is_final: bool
    areas: dict[str, str]
    """The name of each area at that time, by code."""
    sections: tuple[Section, ...]

    @property
    def lines(self) -> list[tuple[Line, list[Section]]]:
        """The lines that have something to tell, in the order of the source."""
        found = [(line, [each for each in self.sections if each.line is line]) for line in Line]
        return [(line, sections) for line, sections in found if sections]

    def section(self, code: str) -> Section | None:
        return next((each for each in self.sections if each.code == code), None)


def content_to_text(content: Content) -> str:
    """The text that is kept: the same content always gives the same text."""
    told = {"format": FORMAT, **asdict(content), "day": content.day.isoformat()}
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(text: str) -> str:
    """What stands for the text of a report: SHA-256, in hexadecimal signs."""
    return hashlib.sha256(text.encode()).hexdigest()


def content_from_text(text: str) -> Content:
    """The content again; of a text that content_to_text made."""
    told = json.loads(text)
    sections = tuple(_section(each) for each in told["sections"])
    return Content(told["year"], date.fromisoformat(told["day"]), told["is_final"], told["areas"], sections)


def _section(told: dict[str, Any]) -> Section:
    return Section(Line(told["line"]), told["code"], tuple(map(_table, told["tables"])), told["facts"])


def _table(told: dict[str, Any]) -> Table:
    columns = tuple(Column(each["code"], Unit(each["unit"]), each["year"]) for each in told["columns"])
    rows = tuple(Row(RowKind(r["kind"]), r["key"], tuple(r["values"]), r["group"]) for r in told["rows"])
    group_kind = RowKind(told["group_kind"]) if told["group_kind"] else None
    return Table(told["code"], columns, rows, group_kind, told["pictured"])


def total_row(rows: Sequence[Row], columns: Sequence[Column], group: str = "") -> Row:
    """The sum of amounts and counts; shares and words have none."""
    summed = {Unit.CENTS, Unit.MINUTES, Unit.COUNT}
    values = (
        sum(int(row.values[at] or 0) for row in rows) if column.unit in summed else None
        for at, column in enumerate(columns)
    )
    return Row(RowKind.TOTAL, "", tuple(values), group)


def share_of(part: int, whole: int) -> int | None:
    """Thousandths, half up: 1 of 3 is 333, 1 of 16 is 63. None of nothing."""
    return half_up(Fraction(1000 * part, whole)) if whole else None


def in_order(keys: Iterable[str], order: Iterable[str]) -> list[str]:
    """Known keys in their own order, then the others by name."""
    wanted, known = set(keys), list(order)
    return [key for key in known if key in wanted] + sorted(wanted - set(known))
