"""What is left and where the rest is, by worked examples of the Meent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.balance import balances_of, held_in
from budget.rules.ledger import Line, Movement, MovementKind, Part, lines_of
from budget.rules.thermometer import (
    CAME_IN,
    WHERE,
    Stand,
    Thermometer,
    read_thermometer,
    read_together,
    sentence_of,
)

K = MovementKind


def book(lines: list[Line], kind: MovementKind, cents: int, source: Part, giver: str = "", taker: str = "") -> None:
    lines.extend(lines_of(Movement(kind, cents, giver, taker), held_in(lines, source, giver or None)))


def the_meent() -> list[Line]:
    """35,980.00 with 7,196.00 reserved, of which one quick plan got 1,000.00."""
    lines: list[Line] = []
    book(lines, K.ALLOCATE, 35_980_00, Part.ALLOCATED)
    book(lines, K.RESERVE, 7_196_00, Part.AVAILABLE)
    book(lines, K.GRANT, 1_000_00, Part.RESERVE_LEFT, taker="quick:1")
    return lines


def filled(**amounts: int) -> dict[Part, int]:
    return {part: amounts.get(part.value, 0) for part in Part}


def said(shown: Thermometer, year: int = 2026) -> str:
    return str(sentence_of(shown, "Meent", year, 2026))


def test_the_meent_with_one_quick_grant() -> None:
    shown = read_thermometer(balances_of(the_meent()))
    assert {stand: cents for stand, cents in shown.where if cents} == {
        Stand.AVAILABLE: 28_784_00,
        Stand.RESERVE_LEFT: 6_196_00,
        Stand.PROMISED: 1_000_00,
    }
    assert (shown.total, shown.free, shown.fixed) == (35_980_00, 34_980_00, 0)
    assert said(shown) == "€ 34,980 left for Meent this year."


def test_what_is_delivered_stays_promised_until_it_is_paid() -> None:
    lines = the_meent()
    book(lines, K.PAY, 250_00, Part.PROMISED, "quick:1", "quick:1")
    book(lines, K.DELIVER, 500_00, Part.PROMISED, "quick:1", "quick:1")
    shown = read_thermometer(balances_of(lines))
    assert (shown.amounts[Stand.PROMISED], shown.amounts[Stand.PAID]) == (750_00, 250_00)


def test_every_part_is_told_once_in_order() -> None:
    assert (*CAME_IN, *WHERE) == tuple(Stand)
    assert {stand.value for stand in Stand} == {part.value for part in Part} - {"delivered"}
    assert [stand.value for stand in WHERE] == [
        "available", "reserve_left", "ring_fenced", "promised", "paid", "standing", "saved", "lapsed", "carried_out"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "year", "sentence"),
    [
        (
            {"allocated": 15_400_00, "available": 10_000_00, "reserve_left": 2_400_00, "standing": 3_000_00},
            2026,
            "€ 12,400 left for Meent this year; € 3,000 stands fixed.",
        ),
        (
            {"allocated": 15_400_00, "available": 12_400_00, "standing": 3_000_00},
            2027,
            "€ 12,400 left for Meent in 2027; € 3,000 stands fixed.",
        ),
        ({"allocated": 50_00, "paid": 50_00}, 2026, "€ 0 left for Meent this year."),
        ({"additions": 50_05, "available": 50_05}, 2025, "€ 50.05 left for Meent in 2025."),
    ],
)
def test_one_sentence_says_what_is_left(amounts: dict[str, int], year: int, sentence: str) -> None:
    assert said(read_thermometer(filled(**amounts)), year) == sentence


def test_a_closed_year_says_what_was_spent() -> None:
    parts = filled(allocated=100_00, carried_in=20_00, delivered=10_00, paid=80_00, lapsed=25_00, carried_out=5_00)
    shown = read_thermometer(parts, is_closed=True)
    assert said(shown) == "2026 is closed. Of the € 120 for Meent, € 90 was spent and € 25 went back."


def test_an_account_that_does_not_add_up_is_not_told() -> None:
    with pytest.raises(ValueError, match="what came in"):
        read_thermometer(filled(allocated=100, available=99))


def test_the_town_is_the_sum_of_its_areas_and_closed_when_all_are() -> None:
    meent = read_thermometer(filled(allocated=100, available=60, paid=40), shortfall=7, is_closed=True)
    zuid = read_thermometer(filled(allocated=50, additions=5, reserve_left=55))
    town = read_together([meent, zuid])
    assert (town.total, town.free, town.shortfall, town.is_closed) == (155, 115, 7, False)
    assert read_together([meent, replace(zuid, is_closed=True)]).is_closed
    assert read_together([]).total == 0
    assert not read_together([]).is_closed


@given(st.lists(st.lists(st.integers(0, 10**12), min_size=10, max_size=10), max_size=9))
def test_both_sides_of_every_sum_are_equal(rows: list[list[int]]) -> None:
    uses = [part for part in Part if part.value not in {stand.value for stand in CAME_IN}]
    read = [
        read_thermometer(
            filled(allocated=sum(row), **{part.value: cents for part, cents in zip(uses, row, strict=True)})
        )
        for row in rows
    ]
    town = read_together(read)
    assert town.total == sum(cents for _, cents in town.where) == sum(sum(row) for row in rows)
