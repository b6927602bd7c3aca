"""The deals of a year by area and theme, green ones counted apart as the source does: 37, and about 60 green ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from areas.rules.themes import THEMES
from reports.rules.content import Column, Line, Row, RowKind, Section, Table, Unit, in_order, total_row

KINDS = ("other", "green", "takeover")
"""In the order of the source: 37 deals, and about 60 green ones."""
SUB_KINDS = ("construction", "management", "upkeep")


@dataclass(frozen=True)
class MadeDeal:
    """A deal that was made in the year: its agreed amount and hours, and what came of it so far."""

    area_code: str
    kind: str
    theme: str
    title: str
    cents: int = 0
    minutes: int = 0
    planned_result: str = ""
    achieved_result: str = ""
    sub_kind: str = ""

    @property
    def counted_as(self) -> tuple[str, str]:
        """The two columns that count this deal: its kind, and of a green one what is done."""
        return f"deals_{self.kind}", f"green_{self.sub_kind}"


def deals_section(year: int, now: Sequence[MadeDeal], before: Sequence[MadeDeal]) -> Section | None:
    """The section on deals, None when none was made. A kind that nobody made a deal of is left out."""
    if not now:
        return None
    columns = _columns([*now, *before])
    tables = [_by_area(year, columns, now, before), _by_theme(year, columns, now, before), _results(now)]
    if before:
        rows = (
            Row(RowKind.YEAR, str(year), _sums(columns, now)),
            Row(RowKind.YEAR, str(year - 1), _sums(columns, before)),
        )
        tables.insert(0, Table("deals_years", columns, rows))
    facts = dict(zip((column.code for column in columns), _sums(columns, now), strict=True))
    return Section(Line.CYCLE, "deals", tuple(tables), facts)


_COUNTED = ("deals_other", "deals_green", *(f"green_{sub}" for sub in SUB_KINDS), "deals_takeover")


def _columns(deals: Sequence[MadeDeal]) -> tuple[Column, ...]:
    """Kinds that occur, the agreed money, and hours where any are agreed."""
    kinds = {code for each in deals for code in each.counted_as}
    counts = tuple(Column(code, Unit.COUNT) for code in _COUNTED if code in kinds)
    hours = (Column("agreed_hours", Unit.MINUTES),) if any(each.minutes for each in deals) else ()
    return (*counts, Column("agreed", Unit.CENTS), *hours)


def _sums(columns: Sequence[Column], deals: Sequence[MadeDeal]) -> tuple[int, ...]:
    sums = {code: sum(code in each.counted_as for each in deals) for code in _COUNTED}
    sums |= {"agreed": sum(each.cents for each in deals), "agreed_hours": sum(each.minutes for each in deals)}
    return tuple(sums[column.code] for column in columns)


def _with_last(
    year: int, columns: tuple[Column, ...], before: Sequence[MadeDeal]
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """The columns, and those of last year: how many deals and for how much."""
    last = (Column("deals", Unit.COUNT, year - 1), Column("agreed", Unit.CENTS, year - 1)) if before else ()
    return columns + last, last


def _values(
    columns: tuple[Column, ...], last: tuple[Column, ...], now: Sequence[MadeDeal], before: Sequence[MadeDeal]
) -> tuple[int, ...]:
    values = _sums(columns, now)
    return values + ((len(before), sum(each.cents for each in before)) if last else ())


def _by_area(year: int, columns: tuple[Column, ...], now: Sequence[MadeDeal], before: Sequence[MadeDeal]) -> Table:
    both, last = _with_last(year, columns, before)
    rows = []
    for area in in_order({each.area_code for each in (*now, *before)}, ()):
        of_area = [[each for each in deals if each.area_code == area] for deals in (now, before)]
        rows.append(Row(RowKind.AREA, area, _values(columns, last, *of_area)))
    return Table("deals_areas", both, (*rows, total_row(rows, both)), pictured="agreed")


def _by_theme(year: int, columns: tuple[Column, ...], now: Sequence[MadeDeal], before: Sequence[MadeDeal]) -> Table:
    both, last = _with_last(year, columns, before)
    rows = []
    for theme in in_order({each.theme for each in (*now, *before)}, THEMES):
        of_theme = [[each for each in deals if each.theme == theme] for deals in (now, before)]
        rows.append(Row(RowKind.THEME, theme, _values(columns, last, *of_theme)))
    return Table("deals_themes", both, (*rows, total_row(rows, both)))


def _results(now: Sequence[MadeDeal]) -> Table:
    """What was meant and what came of it, deal by deal."""
    columns = (Column("kind", Unit.CODE), Column("planned_result", Unit.TEXT), Column("achieved_result", Unit.TEXT))
    ordered = sorted(now, key=lambda each: each.area_code)
    rows = tuple(
        Row(RowKind.TEXT, each.title, (each.kind, each.planned_result or None, each.achieved_result or None),
            each.area_code)
        for each in ordered
    )  # fmt: skip
    return Table("deals_results", columns, rows, RowKind.AREA)
