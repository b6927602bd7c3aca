"""Tables to open in a spreadsheet or to send to the municipality's own books: CSV as Dutch spreadsheets read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from lives.spreadsheets import safe_cell


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A file with semicolons; texts that a spreadsheet would run as a formula get a quote before them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(head)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def plain_amount(cents: int) -> str:
    """Cents as a Dutch spreadsheet reads a number: 125050 is "1250,50"."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{part:02}"
