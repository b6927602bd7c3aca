"""Payment requests on real databases: who asks, who decides, and never more than was promised."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from budget.models import PaymentRequest
from budget.queries.payments import (
    PaymentFilter,
    all_approved,
    count_by_state,
    find_payment,
    list_payments,
    payment_years,
    payments_of,
    work_of,
)
from budget.rules.ledger import MovementKind
from budget.rules.life import PaymentState
from budget.services.ledger import AskedAlready
from budget.services.payments import NothingPromised, PaymentNotAsked, approve_payment, refuse_payment
from database import Database
from lives.lifecycle import StepRefused
from lives.refused import Refused
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, NotFound
from tests.budget.payments import DEAL, OTHER_FINANCE, approved, ask, close, everything, held, move, promise
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, make_actor
from tests.builders.town import MEENT, ZUID, add_areas, add_year


@pytest.fixture
def year(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    add_year(database, now)
    return database


def state_of(database: Database, request_id: int) -> str:
    with database.reading() as session:
        return find_payment(session, request_id).shown_state


def decide(database: Database, now: datetime, actor: Actor, request_id: int, reason: str | None = None) -> None:
    with database.writing() as session:
        if reason is None:
            approve_payment(session, actor, now, request_id)
        else:
            refuse_payment(session, actor, now, request_id, reason)


def test_nothing_is_asked_before_a_decision_promised_the_money(year: Database, now: datetime) -> None:
    before = everything(year)
    with pytest.raises(NothingPromised, match="no decision"):
        ask(year, now)
    move(year, now, MovementKind.RING_FENCE, 50_000, to_subject=DEAL)
    with pytest.raises(NothingPromised):
        ask(year, now)
    assert everything(year)["payment_request"] == before["payment_request"] == []


def test_asking_sets_a_part_of_the_commitment_apart_to_the_cent(year: Database, now: datetime) -> None:
    promise(year, now)
    ask(year, now, 60_000)
    before = everything(year)
    with pytest.raises(AskedAlready, match=r"400\.01 is asked, but of this commitment only € 400 is left"):
        ask(year, now, 40_001)
    assert everything(year) == before
    ask(year, now, 40_000)
    assert held(year) == (100_000, 100_000)


@pytest.mark.parametrize(
    ("cents", "purpose", "message"),
    [
        (0, "Bakken", "more than zero"),
        (-1, "Bakken", "more than zero"),
        (1, "  ", "what the payment is for"),
        (1, "x" * 201, "at most 200"),
        (1, "op NL91 ABNA 0417 1643 00", "bank number"),
    ],
)
def test_what_is_no_request_is_refused_in_words(
    year: Database, now: datetime, cents: int, purpose: str, message: str
) -> None:
    promise(year, now)
    before = everything(year)
    with pytest.raises(PaymentNotAsked, match=message):
        ask(year, now, cents, purpose=purpose)
    assert everything(year) == before


def test_another_person_of_finance_approves_and_the_money_stays_apart(year: Database, now: datetime) -> None:
    promise(year, now)
    request_id = ask(year, now)
    decide(year, now, FINANCE, request_id)
    assert (state_of(year, request_id), held(year)) == ("approved", (100_000, 10_000))


def test_refusing_says_why_and_frees_what_was_set_apart(year: Database, now: datetime) -> None:
    promise(year, now)
    request_id = ask(year, now)
    before = everything(year)
    for reason, message in (("  ", "why"), ("naar NL91ABNA0417164300", "bank number")):
        with pytest.raises(Refused, match=message):
            decide(year, now, FINANCE, request_id, reason)
    assert everything(year) == before
    decide(year, now, FINANCE, request_id, "Geen bon")
    assert (state_of(year, request_id), held(year)) == ("refused", (100_000, 0))
    with year.reading() as session:
        assert find_payment(session, request_id).request.reason == "Geen bon"


@pytest.mark.parametrize("reason", [None, "Geen bon"], ids=["approve", "refuse"])
@pytest.mark.parametrize(
    ("actor", "refusal"),
    [
        (ADMINISTRATOR, NotAllowed),
        (COORDINATOR, NotAllowed),
        (RESIDENT, NotAllowed),
        (make_actor("reviewer", Role.REVIEWER), NotAllowed),
        (make_actor("clerk", Role.COLLEGE_CLERK), NotAllowed),
        (make_actor("zuid", Role.FINANCE, area=ZUID), NotAllowed),
        (make_actor("meent", Role.FINANCE, area=MEENT), None),
        (FINANCE, None),
    ],
    ids=["administrator", "coordinator", "resident", "reviewer", "clerk", "finance-zuid", "finance-meent", "finance"],
)
def test_only_finance_of_the_area_decides(
    year: Database, now: datetime, actor: Actor, refusal: type[Exception] | None, reason: str | None
) -> None:
    promise(year, now)
    request_id = ask(year, now)
    before = everything(year)
    if refusal is None:
        decide(year, now, actor, request_id, reason)
        assert state_of(year, request_id) in ("approved", "refused")
        return
    with pytest.raises(refusal, match="Only somebody of finance"):
        decide(year, now, actor, request_id, reason)
    assert everything(year) == before


@pytest.mark.parametrize("reason", [None, "Geen bon"], ids=["approve", "refuse"])
def test_who_asked_does_not_decide(year: Database, now: datetime, reason: str | None) -> None:
    promise(year, now)
    request_id = ask(year, now, actor=FINANCE)
    before = everything(year)
    with pytest.raises(StepRefused, match="somebody else asked"):
        decide(year, now, FINANCE, request_id, reason)
    assert everything(year) == before
    decide(year, now, OTHER_FINANCE, request_id, reason)


def test_the_database_itself_wants_two_people(year: Database, now: datetime) -> None:
    promise(year, now)
    request_id = ask(year, now)
    with year.writing() as session, pytest.raises(IntegrityError, match="two_people"):
        request = session.get_one(PaymentRequest, request_id)
        request.state, request.decided_at, request.decided_by_key = "approved", now, COORDINATOR.key
        session.flush()


@pytest.mark.parametrize("first", [None, "Geen bon"], ids=["approved", "refused"])
@pytest.mark.parametrize("second", [None, "Geen bon"], ids=["approve", "refuse"])
def test_deciding_twice_is_refused_in_words(
    year: Database, now: datetime, first: str | None, second: str | None
) -> None:
    promise(year, now)
    request_id = ask(year, now)
    decide(year, now, FINANCE, request_id, first)
    before = everything(year)
    with pytest.raises(StepRefused, match=r"not possible now\. The state is: (Approved|Refused)"):
        decide(year, now, OTHER_FINANCE, request_id, second)
    assert everything(year) == before


def test_what_does_not_exist_is_not_found(year: Database, now: datetime) -> None:
    with pytest.raises(NotFound):
        decide(year, now, FINANCE, 999)
    with year.reading() as session, pytest.raises(NotFound):
        find_payment(session, 999)


def test_what_was_delivered_is_asked_from_there_also_after_closing(year: Database, now: datetime) -> None:
    promise(year, now)
    subjects = {"from_subject": DEAL, "to_subject": DEAL}
    first = ask(year, now, 20_000)
    move(year, now, MovementKind.DELIVER, 30_000, **subjects)
    assert (held(year), held(year, "delivered")) == ((70_000, 20_000), (30_000, 0))
    decide(year, now, FINANCE, first, "Geen bon")
    assert held(year) == (70_000, 0)
    close(year)
    ask(year, now, 30_000)
    assert held(year, "delivered") == (30_000, 30_000)
    with pytest.raises(AskedAlready):
        ask(year, now, 1)


def test_in_a_closed_year_what_was_not_delivered_is_not_asked(year: Database, now: datetime) -> None:
    promise(year, now)
    close(year)
    with pytest.raises(NothingPromised):
        ask(year, now)


def test_eight_who_ask_at_once_never_ask_more_than_was_promised(year: Database, now: datetime) -> None:
    promise(year, now)

    def try_asking(number: int) -> bool:
        try:
            ask(year, now, 30_000, actor=make_actor(f"asker {number}"))
        except AskedAlready:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_asking, range(8))) == 3
    assert held(year) == (100_000, 90_000)
    with year.reading() as session:
        assert len(payments_of(session, DEAL)) == 3


def test_of_two_who_decide_at_once_one_does(year: Database, now: datetime) -> None:
    promise(year, now)
    request_id = ask(year, now)

    def try_deciding(actor: Actor) -> bool:
        try:
            decide(year, now, actor, request_id, "Geen bon" if actor is FINANCE else None)
        except StepRefused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(try_deciding, (FINANCE, OTHER_FINANCE))) == [False, True]
    assert (state_of(year, request_id), held(year)[1]) in (("approved", 10_000), ("refused", 0))


def test_lists_go_on_after_the_last_number_and_narrow_by_area_and_year(year: Database, now: datetime) -> None:
    promise(year, now)
    numbers = [ask(year, now, 100) for _ in range(5)]
    asked = PaymentFilter(PaymentState.ASKED)
    with year.reading() as session:
        first = list_payments(session, asked, limit=3)
        assert [row.request.id for row in first] == numbers[:4]
        rest = list_payments(session, PaymentFilter(PaymentState.ASKED, after=numbers[2]), limit=3)
        assert [row.request.id for row in rest] == numbers[3:]
        assert list_payments(session, PaymentFilter(PaymentState.ASKED, area_code=ZUID)) == []
        assert list_payments(session, PaymentFilter(PaymentState.ASKED, year=2025)) == []
        assert len(list_payments(session, PaymentFilter(PaymentState.ASKED, MEENT, 2026))) == 5
        assert count_by_state(session) == {"asked": (5, 500)}
        assert payment_years(session) == [2026]
        assert first[0].number == f"LDB-2026-{numbers[0]:05}"
    for number in numbers:
        decide(year, now, FINANCE, number, "Geen bon" if number == numbers[0] else None)
    with year.reading() as session:
        assert [row.request.id for row in all_approved(session, asked)] == numbers[1:]
        assert [row.request.id for row in list_payments(session, PaymentFilter(PaymentState.REFUSED))] == numbers[:1]


def test_finance_has_the_requests_of_others_to_decide_oldest_first(year: Database, now: datetime) -> None:
    promise(year, now)
    first, _own, second = ask(year, now), ask(year, now, actor=FINANCE), ask(year, now, purpose="Bankje")
    approved(year, now)
    with year.reading() as session:
        items = work_of(session, FINANCE, now)
        assert [(item.values["payment_id"], item.title, item.area_code) for item in items] == [
            (first, "Plantenbakken", MEENT),
            (second, "Bankje", MEENT),
        ]
        assert all(item.due is None and item.endpoint == "budget.payment" for item in items)
        assert len(work_of(session, OTHER_FINANCE, now)) == 3
        assert work_of(session, make_actor("zuid", Role.FINANCE, area=ZUID), now) == []
        assert work_of(session, COORDINATOR, now) == []
