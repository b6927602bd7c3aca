"""The frozen spec: exact bytes, read back to the same value; and those that were frozen before."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from voting.rules.ballot import BallotType
from voting.rules.spec import (
    Lot,
    Spec,
    SpecArea,
    SpecGroup,
    SpecLimit,
    SpecPlan,
    ballot_form,
    ballot_rules,
    read_spec,
    spec_bytes,
    spec_hash,
)

# a spec as the first version froze it, byte for byte
FIRST = (
    b'{"areas":[{"code":"WK040208","limits":[],"name":"Hilversumse Meent","plans":[{"category":"green",'
    b'"cost_cents":400000,"id":"7","neighbourhood":"","proposal":7,"title":"Boom"},{"category":"play","cost_cents":300000,"id":"9",'
    b'"neighbourhood":"","proposal":9,"title":"Wip"}],"pot_cents":1000000,"threshold":0}],"argon2_lanes":1,'
    b'"argon2_memory_kib":19456,"argon2_passes":2,"ballot_type":"knapsack","capital_test":true,"closes_at":'
    b'"2026-03-22T23:00:00+00:00","comparison":false,"completion":"add1u","currency":"EUR","encoding_version":1,'
    b'"fewest_choices":0,"grace_seconds":300,"is_reference":false,"method":"equalshares","most_choices":null,'
    b'"most_sum_cents":null,"opens_at":"2026-03-02T08:00:00+00:00","parameters":{},"round_id":3,'
    b'"salt":"000102030405060708090a0b0c0d0e0f","title":"Buurtbudget"}'
)


def test_a_spec_that_was_frozen_before_is_still_read_and_means_the_same() -> None:
    spec = read_spec(FIRST)
    (area,) = spec.areas
    assert (spec.kind, spec.lot, spec.utility, spec.most_points) == (BallotType.KNAPSACK, Lot.NONE, "", None)
    assert (area.hours, area.groups, area.least_sum_cents, area.plans[0].group) == (None, (), 0, "")
    # its ballots are as long as they were: 1 + 32 + 2, a byte for each of two plans, 8 + 2
    form = ballot_form(spec, spec_hash(FIRST))
    assert (form.length, form.most_mark, form.mark_bytes) == (47, 1, 1)
    assert ballot_rules(spec, area).pot_cents == 1_000_000


AREA = SpecArea(
    "WK040208", "Hilversumse Meent", 1_000_000,
    (SpecPlan("7", "Boom", 400_000, "green", hours=4, group="a"), SpecPlan("9", "Wip", 300_000, "play", group="a")),
    (SpecLimit("category", "green", 500_000),), threshold=3, hours=40, groups=(SpecGroup("a", "Eén plek."),),
)  # fmt: skip
POINTS = replace(
    read_spec(FIRST), areas=(AREA, replace(AREA, code="B", plans=AREA.plans[:1])), ballot_type="points",
    most_points=10, most_points_per_plan=6, lot="dice",
)  # fmt: skip


def test_everything_that_decides_is_in_the_bytes_and_comes_back() -> None:
    frozen = spec_bytes(POINTS)
    assert read_spec(frozen) == POINTS
    assert spec_bytes(read_spec(frozen)) == frozen
    told = json.loads(frozen)
    assert told["areas"][0]["groups"] == [{"name": "a", "why": "Eén plek."}]
    assert (told["most_points"], told["lot"], told["areas"][0]["hours"]) == (10, "dice", 40)


def test_any_change_of_a_setting_is_another_hash() -> None:
    others: list[dict[str, object]] = [
        {"most_points": 11}, {"most_points_per_plan": 5}, {"lot": "automatic"}, {"utility": "cost"},
        {"exhaustive_stop": True}, {"fewest_points": 1}, {"most_choices": 2},
        {"areas": (replace(AREA, hours=None),)}, {"areas": (replace(AREA, groups=()),)},
        {"areas": (replace(AREA, least_sum_cents=1),)}, {"areas": (replace(AREA, threshold=4),)},
        {"areas": (replace(AREA, threshold_percent=4),)},
    ]  # fmt: skip
    hashes = {spec_hash(spec_bytes(replace(POINTS, **change))) for change in others}  # type: ignore[arg-type]
    assert len(hashes | {spec_hash(spec_bytes(POINTS))}) == len(others) + 1


@pytest.mark.parametrize(
    ("change", "most", "length"),
    [
        ({"ballot_type": "points"}, 6, 49),
        ({"ballot_type": "points", "most_points_per_plan": None}, 10, 49),
        # no sum: each number keeps to its 16 bits
        ({"ballot_type": "points", "most_points": None, "most_points_per_plan": None}, 65_535, 49),
        ({"ballot_type": "points", "most_points": 10**6, "most_points_per_plan": 10**6}, 65_535, 49),
        # never more places than the largest area has plans
        ({"ballot_type": "ranking", "most_choices": 1}, 1, 47),
        ({"ballot_type": "ranking", "most_choices": 5}, 2, 47),
        ({"ballot_type": "ranking", "most_choices": None}, 2, 47),
        ({"ballot_type": "ranking", "most_choices": 400}, 2, 47),
        ({"ballot_type": "approval"}, 1, 47),
        ({"ballot_type": "choose_1"}, 1, 47),
    ],
)
def test_the_largest_number_on_a_ballot_follows_from_the_spec(
    change: dict[str, object], most: int, length: int
) -> None:
    spec: Spec = replace(POINTS, **change)  # type: ignore[arg-type]
    form = ballot_form(spec, spec_hash(FIRST))
    assert (form.most_mark, form.length) == (most, length)
    rules = ballot_rules(spec, AREA)
    if spec.kind is BallotType.RANKING:
        assert rules.most_choices == most
    if spec.kind is BallotType.POINTS and rules.most_points_per_plan is not None:
        assert rules.most_points_per_plan == most
