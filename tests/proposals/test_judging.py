"""What a coordinator decides: the verdict on a plan, and about the doubts that the test found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from logbook.actors import Actor, Grant, Role
from logbook.refusals import NotAllowed, NotFound
from logbook.services import act
from proposals.models import Judgement
from proposals.services import Finding, Verdict, decide_flag, flag_by_hand, judge, record_outcome, withdraw
from proposals.services.flags import FlagKept
from proposals.services.refusals import PlanRefused, StepNotPossible
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import make_town
from tests.proposals.plans import (
    ALL_MET,
    GARDEN,
    GARDEN_COSTS,
    OTHER_COORDINATOR,
    PATH,
    PATH_COSTS,
    feasible_plan,
    find_feasible,
    flags_of,
    plan_of,
    seal,
    send_plan,
    steps_of,
)

UNSAFE = {**ALL_MET, "safe": Finding(False, "De stroom ligt open.")}


@pytest.fixture
def round_id(database, now):
    return make_town(database, now).round_id


def judge_it(database, now, number, verdict, findings=ALL_MET, reason="", by=COORDINATOR):
    with database.writing() as session:
        judge(session, by, now, number, verdict, findings, reason)


def decide(database, now, number, code, *, is_right, reason="Wij hebben het nagerekend.", by=COORDINATOR):
    with database.writing() as session:
        decide_flag(session, by, now, number, code, is_right=is_right, reason=reason)


def test_a_plan_that_fails_a_rule_says_which_and_why(database, now, round_id):
    number = send_plan(database, now, round_id)
    judge_it(database, now, number, Verdict.NOT_FEASIBLE, UNSAFE)
    assert plan_of(database, number).state == "not_feasible"
    with database.reading() as session:
        found = {row.code: (row.is_met, row.reason) for row in session.scalars(select(Judgement))}
    assert len(found) == 14
    assert found["safe"] == (False, "De stroom ligt open.")
    assert found["support"] == (True, "")


@pytest.mark.parametrize(
    ("verdict", "findings", "field"),
    [
        (Verdict.FEASIBLE, {}, "in_area"),
        (Verdict.FEASIBLE, UNSAFE, "verdict"),
        (Verdict.NOT_FEASIBLE, ALL_MET, "verdict"),
        (Verdict.NOT_FEASIBLE, {**ALL_MET, "safe": Finding(False)}, "safe"),
        (Verdict.NOT_FEASIBLE, {**ALL_MET, "safe": Finding(False, "x" * 2001)}, "safe"),
        (Verdict.CAPITAL_ROUTE, {}, "reason"),
    ],
)
def test_a_verdict_without_its_grounds_is_refused_at_the_place(database, now, round_id, verdict, findings, field):
    number = send_plan(database, now, round_id)
    with pytest.raises(PlanRefused) as refused:
        judge_it(database, now, number, verdict, findings)
    assert refused.value.faults[0].field == field
    assert plan_of(database, number).state == "submitted"


def test_a_plan_without_any_ground_cannot_be_called_too_large(database, now, round_id):
    number = send_plan(database, now, round_id)
    with pytest.raises(StepNotPossible) as refused:
        judge_it(database, now, number, Verdict.CAPITAL_ROUTE, {}, "Het lijkt ons veel.")
    assert refused.value.ground == "has_a_ground"


def test_a_flagged_plan_goes_to_the_capital_route(database, now, round_id):
    number = send_plan(database, now, round_id, PATH, PATH_COSTS)
    judge_it(database, now, number, Verdict.CAPITAL_ROUTE, {}, "De raad moet hierover beslissen.")
    assert steps_of(database, number)[-1] == ("send_to_capital_route", "capital_route")


@pytest.mark.parametrize("by", [OTHER_COORDINATOR, FINANCE, ADMINISTRATOR, RESIDENT])
def test_only_the_coordinator_of_the_area_judges_and_decides(database, now, round_id, by):
    number = send_plan(database, now, round_id, GARDEN, GARDEN_COSTS)
    with pytest.raises(NotAllowed):
        judge_it(database, now, number, Verdict.FEASIBLE, by=by)
    with pytest.raises(NotAllowed):
        decide(database, now, number, "CAP-UPKEEP", is_right=False, by=by)
    with database.writing() as session:
        if by is FINANCE:
            flag_by_hand(session, by, now, number, "Te groot.")
        else:
            with pytest.raises(NotAllowed):
                flag_by_hand(session, by, now, number, "Te groot.")


def test_nobody_judges_an_own_plan(database, now, round_id):
    both = Actor(RESIDENT.key, frozenset({Grant(Role.COORDINATOR), Grant(Role.RESIDENT)}))
    number = send_plan(database, now, round_id)
    with pytest.raises(NotAllowed):
        judge_it(database, now, number, Verdict.FEASIBLE, by=both)


def test_a_released_doubt_lets_the_plan_go_on(database, now, round_id):
    number = send_plan(database, now, round_id, GARDEN, GARDEN_COSTS)
    decide(database, now, number, "CAP-UPKEEP", is_right=False)
    assert flags_of(database, number) == {"CAP-UPKEEP": "released"}
    find_feasible(database, now, number)
    seal(database, now, number)
    assert plan_of(database, number).state == "on_ballot"


def test_a_confirmed_doubt_keeps_it_off_and_can_still_be_released(database, now, round_id):
    number = send_plan(database, now, round_id, GARDEN, GARDEN_COSTS)
    decide(database, now, number, "CAP-UPKEEP", is_right=True)
    judge_it(database, now, number, Verdict.CAPITAL_ROUTE, {}, "Wij kunnen dit niet elk jaar betalen.")
    decide(database, now, number, "CAP-UPKEEP", is_right=False, reason="De buurt doet het onderhoud zelf.")
    assert steps_of(database, number)[-2:] == [
        ("release_flag", "capital_route"),
        ("return_to_review", "submitted"),
    ]


def test_a_hard_ground_is_never_released(database, now, round_id):
    number = send_plan(database, now, round_id, PATH, PATH_COSTS)
    with pytest.raises(FlagKept):
        decide(database, now, number, "CAP-ACTIVATE", is_right=False)
    decide(database, now, number, "CAP-ACTIVATE", is_right=True)
    assert flags_of(database, number)["CAP-ACTIVATE!"] == "confirmed"
    assert plan_of(database, number).hard_grounds == 2


def test_a_decision_needs_a_reason_a_ground_and_an_open_plan(database, now, round_id):
    number = send_plan(database, now, round_id, GARDEN, GARDEN_COSTS)
    with pytest.raises(PlanRefused):
        decide(database, now, number, "CAP-UPKEEP", is_right=False, reason="  ")
    with pytest.raises(NotFound):
        decide(database, now, number, "CAP-SHARE", is_right=False)
    judge_it(database, now, number, Verdict.NOT_FEASIBLE, UNSAFE)
    with pytest.raises(FlagKept):
        decide(database, now, number, "CAP-UPKEEP", is_right=False)


def test_no_plan_joins_a_ballot_that_is_made(database, now, round_id):
    seal(database, now, feasible_plan(database, now, round_id))
    late = send_plan(database, now, round_id)
    with pytest.raises(StepNotPossible) as refused:
        find_feasible(database, now, late)
    assert refused.value.ground == "is_before_ballot"


def test_a_feasible_plan_is_withdrawn_until_the_ballot_is_made(database, now, round_id):
    one, other = feasible_plan(database, now, round_id), feasible_plan(database, now, round_id)
    with database.writing() as session:
        withdraw(session, RESIDENT, now, one)
    seal(database, now, other)
    with database.writing() as session, pytest.raises(StepNotPossible):
        withdraw(session, RESIDENT, now, other)
    assert [plan_of(database, number).state for number in (one, other)] == ["withdrawn", "on_ballot"]


def test_the_result_is_written_once(database, now, round_id):
    numbers = [feasible_plan(database, now, round_id) for _ in range(2)]
    seal(database, now, *numbers)
    with database.writing() as session, act(session, ADMINISTRATOR, now + timedelta(days=70), "publish") as a:
        for number, won in zip(numbers, (True, False), strict=True):
            record_outcome(a, number, won)
    assert [plan_of(database, number).state for number in numbers] == ["won", "lost"]
    with database.writing() as session, pytest.raises(StepNotPossible), act(session, ADMINISTRATOR, now, "again") as a:
        record_outcome(a, numbers[1], True)
