"""Small plans of a year by area: sent, granted, refused, for how much, and answered within the promised days or not.

And the partners that put their name under them: the start of a lasting dialogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.rules.content import Column, Line, Row, RowKind, Section, Table, Unit, in_order, total_row

_COLUMNS = (
    Column("sent", Unit.COUNT),
    Column("granted", Unit.COUNT),
    Column("refused", Unit.COUNT),
    Column("granted_cents", Unit.CENTS),
    Column("answered", Unit.COUNT),
    Column("in_time", Unit.COUNT),
)


@dataclass(frozen=True)
class SmallPlan:
    """A small plan that was sent in the year. `in_time` says whether the answer came within the promised days."""

    area_code: str
    state: str
    cents: int
    is_answered: bool
    in_time: bool


@dataclass(frozen=True)
class Signature:
    """A partner, of a kind, that co-signed a small plan of an area."""

    kind: str
    partner: int
    area_code: str


def small_plans_section(year: int, now: Sequence[SmallPlan], before: Sequence[SmallPlan]) -> Section | None:
    """The section on small plans, None when none was sent."""
    if not now:
        return None
    rows = []
    for area in in_order({each.area_code for each in now}, ()):
        rows.append(Row(RowKind.AREA, area, _sums([each for each in now if each.area_code == area])))
    areas = Table("small_areas", _COLUMNS, (*rows, total_row(rows, _COLUMNS)), pictured="granted_cents")
    years = (Row(RowKind.YEAR, str(year), _sums(now)), Row(RowKind.YEAR, str(year - 1), _sums(before)))
    tables = (Table("small_years", _COLUMNS, years), areas) if before else (areas,)
    facts = dict(zip((column.code for column in _COLUMNS), _sums(now), strict=True))
    return Section(Line.VISIBLE, "small_plans", tables, facts)


def _sums(plans: Sequence[SmallPlan]) -> tuple[int, ...]:
    granted = [each for each in plans if each.state == "granted"]
    return (
        len(plans),
        len(granted),
        sum(each.state == "refused" for each in plans),
        sum(each.cents for each in granted),
        sum(each.is_answered for each in plans),
        sum(each.in_time for each in plans),
    )


def partners_section(year: int, now: Sequence[Signature], before: Sequence[Signature]) -> Section | None:
    """The section on partners that co-signed small plans, None when none did."""
    if not now:
        return None
    columns: tuple[Column, ...] = (Column("partners", Unit.COUNT), Column("signatures", Unit.COUNT))
    if before:
        columns += (Column("signatures", Unit.COUNT, year - 1),)
    rows = []
    for kind in sorted({each.kind for each in (*now, *before)}):
        these = [each for each in now if each.kind == kind]
        values = [len({each.partner for each in these}), len(these)]
        values += [sum(each.kind == kind for each in before)] if before else []
        rows.append(Row(RowKind.WORD, f"partner_{kind}", tuple(values)))
    table = Table("partners_kinds", columns, (*rows, total_row(rows, columns)))
    return Section(Line.DIALOGUE, "partners", (table,), {"signatures": len(now)})
