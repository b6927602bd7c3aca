"""Files of the money to work on: the parts of each area for everyone, and every line of a year for who keeps the books.

The files add up to the accounts exactly; a cell that a spreadsheet could take for a formula is text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import Response as FlaskResponse
from flask import request, send_file, stream_with_context
from flask_babel import gettext as _
from sqlalchemy import Row
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

import access
from areas.models import Area
from areas.queries import find_area
from budget.models import Account, LedgerLine, Movement
from budget.queries import EUROS, find_year
from budget.queries.ledger import lines_of_year
from budget.queries.town import accounts_by_area
from budget.rules.ledger import MovementKind, Part
from budget.rules.thermometer import CAME_IN, WHERE, Stand
from budget.words import KINDS, PARTS
from lives.spreadsheets import safe_cell
from logbook.actors import Role
from pages.blueprint import blueprint
from pages.filters import AMSTERDAM
from pages.subjects import titles_of
from pages.thermometers import thermometer_of
from wording import say

Cell = str | int | Decimal | datetime | None
COLUMNS = 14
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/beheer/jaren/<int:year>/boekingen.csv")
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def lines_csv(year: int) -> Response:
    area_code = _checked(year)
    return csv_answer(_line_rows(access.reading(), year, area_code), f"boekingen-{year}.csv")


@blueprint.get("/beheer/jaren/<int:year>/boekingen.xlsx")
@access.open_to(Role.FINANCE, Role.ADMINISTRATOR)
def lines_xlsx(year: int) -> Response:
    area_code = _checked(year)
    session = access.reading()
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # type: ignore[import-untyped]  # only who asks for a workbook pays for it

    with xlsxwriter.Workbook(file, options) as book:
        _write_sheet(book, _("Lines"), _line_rows(session, year, area_code))
        _write_sheet(book, _("Totals"), [_total_rows(session, year, area_code)])
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"boekingen-{year}.xlsx")


def csv_answer(parts: Iterable[Iterable[Sequence[Cell]]], name: str) -> Response:
    """The rows as a file that spreadsheets open, written as they are read."""
    answer = FlaskResponse(stream_with_context(map(csv_text, parts)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([_csv_cell(cell) for cell in row] for row in rows)
    return file.getvalue()


def thermometer_rows(rows: list[tuple[Area, list[Account]]]) -> Iterator[Sequence[Cell]]:
    """The parts of the thermometer of each area, in euros and in hours."""
    yield (_("Area code"), _("Area"), _("Unit"), *(say(PARTS[Part(s.value)]) for s in (*CAME_IN, *WHERE)))
    for area, accounts in rows:
        for account in accounts:
            shown = thermometer_of([account], account.unit)
            if shown is not None:
                amounts = (_amount(shown.amounts[stand], account.unit) for stand in Stand)
                yield (area.code, area.name, account.unit, *amounts)


def _checked(year: int) -> str:
    """The area that the address asks for, or "" for all. Raises NotFound when year or area are unknown."""
    session, area_code = access.reading(), request.args.get("area", "")
    find_year(session, year)
    return find_area(session, area_code).code if area_code else ""


def _line_rows(session: Session, year: int, area_code: str) -> Iterator[list[Sequence[Cell]]]:
    yield [
        (
            _("Number"), _("Moment"), _("Area code"), _("Area"), _("Unit"), _("Kind of movement"), _("Part"),
            _("Subject"), _("Title"), _("Amount"), _("Ground"), _("Reference"), _("Reference in the books"),
            _("Corrects number"),
        )
    ]  # fmt: skip
    for rows in lines_of_year(session, year, area_code):
        titles = titles_of(session, {line.subject for line, *_rest in rows})
        yield [_line_row(row, titles[row[0].subject].title if row[0].subject else "") for row in rows]


def _line_row(row: Row[LedgerLine, Movement, Account, str], title: str) -> Sequence[Cell]:
    line, movement, account, area_name = row
    return (
        movement.id,
        movement.at.astimezone(AMSTERDAM).replace(tzinfo=None, microsecond=0),
        account.area_code,
        area_name,
        account.unit,
        say(KINDS[MovementKind(movement.kind)]),
        say(PARTS[Part(line.part)]),
        line.subject,
        title,
        _amount(line.cents, account.unit),
        movement.ground,
        movement.reference,
        movement.external_reference,
        movement.corrects_id,
    )


def _total_rows(session: Session, year: int, area_code: str) -> Iterator[Sequence[Cell]]:
    """What each part of each account is: the lines of the first sheet add up to it, a source with its sign turned."""
    yield (_("Area code"), _("Area"), _("Unit"), _("Part"), _("Amount"))
    for area, accounts in accounts_by_area(session, year):
        for account in accounts:
            if area_code in ("", area.code):
                for part in Part:
                    amount = _amount(getattr(account, part.value), account.unit)
                    yield (area.code, area.name, account.unit, say(PARTS[part]), amount)


def _amount(cents: int, unit: str) -> Decimal | int:
    """Euros with their cents; staff time stays in minutes."""
    return Decimal(cents).scaleb(-2) if unit == EUROS else cents


def _csv_cell(cell: Cell) -> Cell:
    return safe_cell(cell) if isinstance(cell, str) else cell


def _write_sheet(book: Any, name: str, parts: Iterable[Iterable[Sequence[Cell]]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, COLUMNS - 1, 18)
    written = {
        Decimal: book.add_format({"num_format": "#,##0.00"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    rows = (row for part in parts for row in part)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write(number, place, cell, written.get(type(cell)))
