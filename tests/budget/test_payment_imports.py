"""Paid amounts booked from a file or by hand on real databases: all of it or nothing, and every voucher once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from budget.models import Movement, PaymentRequest
from budget.queries import find_account
from budget.queries.payments import all_imports, corrected_among, find_import, find_payment, payments_of
from budget.rules.ledger import MovementKind
from budget.rules.payment_file import CellRefused, FileRefused
from budget.services import correct_movement
from budget.services.payment_imports import (
    ImportedBefore,
    ImportRefused,
    PaidByHand,
    PaymentFile,
    PaymentNotBooked,
    import_payments,
    pay_by_hand,
    preview_import,
)
from database import Database
from lives.lifecycle import StepRefused
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, NotFound
from logbook.services import act
from tests.budget.payments import (
    DEAL,
    HEAD,
    OTHER_FINANCE,
    approved,
    ask,
    close,
    everything,
    held,
    move,
    number_of,
    promise,
)
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, make_actor
from tests.builders.town import MEENT, ZUID, add_areas, add_year


@pytest.fixture
def year(database: Database, now: datetime) -> Database:
    """A commitment of EUR 1,000 in the Meent."""
    add_areas(database, now)
    add_year(database, now)
    promise(database, now)
    return database


def file_of(*lines: str, name: str = "betaald.csv") -> PaymentFile:
    return PaymentFile(name, (HEAD + "\n".join(lines)).encode())


def line(request_id: int, amount: str, voucher: str, day: str = "20-11-2026") -> str:
    return f"{number_of(request_id)};{amount};{day};{voucher}"


def book(database: Database, now: datetime, *lines: str, actor: Actor = FINANCE) -> int:
    with database.writing() as session:
        return import_payments(session, actor, now, file_of(*lines))


def by_hand(database: Database, now: datetime, request_id: int, cents: int, voucher: str = "H-1") -> int:
    with database.writing() as session:
        return pay_by_hand(session, FINANCE, now, request_id, PaidByHand(cents, now.date(), voucher))


def paid_cents(database: Database) -> int:
    with database.reading() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        return account.paid


def request_of(database: Database, request_id: int) -> PaymentRequest:
    with database.reading() as session:
        return find_payment(session, request_id).request


def differences(database: Database, import_id: int) -> list[tuple[str, str, bool]]:
    with database.reading() as session:
        kept = json.loads(find_import(session, import_id).differences)
    return [(each["kind"], each["number"], each["is_booked"]) for each in kept]


def test_a_file_books_every_row_and_keeps_what_differs(year: Database, now: datetime) -> None:
    same, other, missing = approved(year, now), approved(year, now, 20_000), approved(year, now, 5_000)
    unapproved = ask(year, now, 1_000)
    import_id = book(
        year, now, line(same, "100,00", "B-1"), line(other, "150,00", "B-2"), line(unapproved, "10", "B-3"),
        line(same, "100", "B-4"),
    )  # fmt: skip
    assert differences(year, import_id) == [
        ("amount", number_of(other), True),
        ("not_approved", number_of(unapproved), False),
        ("paid_already", number_of(same), False),
        ("missing", number_of(missing), False),
    ]
    assert paid_cents(year) == 25_000
    assert held(year) == (75_000, 6_000)
    assert held(year, "paid") == (25_000, 0)
    request = request_of(year, same)
    assert (request.state, request.paid_on) == ("paid", date(2026, 11, 20))
    with year.reading() as session:
        movement = session.get_one(Movement, request.movement_id)
        assert (movement.kind, movement.cents) == ("pay", 10_000)
        assert (movement.reference, movement.external_reference) == (number_of(same), "B-1")
        kept = find_import(session, import_id)
        assert (kept.file_name, len(json.loads(kept.rows)), kept.imported_by_key) == ("betaald.csv", 4, FINANCE.key)
        assert [each.id for each in all_imports(session)] == [import_id]


def test_what_a_preview_shows_is_what_is_booked_and_a_preview_changes_nothing(year: Database, now: datetime) -> None:
    request_id = approved(year, now)
    file = file_of(line(request_id, "90,00", "B-1"))
    before = everything(year)
    with year.reading() as session:
        shown = preview_import(session, FINANCE, now, file)
    assert everything(year) == before
    assert [(each.kind.value, each.paid_cents) for each in shown.differences] == [("amount", 9_000)]
    assert (shown.booked_cents, shown.faults) == (9_000, ())
    with year.writing() as session:
        import_payments(session, FINANCE, now, file)
    assert paid_cents(year) == 9_000


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("LDB-2026-99999;1;20-11-2026;B-9", "no payment request LDB-2026-99999"),
        ("LDB-2025-00001;1;20-11-2026;B-9", "no payment request LDB-2025-00001"),
        ("onzin;1;20-11-2026;B-9", "no payment number"),
        ("LDB-2026-00002;een;20-11-2026;B-9", "in figures only"),
        ("LDB-2026-00002;1;20-13-2026;B-9", "cannot read this day"),
        ("LDB-2026-00002;1;20-11-2026;B-1", "stands in this file twice"),
        ("LDB-2026-00002;1;20-11-2026;B-0", "Voucher B-0 is booked already"),
        ("LDB-2026-00002;900,01;20-11-2026;B-9", "of this commitment only € 800 is left"),
        ("LDB-2026-00002;-1;20-11-2026;B-9", "only € 0 is paid"),
    ],
)
def test_one_fault_refuses_the_whole_file_and_nothing_is_half_done(
    year: Database, now: datetime, fault: str, message: str
) -> None:
    first, _second, third = approved(year, now), approved(year, now), approved(year, now)
    by_hand(year, now, third, 10_000, "B-0")
    before = everything(year)
    with pytest.raises(ImportRefused, match="Nothing is booked") as refused:
        book(year, now, line(first, "100,00", "B-1"), fault)
    assert [found.line for found in refused.value.faults] == [3]
    assert message in str(refused.value.faults[0].message)
    assert everything(year) == before
    with year.reading() as session:
        shown = preview_import(session, FINANCE, now, file_of(line(first, "100,00", "B-1"), fault))
    assert shown.faults == refused.value.faults


@pytest.mark.parametrize("content", [b"", HEAD.encode(), b"a;b\n1;2\n", b"PK\x03\x04\x00"])
def test_a_file_that_is_no_table_changes_nothing(year: Database, now: datetime, content: bytes) -> None:
    before = everything(year)
    with year.writing() as session, pytest.raises(FileRefused):
        import_payments(session, FINANCE, now, PaymentFile("x.csv", content))
    assert everything(year) == before


def test_the_same_file_is_not_booked_twice(year: Database, now: datetime) -> None:
    request_id = approved(year, now)
    book(year, now, line(request_id, "100", "B-1"))
    before = everything(year)
    with pytest.raises(ImportedBefore, match="2026-11-23"):
        book(year, now, line(request_id, "100", "B-1"))
    with year.reading() as session, pytest.raises(ImportedBefore):
        preview_import(session, FINANCE, now, file_of(line(request_id, "100", "B-1")))
    assert everything(year) == before


def test_of_two_who_send_the_same_file_at_once_one_books_it(year: Database, now: datetime) -> None:
    lines = [line(approved(year, now), "100", f"B-{number}") for number in range(5)]

    def try_booking(actor: Actor) -> bool:
        try:
            book(year, now, *lines, actor=actor)
        except ImportedBefore:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(try_booking, (FINANCE, OTHER_FINANCE))) == [False, True]
    assert paid_cents(year) == 50_000


def test_files_that_share_a_payment_at_once_never_pay_it_twice(year: Database, now: datetime) -> None:
    request_id = approved(year, now)

    def try_booking(number: int) -> list[str]:
        return [kind for kind, *_ in differences(year, book(year, now, line(request_id, "100", f"B-{number}")))]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(try_booking, range(4)))
    assert sorted(found) == [[], ["paid_already"], ["paid_already"], ["paid_already"]]
    assert paid_cents(year) == 10_000


def test_the_database_itself_books_a_voucher_once(year: Database, now: datetime) -> None:
    values = {"from_subject": DEAL, "to_subject": DEAL, "external_reference": "B-1"}
    move(year, now, MovementKind.PAY, 100, **values)
    for kind in (MovementKind.PAY, MovementKind.RETURN):
        with pytest.raises(IntegrityError):
            move(year, now, kind, 50, **values)
    move(year, now, MovementKind.PAY, 100, **{**values, "external_reference": ""})
    move(year, now, MovementKind.PAY, 100, **{**values, "external_reference": ""})


@pytest.mark.parametrize(
    "actor",
    [ADMINISTRATOR, COORDINATOR, make_actor("zuid", Role.FINANCE, area=ZUID)],
    ids=["administrator", "coordinator", "finance-zuid"],
)
def test_only_finance_of_the_area_books(year: Database, now: datetime, actor: Actor) -> None:
    request_id = approved(year, now)
    before = everything(year)
    with pytest.raises(NotAllowed):
        book(year, now, line(request_id, "100", "B-1"), actor=actor)
    with year.writing() as session, pytest.raises(NotAllowed):
        pay_by_hand(session, actor, now, request_id, PaidByHand(10_000, now.date(), "B-1"))
    assert everything(year) == before


def test_money_that_came_back_lies_with_the_commitment_again(year: Database, now: datetime) -> None:
    request_id = approved(year, now)
    book(year, now, line(request_id, "100", "B-1"), line(request_id, "-40,00", "B-2"))
    assert (paid_cents(year), held(year)) == (6_000, (94_000, 0))
    by_hand(year, now, request_id, -6_000, "B-3")
    assert (paid_cents(year), held(year)) == (0, (100_000, 0))
    with pytest.raises(PaymentNotBooked, match="only € 0 is paid"):
        by_hand(year, now, request_id, -1, "B-4")


def test_a_payment_by_hand_is_booked_as_a_row_would_be(year: Database, now: datetime) -> None:
    request_id = approved(year, now)
    by_hand(year, now, request_id, 9_000)
    assert (request_of(year, request_id).state, paid_cents(year), held(year)) == ("paid", 9_000, (91_000, 0))
    before = everything(year)
    with pytest.raises(StepRefused, match="only possible when"):
        by_hand(year, now, request_id, 9_000, "H-2")
    assert everything(year) == before


@pytest.mark.parametrize(
    ("cents", "voucher", "day", "refusal", "message"),
    [
        (0, "H-2", date(2026, 11, 20), PaymentNotBooked, "more than zero"),
        (100_001, "H-2", date(2026, 11, 20), PaymentNotBooked, "is left"),
        (100, "H-1", date(2026, 11, 20), PaymentNotBooked, "booked already"),
        (100, "", date(2026, 11, 20), CellRefused, "voucher"),
        (100, "H-2", date(2026, 11, 24), CellRefused, "has not come yet"),
    ],
)
def test_a_payment_by_hand_that_cannot_be_is_refused_in_words(
    year: Database, now: datetime, cents: int, voucher: str, day: date, refusal: type[Exception], message: str
) -> None:
    first, second = approved(year, now), approved(year, now)
    by_hand(year, now, first, 10_000, "H-1")
    before = everything(year)
    with year.writing() as session, pytest.raises(refusal, match=message):
        pay_by_hand(session, FINANCE, now, second, PaidByHand(cents, day, voucher))
    assert everything(year) == before


def test_what_is_not_approved_or_not_there_is_not_paid_by_hand(year: Database, now: datetime) -> None:
    request_id = ask(year, now)
    before = everything(year)
    with pytest.raises(StepRefused, match="The state is: Asked for"):
        by_hand(year, now, request_id, 100)
    with pytest.raises(NotFound):
        by_hand(year, now, 999, 100)
    assert everything(year) == before


def test_a_corrected_payment_says_so_and_its_money_can_be_paid_again(year: Database, now: datetime) -> None:
    request_id = approved(year, now)
    number = by_hand(year, now, request_id, 1_000)
    with year.writing() as session, act(session, FINANCE, now, "correct") as a:
        correct_movement(a, number, "typed wrong")
    with year.reading() as session:
        assert find_payment(session, request_id).shown_state == "corrected"
        assert corrected_among(session, payments_of(session, DEAL)) == {request_id}
    assert held(year) == (100_000, 0)
    by_hand(year, now, request_id, 10_000, "H-1a")
    with year.reading() as session:
        assert find_payment(session, request_id).shown_state == "paid"
        assert corrected_among(session, payments_of(session, DEAL)) == set()
    assert (paid_cents(year), held(year)) == (10_000, (90_000, 0))


def test_a_closed_year_pays_what_was_delivered_and_nothing_else(year: Database, now: datetime) -> None:
    subjects = {"from_subject": DEAL, "to_subject": DEAL}
    move(year, now, MovementKind.DELIVER, 30_000, **subjects)
    move(year, now, MovementKind.FREE_PROMISE, 70_000, from_subject=DEAL)
    first, second = approved(year, now, 20_000), approved(year, now, 10_000)
    close(year)
    book(year, now, line(first, "200", "B-1"))
    assert (paid_cents(year), held(year, "delivered")) == (20_000, (10_000, 10_000))
    before = everything(year)
    with pytest.raises(ImportRefused) as refused:
        book(year, now, line(first, "-1", "B-2"))
    assert "The year 2026 is closed" in str(refused.value.faults[0].message)
    assert everything(year) == before
    by_hand(year, now, second, 10_000)
    assert (paid_cents(year), held(year, "delivered")) == (30_000, (0, 0))
