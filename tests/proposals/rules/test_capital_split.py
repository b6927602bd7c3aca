"""Parts of one plan: who, where, what and when make two plans one, and what they pass together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from proposals.rules.capital import (
    Answer,
    CapitalThresholds,
    Ground,
    GroundCode,
    Kind,
    Neighbouring,
    NewOrRepair,
    Origin,
    Outcome,
    Owner,
    PlanFacts,
    test_capital_scale,
)
from proposals.rules.capital.split import distance_metres

# 52 degrees 13 minutes north: a degree of latitude is 111,195 m, so 0.0008 degrees are 89 m and 0.001 111 m.
PLACE = Origin("person:a", "BU04020801", 5.137, 52.2696, date(2027, 3, 1))
PLAYGROUND = PlanFacts(
    amount_cents=9_000_00,
    touches_public_space=Answer.YES,
    kind=Kind.PLAY,
    new_or_repair=NewOrRepair.NEW,
    owner_after=Owner.MUNICIPALITY,
    life_years=9,
    upkeep_cents_per_year=0,
    origin=PLACE,
)
OTHER_HALF = Neighbouring("Swings", 11_000_00, kind=Kind.PLAY, origin=PLACE)


def split(facts: PlanFacts, *others: Neighbouring) -> Ground | None:
    found = test_capital_scale(facts, CapitalThresholds(), others)
    return next((ground for ground in found if ground.code is GroundCode.SPLIT), None)


def test_two_halves_of_one_playground_pass_the_threshold_together() -> None:
    ground = split(PLAYGROUND, OTHER_HALF)
    assert ground is not None
    assert (ground.is_hard, ground.outcome) == (False, Outcome.INVESTMENT)
    assert str(ground.message) == ("Together with “Swings” the plan asks € 20,000. Are these parts of one larger plan?")


def test_together_under_every_threshold_is_no_split() -> None:
    assert split(PLAYGROUND, replace(OTHER_HALF, amount_cents=999_99)) is None


def test_three_parts_are_added() -> None:
    small = replace(OTHER_HALF, amount_cents=500_00)
    assert split(PLAYGROUND, small) is None
    assert split(PLAYGROUND, small, replace(small, title="Slide")) is not None


@pytest.mark.parametrize(
    ("origin", "kind", "is_one_plan"),
    [
        (Origin("person:a", "", None, None, date(2027, 3, 1)), Kind.GREEN, True),  # same proposer
        (Origin("person:b", "BU04020801", None, None, date(2027, 3, 1)), Kind.PLAY, True),  # same buurt
        (Origin("person:b", "BU04020801", None, None, date(2027, 3, 1)), Kind.GREEN, False),
        (Origin("person:b", "BU04020801", None, None, date(2027, 3, 1)), Kind.UNKNOWN, True),
        (Origin("person:b", "BU04020802", 5.137, 52.2704, date(2027, 3, 1)), Kind.PLAY, True),  # 89 m
        (Origin("person:b", "BU04020802", 5.137, 52.2706, date(2027, 3, 1)), Kind.PLAY, False),  # 111 m
        (Origin("person:b", "", None, None, date(2027, 3, 1)), Kind.PLAY, False),
        (Origin("", "", None, None, date(2027, 3, 1)), Kind.PLAY, False),
        (Origin("person:a", "", None, None, date(2028, 3, 1)), Kind.PLAY, True),  # twelve months later
        (Origin("person:a", "", None, None, date(2028, 3, 2)), Kind.PLAY, False),
        (Origin("person:a", "", None, None, date(2026, 3, 1)), Kind.PLAY, True),
        (Origin("person:a", "", None, None, date(2026, 2, 28)), Kind.PLAY, False),
        (Origin("person:a", "", None, None, None), Kind.PLAY, True),
    ],
)
def test_what_makes_two_plans_one(origin: Origin, kind: Kind, is_one_plan: bool) -> None:
    found = split(PLAYGROUND, replace(OTHER_HALF, origin=origin, kind=kind))
    assert (found is not None) is is_one_plan


def test_two_parties_in_one_street_are_no_parts_of_one() -> None:
    party = replace(PLAYGROUND, kind=Kind.NONE, amount_cents=30_000_00, life_years=None)
    other = Neighbouring("Feast", 30_000_00, kind=Kind.NONE, origin=replace(PLACE, proposer="person:b"))
    assert split(party, other) is None


def test_two_parties_of_one_proposer_can_be_too_large_together() -> None:
    party = replace(PLAYGROUND, kind=Kind.NONE, amount_cents=30_000_00, life_years=None)
    ground = split(party, Neighbouring("Feast", 20_000_00, kind=Kind.NONE, origin=PLACE))
    assert ground is not None
    assert ground.outcome is Outcome.TOO_LARGE


def test_money_of_others_counts_for_each_part_by_itself() -> None:
    paid_twice = Neighbouring("Swings", 1_000_00, third_party_cents=50_000_00, kind=Kind.PLAY, origin=PLACE)
    assert split(PLAYGROUND, paid_twice) is None
    assert split(PLAYGROUND, paid_twice, OTHER_HALF) is not None


def test_a_plan_that_passes_alone_needs_no_split() -> None:
    alone = replace(PLAYGROUND, amount_cents=60_000_00)
    assert split(alone, OTHER_HALF) is None


def test_upkeep_is_added_too() -> None:
    modest = replace(PLAYGROUND, amount_cents=9_000_00, upkeep_cents_per_year=300_00)
    assert split(modest, Neighbouring("Pond", 100, upkeep_cents_per_year=100_00, origin=PLACE)) is None
    assert split(modest, Neighbouring("Pond", 100, upkeep_cents_per_year=700_00, origin=PLACE)) is not None


def test_distance_between_two_places() -> None:
    assert distance_metres(PLACE, replace(PLACE, latitude=52.2706)) == pytest.approx(111.2, abs=0.1)
    assert distance_metres(PLACE, PLACE) == 0
    assert distance_metres(PLACE, Origin()) is None


def test_the_upkeep_of_a_park_is_no_upkeep_of_the_feast_at_its_opening() -> None:
    feast = replace(PLAYGROUND, kind=Kind.NONE, amount_cents=1_000_00, life_years=None)
    park = Neighbouring("Park", 9_000_00, upkeep_cents_per_year=3_000_00, kind=Kind.GREEN, origin=PLACE, life_years=9)
    assert split(feast, park) is None
