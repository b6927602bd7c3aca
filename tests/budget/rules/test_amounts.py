from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.amounts import AmountRefused, parse_euros


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.250,00", 125000),
        ("1250", 125000),
        ("1.250", 125000),
        ("12,5", 1250),
        ("€ 1.250,-", 125000),
        ("€1.250,--", 125000),
        ("EUR 1.250", 125000),
        ("1250 euro", 125000),
        ("1 250,50", 125050),
        ("1\u00a0250", 125000),
        ("  7 ", 700),
        ("0", 0),
        ("0,01", 1),
        ("007", 700),
        ("1.234.567,89", 123456789),
        ("100.000.000", 10_000_000_000),
        ("100000000,00", 10_000_000_000),
        ("5,—", 500),
    ],
)
def test_a_dutch_amount_is_read_exactly(text: str, cents: int) -> None:
    assert parse_euros(text) == cents


EMPTY = "Fill in an amount, for example 1.250 or 12,50."
NEGATIVE = "An amount cannot be negative."
LETTERS = "Write the amount in figures only, for example 1.250 or 12,50."
ENGLISH = "Write a point between thousands and a comma before the cents, for example 1.250,00."
TOO_FINE = "Write at most two figures after the comma: cents."
POINT = "Write a comma before the cents, not a point, for example 12,50."
UNREADABLE = "We cannot read this amount. Write it like 1.250 or 12,50."
TOO_LARGE = "This amount is too large. The largest amount is € 100,000,000."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", EMPTY),
        ("   ", EMPTY),
        ("€", EMPTY),
        ("-5", NEGATIVE),
        ("€ -5,00", NEGATIVE),
        ("\u22125", NEGATIVE),
        ("5-", NEGATIVE),
        ("twaalf", LETTERS),
        ("12a", LETTERS),
        ("1e6", LETTERS),
        ("١٢", LETTERS),
        ("1\n2", LETTERS),
        ("<b>5</b>", LETTERS),
        ("1,250.00", ENGLISH),
        ("1,250,000", ENGLISH),
        ("1,250", TOO_FINE),
        ("0,001", TOO_FINE),
        ("1.250,000", TOO_FINE),
        ("12.50", POINT),
        ("12.5", POINT),
        ("1.2500", UNREADABLE),
        ("1.250.00", UNREADABLE),
        ("12.50,00", UNREADABLE),
        (",50", UNREADABLE),
        ("5,", UNREADABLE),
        ("1 25", UNREADABLE),
        ("1,2,3", UNREADABLE),
        ("100.000.000,01", TOO_LARGE),
        ("999999999999", TOO_LARGE),
        ("9" * 100_000, TOO_LARGE),
        ("x" * 100_000, LETTERS),
    ],
)
def test_anything_else_is_refused_with_what_to_write_instead(text: str, why: str) -> None:
    with pytest.raises(AmountRefused) as refused:
        parse_euros(text)
    assert str(refused.value.message) == why


@given(st.integers(0, 10_000_000_000))
def test_every_amount_written_in_dutch_comes_back_to_the_cent(cents: int) -> None:
    euros, part = divmod(cents, 100)
    thousands = f"{euros:,}".replace(",", ".")
    assert parse_euros(f"{thousands},{part:02d}") == cents
    assert parse_euros(f"€ {euros},{part:02d}") == cents


@given(st.text("0123456789.,-€ a", max_size=20))
def test_any_text_gives_an_amount_within_the_limits_or_a_refusal(text: str) -> None:
    with suppress(AmountRefused):
        assert 0 <= parse_euros(text) <= 10_000_000_000
