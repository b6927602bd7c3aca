"""Carrying out, and working out the coming years again: with a new rate, and with the real cost and day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from budget.queries.standing import lines_of
from financing.queries.calculations import calculations_of, must_stand
from financing.services import (
    Delivery,
    Renewal,
    deliver,
    look_at_renewal,
    reestimate,
    reestimate_all,
    start_work,
)
from financing.services.refusals import RouteRefused, RouteStepNotPossible
from lives.periods import day_of
from logbook.refusals import NotAllowed
from tests.builders.people import COORDINATOR, FINANCE
from tests.financing.large_plans import (
    COUNCIL,
    ZUID_COORDINATOR,
    case_of,
    did,
    granted_plan,
    make_place,
    set_rates,
    where,
)

RENEWAL = Renewal(2030, "RB 2029-12", "De rente is hoger dan wij dachten.")
DONE = "Het park is klaar en de wijk gebruikt het."


@pytest.fixture
def town(database, now):
    found = make_place(database, now)
    set_rates(database, now, 200)
    return found


def stands(database, number):
    with database.reading() as session:
        return {line.year: line.after_cents for line in lines_of(session, f"capital:{number}")}


def agrees(database, number):
    """What stands is what the calculations say, year by year."""
    with database.reading() as session:
        wanted = must_stand(calculations_of(session, case_of(session, number).id))
    return {year: cents for year, cents in stands(database, number).items() if cents} == wanted


def test_a_new_rate_changes_the_years_from_then_on_and_no_earlier_one(database, now, town):
    number = granted_plan(database, now, town)
    before = stands(database, number)
    set_rates(database, now, 200, (2030, 300))
    changed = did(database, reestimate, FINANCE, now, number, RENEWAL)
    # two years written off: 162,000 left in 2030, 1 % more is 1,620; in the last year 9,000 left, 90
    assert (changed[2030], changed[2047]) == (1_620_00, 90_00)
    after = stands(database, number)
    assert (after[2028], after[2029]) == (before[2028], before[2029])
    assert after[2030] == 9_000_00 + 4_860_00 + 3_000_00
    assert agrees(database, number)
    with database.reading() as session:
        newest = [line for line in lines_of(session, f"capital:{number}") if line.year == 2030][-1]
        assert (newest.reference, newest.cents) == ("RB 2029-12", 1_620_00)


def test_looking_first_shows_what_keeping_does_and_changes_nothing(database, now, town):
    number = granted_plan(database, now, town)
    set_rates(database, now, 200, (2030, 300))
    before = stands(database, number)
    with database.reading() as session:
        seen = look_at_renewal(session, case_of(session, number), RENEWAL, now)
    assert stands(database, number) == before
    changed = did(database, reestimate, FINANCE, now, number, RENEWAL)
    assert {each.year: each.change_cents for each in seen if each.change_cents} == changed


def test_one_act_renews_every_project(database, now, town):
    first, second = granted_plan(database, now, town), granted_plan(database, now, town)
    set_rates(database, now, 200, (2030, 300))
    with database.writing() as session:
        changed = reestimate_all(session, FINANCE, now, RENEWAL)
    assert set(changed) == {first, second}
    assert agrees(database, first)
    assert agrees(database, second)
    with database.writing() as session, pytest.raises(NotAllowed):
        reestimate_all(session, COUNCIL, now, RENEWAL)


def test_the_real_cost_and_day_are_known_when_it_is_finished(database, now, town):
    number = granted_plan(database, now, town)
    did(database, start_work, COORDINATOR, now, number)
    later = now + timedelta(days=400)
    did(database, deliver, COORDINATOR, later, number, Delivery(day_of(later), 170_000_00, DONE))
    assert where(database, number) == "delivered"
    # ready in December 2027, as planned; 170,000 instead of 180,000: 8,500 + 3,400 + 3,000
    did(database, reestimate, FINANCE, later, number, Renewal(2028, "RB 2027-80", "Het is goedkoper geworden."))
    assert stands(database, number)[2028] == 14_900_00
    assert agrees(database, number)


def test_a_year_later_than_planned_the_first_year_comes_free(database, now, town):
    number = granted_plan(database, now, town)
    did(database, start_work, COORDINATOR, now, number)
    later = now + timedelta(days=500)
    did(database, deliver, COORDINATOR, later, number, Delivery(day_of(later), 180_000_00, DONE))
    did(database, reestimate, FINANCE, later, number, Renewal(2028, "RB 2028-8", "Het was later klaar dan gedacht."))
    found = stands(database, number)
    assert (found[2028], found[2029], found[2048]) == (0, 15_600_00, 12_180_00)
    assert agrees(database, number)


def test_more_than_the_council_granted_never_comes_out_of_the_neighbourhood_budget(database, now, town):
    number = granted_plan(database, now, town)
    before = stands(database, number)
    did(database, start_work, COORDINATOR, now, number)
    later = now + timedelta(days=400)
    did(database, deliver, COORDINATOR, later, number, Delivery(day_of(later), 250_000_00, DONE))
    did(database, reestimate, FINANCE, later, number, Renewal(2028, "RB 2027-80", "Het is duurder geworden."))
    assert stands(database, number) == before


@pytest.mark.parametrize(
    ("renewal", "fields"),
    [
        (Renewal(2030, "", "De rente is hoger."), {"reference"}),
        (Renewal(2024, "RB 1", "ja"), {"from_year", "words"}),
        (Renewal(2090, "RB 1", "De rente is hoger."), {"from_year"}),
    ],
)
def test_a_renewal_that_is_not_complete_is_refused_with_every_fault(database, now, town, renewal, fields):
    number = granted_plan(database, now, town)
    with pytest.raises(RouteRefused) as refused:
        did(database, reestimate, FINANCE, now, number, renewal)
    assert {fault.field for fault in refused.value.faults} == fields


@pytest.mark.parametrize(
    ("days", "cents", "words", "fields"),
    [
        (1, 170_000_00, DONE, {"completed_on"}),
        (-1, 170_000_00, DONE, {"completed_on"}),
        (0, 0, "klaar", {"real_cents", "words"}),
    ],
)
def test_a_delivery_that_cannot_be_is_refused_with_every_fault(database, now, town, days, cents, words, fields):
    number = granted_plan(database, now, town)
    did(database, start_work, COORDINATOR, now, number)
    wrong = Delivery(day_of(now) + timedelta(days=days), cents, words)
    with pytest.raises(RouteRefused) as refused:
        did(database, deliver, COORDINATOR, now, number, wrong)
    assert {fault.field for fault in refused.value.faults} == fields


def test_only_the_coordinator_of_the_area_begins_the_work(database, now, town):
    number = granted_plan(database, now, town)
    for actor in (FINANCE, ZUID_COORDINATOR):
        with pytest.raises(RouteStepNotPossible):
            did(database, start_work, actor, now, number)


def test_an_independent_schedule_finds_what_stands_and_sees_a_changed_calculation(database, now, town):
    from prove.books import faults

    number = granted_plan(database, now, town)
    assert faults(database.engine) == []
    with database.engine.begin() as connection:
        columns = (
            "case_id, investment_cents, third_party_cents, residual_cents, life_years, completed_in, rates, method, "
        )
        columns += "first_year, made_at, made_by_key"
        connection.execute(
            text(
                f"INSERT INTO capital_calculation (number, kind, reference, upkeep_cents, {columns}) "
                f"SELECT 9, 'grant', 'x', 1, {columns} FROM capital_calculation WHERE kind = 'grant'"
            )
        )
    assert faults(database.engine) == [f"what stands is not what was calculated: capital:{number}"]
