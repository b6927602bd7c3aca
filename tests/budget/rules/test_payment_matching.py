"""Paid amounts beside the requests: what is booked, what is listed, and what refuses the whole file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.ledger import Part
from budget.rules.life import PaymentState
from budget.rules.payment_matching import asked_by_part, compare
from budget.rules.payments import (
    Books,
    Comparison,
    DifferenceKind,
    Held,
    NumberRefused,
    PaidRow,
    RequestFacts,
    holds_bank_number,
    parse_number,
    payment_number,
)

DAY = date(2026, 11, 20)
DEAL = "deal:7"
REQUEST = RequestFacts(17, "LDB-2026-00017", 1, DEAL, 10_000, PaymentState.APPROVED, 2026)
PROMISED, NOTHING = Held(100_000, 10_000), Held()
ROW = PaidRow(2, 17, "LDB-2026-00017", 10_000, DAY, "B-1")


def beside(
    *rows: PaidRow,
    request: RequestFacts = REQUEST,
    others: tuple[RequestFacts, ...] = (),
    promised: Held = PROMISED,
    delivered: Held = NOTHING,
    vouchers: frozenset[str] = frozenset(),
) -> Comparison:
    requests = {each.id: each for each in (request, *others)}
    held = {(1, Part.PROMISED, DEAL): promised, (1, Part.DELIVERED, DEAL): delivered}
    return compare(rows, Books(requests, held, vouchers))


def booked(found: Comparison) -> list[tuple[int, str, int]]:
    return [(each.row.line, each.kind.value, each.row.cents) for each in found.bookings]


def listed(found: Comparison) -> list[tuple[str, int, bool]]:
    return [(each.kind.value, each.line, each.is_booked) for each in found.differences]


def faults(found: Comparison) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in found.faults]


def test_a_row_that_says_what_was_approved_is_booked_and_nothing_differs() -> None:
    found = beside(ROW)
    assert (booked(found), listed(found), faults(found)) == ([(2, "pay", 10_000)], [], [])
    assert found.booked_cents == 10_000


@pytest.mark.parametrize("cents", [9_000, 11_000, 100_000])
def test_another_amount_within_the_commitment_is_booked_as_paid_and_listed(cents: int) -> None:
    found = beside(replace(ROW, cents=cents))
    assert (booked(found), listed(found), faults(found)) == ([(2, "pay", cents)], [("amount", 2, True)], [])
    assert (found.differences[0].asked_cents, found.differences[0].paid_cents) == (10_000, cents)


def test_a_cent_above_the_commitment_refuses_the_file() -> None:
    assert faults(beside(replace(ROW, cents=100_001))) == [
        "2: € 1,000.01 is paid, but of this commitment only € 1,000 is left."
    ]


def test_what_others_asked_of_the_commitment_is_not_there_to_pay() -> None:
    assert booked(beside(replace(ROW, cents=30_000), promised=Held(100_000, 80_000))) == [(2, "pay", 30_000)]
    found = beside(replace(ROW, cents=30_001), promised=Held(100_000, 80_000))
    assert faults(found) == ["2: € 300.01 is paid, but of this commitment only € 300 is left."]


@pytest.mark.parametrize("state", [PaymentState.ASKED, PaymentState.REFUSED])
def test_what_is_not_approved_is_listed_and_not_booked(state: PaymentState) -> None:
    found = beside(ROW, request=replace(REQUEST, state=state))
    assert (booked(found), listed(found), faults(found)) == ([], [("not_approved", 2, False)], [])


def test_what_is_paid_already_is_listed_and_not_booked_also_within_one_file() -> None:
    found = beside(ROW, request=replace(REQUEST, state=PaymentState.PAID, paid_cents=10_000))
    assert (booked(found), listed(found)) == ([], [("paid_already", 2, False)])
    twice = beside(ROW, replace(ROW, line=3, voucher="B-2"))
    assert (booked(twice), listed(twice)) == ([(2, "pay", 10_000)], [("paid_already", 3, False)])


def test_a_payment_that_was_corrected_is_booked_again_from_what_is_left() -> None:
    corrected = replace(REQUEST, state=PaymentState.PAID, is_corrected=True)
    assert booked(beside(ROW, request=corrected, promised=Held(10_000, 0))) == [(2, "pay", 10_000)]
    assert len(faults(beside(ROW, request=corrected, promised=Held(10_000, 1)))) == 1


def test_approved_requests_that_are_not_in_the_file_are_listed() -> None:
    others = tuple(
        replace(REQUEST, id=number, number=payment_number(number, 2026), state=state)
        for number, state in ((18, PaymentState.APPROVED), (19, PaymentState.ASKED), (20, PaymentState.PAID))
    )
    found = beside(ROW, others=others, promised=Held(100_000, 40_000))
    assert [(each.kind, each.number) for each in found.differences] == [(DifferenceKind.MISSING, "LDB-2026-00018")]


def test_an_unknown_number_or_another_year_refuses_the_file() -> None:
    wrong = replace(ROW, request_id=99, number="LDB-2026-00099")
    other_year = replace(ROW, line=3, number="LDB-2025-00017", voucher="B-2")
    assert faults(beside(wrong, other_year)) == [
        "2: There is no payment request LDB-2026-00099.",
        "3: There is no payment request LDB-2025-00017.",
    ]


def test_a_voucher_twice_in_the_file_or_booked_before_refuses_the_file() -> None:
    assert faults(beside(ROW, replace(ROW, line=3))) == ["3: Voucher B-1 stands in this file twice."]
    assert faults(beside(ROW, vouchers=frozenset({"B-1"}))) == ["2: Voucher B-1 is booked already."]


PAID = replace(REQUEST, state=PaymentState.PAID, paid_cents=10_000)


def test_money_that_came_back_needs_a_payment_of_at_least_as_much() -> None:
    back = replace(ROW, cents=-4_000)
    assert booked(beside(back, request=PAID)) == [(2, "return", -4_000)]
    assert "only € 0 is paid" in faults(beside(back))[0]
    assert "only € 100 is paid" in faults(beside(replace(ROW, cents=-10_001), request=PAID))[0]
    again = replace(back, line=3, voucher="B-2", cents=-6_001)
    assert "only € 60 is paid" in faults(beside(back, again, request=PAID))[0]


def test_on_one_day_payments_come_before_money_that_came_back() -> None:
    back = replace(ROW, cents=-4_000, voucher="B-2", line=2)
    assert booked(beside(back, replace(ROW, line=3))) == [(3, "pay", 10_000), (2, "return", -4_000)]


def test_a_closed_year_pays_only_what_was_delivered_in_it() -> None:
    closed = replace(REQUEST, is_closed=True)
    paid = beside(ROW, request=closed, promised=Held(), delivered=Held(10_000, 10_000))
    assert booked(paid) == [(2, "pay_delivered", 10_000)]
    none = faults(beside(ROW, request=closed, promised=Held(), delivered=Held()))
    assert none == ["2: The year 2026 is closed. Nothing of this commitment was delivered in it."]
    back = faults(beside(replace(ROW, cents=-1), request=replace(PAID, is_closed=True)))
    assert back == ["2: The year 2026 is closed. Money that comes back cannot be booked in it."]


def test_what_was_delivered_before_closing_is_paid_as_delivered() -> None:
    found = beside(ROW, promised=Held(50_000, 0), delivered=Held(50_000, 10_000))
    assert booked(found) == [(2, "pay_delivered", 10_000)]


def test_what_a_request_set_apart_is_found_in_whatever_part_it_stands() -> None:
    assert asked_by_part(10, {Part.PROMISED: 10}) == {Part.DELIVERED: 0, Part.PROMISED: 10}
    assert asked_by_part(10, {Part.PROMISED: 6, Part.DELIVERED: 4}) == {Part.DELIVERED: 4, Part.PROMISED: 6}
    assert asked_by_part(0, {Part.PROMISED: 6}) == {Part.DELIVERED: 0, Part.PROMISED: 0}


@given(st.integers(1, 10**11), st.integers(2000, 2100))
def test_every_number_is_read_back(request_id: int, year: int) -> None:
    assert parse_number(payment_number(request_id, year)) == (request_id, year)


@pytest.mark.parametrize("text", ["", "LDB-2026-17", "LDB-2026-000017", "LDB-26-00017", "LDB-2026-٠٠٠١٧", "x" * 99])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberRefused, match="LDB-2026-00017"):
        parse_number(text)


def test_a_bank_number_is_seen_with_and_without_spaces() -> None:
    assert holds_bank_number("op NL91 ABNA 0417 1643 00 graag")
    assert holds_bank_number("nl91abna0417164300")
    assert not holds_bank_number("Plantenbakken 2026, factuur 20260017")


@given(st.lists(st.tuples(st.integers(-30_000, 60_000).filter(bool), st.integers(17, 20)), max_size=8))
def test_whatever_is_booked_stays_within_the_commitment(paid: list[tuple[int, int]]) -> None:
    others = tuple(replace(REQUEST, id=n, number=payment_number(n, 2026)) for n in (18, 19))
    rows = [
        PaidRow(line, number, payment_number(number, 2026), cents, DAY, f"B-{line}")
        for line, (cents, number) in enumerate(paid, 2)
    ]
    found = beside(*rows, others=others, promised=Held(70_000, 30_000))
    still_asked = sum(10_000 for number in (17, 18, 19) if number not in {b.request.id for b in found.bookings})
    assert 0 <= found.booked_cents <= 70_000 - still_asked
