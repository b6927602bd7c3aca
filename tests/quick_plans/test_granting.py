"""Deciding about small plans: mandate, four eyes, money out of the reserve and no further, doubts, one decision."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from budget.queries import find_account
from deals.models import Deal
from lives.refused import Refused
from notices.models import OutboxMail
from quick_plans.queries import work_of
from quick_plans.services import grant, refer, refuse, settle_doubt, withdraw, withdraw_mandate
from quick_plans.services.refusals import GrantRefused, QuickRefused, QuickStepNotPossible
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import MEENT, ZUID
from tests.quick_plans.small_plans import (
    BENCH,
    DAY_PARTY,
    NEIGHBOUR,
    SECOND,
    ZUID_ONLY,
    enter_small,
    give_mandate,
    make_place,
    send_small,
    small_plan,
)


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


def give(database, now, number, cents=500_00, by=COORDINATOR, minutes=0, reason=""):
    with database.writing() as session:
        return grant(session, by, now, number, cents, minutes, reason)


def reserve(database):
    with database.reading() as session:
        return find_account(session, 2026, MEENT).reserve_left


def test_a_grant_is_money_a_deal_and_a_mail_in_one_act(place, now):
    give_mandate(place, now)
    number = send_small(place, now)
    assert reserve(place) == 6_000_00
    deal_id = give(place, now, number)
    found = small_plan(place, number)
    assert (found.state, found.granted_cents, found.deal_id) == ("granted", 500_00, deal_id)
    assert reserve(place) == 5_500_00
    with place.reading() as session:
        assert session.get_one(Deal, deal_id).subject == f"quick:{number}"
        assert "quick_plan_granted" in session.scalars(select(OutboxMail.template)).all()


@pytest.mark.parametrize(
    ("actor", "days", "area", "cents", "ground"),
    [
        (COORDINATOR, (1, 30), MEENT, 500_00, "has_mandate"),
        (COORDINATOR, (-5, -1), MEENT, 500_00, "has_mandate"),
        (COORDINATOR, (0, 0), ZUID, 500_00, "has_mandate"),
        (COORDINATOR, (0, 0), MEENT, 499_99, "mandate_covers_amount"),
        (SECOND, (0, 0), MEENT, 500_00, None),
    ],
)
def test_only_a_mandate_for_this_area_day_and_amount_counts(place, now, actor, days, area, cents, ground):
    give_mandate(place, now, actor, area, cents, days)
    number = send_small(place, now)
    if ground is None:
        assert give(place, now, number, by=actor)
        return
    with pytest.raises(QuickStepNotPossible) as refused:
        give(place, now, number, by=actor)
    assert refused.value.ground == ground
    assert reserve(place) == 6_000_00


def test_a_mandate_that_was_withdrawn_counts_no_more(place, now):
    mandate = give_mandate(place, now)
    number = send_small(place, now)
    with place.writing() as session:
        withdraw_mandate(session, ADMINISTRATOR, now, mandate)
    with pytest.raises(QuickStepNotPossible):
        give(place, now, number)


@pytest.mark.parametrize("actor", [RESIDENT, NEIGHBOUR, FINANCE, ADMINISTRATOR, ZUID_ONLY])
def test_nobody_but_a_coordinator_of_the_area_decides(place, now, actor):
    number = send_small(place, now)
    for decide in (
        lambda s: grant(s, actor, now, number, 500_00),
        lambda s: refuse(s, actor, now, number, "Dit kan niet."),
        lambda s: refer(s, actor, now, number, "Naar de stemronde."),
    ):
        with place.writing() as session, pytest.raises(Refused):
            decide(session)
    assert small_plan(place, number).state == "sent"


def test_nobody_decides_about_what_one_thought_up_or_entered(place, now):
    give_mandate(place, now)
    own = send_small(place, now, by=COORDINATOR)
    entered = enter_small(place, now, asked=replace(DAY_PARTY, title="Aan de balie"))
    for number in (own, entered):
        with pytest.raises(QuickStepNotPossible) as refused:
            give(place, now, number)
        assert refused.value.status == 403
    give_mandate(place, now, SECOND)
    assert give(place, now, entered, by=SECOND)


def test_the_database_itself_refuses_a_decision_about_the_own_plan(place, now):
    number = send_small(place, now)
    with pytest.raises(IntegrityError), place.engine.begin() as connection:
        connection.execute(
            text("UPDATE quick_plan SET state='referred', reason='x', decided_by_key=proposer_key, decided_at=sent_at "
                 "WHERE id=:id"), {"id": number},
        )  # fmt: skip


def test_never_more_than_asked_the_limit_or_the_reserve(place, now):
    give_mandate(place, now, cents=50_000_00)
    number = send_small(place, now)
    with pytest.raises(GrantRefused):
        give(place, now, number, 500_01)
    with pytest.raises(GrantRefused):
        give(place, now, number, 0)
    with pytest.raises(GrantRefused) as refused:
        give(place, now, number, 400_00)
    assert refused.value.field == "reason"
    assert give(place, now, number, 400_00, reason="De tafel is er al.")
    assert reserve(place) == 5_600_00


def test_hours_without_an_account_are_refused_and_nothing_is_half_done(place, now):
    give_mandate(place, now)
    number = send_small(place, now, replace(DAY_PARTY, minutes=120))
    with pytest.raises(GrantRefused) as refused:
        give(place, now, number, minutes=120)
    assert refused.value.field == "hours"
    assert (small_plan(place, number).state, reserve(place)) == ("sent", 6_000_00)


def test_an_area_without_money_this_year_is_told_in_words(place, now):
    later = now + timedelta(days=60)
    give_mandate(place, later)
    number = send_small(place, later)
    with pytest.raises(GrantRefused, match="2027"):
        give(place, later, number)


def test_refusing_and_sending_on_need_a_reason_and_are_told(place, now):
    give_mandate(place, now)
    number = send_small(place, now)
    with place.writing() as session, pytest.raises(QuickRefused):
        refuse(session, COORDINATOR, now, number, " ")
    with place.writing() as session:
        refuse(session, COORDINATOR, now, number, "Er is al een burendag.")
    assert small_plan(place, number).reason == "Er is al een burendag."
    other = send_small(place, now, replace(DAY_PARTY, title="Iets groters"))
    with place.writing() as session:
        refer(session, COORDINATOR, now, other, "Dit past bij de stemronde.")
    assert small_plan(place, other).state == "referred"
    with place.writing() as session, pytest.raises(QuickStepNotPossible):
        withdraw(session, RESIDENT, now, other)


def test_plans_that_are_parts_of_one_need_a_reason_first(place, now):
    give_mandate(place, now)
    numbers = [send_small(place, now, replace(BENCH, title=f"Bank {each}")) for each in range(4)]
    with pytest.raises(QuickStepNotPossible) as refused:
        give(place, now, numbers[3], 2_500_00)
    assert refused.value.ground == "has_no_open_doubt"
    with place.writing() as session:
        settle_doubt(session, COORDINATOR, now, numbers[3], "CAP-SPLIT", "Het zijn losse banken.")
    assert give(place, now, numbers[3], 2_500_00)
    # a settled doubt counts for these figures only
    with place.writing() as session:
        settle_doubt(session, COORDINATOR, now, numbers[0], "CAP-SPLIT", "Het zijn losse banken.")
    send_small(place, now, replace(BENCH, title="Bank 5"))
    with pytest.raises(QuickStepNotPossible):
        give(place, now, numbers[0], 2_500_00)


def test_an_answer_that_is_late_is_shown_and_nothing_moves_by_itself(place, now):
    number = send_small(place, now)
    late = now + timedelta(days=15)
    with place.reading() as session:
        (item,) = work_of(session, COORDINATOR, late)
        assert "late" in str(item.note)
        assert work_of(session, ZUID_ONLY, late) == []
        assert work_of(session, RESIDENT, late) == []
    found = small_plan(place, number)
    assert (found.state, (found.decide_by - now.date()).days) == ("sent", 14)


def attempt(database, now, number, by, cents):
    try:
        give(database, now, number, cents, by=by)
    except Refused:
        return 0
    return cents


def test_two_coordinators_at_once_make_one_decision(place, now):
    for actor in (COORDINATOR, SECOND):
        give_mandate(place, now, actor)
    number = send_small(place, now)
    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(lambda by: attempt(place, now, number, by, 500_00), (COORDINATOR, SECOND)))
    assert sorted(given) == [0, 500_00]
    assert reserve(place) == 5_500_00


def test_grants_at_once_never_take_the_reserve_below_zero(place, now):
    give_mandate(place, now)
    residents = (RESIDENT, NEIGHBOUR, SECOND, ZUID_ONLY)
    big = replace(DAY_PARTY, cents=2_500_00)
    numbers = [send_small(place, now, big, by=by) for by in residents]
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda n: attempt(place, now, n, COORDINATOR, 2_500_00), numbers))
    assert sorted(given) == [0, 0, 2_500_00, 2_500_00]
    assert reserve(place) == 1_000_00
