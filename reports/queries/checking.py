"""Whether a report still says what the ledger says: its money is added up again from the lines, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from budget.models import Account, LedgerLine
from budget.queries import EUROS
from budget.rules.ledger import SOURCES, Part
from reports.models import YearReport
from reports.queries.made import find_report
from reports.rules.content import Content, Row, RowKind, Section, Table, Value, content_from_text, hash_of
from reports.rules.money import AccountParts, money_section


def report_equals_ledger(session: Session, report_id: int) -> list[str]:
    """Every place where a report differs from the lines up to its last movement; empty when it is right.

    Raises NotFound.
    """
    report = find_report(session, report_id)
    faults = [] if hash_of(report.content) == report.content_hash else ["content_hash: the text was changed"]
    told = content_from_text(report.content)
    now, before = (_books(session, report, year) for year in (report.year, report.year - 1))
    faults += _money_faults(told, money_section(report.year, now, before))
    return faults + list(_theme_faults(told, _spent(now), _spent(before)))


def _books(session: Session, report: YearReport, year: int) -> list[AccountParts]:
    """The accounts of a year, added up from the lines that the report tells of."""
    rows = session.execute(
        select(Account.area_code, Account.unit, LedgerLine.part, func.sum(LedgerLine.cents))
        .join(Account, Account.id == LedgerLine.account_id)
        .where(Account.year == year, LedgerLine.movement_id <= report.last_movement_id)
        .group_by(Account.area_code, Account.unit, LedgerLine.part)
        .order_by(Account.area_code, Account.unit)
    )
    added: dict[tuple[str, str], dict[Part, int]] = defaultdict(lambda: dict.fromkeys(Part, 0))
    for area, unit, part, cents in rows:
        added[area, unit][Part(part)] = -int(cents) if Part(part) in SOURCES else int(cents)
    return [AccountParts(area, unit, parts) for (area, unit), parts in added.items()]


def _money_faults(told: Content, right: Section | None) -> Iterable[str]:
    section = told.section("money")
    if section is None or right is None:
        yield from () if section is right else ("money: the whole section",)
        return
    if section.facts != right.facts:
        yield f"money: the report says {section.facts}, the ledger {right.facts}"
    said, meant = ({table.code: _cells(table) for table in each.tables} for each in (section, right))
    for code in sorted({*said, *meant}):
        yield from _cell_faults(code, said.get(code, {}), meant.get(code, {}))


def _cells(table: Table) -> dict[str, object]:
    return {
        f"{row.group} {row.key} {column.code} {column.year or ''}".strip(): value
        for row in table.rows
        for column, value in zip(table.columns, row.values, strict=True)
    }


def _cell_faults(code: str, said: dict[str, object], meant: dict[str, object]) -> Iterable[str]:
    for place in sorted({*said, *meant}):
        if said.get(place) != meant.get(place):
            yield f"{code} {place}: the report says {said.get(place)}, the ledger {meant.get(place)}"


def _spent(books: Iterable[AccountParts]) -> dict[str, list[int]]:
    """What each area promised, delivered and paid, and that together; "" for all areas."""
    spent = {
        each.area_code: [each.parts[part] for part in (Part.PROMISED, Part.DELIVERED, Part.PAID)]
        for each in books
        if each.unit == EUROS
    }
    spent[""] = [sum(parts) for parts in zip(*spent.values(), strict=True)] or [0, 0, 0]
    return {area: [*parts, sum(parts)] for area, parts in spent.items()}


def _theme_faults(told: Content, now: dict[str, list[int]], before: dict[str, list[int]]) -> Iterable[str]:
    """What went to all themes together is what the accounts promised, delivered and paid: of all, and of each area."""
    section = told.section("themes")
    tables = {table.code: table for table in section.tables} if section else {}
    areas = {row.group for row in tables["themes_areas"].rows} if section else set()
    for area in sorted({*now, *areas}):
        code = "themes_areas" if area else "themes_whole"
        meant = [*now.get(area, [0] * 4), before.get(area, [0] * 4)[3]]
        rows = [row for row in tables[code].rows if row.group == area] if section else []
        if rows or any(meant[:4]):
            yield from _sum_faults(f"{code} {area}".strip(), rows, meant)


def _sum_faults(place: str, rows: list[Row], meant: list[int]) -> Iterable[str]:
    """Both the row that says the total and the rows above it come to what is meant."""
    themes = [row.values for row in rows if row.kind is not RowKind.TOTAL]
    added = [sum(int(value or 0) for value in values) for values in zip(*themes, strict=True)]
    sums: list[list[Value]] = [[*added], *(list(row.values) for row in rows if row.kind is RowKind.TOTAL)]
    for said in sums:
        if said != meant[: len(said)] or len(said) < 4:
            yield f"{place}: the report says {said}, the ledger {meant}"
