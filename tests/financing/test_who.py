"""Who may take which step: every act in the state where it is possible, tried by everybody else."""

from __future__ import annotations

from datetime import date

import pytest

from financing.rules.calendar import Target
from financing.rules.funding import Bearer, Funding, whole
from financing.services import (
    Delivery,
    Renewal,
    advise,
    ask_maintenance,
    ask_project_payment,
    calculate,
    college_decides,
    council_says_no,
    deliver,
    grant,
    propose_to_council,
    reestimate,
    resume,
    save_first,
    send_to_college,
    split,
    start_work,
    take_in,
    use_other_budget,
)
from financing.services.refusals import RouteStepNotPossible
from lives.periods import day_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.financing.large_plans import (
    ADVICE,
    COLLEGE,
    COUNCIL,
    FIGURES,
    NET,
    REVIEWER,
    ZUID_COORDINATOR,
    advised_plan,
    confirmed_plan,
    decision,
    did,
    granted_plan,
    make_place,
    plan_at_council,
    set_rates,
    where,
    with_saved_money,
)
from tests.financing.test_splitting import part_of

EVERYBODY = (ADMINISTRATOR, COORDINATOR, FINANCE, REVIEWER, COLLEGE, COUNCIL, RESIDENT, ZUID_COORDINATOR)
WORDS = "Dit is besproken en iedereen kan het lezen."


def taken_in(*place):
    number = confirmed_plan(*place)
    did(place[0], take_in, FINANCE, place[1], number)
    return number


def at_maintenance(*place):
    number = taken_in(*place)
    did(place[0], ask_maintenance, FINANCE, place[1], number)
    return number


def calculated(*place):
    number = advised_plan(*place)
    did(place[0], calculate, FINANCE, place[1], number, FIGURES)
    return number


def at_college(*place):
    number = calculated(*place)
    did(place[0], send_to_college, FINANCE, place[1], number)
    return number


def approved(*place):
    number = at_college(*place)
    did(place[0], college_decides, COLLEGE, place[1], number, decision(place[1]), is_yes=True)
    return number


def saving(*place):
    number = confirmed_plan(*place)
    did(place[0], save_first, FINANCE, place[1], number, WORDS)
    return number


def at_work(*place):
    number = granted_plan(*place)
    did(place[0], start_work, COORDINATOR, place[1], number)
    return number


def nothing(now):
    return ()


def decided(now):
    return (decision(now, "R 1", WORDS),)


# act, the state where it is possible, what it is given, the only one who may, and the state after it
ACTS = {
    "take_in": (take_in, confirmed_plan, nothing, {}, FINANCE, "finance_intake"),
    "ask_maintenance": (ask_maintenance, taken_in, nothing, {}, FINANCE, "maintenance_check"),
    "advise": (advise, at_maintenance, lambda now: (ADVICE,), {}, REVIEWER, "maintenance_check"),
    "calculate": (calculate, advised_plan, lambda now: (FIGURES,), {}, FINANCE, "charges_calculated"),
    "send_to_college": (send_to_college, calculated, nothing, {}, FINANCE, "college_proposal"),
    "college_yes": (college_decides, at_college, decided, {"is_yes": True}, COLLEGE, "college_approved"),
    "college_no": (college_decides, at_college, decided, {"is_yes": False}, COLLEGE, "college_refused"),
    "propose": (
        propose_to_council, approved, lambda now: (Target.WIJZIGING, date(2027, 2, 15)), {}, COLLEGE,
        "council_proposal",
    ),
    "grant": (
        grant, plan_at_council, lambda now: (decision(now), whole(Funding.CHARGES, NET, Bearer.AREA, None)), {},
        COUNCIL, "credit_granted",
    ),
    "council_no": (council_says_no, plan_at_council, decided, {"is_deferred": False}, COUNCIL, "council_refused"),
    "defer": (council_says_no, plan_at_council, decided, {"is_deferred": True}, COUNCIL, "deferred"),
    "start": (start_work, granted_plan, nothing, {}, COORDINATOR, "in_execution"),
    "deliver": (
        deliver, at_work, lambda now: (Delivery(day_of(now), 170_000_00, WORDS),), {}, COORDINATOR, "delivered",
    ),
    "reestimate": (
        reestimate, granted_plan, lambda now: (Renewal(2030, "R 1", WORDS),), {}, FINANCE, "credit_granted",
    ),
    "ask_payment": (
        ask_project_payment, with_saved_money, lambda now: (5_000_00, WORDS), {}, COORDINATOR, "in_execution",
    ),
    "save": (save_first, confirmed_plan, lambda now: (WORDS,), {}, FINANCE, "saving"),
    "resume": (resume, saving, nothing, {}, FINANCE, "confirmed"),
    "other_budget": (use_other_budget, confirmed_plan, lambda now: (WORDS,), {}, FINANCE, "other_budget"),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_only_one_office_takes_each_step(sqlite_database, now, name):
    town = make_place(sqlite_database, now)
    set_rates(sqlite_database, now, 200)
    act, made, given, named, office, after = ACTS[name]
    number = made(sqlite_database, now, town)
    before = where(sqlite_database, number)
    for who in EVERYBODY:
        if who != office:
            with pytest.raises(RouteStepNotPossible) as refused:
                did(sqlite_database, act, who, now, number, *given(now), **named)
            assert refused.value.status == 403
            assert where(sqlite_database, number) == before
    did(sqlite_database, act, office, now, number, *given(now), **named)
    assert where(sqlite_database, number) == after


def test_only_the_coordinator_of_the_area_splits(sqlite_database, now):
    town = make_place(sqlite_database, now)
    number = confirmed_plan(sqlite_database, now, town)
    for who in EVERYBODY:
        if who != COORDINATOR:
            with pytest.raises(RouteStepNotPossible):
                did(sqlite_database, split, who, now, number, part_of(town, now))
    assert did(sqlite_database, split, COORDINATOR, now, number, part_of(town, now))
