"""Parts of one larger plan are found, and nobody can push another's plan from its way."""

from __future__ import annotations

import pytest

from proposals.services import Cost, withdraw
from tests.builders.people import RESIDENT
from tests.builders.town import make_town
from tests.proposals.plans import NEIGHBOUR, PARTY, feasible_plan, flags_of, plan_of, send_plan

BENCHES: dict[str, object] = {
    **PARTY,
    "title": "Bankjes",
    "touches_public_space": "yes",
    "kind": "street_furniture",
    "new_or_repair": "new",
    "owner_after": "municipality",
    "life_years": 8,
}
# two times 6,000 asks 12,000 of a pot of 10,000
PART = (Cost("Bankjes", 6_000_00),)


@pytest.fixture
def round_id(database, now):
    return make_town(database, now).round_id


def test_two_parts_of_one_person_are_both_flagged(database, now, round_id):
    first = feasible_plan(database, now, round_id, BENCHES, PART)
    assert flags_of(database, first) == {}
    second = send_plan(database, now, round_id, BENCHES, PART)
    assert flags_of(database, second) == {"CAP-SPLIT": "raised"}
    assert flags_of(database, first) == {"CAP-SPLIT": "raised"}
    assert plan_of(database, first).state == "capital_route"
    with database.writing() as session:
        withdraw(session, RESIDENT, now, second)
    assert flags_of(database, first) == {"CAP-SPLIT": "vanished"}
    assert plan_of(database, first).state == "submitted"


def test_a_later_plan_of_somebody_else_at_the_same_place_is_flagged_but_not_the_earlier(database, now, round_id):
    first = feasible_plan(database, now, round_id, BENCHES, PART)
    second = send_plan(database, now, round_id, BENCHES, PART, by=NEIGHBOUR)
    assert flags_of(database, second) == {"CAP-SPLIT": "raised"}
    assert flags_of(database, first) == {}
    assert plan_of(database, first).state == "feasible"


def test_another_kind_of_plan_of_somebody_else_is_no_part(database, now, round_id):
    send_plan(database, now, round_id, BENCHES, PART)
    second = send_plan(database, now, round_id, {**BENCHES, "kind": "green"}, PART, by=NEIGHBOUR)
    assert flags_of(database, second) == {}
