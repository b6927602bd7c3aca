"""What the money went to: promised, delivered and paid by theme, for all areas and for each, beside last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from areas.rules.themes import THEMES
from reports.rules.content import Column, Line, Row, RowKind, Section, Table, Unit, in_order, total_row

CHARGES, SAVINGS, NO_THEME = "charges", "savings", "no_theme"
ORDER = (*THEMES, CHARGES, SAVINGS, NO_THEME)
_FIGURES = ("promised", "delivered", "paid")


@dataclass(frozen=True)
class SubjectMoney:
    """What one subject holds of an area's promised, delivered and paid money, in cents.

    `theme` is a code of the themes, or CHARGES, SAVINGS, or NO_THEME where the records know none.
    """

    area_code: str
    theme: str
    promised: int = 0
    delivered: int = 0
    paid: int = 0

    @property
    def together(self) -> int:
        return self.promised + self.delivered + self.paid


def themes_section(year: int, now: Sequence[SubjectMoney], before: Sequence[SubjectMoney]) -> Section | None:
    """The section on themes, None when nothing is promised. Its totals are the accounts' own."""
    if not any(each.together for each in now):
        return None
    columns = tuple(Column(figure, Unit.CENTS) for figure in (*_FIGURES, "together"))
    if before:
        columns += (Column("together", Unit.CENTS, year - 1),)
    rows = _rows(columns, now, before)
    areas = sorted({each.area_code for each in now if each.together})
    per_area = [row for area in areas for row in _rows(columns, _of(now, area), _of(before, area), area)]
    return Section(
        Line.CYCLE,
        "themes",
        (
            Table("themes_whole", columns, tuple(rows), pictured="together"),
            Table("themes_areas", columns, tuple(per_area), RowKind.AREA),
        ),
        {"together": sum(each.together for each in now)},
    )


def _of(found: Sequence[SubjectMoney], area: str) -> list[SubjectMoney]:
    return [each for each in found if each.area_code == area]


def _rows(
    columns: Sequence[Column], now: Sequence[SubjectMoney], before: Sequence[SubjectMoney], group: str = ""
) -> list[Row]:
    rows = []
    for theme in in_order({each.theme for each in (*now, *before) if each.together}, ORDER):
        these = [each for each in now if each.theme == theme]
        values = [sum(getattr(each, column.code) for each in these) for column in columns if column.year is None]
        if any(column.year for column in columns):
            values.append(sum(each.together for each in before if each.theme == theme))
        rows.append(Row(RowKind.THEME if theme in THEMES else RowKind.WORD, theme, tuple(values), group))
    return [*rows, total_row(rows, columns, group)]
