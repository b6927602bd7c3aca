from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.ledger import (
    AmountNotPositive,
    Line,
    Movement,
    MovementKind,
    NotEnoughMoney,
    Part,
    account_change,
    balances_of,
    held_in,
    is_balanced,
    lines_of,
)

K = MovementKind
ALLOCATE, RESERVE, RING_FENCE, RELEASE, AWARD = K.ALLOCATE, K.RESERVE, K.RING_FENCE, K.RELEASE, K.AWARD


def book(lines: list[Line], movement: Movement, source: Part) -> None:
    lines.extend(lines_of(movement, held_in(lines, source, movement.from_subject or None)))


def the_meent() -> list[Line]:
    """35,980.00 allocated, a fifth reserved, 28,784.00 fenced for a round, 10,000.00 of it won."""
    lines: list[Line] = []
    book(lines, Movement(ALLOCATE, 35_980_00), Part.ALLOCATED)
    book(lines, Movement(RESERVE, 7_196_00), Part.AVAILABLE)
    book(lines, Movement(RING_FENCE, 28_784_00, to_subject="round:1"), Part.AVAILABLE)
    book(lines, Movement(AWARD, 10_000_00, "round:1", "plan:5"), Part.RING_FENCED)
    return lines


def test_the_year_of_the_meent_adds_up() -> None:
    lines = the_meent()
    book(lines, Movement(RELEASE, 18_784_00, "round:1"), Part.RING_FENCED)
    balances = balances_of(lines)
    assert {part: cents for part, cents in balances.items() if cents} == {
        Part.ALLOCATED: 35_980_00,
        Part.RESERVE_LEFT: 7_196_00,
        Part.RING_FENCED: 10_000_00,
        Part.AVAILABLE: 18_784_00,
    }
    assert is_balanced(balances)
    assert held_in(lines, Part.RING_FENCED, "plan:5") == 10_000_00
    assert held_in(lines, Part.RING_FENCED, "round:1") == 0


def test_an_award_takes_only_from_the_rounds_own_money() -> None:
    lines = the_meent()
    with pytest.raises(NotEnoughMoney) as refused:
        book(lines, Movement(AWARD, 18_784_01, "round:1", "plan:6"), Part.RING_FENCED)
    assert (refused.value.asked_cents, refused.value.held_cents) == (18_784_01, 18_784_00)
    assert "€ 18,784.01" in str(refused.value.message)


def test_exactly_what_is_left_may_go() -> None:
    lines = lines_of(Movement(RESERVE, 100), held_cents=100)
    assert [(line.part, line.cents) for line in lines] == [(Part.AVAILABLE, -100), (Part.RESERVE_LEFT, 100)]


@pytest.mark.parametrize("amount", [0, -1, -35_980_00])
@pytest.mark.parametrize("kind", list(MovementKind))
def test_nothing_and_less_than_nothing_never_move(kind: MovementKind, amount: int) -> None:
    giver = "round:1" if kind in (RELEASE, AWARD) else ""
    taker = "plan:1" if kind in (RING_FENCE, AWARD) else ""
    with pytest.raises(AmountNotPositive):
        lines_of(Movement(kind, amount, giver, taker), held_cents=100)


@pytest.mark.parametrize(
    "movement",
    [
        Movement(RING_FENCE, 1),
        Movement(RELEASE, 1),
        Movement(AWARD, 1, "round:1"),
        Movement(AWARD, 1, "", "plan:1"),
        Movement(AWARD, 1, "plan:1", "plan:1"),
        Movement(ALLOCATE, 1, "round:1"),
    ],
)
def test_a_movement_without_its_subjects_is_a_fault(movement: Movement) -> None:
    with pytest.raises(ValueError, match=movement.kind):
        lines_of(movement, held_cents=100)


def test_the_change_of_the_account_row_is_that_of_the_lines() -> None:
    assert account_change(Movement(ALLOCATE, 5)) == {Part.ALLOCATED: 5, Part.AVAILABLE: 5}
    assert account_change(Movement(RING_FENCE, 5, to_subject="round:1")) == {
        Part.AVAILABLE: -5,
        Part.RING_FENCED: 5,
    }
    assert account_change(Movement(AWARD, 5, "round:1", "plan:1")) == {Part.RING_FENCED: 0}


def test_an_account_below_zero_or_with_money_from_nowhere_is_not_balanced() -> None:
    empty = dict.fromkeys(Part, 0)
    assert is_balanced(empty)
    assert not is_balanced(empty | {Part.AVAILABLE: 1})
    assert not is_balanced(empty | {Part.AVAILABLE: -1, Part.PAID: 1})


movements = st.builds(
    lambda kind, amount, giver, taker: Movement(
        kind, amount, giver if kind in (RELEASE, AWARD) else "", taker if kind in (RING_FENCE, AWARD) else ""
    ),
    st.sampled_from(MovementKind),
    st.integers(-5, 60),
    st.sampled_from(["round:1", "round:2"]),
    st.sampled_from(["plan:1", "plan:2"]) | st.just("round:3"),
)
SOURCE = {ALLOCATE: Part.ALLOCATED, RESERVE: Part.AVAILABLE, RING_FENCE: Part.AVAILABLE}


@given(st.lists(movements, max_size=40))
def test_whatever_is_tried_the_account_stays_balanced(tried: list[Movement]) -> None:
    lines: list[Line] = []
    row = dict.fromkeys(Part, 0)
    for movement in tried:
        try:
            book(lines, movement, SOURCE.get(movement.kind, Part.RING_FENCED))
        except (AmountNotPositive, NotEnoughMoney):
            continue
        for part, cents in account_change(movement).items():
            row[part] += cents
    assert is_balanced(balances_of(lines))
    assert row == balances_of(lines)
    assert sum(line.cents for line in lines) == 0
    assert all(held_in(lines, Part.RING_FENCED, name) >= 0 for name in ("round:1", "round:2", "plan:1"))
