"""What came in through the site: plans, small plans and votes, by area, beside last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.rules.content import Column, Line, Row, RowKind, Section, Table, Unit, in_order, total_row

_FIGURES = ("plans_sent", "small_plans_sent", "votes_cast")


@dataclass(frozen=True)
class SiteUse:
    """What an area sent through the site in a year; None where that part of the site is not used at all, and for votes
    too where they are so few that no number is said."""

    area_code: str
    plans_sent: int | None = None
    small_plans_sent: int | None = None
    votes_cast: int | None = None


def digital_section(year: int, now: Sequence[SiteUse], before: Sequence[SiteUse]) -> Section | None:
    """The section on the site, None when nothing came in. What no area has is left out, not shown as nothing."""
    figures = [figure for figure in _FIGURES if any(getattr(each, figure) for each in now)]
    if not figures:
        return None
    last = [figure for figure in figures if any(getattr(each, figure) for each in before)]
    columns = tuple(Column(figure, Unit.COUNT) for figure in figures)
    columns += tuple(Column(figure, Unit.COUNT, year - 1) for figure in last)
    rows = []
    for area in in_order({each.area_code for each in (*now, *before)}, ()):
        values = [_sum(now, area, figure) for figure in figures] + [_sum(before, area, figure) for figure in last]
        if any(values):
            rows.append(Row(RowKind.AREA, area, tuple(values)))
    rows.append(total_row(rows, columns))
    return Section(Line.DIGITAL, "digital", (Table("digital_areas", columns, tuple(rows)),))


def _sum(found: Sequence[SiteUse], area: str, figure: str) -> int | None:
    """Votes are None where there were none to cast, or so few that no number is said."""
    mine = [number for each in found if each.area_code == area and (number := getattr(each, figure)) is not None]
    return sum(mine) if mine or figure != "votes_cast" else None
