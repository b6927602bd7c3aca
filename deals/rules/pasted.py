"""A table pasted out of a spreadsheet, read row by row into deals, with everything wrong at its row.

For coordinators who make tens of deals at once. Columns: title, kind, theme, partner, amount, hours, last day
and, if there is one, the planned result; between them a tab or a semicolon.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from budget.rules.amounts import AmountRefused, parse_euros
from deals.rules.terms import DealKind, Fault, NewDeal, SubKind, faults_of, is_complete
from lives.messages import Message, msg

MOST_ROWS = 200
FEWEST, MOST_CELLS = 7, 8
_HOURS = re.compile(r"([0-9]{1,6})(?:[,.]([0-9]{1,2}))?")
_DAY = re.compile(r"(?:([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}))|(?:([0-9]{4})-([0-9]{2})-([0-9]{2}))")
_HEADS = frozenset({"titel", "title", "afspraak"})
KINDS: dict[str, tuple[DealKind, str]] = {
    **dict.fromkeys(("aanleg", "groen aanleg", "groen: aanleg", "construction"), (DealKind.GREEN, "construction")),
    **dict.fromkeys(("beheer", "groen beheer", "groen: beheer", "management"), (DealKind.GREEN, "management")),
    **dict.fromkeys(("onderhoud", "groen onderhoud", "groen: onderhoud", "upkeep"), (DealKind.GREEN, "upkeep")),
    **dict.fromkeys(("anders", "overig", "other"), (DealKind.OTHER, "")),
}


@dataclass(frozen=True)
class PastedRow:
    """A row as it was pasted, and the deal that it becomes or what is wrong with it."""

    line: int
    cells: tuple[str, ...]
    deal: NewDeal | None
    faults: tuple[Message, ...] = ()


def read_pasted(text: str, area_code: str, year: int, themes: Mapping[str, str]) -> tuple[PastedRow, ...]:
    """Every row that is not empty; a first row with names of columns is skipped.

    `themes` gives the code for each word that may stand in the column, in small letters.
    """
    rows: list[PastedRow] = []
    for line, content in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        cells = _cells(content)
        if not any(cells) or (not rows and cells[0].lower() in _HEADS):
            continue
        rows.append(_row(line, cells, area_code, year, themes))
    return tuple(rows)


def _cells(content: str) -> tuple[str, ...]:
    separator = "\t" if "\t" in content else ";"
    found = next(csv.reader([content[:5_000]], delimiter=separator), [])
    cells = [cell.strip() for cell in found]
    while len(cells) > FEWEST and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _row(line: int, cells: tuple[str, ...], area_code: str, year: int, themes: Mapping[str, str]) -> PastedRow:
    if not FEWEST <= len(cells) <= MOST_CELLS:
        wrong = msg("This row has %(count)s columns. There must be 7 or 8.", count=len(cells))
        return PastedRow(line, cells, None, (wrong,))
    faults: list[Message] = []
    kind, sub_kind = _kind(cells[1], faults)
    last_day = _day(cells[6], faults)
    planned = cells[7] if len(cells) == MOST_CELLS else ""
    deal = NewDeal(
        area_code=area_code,
        year=year,
        kind=kind,
        sub_kind=sub_kind,
        theme=_theme(cells[2], themes, faults),
        title=cells[0],
        partner_name=cells[3],
        cents=_cents(cells[4], faults),
        minutes=_minutes(cells[5], faults),
        last_day=last_day,
        planned_result=planned,
        is_active=is_complete(planned, last_day),
    )
    read_already = {"kind", "theme"}
    faults += [f.message for f in faults_of(deal, frozenset(themes.values())) if f.field not in read_already]
    return PastedRow(line, cells, None if faults else deal, tuple(faults))


def _kind(cell: str, faults: list[Message]) -> tuple[DealKind, str]:
    found = KINDS.get(cell.lower())
    if found is None:
        faults.append(msg("We do not know the kind “%(kind)s”. Write aanleg, beheer, onderhoud or anders.", kind=cell))
        return DealKind.GREEN, SubKind.CONSTRUCTION.value
    return found


def _theme(cell: str, themes: Mapping[str, str], faults: list[Message]) -> str:
    found = themes.get(cell.lower())
    if found is None:
        faults.append(msg("We do not know the theme “%(theme)s”.", theme=cell))
        return ""
    return found


def _cents(cell: str, faults: list[Message]) -> int:
    try:
        return parse_euros(cell) if cell else 0
    except AmountRefused as refused:
        faults.append(refused.message)
        return 0


def _minutes(cell: str, faults: list[Message]) -> int:
    found = _HOURS.fullmatch(cell or "0")
    if found is None:
        faults.append(msg("Write the hours as a number, for example 4 or 1,5."))
        return 0
    hundredths = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    return round(hundredths * 60 / 100)


def _day(cell: str, faults: list[Message]) -> date | None:
    if not cell:
        return None
    found = _DAY.fullmatch(cell)
    try:
        if found is None:
            raise ValueError(cell)
        parts = (found[3], found[2], found[1]) if found[1] else (found[4], found[5], found[6])
        return date(*(int(part) for part in parts))
    except ValueError:
        faults.append(msg("Write the last day as day-month-year, for example 31-12-2027."))
        return None


__all__ = ["KINDS", "MOST_ROWS", "Fault", "PastedRow", "read_pasted"]
