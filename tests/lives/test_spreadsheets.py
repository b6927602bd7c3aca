"""What people wrote is never run by the spreadsheet of who opens the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives.spreadsheets import safe_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31 35 629", "-1+cmd", "@SUM(A1)", "\t=1+1", "\r=1+1", "-", "--5", "-1,5,0", "-1.250,50", "+5", '=A1"'],
)
def test_what_begins_like_a_formula_gets_a_quote_before_it(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Bankje", "1250,50", "-1250,50", "-5", "1=1", " =1", "a-b", "'=1"])
def test_words_and_numbers_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_nothing_is_lost_and_no_cell_begins_like_a_formula_but_a_number(text: str) -> None:
    cell = safe_cell(text)
    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "+", "@", "\t", "\r"))
    if cell.startswith("-"):
        assert float(cell.replace(",", ".")) <= 0
