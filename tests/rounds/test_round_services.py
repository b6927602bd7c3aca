"""Rounds on real databases: every fault at once, and nothing changes once a round is public."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from database import Database
from logbook.actors import Actor
from logbook.refusals import NotAllowed, NotFound
from rounds.models import Round
from rounds.queries import areas_of, criteria_of, find_round, limits_of, phase_of, real_rounds, round_by_id
from rounds.rules.calendar import Phase
from rounds.services import (
    NewArea,
    NewRound,
    RoundIsAnnounced,
    RoundRefused,
    announce_round,
    change_round,
    make_round,
)
from tests.builders.town import MEENT, ZUID, add_areas, add_year, collecting_calendar, make_town


@pytest.fixture
def new(database: Database, now: datetime) -> NewRound:
    add_areas(database, now)
    add_year(database, now)
    return NewRound("Buurtbudget", collecting_calendar(now), (NewArea(MEENT, 500_000),), 2026)


def test_a_round_is_a_concept_until_it_is_announced(
    database: Database, administrator: Actor, now: datetime, new: NewRound
) -> None:
    with database.writing() as session:
        round_id = make_round(session, administrator, now, new)
        assert real_rounds(session) == []
        change_round(session, administrator, now, round_id, replace(new, title="Andere naam"))
        announce_round(session, administrator, now, round_id)
        assert [found.title for found in real_rounds(session)] == ["Andere naam"]
        with pytest.raises(RoundIsAnnounced):
            change_round(session, administrator, now, round_id, new)
        with pytest.raises(RoundIsAnnounced):
            announce_round(session, administrator, now, round_id)


def test_every_fault_is_told_at_once(database: Database, administrator: Actor, now: datetime, new: NewRound) -> None:
    calendar = replace(new.calendar, collect_until=new.calendar.collect_from)
    wrong = replace(new, title=" ", calendar=calendar, areas=(NewArea(MEENT, 2_400_001), NewArea(ZUID, 0)))
    with database.writing() as session:
        with pytest.raises(RoundRefused) as refused:
            make_round(session, administrator, now, wrong)
        assert session.query(Round).count() == 0
    assert [(fault.field, fault.message.text) for fault in refused.value.faults] == [
        ("title", "Give the round a name."),
        ("collect_until", "Collecting plans must end after it begins."),
        (f"pot_{MEENT}", "The pot of %(pot)s is more than the %(available)s that is available."),
        (f"pot_{ZUID}", "Every area that takes part needs a pot of more than zero."),
    ]


def test_a_pot_may_be_exactly_what_is_available(
    database: Database, administrator: Actor, now: datetime, new: NewRound
) -> None:
    with database.writing() as session:
        round_id = make_round(session, administrator, now, replace(new, areas=(NewArea(MEENT, 2_400_000),)))
        assert [place.pot_cents for place in areas_of(session, round_id)] == [2_400_000]


def test_two_rounds_of_one_name_get_their_own_address(
    database: Database, administrator: Actor, now: datetime, new: NewRound
) -> None:
    with database.writing() as session:
        ids = [make_round(session, administrator, now, new) for _ in range(3)]
        assert [round_by_id(session, each).slug for each in ids] == ["buurtbudget", "buurtbudget-2", "buurtbudget-3"]
        with pytest.raises(NotFound):
            find_round(session, "buurtbudget-4")


def test_a_round_takes_the_criteria_it_names(
    database: Database, administrator: Actor, now: datetime, new: NewRound
) -> None:
    with database.writing() as session:
        some = make_round(session, administrator, now, replace(new, criteria=("safe", "in_area")))
        every = make_round(session, administrator, now, new)
        assert [criterion.code for criterion in criteria_of(session, some)] == ["in_area", "safe"]
        assert len(criteria_of(session, every)) == 14


def test_only_an_administrator_makes_and_announces_rounds(
    database: Database, coordinator: Actor, administrator: Actor, now: datetime, new: NewRound
) -> None:
    with database.writing() as session:
        round_id = make_round(session, administrator, now, new)
        for step in (
            lambda: make_round(session, coordinator, now, new),
            lambda: change_round(session, coordinator, now, round_id, new),
            lambda: announce_round(session, coordinator, now, round_id),
        ):
            with pytest.raises(NotAllowed):
                step()


def test_the_phase_follows_the_dates_alone(database: Database, now: datetime) -> None:
    town = make_town(database, now)
    with database.reading() as session:
        found = find_round(session, town.slug)
    moments = {
        now: Phase.COLLECTING,
        town.calendar.collect_until: Phase.REVIEWING,
        town.calendar.review_until: Phase.PREPARING,
        town.calendar.opens_at: Phase.VOTING,
        town.calendar.closes_at: Phase.GRACE,
        town.calendar.closes_at + timedelta(minutes=5): Phase.CLOSED,
    }
    assert {moment: phase_of(found, moment) for moment in moments} == moments


@pytest.mark.parametrize(
    "fault",
    [
        {"year": None},
        {"capital_test": False},
        {"ballot_type": "anything"},
        {"largest_plan_percent": 0},
        {"most_choices": 0},
        {"most_points": 65_536},
        {"most_points_per_plan": 0},
        {"ballot_type": "points"},
        {"ballot_type": "ranking", "utility": "", "most_choices": 21},
        {"utility": "love"},
        {"least_spend_percent": 50},
        {"threshold": -1},
        {"threshold_percent": 100},
        {"threshold_percent": 5, "threshold": 5},
        {"ballot_type": "points", "utility": "", "most_points": 10, "threshold_percent": 5},
        {"lot": "coin"},
    ],
)
def test_the_database_refuses_a_real_round_that_cannot_be(
    database: Database, now: datetime, fault: dict[str, object]
) -> None:
    town = make_town(database, now)
    with database.writing() as session:
        found = round_by_id(session, town.round_id)
        for name, value in fault.items():
            setattr(found, name, value)
        with pytest.raises(IntegrityError):
            session.flush()


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ({"most_choices": 3}, ("approval", "cost", 3, None, None)),
        ({"ballot_type": "points", "most_points": 10}, ("points", "", None, 10, None)),
        (
            {"ballot_type": "points", "most_points": 10, "most_points_per_plan": 4},
            ("points", "", None, 10, 4),
        ),
        ({"ballot_type": "ranking", "most_choices": 5}, ("ranking", "", 5, None, None)),
        ({"ballot_type": "knapsack", "utility": "cardinality"}, ("knapsack", "cardinality", None, None, None)),
    ],
)
def test_a_round_of_every_kind_keeps_its_numbers(
    database: Database, administrator: Actor, now: datetime, new: NewRound, kind: dict[str, Any], kept: tuple[object]
) -> None:
    limits = {"green": 40, "play": 30}
    with database.writing() as session:
        number = make_round(session, administrator, now, replace(new, limits=limits, threshold=5, **kind))
        found = round_by_id(session, number)
        assert (
            found.ballot_type, found.utility, found.most_choices, found.most_points, found.most_points_per_plan
        ) == kept  # fmt: skip
        assert (found.threshold, found.lot, limits_of(session, number)) == (5, "automatic", limits)
        change_round(session, administrator, now, number, replace(new, limits={"art": 10}, lot="dice"))
        assert (round_by_id(session, number).lot, limits_of(session, number)) == ("dice", {"art": 10})


def test_hours_count_only_as_far_as_the_year_divides_them(
    database: Database, administrator: Actor, now: datetime, new: NewRound
) -> None:
    with database.writing() as session, pytest.raises(RoundRefused) as refused:
        make_round(session, administrator, now, replace(new, areas=(NewArea(MEENT, 500_000, hours=8),)))
    (fault,) = refused.value.faults
    assert (fault.field, str(fault.message)) == (
        f"hours_{MEENT}", "8 hours is more than the 0 hours that are available."
    )  # fmt: skip
