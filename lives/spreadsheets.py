"""Texts of people in files that others open in a spreadsheet."""

from __future__ import annotations

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet runs (OWASP, "CSV injection")."""


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs: a quote stands before one that begins like a formula.

    "=1+1" becomes "'=1+1"; a number as Dutch spreadsheets read it, like "-1250,50", stays a number.
    """
    is_number = text.removeprefix("-").replace(",", "", 1).isdecimal()
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) and not is_number else text
