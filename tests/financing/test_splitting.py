"""Taking a part out of a large plan: useful by itself, agreed with the proposer, and tested like any other plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from financing.queries.page import route_page, whole_of
from financing.services import Part, split
from financing.services.refusals import RouteRefused, RouteStepNotPossible
from lives.periods import day_of
from lives.refused import Refused
from proposals.models import Proposal
from proposals.services import Cost
from proposals.services.capital import PartTooLarge
from proposals.services.refusals import TooLargeForBallot
from tests.builders.people import COORDINATOR, FINANCE, RESIDENT
from tests.financing.large_plans import ZUID_COORDINATOR, confirmed_plan, did, flagged_plan, mails, make_place, where
from tests.proposals.plans import flags_of, plan_of, seal


@pytest.fixture
def town(database, now):
    return make_place(database, now)


def part_of(town, now, cents=900_00, **changes):
    costs = (Cost("Planten", cents),)
    part = Part(
        town.round_id, "Een bloemenperk", "Een perk met bloemen aan de rand van het park.", costs, 0,
        "Een perk is ook zonder het park mooi.", day_of(now),
    )  # fmt: skip
    return replace(part, **changes)


def test_a_part_is_a_plan_of_the_same_proposer_and_the_rest_stays_as_it_was(database, now, town):
    number = confirmed_plan(database, now, town)
    before = (flags_of(database, number), where(database, number), plan_of(database, number).amount_cents)
    part = did(database, split, COORDINATOR, now, number, part_of(town, now))
    assert (flags_of(database, number), where(database, number), plan_of(database, number).amount_cents) == before
    found = plan_of(database, part)
    assert (found.state, found.proposer_key, found.amount_cents) == ("submitted", RESIDENT.key, 900_00)
    assert mails(database)[-1] == "capital_step"


def test_both_plans_know_of_each_other(database, now, town):
    number = confirmed_plan(database, now, town)
    part = did(database, split, COORDINATOR, now, number, part_of(town, now))
    with database.reading() as session:
        page = route_page(session, number, day_of(now))
        assert [each.id for each in page.parts] == [part]
        assert page.events[-1].step == "split"
        assert whole_of(session, part).id == number
        assert whole_of(session, number) is None


def test_the_rest_makes_the_coordinator_look_at_the_part(database, now, town):
    # the part and the rest together pass thresholds: CAP-SPLIT asks, and until it is settled no ballot takes it
    number = confirmed_plan(database, now, town)
    part = did(database, split, COORDINATOR, now, number, part_of(town, now))
    assert flags_of(database, part) == {"CAP-SPLIT": "raised"}
    with pytest.raises((TooLargeForBallot, Refused)):
        seal(database, now, part)


@pytest.mark.parametrize(
    ("cents", "changes"),
    [
        (21_000_00, {}),  # CAP-ACTIVATE: hard
        (15_000_01, {}),  # half of the area's 30,000 is the largest plan
    ],
)
def test_a_part_that_is_too_large_itself_is_refused(database, now, town, cents, changes):
    number = confirmed_plan(database, now, town)
    with pytest.raises(PartTooLarge):
        did(database, split, COORDINATOR, now, number, part_of(town, now, cents, **changes))
    with database.reading() as session:
        assert session.scalars(select(Proposal.id)).all() == [number]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"costs": (Cost("Alles en meer", 180_000_01),)}, {"costs"}),
        ({"costs": ()}, {"costs"}),
        ({"title": "P", "words": ""}, {"title", "words"}),
        ({"agreed_on": "tomorrow", "summary": "kort"}, {"agreed_on", "summary"}),
        ({"agreed_on": "before it was sent"}, {"agreed_on"}),
        ({"upkeep_cents": -1}, {"upkeep_cents"}),
    ],
)
def test_a_part_that_is_not_complete_is_refused_with_every_fault(database, now, town, changes, fields):
    number = confirmed_plan(database, now, town)
    if "agreed_on" in changes:
        days = 1 if changes["agreed_on"] == "tomorrow" else -1
        changes = {**changes, "agreed_on": day_of(now) + timedelta(days=days)}
    with pytest.raises(RouteRefused) as refused:
        did(database, split, COORDINATOR, now, number, part_of(town, now, **changes))
    assert {fault.field for fault in refused.value.faults} == fields


def test_only_the_coordinator_of_the_area_splits_and_only_what_is_confirmed(database, now, town):
    number = flagged_plan(database, now, town)
    with pytest.raises(RouteStepNotPossible):
        did(database, split, COORDINATOR, now, number, part_of(town, now))
    number = confirmed_plan(database, now, town)
    for actor in (FINANCE, ZUID_COORDINATOR, RESIDENT):
        with pytest.raises(RouteStepNotPossible):
            did(database, split, actor, now, number, part_of(town, now))


def test_a_round_whose_ballot_is_made_takes_no_part(database, now, town):
    number = confirmed_plan(database, now, town)
    late = town.calendar.opens_at + timedelta(days=1)
    with pytest.raises(Refused):
        did(database, split, COORDINATOR, late, number, part_of(town, late))
