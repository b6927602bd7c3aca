"""Form, sending and import ask one function; the round's own largest plan; what a coordinator may lift."""

from __future__ import annotations

from datetime import timedelta

import pytest

from proposals.queries.cases import find_case
from proposals.queries.thresholds import capital_thresholds
from proposals.rules.flags import FlagState
from proposals.services import Cost, Verdict, decide_flag, judge, submit, withdraw
from proposals.services.flags import FlagKept
from proposals.services.refusals import StepNotPossible
from proposals.services.testing import find_grounds
from rounds.services import NewArea, NewRound, announce_round, make_round
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT
from tests.builders.town import MEENT, MEENT_BUURT, collecting_calendar, make_town
from tests.proposals.plans import (
    ALL_MET,
    GARDEN,
    GARDEN_COSTS,
    PARTY,
    PARTY_COSTS,
    PATH,
    PATH_COSTS,
    draft_plan,
    find_feasible,
    flags_of,
    import_one,
    plan_of,
    seal,
    send_plan,
)

NOTHING_KNOWN = {
    **PARTY,
    "touches_public_space": "unknown",
    "kind": "unknown",
    "owner_after": "unknown",
    "permit": "unknown",
    "upkeep_cents": None,
}
PLANS = {
    "a party": (PARTY, PARTY_COSTS),
    "a path": (PATH, PATH_COSTS),
    "a garden with upkeep": (GARDEN, GARDEN_COSTS),
    "nothing known, small": (NOTHING_KNOWN, (Cost("Iets", 400_00),)),
    "nothing known, large": (NOTHING_KNOWN, (Cost("Iets", 60_000_00),)),
    "a pump of others": ({**PATH, "owner_after": "other", "kind": "water"}, (Cost("Pomp", 12_000_00),)),
    "paid by others": ({**PATH, "third_party_cents": 15_000_00}, PATH_COSTS),
}


@pytest.mark.parametrize("name", PLANS)
def test_form_sending_and_import_find_the_same(database, now, name):
    answers, costs = PLANS[name]
    round_id = make_town(database, now).round_id
    number = draft_plan(database, now, round_id, answers, costs)
    with database.reading() as session:
        told = find_grounds(session, now, find_case(session, number), capital_thresholds(session))
    with database.writing() as session:
        submit(session, RESIDENT, now, number)
    sent = flags_of(database, number)
    assert sent == {ground.code + ("!" if ground.is_hard else ""): "raised" for ground in told}
    with database.writing() as session:
        withdraw(session, RESIDENT, now, number)
    imported = import_one(database, now, round_id, {**answers, "neighbourhood_code": MEENT_BUURT}, costs)
    assert flags_of(database, imported) == sent


def round_with(database, now, largest_percent):
    """A round of the Meent alone: share 30,000, pot 24,000, and its own largest plan."""
    make_town(database, now)
    calendar = collecting_calendar(now)
    new = NewRound(
        title="Eigen grens", year=2026, calendar=calendar, areas=(NewArea(MEENT, 24_000_00),),
        largest_plan_percent=largest_percent,
    )  # fmt: skip
    with database.writing() as session:
        number = make_round(session, ADMINISTRATOR, now, new)
        session.rollback()
        announce_round(session, ADMINISTRATOR, now, number)
    return number


@pytest.mark.parametrize(
    ("largest", "asked", "expected"),
    [
        # the usual half of 30,000: above it a doubt, above the pot certain
        (50, 15_000_00, {}),
        (50, 15_000_01, {"CAP-SHARE": "raised"}),
        (50, 24_000_00, {"CAP-SHARE": "raised"}),
        (50, 24_000_01, {"CAP-SHARE!": "raised"}),
        # a round that lets plans be larger sets a limit that nobody lifts
        (60, 18_000_00, {"CAP-SHARE": "raised"}),
        (60, 18_000_01, {"CAP-SHARE!": "raised"}),
        # a round may ask earlier
        (40, 12_000_00, {}),
        (40, 12_000_01, {"CAP-SHARE": "raised"}),
    ],
)
def test_the_largest_plan_of_a_round(database, now, largest, asked, expected):
    number = send_plan(database, now, round_with(database, now, largest), PARTY, (Cost("Feest", asked),))
    assert flags_of(database, number) == expected


def test_a_released_doubt_about_the_share_lifts_the_largest_plan(database, now):
    number = send_plan(database, now, round_with(database, now, 50), PARTY, (Cost("Feest", 20_000_00),))
    with database.writing() as session, pytest.raises(StepNotPossible):
        judge(session, COORDINATOR, now, number, Verdict.FEASIBLE, ALL_MET)
    with database.writing() as session:
        decide_flag(session, COORDINATOR, now, number, "CAP-SHARE", is_right=False, reason="De wijk wil dit.")
    assert flags_of(database, number) == {"CAP-SHARE": FlagState.RELEASED}
    find_feasible(database, now, number)
    seal(database, now, number)
    assert plan_of(database, number).state == "on_ballot"


def test_more_than_the_pot_is_lifted_by_nobody(database, now):
    number = send_plan(database, now, round_with(database, now, 50), PARTY, (Cost("Feest", 24_000_01),))
    with database.writing() as session, pytest.raises(FlagKept):
        decide_flag(session, COORDINATOR, now, number, "CAP-SHARE", is_right=False, reason="De wijk wil dit.")


def test_two_plans_of_one_person_within_hours_are_parts(database, now):
    """12,000 of a pot of 10,000."""
    round_id = make_town(database, now).round_id
    benches = {**PARTY, "kind": "street_furniture", "owner_after": "proposer", "life_years": 8}
    send_plan(database, now - timedelta(hours=2), round_id, benches, (Cost("Bankjes", 6_000_00),))
    second = send_plan(database, now, round_id, benches, (Cost("Bankjes", 6_000_00),))
    assert flags_of(database, second) == {"CAP-SPLIT": "raised"}
