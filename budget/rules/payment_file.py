"""A file of paid amounts from the municipality's own books, read into rows; what cannot be read is named line by line.

For finance: a table with semicolons or commas, amounts and days as people in the Netherlands write them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from budget.rules.amounts import AmountRefused, parse_euros
from budget.rules.payments import Fault, NumberRefused, PaidRow, holds_bank_number, parse_number
from lives.messages import Day, msg
from lives.refused import Refused

LARGEST_BYTES = 1_000_000
MOST_ROWS = 2_000
LONGEST_VOUCHER = 80
FIRST_DAY = date(2000, 1, 1)
COLUMNS: dict[str, frozenset[str]] = {
    "number": frozenset({"kenmerk", "betalingskenmerk", "reference"}),
    "amount": frozenset({"bedrag", "amount"}),
    "day": frozenset({"datum", "betaaldatum", "date"}),
    "voucher": frozenset({"boekstuk", "boekstuknummer", "voucher"}),
}

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_DASHES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " "})
_MINUS_BEFORE = re.compile(r"((?:€|eur)?\s*)-\s*(?=[0-9€])", re.IGNORECASE)
_MINUS_AFTER = re.compile(r"(?<=[0-9])-$")
_DUTCH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class FileRefused(Refused):
    """This file as a whole is no table of paid amounts."""


class CellRefused(Refused):
    """This cell does not say what its column should."""


@dataclass(frozen=True)
class PaidFile:
    """What stood in the file: rows that could be read, and a fault for each that could not."""

    rows: tuple[PaidRow, ...]
    faults: tuple[Fault, ...]


def read_file(content: bytes, today: date) -> PaidFile:
    """The rows of a file in UTF-8 or Windows-1252. Raises FileRefused where it is no table with our four columns.

    "kenmerk;bedrag;datum;boekstuk" and "LDB-2026-00017;1.250,00;23-11-2026;B-981" give one row of 125000 cents.
    """
    lines = list(_lines(_text(content)))
    if not lines:
        raise FileRefused(msg("This file is empty."))
    places = _places(lines[0][1])
    if len(lines) == 1:
        raise FileRefused(msg("There are no rows below the header."))
    if len(lines) > MOST_ROWS + 1:
        raise FileRefused(msg("This file has more than %(most)s rows. Split it into parts.", most=MOST_ROWS))
    rows: list[PaidRow] = []
    faults: list[Fault] = []
    for number, cells in lines[1:]:
        try:
            rows.append(_row(number, cells, places, len(lines[0][1]), today))
        except Refused as refused:
            faults.append(Fault(number, refused.message))
    return PaidFile(tuple(rows), tuple(faults))


def read_voucher(text: str) -> str:
    """The voucher number without spaces around it. Raises CellRefused."""
    voucher = text.strip()
    if not voucher:
        raise CellRefused(msg("Fill in the voucher number of the municipality's own books."))
    if len(voucher) > LONGEST_VOUCHER:
        raise CellRefused(msg("This voucher number is longer than %(most)s characters.", most=LONGEST_VOUCHER))
    if holds_bank_number(voucher):
        raise CellRefused(msg("This is a bank number. Bank numbers are not stored here."))
    return voucher


def check_day(day: date, today: date) -> date:
    """The day itself, when something can have been paid on it. Raises CellRefused."""
    if day > today:
        raise CellRefused(msg("%(day)s has not come yet.", day=Day(day)))
    if day < FIRST_DAY:
        raise CellRefused(msg("%(day)s is too long ago.", day=Day(day)))
    return day


def _text(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise FileRefused(msg("This file is too large. The largest size is %(kilobytes)s kB.", kilobytes=1_000))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # what Excel in the Netherlands writes when it is not told otherwise
        text = content.decode("cp1252", errors="replace")
    if _CONTROL.search(text) or "\ufffd" in text:
        raise FileRefused(msg("This is no text file. Save the table as CSV and choose that file."))
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with the number of their last line in the file."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in unix.split("\n") if line.strip()), "")
    reader = csv.reader(
        (f"{line}\n" for line in unix.split("\n")), delimiter=";" if first.count(";") else ",", strict=True
    )
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as fault:
        raise FileRefused(
            msg("Line %(line)s is no row of a table: the quotation marks are not in pairs.", line=reader.line_num)
        ) from fault


def _places(header: Sequence[str]) -> dict[str, int]:
    """Where each of our columns stands. Other columns are left alone: they may hold what we do not want to know."""
    named = [cell.casefold() for cell in header]
    found = {column: [i for i, name in enumerate(named) if name in names] for column, names in COLUMNS.items()}
    if any(len(places) != 1 for places in found.values()):
        raise FileRefused(
            msg("The first row must hold these columns, each once: kenmerk, bedrag, datum and boekstuk."),
        )
    return {column: places[0] for column, places in found.items()}


def _row(line: int, cells: Sequence[str], places: dict[str, int], width: int, today: date) -> PaidRow:
    if any(cells[width:]) or len(cells) <= max(places.values()):
        raise CellRefused(msg("This row has %(found)s cells, the header has %(width)s.", found=len(cells), width=width))
    number = cells[places["number"]].upper()
    return PaidRow(
        line=line,
        request_id=_request_id(number),
        number=number,
        cents=_amount(cells[places["amount"]]),
        paid_on=check_day(_day(cells[places["day"]]), today),
        voucher=read_voucher(cells[places["voucher"]]),
    )


def _request_id(number: str) -> int:
    try:
        return parse_number(number)[0]
    except NumberRefused as refused:
        raise CellRefused(refused.message) from refused


def _amount(cell: str) -> int:
    text = cell.translate(_DASHES).strip()
    bare = _MINUS_BEFORE.sub(r"\1", text, count=1) if _MINUS_BEFORE.match(text) else _MINUS_AFTER.sub("", text)
    try:
        cents = parse_euros(bare)
    except AmountRefused as refused:
        raise CellRefused(refused.message) from refused
    if cents == 0:
        raise CellRefused(msg("The amount is zero."))
    return -cents if bare != text else cents


def _day(cell: str) -> date:
    dutch, iso = _DUTCH_DAY.fullmatch(cell), _ISO_DAY.fullmatch(cell)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    raise CellRefused(msg("We cannot read this day. Write it like 23-11-2026."))
