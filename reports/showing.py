"""A report put into words: the one place that the page, the print and the workbook are drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from lives.messages import Day, Euros, Message, msg
from reports import words
from reports.rules.content import Column, Content, Line, Row, RowKind, Section, Table, Unit, Value
from wording import say


@dataclass(frozen=True)
class Cell:
    """A value with the unit in which it is written; words are words already."""

    unit: str
    value: Value
    head: str


@dataclass(frozen=True)
class ShownRow:
    name: str
    is_total: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ShownTable:
    """One table on paper: of a table in groups there is one for each group."""

    title: str
    first_head: str
    heads: tuple[Cell, ...]
    rows: tuple[ShownRow, ...]
    group: str = ""
    pictured: int | None = None

    @property
    def bars(self) -> list[dict[str, object]]:
        """What is drawn: the total is no part of the picture."""
        at = self.pictured
        return [] if at is None else [
            {"label": row.name, "cell": row.cells[at], "value": row.cells[at].value or 0}
            for row in self.rows
            if not row.is_total
        ]  # fmt: skip


@dataclass(frozen=True)
class ShownSection:
    code: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True)
class ShownLine:
    code: str
    title: str
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True)
class ShownReport:
    """The whole report in the language of this request."""

    standing: str
    headline: str
    lines: tuple[ShownLine, ...]


def show_report(content: Content) -> ShownReport:
    """Put the codes and numbers of a report into words."""
    lines = tuple(_line(content, line, sections) for line, sections in content.lines)
    return ShownReport(say(standing_of(content)), say(headline_of(content)), lines)


def standing_of(content: Content) -> Message:
    """Whether the figures are final, or as they stood on a day."""
    if content.is_final:
        return msg("Final: the year %(year)s is closed.", year=content.year)
    return msg("As things stood on %(day)s: the year can still change.", day=Day(content.day))


def headline_of(content: Content) -> Message:
    """The sentence of the source: what there was, what was realised, and what is left."""
    money = content.section("money")
    facts = money.facts if money else {}
    told = {name: Euros(facts.get(f"money_{name}", 0)) for name in ("came_in", "realised", "bound", "left")}
    if content.is_final and not facts.get("money_bound"):
        told.pop("bound")
        return msg(
            "For %(year)s %(came_in)s was available. The financial result is %(realised)s; %(left)s is left over.",
            year=content.year,
            **told,
        )
    return msg(
        "For %(year)s %(came_in)s is available. %(realised)s of it is realised and %(bound)s is promised or fixed; "
        "%(left)s is left over.",
        year=content.year,
        **told,
    )


def _line(content: Content, line: Line, sections: list[Section]) -> ShownLine:
    return ShownLine(line.value, say(words.LINES[line]), tuple(_section(content, each) for each in sections))


def _section(content: Content, section: Section) -> ShownSection:
    tables = tuple(shown for table in section.tables for shown in _tables(content, table))
    told = _SENTENCES.get(section.code)
    return ShownSection(section.code, say(words.SECTIONS[section.code]), told(section.facts) if told else (), tables)


def _tables(content: Content, table: Table) -> list[ShownTable]:
    return [_table(content, table, group) for group in dict.fromkeys(row.group for row in table.rows)]


def _table(content: Content, table: Table, group: str) -> ShownTable:
    heads = tuple(Cell(each.unit.value, None, _head(each)) for each in table.columns)
    rows = [row for row in table.rows if row.group == group]
    return ShownTable(
        title=say(words.TABLES[table.code]),
        first_head=say(_first_head(table, rows[0])),
        heads=heads,
        rows=tuple(_row(content, table, row, heads) for row in rows),
        group=content.areas.get(group, group) if table.group_kind is RowKind.AREA else group,
        pictured=_pictured(table, rows),
    )


def _pictured(table: Table, rows: list[Row]) -> int | None:
    """The column that is drawn; nothing is drawn of one row, or where all is nothing."""
    at = table.place(table.pictured) if table.pictured else None
    compared = [row.values[at] for row in rows if row.kind is not RowKind.TOTAL] if at is not None else []
    return at if len(compared) > 1 and any(compared) else None


def _first_head(table: Table, row: Row) -> Message:
    is_hours = row.kind is RowKind.PART and table.columns[0].unit is Unit.MINUTES
    return words.HOURS_PART if is_hours else words.FIRST_COLUMNS[row.kind.value]


def _head(column: Column) -> str:
    if column.code == "amount":
        return str(column.year)
    word = say(words.COLUMNS[column.code])
    return f"{word} ({column.year})" if column.year else word


def _row(content: Content, table: Table, row: Row, heads: tuple[Cell, ...]) -> ShownRow:
    cells = tuple(
        Cell(column.unit.value, _value(column, value), head.head)
        for column, value, head in zip(table.columns, row.values, heads, strict=True)
    )
    return ShownRow(_name(content, row), row.kind is RowKind.TOTAL, cells)


def _value(column: Column, value: Value) -> Value:
    return say(words.CODES[value]) if column.unit is Unit.CODE and isinstance(value, str) else value


def _name(content: Content, row: Row) -> str:
    """The name of an area as it was; words for what is a code; what somebody typed stays as it is."""
    if row.kind is RowKind.AREA:
        return content.areas.get(row.key, row.key)
    if row.kind is RowKind.TOTAL:
        return say(words.TOTAL)
    listed = {RowKind.THEME: words.THEME_WORDS, RowKind.PART: words.PART_WORDS, RowKind.WORD: words.ROWS}
    word = listed.get(row.kind, {}).get(row.key)
    return say(word) if word else row.key


Facts = dict[str, int]


def _deals_told(facts: Facts) -> tuple[str, ...]:
    """37 deals, and about 60 green ones: counted apart, as the source does."""
    other, green = facts.get("deals_other", 0), facts.get("deals_green", 0)
    return (
        ngettext("%(num)s deal was made.", "%(num)s deals were made.", other),
        ngettext("%(num)s green deal was made.", "%(num)s green deals were made.", green),
        say(msg("Together %(agreed)s was agreed.", agreed=Euros(facts["agreed"]))),
    )


def _small_plans_told(facts: Facts) -> tuple[str, ...]:
    answered = facts["answered"]
    told = ngettext(
        "%(num)s answer was given, of which %(in_time)s within the promised days.",
        "%(num)s answers were given, of which %(in_time)s within the promised days.",
        answered,
        in_time=facts["in_time"],
    )
    return ngettext("%(num)s small plan was sent.", "%(num)s small plans were sent.", facts["sent"]), told


def _vote_told(facts: Facts) -> tuple[str, ...]:
    divided = say(msg("Together they divided %(divided)s.", divided=Euros(facts["divided"])))
    voted = ngettext("%(num)s resident voted.", "%(num)s residents voted.", facts["ballots"])
    blank = gettext("Blank ballots are in that number, except where so few were blank that one could work it out.")
    told = [voted, blank]
    if left_out := facts.get("left_out", 0):
        told.append(ngettext(
            "In %(num)s vote of an area fewer than 5 people voted: they are not in that number.",
            "In %(num)s votes of areas fewer than 5 people voted: they are not in that number.",
            left_out,
        ))  # fmt: skip
    if merged := facts.get("merged", 0):
        told.append(ngettext(
            "The ballots of %(num)s area are counted with those of another area and stand there.",
            "The ballots of %(num)s areas are counted with those of another area and stand there.",
            merged,
        ))  # fmt: skip
    return (*told, divided)


_SENTENCES: dict[str, Callable[[Facts], tuple[str, ...]]] = {
    "deals": _deals_told,
    "small_plans": _small_plans_told,
    "vote": _vote_told,
}
