"""The closed list of movements: what each does to the parts, what is refused, and that everything adds up always."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.balance import balances_of, held_in, is_balanced
from budget.rules.ledger import (
    CORRECTABLE,
    NEW_PROMISES,
    SOURCES,
    WAYS,
    WITH_SUBJECT,
    AmountNotPositive,
    Line,
    Movement,
    MovementKind,
    NotCorrectable,
    NotEnoughMoney,
    Part,
    PromisesStopped,
    YearClosed,
    account_change,
    lines_of,
    refuse_when_stopped,
)

K, P = MovementKind, Part


def book(lines: list[Line], movement: Movement) -> None:
    source = movement.way.source
    lines.extend(lines_of(movement, held_in(lines, source, movement.from_subject or None)))


def the_meent() -> list[Line]:
    """35,980.00 allocated, a fifth reserved, 28,784.00 fenced for a round, 10,000.00 of it won."""
    lines: list[Line] = []
    book(lines, Movement(K.ALLOCATE, 35_980_00))
    book(lines, Movement(K.RESERVE, 7_196_00))
    book(lines, Movement(K.RING_FENCE, 28_784_00, to_subject="round:1"))
    book(lines, Movement(K.AWARD, 10_000_00, "round:1", "plan:5"))
    return lines


def told(lines: list[Line]) -> dict[Part, int]:
    assert is_balanced(balances_of(lines))
    return {part: cents for part, cents in balances_of(lines).items() if cents}


def test_the_year_of_the_meent_adds_up() -> None:
    lines = the_meent()
    book(lines, Movement(K.RELEASE, 18_784_00, "round:1"))
    book(lines, Movement(K.COMMIT_AWARD, 10_000_00, "plan:5", "plan:5"))
    book(lines, Movement(K.GRANT, 1_000_00, to_subject="quick:2"))
    book(lines, Movement(K.PAY, 4_000_00, "plan:5", "plan:5"))
    book(lines, Movement(K.RETURN, 500_00, "plan:5", "plan:5"))
    book(lines, Movement(K.DELIVER, 2_000_00, "plan:5", "plan:5"))
    book(lines, Movement(K.PAY_DELIVERED, 1_500_00, "plan:5", "plan:5"))
    assert told(lines) == {
        P.ALLOCATED: 35_980_00,
        P.RESERVE_LEFT: 6_196_00,
        P.PROMISED: 10_000_00 + 1_000_00 - 4_000_00 + 500_00 - 2_000_00,
        P.DELIVERED: 500_00,
        P.PAID: 4_000_00 - 500_00 + 1_500_00,
        P.AVAILABLE: 18_784_00,
    }
    assert held_in(lines, P.PROMISED, "quick:2") == 1_000_00


def test_the_example_of_one_small_plan_leaves_what_the_meent_can_spend() -> None:
    lines: list[Line] = []
    book(lines, Movement(K.ALLOCATE, 35_980_00))
    book(lines, Movement(K.RESERVE, 7_196_00))
    book(lines, Movement(K.GRANT, 1_000_00, to_subject="quick:1"))
    assert told(lines)[P.AVAILABLE] == 28_784_00


def test_money_that_is_saved_or_taken_along_leaves_the_year_and_comes_into_the_next() -> None:
    old: list[Line] = []
    book(old, Movement(K.ALLOCATE, 100_00))
    book(old, Movement(K.SAVE, 30_00, to_subject="save:1"))
    book(old, Movement(K.COMMIT, 20_00, to_subject="deal:1"))
    book(old, Movement(K.CARRY_OUT_SAVED, 30_00, "save:1"))
    book(old, Movement(K.CARRY_OUT_PROMISED, 5_00, "deal:1"))
    book(old, Movement(K.FREE_PROMISE, 5_00, "deal:1"))
    book(old, Movement(K.CARRY_OUT, 15_00))
    book(old, Movement(K.LAPSE, 40_00))
    assert told(old) == {P.ALLOCATED: 100_00, P.PROMISED: 10_00, P.CARRIED_OUT: 50_00, P.LAPSED: 40_00}
    new: list[Line] = []
    book(new, Movement(K.CARRY_IN, 15_00))
    book(new, Movement(K.CARRY_IN_SAVED, 30_00, to_subject="save:1"))
    book(new, Movement(K.CARRY_IN_PROMISED, 5_00, to_subject="deal:1"))
    book(new, Movement(K.USE_SAVING, 10_00, "save:1"))
    book(new, Movement(K.ADD, 1_00))
    assert told(new) == {P.CARRIED_IN: 50_00, P.ADDITIONS: 1_00, P.SAVED: 20_00, P.PROMISED: 5_00, P.AVAILABLE: 26_00}


def test_yearly_costs_are_set_apart_paid_and_freed() -> None:
    lines: list[Line] = []
    book(lines, Movement(K.ALLOCATE, 35_980_00))
    book(lines, Movement(K.STAND, 15_600_00, to_subject="charge:3"))
    book(lines, Movement(K.CHARGE, 15_000_00, "charge:3", "charge:3"))
    book(lines, Movement(K.FREE_STANDING, 600_00, "charge:3"))
    assert told(lines) == {P.ALLOCATED: 35_980_00, P.PAID: 15_000_00, P.AVAILABLE: 20_980_00}


def test_an_award_takes_only_from_the_rounds_own_money() -> None:
    lines = the_meent()
    with pytest.raises(NotEnoughMoney) as refused:
        book(lines, Movement(K.AWARD, 18_784_01, "round:1", "plan:6"))
    assert (refused.value.asked_cents, refused.value.held_cents) == (18_784_01, 18_784_00)
    assert "€ 18,784.01" in str(refused.value.message)


def test_exactly_what_is_left_may_go() -> None:
    lines = lines_of(Movement(K.RESERVE, 100), held_cents=100)
    assert [(line.part, line.cents) for line in lines] == [(P.AVAILABLE, -100), (P.RESERVE_LEFT, 100)]
    with pytest.raises(NotEnoughMoney):
        lines_of(Movement(K.RESERVE, 101), held_cents=100)


def right(kind: MovementKind, cents: int) -> Movement:
    way = WAYS[kind]
    taker = "plan:1" if kind is K.AWARD else "x:1"
    return Movement(kind, cents, "x:1" if way.from_subject else "", taker if way.to_subject else "")


def test_every_kind_but_the_correction_has_its_way() -> None:
    assert set(WAYS) == set(K) - {K.CORRECT}
    # nothing comes back to where money comes from, and what left the year stays away
    assert not {way.target for way in WAYS.values()} & SOURCES
    assert not {way.source for way in WAYS.values()} & {P.LAPSED, P.CARRIED_OUT}


@pytest.mark.parametrize("kind", list(WAYS))
def test_every_kind_moves_its_amount_from_its_source_to_its_target(kind: MovementKind) -> None:
    out, into = lines_of(right(kind, 7), held_cents=7)
    assert (out.part, out.cents, into.part, into.cents) == (WAYS[kind].source, -7, WAYS[kind].target, 7)
    assert bool(out.subject) == (out.part in WITH_SUBJECT)
    assert bool(into.subject) == (into.part in WITH_SUBJECT)


@pytest.mark.parametrize("amount", [0, -1, -35_980_00])
@pytest.mark.parametrize("kind", list(WAYS))
def test_nothing_and_less_than_nothing_never_move(kind: MovementKind, amount: int) -> None:
    with pytest.raises(AmountNotPositive):
        lines_of(right(kind, amount), held_cents=100)


@pytest.mark.parametrize("kind", [kind for kind, way in WAYS.items() if way.source not in SOURCES])
def test_more_than_is_held_never_moves(kind: MovementKind) -> None:
    with pytest.raises(NotEnoughMoney):
        lines_of(right(kind, 101), held_cents=100)


@pytest.mark.parametrize(
    "movement",
    [
        Movement(K.RING_FENCE, 1),
        Movement(K.RELEASE, 1),
        Movement(K.AWARD, 1, "round:1"),
        Movement(K.AWARD, 1, "", "plan:1"),
        Movement(K.AWARD, 1, "plan:1", "plan:1"),
        Movement(K.ALLOCATE, 1, "round:1"),
        Movement(K.PAY, 1, "deal:1"),
        Movement(K.SAVE, 1),
    ],
)
def test_a_movement_without_its_subjects_is_a_fault(movement: Movement) -> None:
    with pytest.raises(ValueError, match=movement.kind):
        lines_of(movement, held_cents=100)


@pytest.mark.parametrize("kind", sorted(CORRECTABLE))
def test_a_correction_goes_the_same_way_back(kind: MovementKind) -> None:
    done = right(kind, 60)
    back = Movement(K.CORRECT, 60, done.to_subject, done.from_subject, kind)
    lines = [*lines_of(done, 60), *lines_of(back, 60)]
    assert all(cents == 0 for cents in balances_of(lines).values())
    change = {part: account_change(done).get(part, 0) + account_change(back).get(part, 0) for part in Part}
    assert set(change.values()) == {0}


def test_a_correction_cannot_take_back_what_has_moved_on() -> None:
    lines: list[Line] = []
    book(lines, Movement(K.ADD, 100))
    book(lines, Movement(K.COMMIT, 60, to_subject="deal:1"))
    with pytest.raises(NotEnoughMoney):
        book(lines, Movement(K.CORRECT, 100, reverses=K.ADD))


@pytest.mark.parametrize("kind", [*sorted(set(K) - CORRECTABLE), None])
def test_decisions_are_not_undone_by_a_correction(kind: MovementKind | None) -> None:
    with pytest.raises(NotCorrectable):
        lines_of(Movement(K.CORRECT, 1, "x:1", "x:1", kind), held_cents=1)


@pytest.mark.parametrize("kind", list(K))
def test_a_closed_year_only_pays_what_was_delivered_in_it(kind: MovementKind) -> None:
    if kind is K.PAY_DELIVERED:
        refuse_when_stopped(kind, is_closed=True, shortfall=0, year=2026)
    else:
        with pytest.raises(YearClosed):
            refuse_when_stopped(kind, is_closed=True, shortfall=0, year=2026)
    refuse_when_stopped(kind, is_closed=False, shortfall=0, year=2026)


@pytest.mark.parametrize("kind", list(K))
def test_a_shortfall_stops_new_promises_and_nothing_else(kind: MovementKind) -> None:
    if kind in {K.RING_FENCE, K.COMMIT, K.GRANT, K.SAVE}:
        assert kind in NEW_PROMISES
        with pytest.raises(PromisesStopped) as stopped:
            refuse_when_stopped(kind, is_closed=False, shortfall=5_000_00, year=2026)
        assert "€ 5,000 more in 2026" in str(stopped.value.message)
    else:
        refuse_when_stopped(kind, is_closed=False, shortfall=5_000_00, year=2026)


def test_the_change_of_the_account_row_is_that_of_the_lines() -> None:
    assert account_change(Movement(K.ALLOCATE, 5)) == {P.ALLOCATED: 5, P.AVAILABLE: 5}
    assert account_change(Movement(K.RING_FENCE, 5, to_subject="round:1")) == {P.AVAILABLE: -5, P.RING_FENCED: 5}
    assert account_change(Movement(K.AWARD, 5, "round:1", "plan:1")) == {P.RING_FENCED: 0}
    assert account_change(Movement(K.CORRECT, 5, reverses=K.ADD)) == {P.AVAILABLE: -5, P.ADDITIONS: -5}


def test_an_account_below_zero_or_with_money_from_nowhere_is_not_balanced() -> None:
    empty = dict.fromkeys(Part, 0)
    assert is_balanced(empty)
    assert not is_balanced(empty | {P.AVAILABLE: 1})
    assert not is_balanced(empty | {P.AVAILABLE: -1, P.PAID: 1})


SUBJECTS = ["round:1", "plan:1", "plan:2"]


def tried(kind: MovementKind, amount: int, giver: str, taker: str) -> Movement:
    way = WAYS[kind]
    return Movement(kind, amount, giver if way.from_subject else "", taker if way.to_subject else "")


movements = st.builds(
    tried, st.sampled_from(list(WAYS)), st.integers(-2, 60), st.sampled_from(SUBJECTS), st.sampled_from(SUBJECTS)
)


@given(st.lists(st.tuples(movements, st.booleans()), max_size=60))
def test_whatever_is_tried_the_account_stays_balanced(steps: list[tuple[Movement, bool]]) -> None:
    lines: list[Line] = []
    row = dict.fromkeys(Part, 0)

    def attempt(movement: Movement) -> bool:
        try:
            book(lines, movement)
        except (AmountNotPositive, NotEnoughMoney, NotCorrectable, ValueError):
            return False
        for part, cents in account_change(movement).items():
            row[part] += cents
        return True

    for movement, is_taken_back in steps:
        if attempt(movement) and is_taken_back:
            attempt(
                Movement(K.CORRECT, movement.amount_cents, movement.to_subject, movement.from_subject, movement.kind)
            )
        assert is_balanced(balances_of(lines))
        assert row == balances_of(lines)
        assert sum(line.cents for line in lines) == 0
    held = {(part, name): held_in(lines, part, name) for part in WITH_SUBJECT for name in SUBJECTS}
    assert min(held.values()) >= 0
    assert sum(held.values()) == sum(row[part] for part in WITH_SUBJECT)
