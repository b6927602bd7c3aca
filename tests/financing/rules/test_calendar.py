"""The budget cycle by hand: cut-offs to the day, year ends, and what a resident may expect when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financing.rules.calendar import (
    BudgetCycle,
    Expected,
    MonthDay,
    Target,
    council_day,
    cycle_faults,
    expected_steps,
    suggested,
    target_for,
)
from financing.rules.states import RouteBy, RouteState

CYCLE = BudgetCycle()
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("confirmed", "target", "day"),
    [
        (date(2027, 1, 1), "kadernota", date(2027, 7, 10)),
        (date(2027, 3, 31), "kadernota", date(2027, 7, 10)),
        (date(2027, 4, 1), "begroting", date(2027, 11, 10)),
        (date(2027, 8, 31), "begroting", date(2027, 11, 10)),
        (date(2027, 9, 1), "begrotingswijziging", date(2027, 11, 24)),
        (date(2026, 11, 23), "begrotingswijziging", date(2027, 2, 15)),
        (date(2026, 12, 31), "begrotingswijziging", date(2027, 3, 25)),
        (date(2028, 2, 29), "kadernota", date(2028, 7, 10)),
    ],
)
def test_the_day_of_confirming_decides_about_the_document(confirmed, target, day):
    assert target_for(confirmed, CYCLE) == target
    assert council_day(Target(target), confirmed, CYCLE) == day
    assert suggested(confirmed, confirmed, CYCLE) == (target, day)


@pytest.mark.parametrize(
    ("target", "since", "day"),
    [
        ("kadernota", date(2026, 11, 23), date(2027, 7, 10)),
        ("kadernota", date(2027, 4, 1), date(2028, 7, 10)),
        ("begroting", date(2026, 11, 23), date(2027, 11, 10)),
        ("begroting", date(2027, 9, 1), date(2028, 11, 10)),
    ],
)
def test_a_document_whose_cut_off_is_over_is_next_year_s(target, since, day):
    assert council_day(Target(target), since, CYCLE) == day


@pytest.mark.parametrize(
    ("today", "target", "day"),
    [
        (date(2027, 7, 10), "kadernota", date(2027, 7, 10)),
        (date(2027, 7, 11), "begroting", date(2027, 11, 10)),
        (date(2027, 11, 11), "begrotingswijziging", date(2028, 2, 3)),
        (date(2028, 1, 2), "kadernota", date(2028, 7, 10)),
    ],
)
def test_what_takes_too_long_is_suggested_anew(today, target, day):
    assert suggested(date(2027, 3, 20), today, CYCLE) == (target, day)


def test_a_municipality_sets_its_own_cycle():
    own = BudgetCycle(MonthDay(2, 15), MonthDay(7, 1), MonthDay(6, 25), MonthDay(10, 31), 8)
    assert not cycle_faults(own)
    assert suggested(date(2027, 2, 14), date(2027, 2, 14), own) == ("kadernota", date(2027, 6, 25))
    assert suggested(date(2027, 2, 15), date(2027, 2, 15), own) == ("begroting", date(2027, 10, 31))
    assert suggested(date(2027, 12, 31), date(2027, 12, 31), own) == ("begrotingswijziging", date(2028, 2, 25))


@pytest.mark.parametrize(
    ("cycle", "fields"),
    [
        (BudgetCycle(kadernota_before=MonthDay(2, 29)), {"kadernota_before"}),
        (BudgetCycle(begroting_before=MonthDay(13, 1), change_weeks=0), {"begroting_before", "change_weeks"}),
        (BudgetCycle(change_weeks=53), {"change_weeks"}),
        (BudgetCycle(begroting_before=MonthDay(4, 1)), {"begroting_before"}),
        (BudgetCycle(kadernota_decided=MonthDay(3, 31)), {"kadernota_decided"}),
        (BudgetCycle(begroting_decided=MonthDay(8, 1)), {"begroting_decided"}),
    ],
)
def test_a_cycle_that_cannot_be_is_refused_with_every_fault(cycle, fields):
    assert {name for name, _ in cycle_faults(cycle)} == fields


def test_a_confirmed_plan_hears_each_step_and_its_day():
    # the council decides on 10 July 2027: 11 weeks before it is 24 April, 10 is 1 May, 7 is 22 May, 6 is 29 May,
    # 4 is 12 June, 3 is 19 June
    expected = [
        ("finance_intake", "finance", date(2027, 4, 24)),
        ("maintenance_check", "finance", date(2027, 5, 1)),
        ("charges_calculated", "finance", date(2027, 5, 22)),
        ("college_proposal", "finance", date(2027, 5, 29)),
        ("college_approved", "college", date(2027, 6, 12)),
        ("council_proposal", "college", date(2027, 6, 19)),
        ("credit_granted", "council", date(2027, 7, 10)),
        ("in_execution", "coordinator", None),
        ("delivered", "coordinator", None),
    ]
    found = expected_steps(RouteState.CONFIRMED, date(2027, 3, 20), date(2027, 7, 10))
    assert [(step.state, step.by, step.on) for step in found] == expected


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("flagged", "confirmed"),
        ("finance_intake", "maintenance_check"),
        ("maintenance_check", "charges_calculated"),
        ("charges_calculated", "college_proposal"),
        ("college_proposal", "college_approved"),
        ("college_approved", "council_proposal"),
        ("council_proposal", "credit_granted"),
        ("deferred", "council_proposal"),
        ("credit_granted", "in_execution"),
        ("in_execution", "delivered"),
        ("delivered", None),
        ("college_refused", None),
        ("council_refused", None),
        ("other_budget", None),
        ("saving", None),
        ("released", None),
        ("withdrawn", None),
    ],
)
def test_what_comes_next_is_known_in_every_state(state, first):
    found = expected_steps(RouteState(state), date(2027, 3, 20), date(2027, 7, 10))
    assert (found[0].state if found else None) == first


def test_a_day_that_has_passed_is_today():
    today = date(2027, 6, 20)
    found = expected_steps(RouteState.CONFIRMED, today, date(2027, 7, 10))
    assert {step.on for step in found[:6]} == {today}
    assert found[6] == Expected(RouteState.CREDIT_GRANTED, RouteBy.COUNCIL, date(2027, 7, 10))


@given(confirmed=DAYS, waited=st.integers(0, 2000))
def test_what_is_suggested_never_lies_in_the_past_nor_far_away(confirmed, waited):
    today = confirmed + timedelta(days=waited)
    _, day = suggested(confirmed, today, CYCLE)
    assert today <= day <= today + timedelta(days=366)


@given(state=st.sampled_from(list(RouteState)), today=DAYS, ahead=st.integers(0, 800))
def test_expected_days_follow_one_another_and_never_lie_in_the_past(state, today, ahead):
    days = [step.on for step in expected_steps(state, today, today + timedelta(days=ahead)) if step.on]
    assert days == sorted(days)
    assert all(day >= today for day in days)
