"""Which agreement may be offered instead of a take-over, and that a yes is to one text alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from challenges.rules.instead import OfferedDeal, fault_of_offer, sign_of

BENCHES = OfferedDeal(
    7, "green", "concept", True, "Samen het plein onderhouden", "Het plein ligt er netjes bij.", 1_500_00, 120,
    date(2026, 12, 1), date(2027, 11, 30), ("neighbourhood: Wij snoeien.", "municipality: Wij leveren gereedschap."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),
        ({"kind": "other"}, True),
        ({"kind": "takeover"}, False),
        ({"has_own_money": False}, False),
        ({"state": "in_execution"}, False),
        ({"state": "settling"}, False),
        ({"state": "done"}, False),
        ({"state": "terminated"}, False),
        ({"planned_result": " "}, False),
        ({"last_day": None}, False),
    ],
)
def test_only_a_complete_ordinary_agreement_in_preparation_is_offered(change, may):
    assert (fault_of_offer(replace(BENCHES, **change)) is None) is may


@pytest.mark.parametrize(
    "change",
    [
        {"id": 8}, {"title": "Anders"}, {"planned_result": "Anders."}, {"cents": 1_500_01}, {"minutes": 121},
        {"first_day": None}, {"last_day": date(2027, 12, 1)}, {"promises": BENCHES.promises[:1]},
        {"promises": BENCHES.promises[::-1]},
    ],
)  # fmt: skip
def test_another_text_has_another_sign(change):
    assert sign_of(BENCHES) == sign_of(replace(BENCHES))
    assert sign_of(replace(BENCHES, **change)) != sign_of(BENCHES)
