"""A hard flag never reaches a ballot of a real area, whatever path somebody tries."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from logbook.refusals import NotAllowed
from proposals.queries import feasible_plans
from proposals.queries.thresholds import value_of
from proposals.rules.capital import CapitalThresholds
from proposals.services import Correction, Verdict, change_facts, flag_by_hand, judge, set_thresholds
from proposals.services.corrections import CannotCorrect
from proposals.services.refusals import StepNotPossible, TooLargeForBallot
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import MEENT, make_town
from tests.proposals.plans import (
    ALL_MET,
    GARDEN,
    GARDEN_COSTS,
    PATH,
    PATH_COSTS,
    feasible_plan,
    flags_of,
    import_one,
    plan_of,
    seal,
    send_plan,
    steps_of,
)

LOWER = {**value_of(CapitalThresholds()), "amount_cents": 400_00}
HIGHER = {**value_of(CapitalThresholds()), "amount_cents": 10**9, "activate_cents": 10**9, "kind_cents": 10**9,
          "life_cents": 10**9}  # fmt: skip


@pytest.fixture
def round_id(database, now):
    return make_town(database, now).round_id


def set_to(database, now, values):
    with database.writing() as session:
        return set_thresholds(session, ADMINISTRATOR, now, values, "Nieuwe regels van de raad.")


def assert_kept_off(database, now, number):
    """Neither judging nor sealing gets it there."""
    with database.writing() as session, pytest.raises(StepNotPossible):
        judge(session, COORDINATOR, now, number, Verdict.FEASIBLE, ALL_MET)
    with pytest.raises((StepNotPossible, TooLargeForBallot)):
        seal(database, now, number)
    plan = plan_of(database, number)
    assert not plan.admissible
    assert plan.state in ("submitted", "capital_route")


def test_a_simple_plan_reaches_the_ballot(database, now, round_id):
    number = feasible_plan(database, now, round_id)
    with database.reading() as session:
        assert [plan.id for plan in feasible_plans(session, round_id, MEENT)] == [number]
    seal(database, now, number)
    assert steps_of(database, number)[-1] == ("put_on_ballot", "on_ballot")
    assert plan_of(database, number).admissible


def test_a_capital_project_written_in_the_form_does_not(database, now, round_id):
    number = send_plan(database, now, round_id, PATH, PATH_COSTS)
    assert flags_of(database, number) == {
        "CAP-ACTIVATE!": "raised",
        "CAP-KIND": "raised",
        "CAP-LIFE": "raised",
        "CAP-SHARE!": "raised",
    }
    assert_kept_off(database, now, number)


def test_an_imported_capital_project_does_not(database, now, round_id):
    number = import_one(database, now, round_id, PATH, PATH_COSTS)
    assert plan_of(database, number).hard_grounds == 2
    assert_kept_off(database, now, number)


def test_a_plan_whose_facts_change_after_it_was_found_feasible_does_not(database, now, round_id):
    number = feasible_plan(database, now, round_id)
    answers = {"touches_public_space": "yes", "kind": "bridge", "new_or_repair": "new", "owner_after": "municipality"}
    lines = Correction(answers, "Het is een brug.", "Offerte 12", costs=PATH_COSTS)
    with database.writing() as session:
        assert change_facts(session, COORDINATOR, now, number, lines) is None
    assert plan_of(database, number).state == "capital_route"
    assert steps_of(database, number)[-2:] == [
        ("send_to_capital_route", "capital_route"),
        ("change_facts", "capital_route"),
    ]
    assert_kept_off(database, now, number)


def test_a_plan_that_lower_thresholds_make_too_large_does_not(database, now, round_id):
    number = feasible_plan(database, now, round_id)
    assert set_to(database, now, LOWER) == 1
    assert flags_of(database, number) == {"CAP-AMOUNT!": "raised"}
    assert steps_of(database, number)[-2:] == [("send_to_capital_route", "capital_route"), ("retest", "capital_route")]
    assert_kept_off(database, now, number)


def test_higher_thresholds_do_not_clear_a_hard_flag(database, now, round_id):
    number = send_plan(database, now, round_id, PATH, PATH_COSTS)
    set_to(database, now, HIGHER)
    plan = plan_of(database, number)
    assert (plan.hard_grounds, plan.open_soft_grounds) == (2, 0)
    assert_kept_off(database, now, number)


def test_a_plan_marked_by_hand_does_not(database, now, round_id):
    number = feasible_plan(database, now, round_id)
    with database.writing() as session:
        flag_by_hand(session, FINANCE, now, number, "Hoort bij de nieuwe rotonde.")
    assert flags_of(database, number) == {"CAP-MANUAL!": "raised"}
    assert_kept_off(database, now, number)


def test_an_open_doubt_keeps_a_plan_off_the_ballot_too(database, now, round_id):
    number = send_plan(database, now, round_id, GARDEN, GARDEN_COSTS)
    assert flags_of(database, number) == {"CAP-UPKEEP": "raised"}
    assert_kept_off(database, now, number)


def test_sealing_tests_once_more_and_does_nothing_by_halves(database, now, round_id):
    """Somebody wrote the amount behind our back: the last test still finds it, and no plan is on the ballot."""
    good = feasible_plan(database, now, round_id)
    bad = feasible_plan(database, now, round_id)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE proposal SET amount_cents = 6000000 WHERE id = :id"), {"id": bad})
    with pytest.raises(TooLargeForBallot):
        seal(database, now, good, bad)
    assert [plan_of(database, number).state for number in (good, bad)] == ["feasible", "feasible"]


def test_the_database_refuses_it_whatever_is_written_to_the_plan(database, now, round_id):
    number = send_plan(database, now, round_id, PATH, PATH_COSTS)
    for hidden in ("", ", hard_grounds = 0, open_soft_grounds = 0"):
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(
                text(f"UPDATE proposal SET state = 'on_ballot', admissible = :yes{hidden} WHERE id = :id"),
                {"id": number, "yes": True},
            )
    assert not plan_of(database, number).admissible


def test_the_database_refuses_a_released_hard_flag_and_one_that_hides(database, now, round_id):
    number = send_plan(database, now, round_id, PATH, PATH_COSTS)
    for change in ("state = 'released', reason = 'omdat'", "plan_admissible = NULL"):
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(
                text(f"UPDATE capital_flag SET {change} WHERE proposal_id = :id AND is_hard"), {"id": number}
            )


def test_a_ballot_holds_only_plans_that_the_database_knows_as_admissible(database, now, round_id):
    number = feasible_plan(database, now, round_id)
    row = {"round": round_id, "area": MEENT, "id": number, "yes": True, "no": False, "now": "2026-11-23 12:00:00"}
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO ballot_box (round_id, is_reference, state, spec, spec_hash, salt, argon2_memory_kib, "
                "argon2_passes, argon2_lanes, opens_at, closes_at, grace_seconds, sealed_at) VALUES (:round, :no, "
                "'sealed', '', '', '', 1, 1, 1, '2026-12-01 00:00:00', '2026-12-02 00:00:00', 300, :now)"
            ),
            row,
        )
        connection.execute(
            text(
                "INSERT INTO ballot_plan (round_id, area_code, position, plan_id, title, cost_cents, is_reference, "
                "proposal_id, is_admissible) VALUES (:round, :area, 1, '1', 't', 1, :no, :id, :yes)"
            ),
            row,
        )


def test_facts_of_a_plan_on_the_ballot_stand_still(database, now, round_id):
    number = feasible_plan(database, now, round_id)
    seal(database, now, number)
    with database.writing() as session, pytest.raises(CannotCorrect, match="on the ballot"):
        change_facts(session, COORDINATOR, now, number, Correction({"hours": 4}, "Meer uren.", "Brief 3"))
    with database.writing() as session, pytest.raises(CannotCorrect, match="on the ballot"):
        flag_by_hand(session, FINANCE, now, number, "Toch te groot.")
    assert set_to(database, now, LOWER) == 0
    assert plan_of(database, number).state == "on_ballot"


def test_only_an_administrator_sets_thresholds_and_none_can_be_switched_off(database, now, round_id):
    with database.writing() as session, pytest.raises(NotAllowed):
        set_thresholds(session, COORDINATOR, now, LOWER, "Nieuwe regels.")
    with database.writing() as session, pytest.raises(NotAllowed):
        set_thresholds(session, RESIDENT, now, LOWER, "Nieuwe regels.")
    for values in ({**LOWER, "activate_cents": None}, {**LOWER, "amount_cents": 0}, {}):
        with database.writing() as session, pytest.raises(Exception, match="number that is possible"):
            set_thresholds(session, ADMINISTRATOR, now, values, "Nieuwe regels.")
