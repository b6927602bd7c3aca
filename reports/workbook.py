"""A report as a workbook: a sheet for each section, amounts as numbers, and nothing that a program would run."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from reports.rules.content import Unit
from reports.showing import Cell, ShownReport, ShownSection, ShownTable

FORMATS = {
    Unit.CENTS: '"€" #,##0.00;[Red]-"€" #,##0.00',
    Unit.MINUTES: "#,##0.00",
    Unit.COUNT: "#,##0",
    Unit.SHARE: "0.0%",
}
DIVISORS = {Unit.CENTS: 100, Unit.MINUTES: 60, Unit.COUNT: 1, Unit.SHARE: 1000}
FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")
LONGEST_NAME = 31


def write_workbook(title: str, facts: list[tuple[str, str]], report: ShownReport) -> bytes:
    """The bytes of the file; the first sheet says which report it is."""
    kept = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # only who asks for a workbook pays for it

    with Workbook(kept, options) as book:
        bold = book.add_format({"bold": True})
        formats = {unit.value: book.add_format({"num_format": pattern}) for unit, pattern in FORMATS.items()}
        _write_front(book.add_worksheet(sheet_name(_("This report"), 0)), title, facts, report, bold)
        sections = [section for line in report.lines for section in line.sections]
        for number, section in enumerate(sections, 1):
            _write_section(book.add_worksheet(sheet_name(section.title, number)), section, formats, bold)
    return kept.getvalue()


def sheet_name(title: str, number: int) -> str:
    """A name that every program takes: 31 signs at most, without those that mean something, and never twice."""
    start = f"{number}. " if number else ""
    return (start + " ".join(title.translate(FORBIDDEN).split()))[:LONGEST_NAME].strip()


def _write_front(sheet: Any, title: str, facts: list[tuple[str, str]], report: ShownReport, bold: Any) -> None:
    sheet.set_column(0, 0, 28)
    sheet.write_string(0, 0, title, bold)
    for at, text in enumerate((report.standing, report.headline), 1):
        sheet.write_string(at, 0, text)
    for at, (name, value) in enumerate(facts, 4):
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, value)


def _write_section(sheet: Any, section: ShownSection, formats: dict[str, Any], bold: Any) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 12, 18)
    sheet.write_string(0, 0, section.title, bold)
    for at, sentence in enumerate(section.sentences, 1):
        sheet.write_string(at, 0, sentence)
    row = len(section.sentences) + 2
    for table in section.tables:
        row = _write_table(sheet, row, table, formats, bold) + 1


def _write_table(sheet: Any, row: int, table: ShownTable, formats: dict[str, Any], bold: Any) -> int:
    sheet.write_string(row, 0, f"{table.title}: {table.group}" if table.group else table.title, bold)
    for at, head in enumerate([table.first_head, *(head.head for head in table.heads)]):
        sheet.write_string(row + 1, at, head, bold)
    row += 2
    for shown in table.rows:
        sheet.write_string(row, 0, shown.name)
        for at, cell in enumerate(shown.cells, 1):
            _write_cell(sheet, row, at, cell, formats)
        row += 1
    return row


def _write_cell(sheet: Any, row: int, at: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell.value, str):
        # as text, whatever it begins with: what somebody typed is never a formula
        sheet.write_string(row, at, cell.value)
    elif cell.value is not None:
        number = Decimal(cell.value) / DIVISORS[Unit(cell.unit)]
        sheet.write_number(row, at, number, formats[cell.unit])
