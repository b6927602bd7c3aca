"""Where a plan stands follows from the plan, its grounds and its case: nothing is kept twice."""

from __future__ import annotations

import pytest

from financing.rules.states import RouteState, Standing, route_state


@pytest.mark.parametrize(
    ("plan_state", "grounds", "confirmed", "released", "case", "expected"),
    [
        ("draft", 1, 0, 0, None, None),
        ("submitted", 0, 0, 0, None, None),
        ("submitted", 1, 0, 0, None, "flagged"),
        ("submitted", 1, 1, 0, None, "flagged"),
        ("submitted", 0, 0, 1, None, "released"),
        ("feasible", 0, 0, 2, None, "released"),
        ("feasible", 0, 0, 0, None, None),
        ("not_feasible", 1, 0, 0, None, None),
        ("capital_route", 2, 0, 0, None, "flagged"),
        ("capital_route", 2, 1, 0, None, "confirmed"),
        ("capital_route", 0, 0, 1, None, "released"),
        ("capital_route", 1, 1, 0, "finance_intake", "finance_intake"),
        ("capital_route", 1, 0, 0, "council_proposal", "council_proposal"),
        ("capital_route", 0, 0, 0, "delivered", "delivered"),
        ("submitted", 0, 0, 0, "college_proposal", "released"),
        ("submitted", 1, 0, 0, "college_proposal", "flagged"),
        ("on_ballot", 0, 0, 0, "saving", "released"),
        ("won", 0, 0, 1, None, "released"),
        ("withdrawn", 1, 1, 0, None, "withdrawn"),
        ("withdrawn", 0, 0, 0, "saving", "withdrawn"),
        ("withdrawn", 0, 0, 0, None, None),
    ],
)
def test_the_state_of_the_route_is_as_expected(plan_state, grounds, confirmed, released, case, expected):
    found = route_state(Standing(plan_state, grounds, confirmed, released), case)
    assert found == (RouteState(expected) if expected else None)
