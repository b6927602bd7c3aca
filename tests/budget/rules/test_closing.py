"""What closing does to an account, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.rules.closing import (
    MINUTES,
    AccountAtEnd,
    AmountOutside,
    HeldSaving,
    SavingTooLong,
    amount_in_words,
    closing_steps,
    obstacles_to_closing,
    refuse_saving_term,
    refuse_split,
    seal_of_lapses,
)
from budget.rules.ledger import MovementKind

ON, ENDS = HeldSaving("save:1", 400_000, 2027), HeldSaving("save:2", 50_000, 2026)
MEENT = AccountAtEnd(1, 9, 2026, "Meent", reserve_left=719_600, available=100_000, savings=(ON, ENDS))


def test_the_reserve_comes_free_savings_go_on_and_the_rest_lapses() -> None:
    steps = [(step.kind, step.amount, step.from_subject) for step in closing_steps(MEENT)]
    assert steps == [
        (MovementKind.FREE_RESERVE, 719_600, ""),
        (MovementKind.CARRY_OUT_SAVED, 400_000, "save:1"),
        (MovementKind.USE_SAVING, 50_000, "save:2"),
        (MovementKind.LAPSE, 869_600, ""),
    ]
    assert MEENT.lapses == 869_600


def test_an_empty_account_needs_no_movement() -> None:
    assert closing_steps(AccountAtEnd(1, None, 2026, "Meent")) == ()


def test_savings_without_an_end_go_on() -> None:
    assert replace(MEENT, savings=(HeldSaving("save:3", 5, None),)).ends == ()


@pytest.mark.parametrize(("today", "count"), [(date(2026, 12, 31), 1), (date(2027, 1, 1), 0)])
def test_the_calendar_year_must_be_over(today: date, count: int) -> None:
    assert len(obstacles_to_closing(2026, today, [MEENT])) == count


def test_only_savings_that_go_on_need_a_next_year() -> None:
    today = date(2027, 1, 1)
    assert len(obstacles_to_closing(2026, today, [replace(MEENT, next_id=None)])) == 1
    assert obstacles_to_closing(2026, today, [replace(MEENT, next_id=None, savings=(ENDS,))]) == ()


@pytest.mark.parametrize(("delivered", "fits"), [(-1, False), (99, False), (100, True), (500, True), (501, False)])
def test_delivered_is_from_what_is_asked_to_what_is_held(delivered: int, fits: bool) -> None:
    if fits:
        refuse_split("eur", delivered, 500, 100)
    else:
        with pytest.raises(AmountOutside):
            refuse_split("eur", delivered, 500, 100)


@pytest.mark.parametrize(("last", "fits"), [(2026, False), (2027, True), (2029, True), (2030, False)])
def test_saving_ends_within_the_years_allowed(last: int, fits: bool) -> None:
    if fits:
        refuse_saving_term(2026, last, 3)
    else:
        with pytest.raises(SavingTooLong):
            refuse_saving_term(2026, last, 3)


def test_the_seal_differs_with_every_amount() -> None:
    assert seal_of_lapses([MEENT]) == seal_of_lapses([replace(MEENT)])
    assert seal_of_lapses([MEENT]) != seal_of_lapses([replace(MEENT, available=100_001)])


def test_amounts_are_said_in_their_unit() -> None:
    assert str(amount_in_words("eur", 150)) == "€ 1.50"
    assert str(amount_in_words(MINUTES, 90)) == "1 hours and 30 minutes"
