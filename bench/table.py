"""A table in plain text: columns as wide as they need to be, numbers to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMBER = re.compile(r"[-–≤≥]?[\d.,]+")


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """As Markdown, so that it can stand in the docs as printed."""
    print("\n".join(table_lines(header, rows)), flush=True)


def table_lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    numeric = [all(NUMBER.fullmatch(cell) for cell in column) for column in zip(*rows, strict=True)]
    rule = ["-" * (width - 1) + ":" if right else "-" * width for width, right in zip(widths, numeric, strict=True)]
    return [_line(row, widths, numeric) for row in (header, rule, *rows)]


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    )
    return f"| {' | '.join(padded)} |"
