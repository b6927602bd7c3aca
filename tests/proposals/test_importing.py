"""Plans from elsewhere come in whole or not at all, and go through the same test."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from logbook.refusals import NotAllowed, Refusal
from proposals.models import Proposal
from proposals.services import Cost, ImportedPlan, import_plans
from proposals.services.refusals import PlanRefused
from tests.builders.people import ADMINISTRATOR, COORDINATOR
from tests.builders.town import MEENT, MEENT_BUURT, make_town
from tests.proposals.plans import (
    PARTY,
    PARTY_COSTS,
    PATH,
    PATH_COSTS,
    feasible_plan,
    flags_of,
    plan_of,
    seal,
    steps_of,
)

GOOD = ImportedPlan({**PARTY, "neighbourhood_code": MEENT_BUURT}, PARTY_COSTS)


@pytest.fixture
def round_id(database, now):
    return make_town(database, now).round_id


def bring_in(database, now, round_id, *rows, by=ADMINISTRATOR, area=MEENT):
    with database.writing() as session:
        return import_plans(session, by, now, round_id, area, list(rows))


def test_plans_come_in_as_sent_and_tested(database, now, round_id):
    sent_at = now - timedelta(hours=3)
    numbers = bring_in(
        database,
        now,
        round_id,
        GOOD,
        ImportedPlan(PATH, PATH_COSTS, "someone", sent_at),
        ImportedPlan({}, is_draft=True),
    )
    assert [plan_of(database, number).state for number in numbers] == ["submitted", "submitted", "draft"]
    assert plan_of(database, numbers[1]).submitted_at == sent_at
    assert flags_of(database, numbers[0]) == {}
    assert flags_of(database, numbers[1])["CAP-ACTIVATE!"] == "raised"
    assert steps_of(database, numbers[0]) == [("submit", "submitted")]


def test_every_fault_is_named_with_its_row_and_nothing_comes_in(database, now, round_id):
    too_long = ImportedPlan({**PARTY, "title": "a" * 121, "kind": "castle"}, PARTY_COSTS)
    no_costs = ImportedPlan(PARTY)
    elsewhere = ImportedPlan({**PARTY, "neighbourhood_code": "BU04020401"}, (Cost("x", -1),))
    with pytest.raises(PlanRefused) as refused:
        bring_in(database, now, round_id, GOOD, too_long, no_costs, elsewhere)
    found = [(fault.line, fault.field) for fault in refused.value.faults]
    assert found == [(2, "title"), (2, "kind"), (3, "costs"), (4, "cents")]
    with database.reading() as session:
        assert session.scalars(select(func.count()).select_from(Proposal)).one() == 0


def test_only_an_administrator_imports_and_never_once_the_ballot_is_made(database, now, round_id):
    with pytest.raises(NotAllowed):
        bring_in(database, now, round_id, GOOD, by=COORDINATOR)
    with pytest.raises(Refusal):
        bring_in(database, now, round_id, GOOD, area=MEENT_BUURT)
    seal(database, now, feasible_plan(database, now, round_id))
    with pytest.raises(Refusal, match="ballot of this round is made"):
        bring_in(database, now, round_id, GOOD)
