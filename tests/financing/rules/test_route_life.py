"""Every step in every state by everyone. What is expected is written here by hand, not read from the table."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from financing.rules.life import ROUTE_LIFE, RouteSituation
from financing.rules.states import RouteBy, RouteState, RouteStep
from lives.lifecycle import StepRefused

ALL_WELL = RouteSituation(
    grounds=1,
    hard_grounds=0,
    is_investment=True,
    has_advice=True,
    has_calculation=True,
    has_reference=True,
    is_explained=True,
    is_funded=True,
    has_charges=True,
    has_saved_money=True,
    proposer_agrees=True,
)
# states away from college and council, before any credit: from here other ways are open
AWAY = (
    "confirmed",
    "finance_intake",
    "maintenance_check",
    "charges_calculated",
    "college_refused",
    "council_refused",
    "deferred",
    "saving",
)
AT_BODIES = ("college_proposal", "college_approved", "council_proposal")
BEFORE_CREDIT = ("flagged", *AWAY, *AT_BODIES)
COORDINATOR = {
    ("flagged", "confirm"): "confirmed",
    ("flagged", "release"): "released",
    ("credit_granted", "start"): "in_execution",
    ("in_execution", "deliver"): "delivered",
    ("in_execution", "ask_payment"): "in_execution",
    ("delivered", "ask_payment"): "delivered",
    **{(state, "split"): state for state in AWAY},
}
FINANCE = {
    ("confirmed", "take_in"): "finance_intake",
    ("finance_intake", "ask_maintenance"): "maintenance_check",
    ("maintenance_check", "calculate"): "charges_calculated",
    ("charges_calculated", "calculate"): "charges_calculated",
    ("charges_calculated", "send_to_college"): "college_proposal",
    ("saving", "resume"): "confirmed",
    ("credit_granted", "reestimate"): "credit_granted",
    ("in_execution", "reestimate"): "in_execution",
    ("delivered", "reestimate"): "delivered",
    **{(state, "use_other_budget"): "other_budget" for state in AWAY},
    **{(state, "save"): "saving" for state in AWAY if state != "saving"},
}
COLLEGE = {
    ("college_proposal", "college_yes"): "college_approved",
    ("college_proposal", "college_no"): "college_refused",
    ("college_approved", "propose_to_council"): "council_proposal",
    ("deferred", "propose_to_council"): "council_proposal",
}
COUNCIL = {
    ("council_proposal", "grant"): "credit_granted",
    ("council_proposal", "council_no"): "council_refused",
    ("council_proposal", "defer"): "deferred",
}
CLEARED = {(state, "clear"): "released" for state in BEFORE_CREDIT}
EXPECTED = {
    ("author", "all well"): {(state, "withdraw"): "withdrawn" for state in BEFORE_CREDIT},
    ("coordinator", "all well"): COORDINATOR,
    ("finance", "all well"): FINANCE,
    ("reviewer", "all well"): {("maintenance_check", "advise"): "maintenance_check"},
    ("college", "all well"): COLLEGE,
    ("council", "all well"): COUNCIL,
    ("system", "all well"): {("released", "flag_again"): "flagged"},
    ("stranger", "all well"): {},
    ("coordinator", "no ground"): {
        place: state for place, state in (COORDINATOR | CLEARED).items() if place[1] != "confirm"
    },
    ("finance", "no ground"): FINANCE | CLEARED,
    ("system", "no ground"): {},
    ("coordinator", "hard ground"): {place: state for place, state in COORDINATOR.items() if place[1] != "release"},
    ("finance", "not an investment"): {place: state for place, state in FINANCE.items() if place[1] != "take_in"},
    ("finance", "no advice"): {place: state for place, state in FINANCE.items() if place[1] != "calculate"},
    ("finance", "no calculation"): {place: state for place, state in FINANCE.items() if place[1] != "send_to_college"},
    ("finance", "no charges"): {place: state for place, state in FINANCE.items() if place[1] != "reestimate"},
    ("finance", "no reference"): {place: state for place, state in FINANCE.items() if place[1] != "reestimate"},
    ("college", "no reference"): {
        ("college_approved", "propose_to_council"): "council_proposal",
        ("deferred", "propose_to_council"): "council_proposal",
    },
    ("council", "no reference"): {},
    ("council", "not funded"): {
        ("council_proposal", "council_no"): "council_refused",
        ("council_proposal", "defer"): "deferred",
    },
    ("college", "no words"): {
        ("college_proposal", "college_yes"): "college_approved",
        ("college_approved", "propose_to_council"): "council_proposal",
        ("deferred", "propose_to_council"): "council_proposal",
    },
    ("council", "no words"): {("council_proposal", "grant"): "credit_granted"},
    ("coordinator", "no words"): {
        ("credit_granted", "start"): "in_execution",
        ("in_execution", "ask_payment"): "in_execution",
        ("delivered", "ask_payment"): "delivered",
    },
    ("coordinator", "no saved money"): {
        place: state for place, state in COORDINATOR.items() if place[1] != "ask_payment"
    },
    ("reviewer", "no words"): {},
    ("coordinator", "proposer does not agree"): {
        place: state for place, state in COORDINATOR.items() if place[1] != "split"
    },
}
SITUATIONS = {
    "all well": ALL_WELL,
    "no ground": replace(ALL_WELL, grounds=0),
    "hard ground": replace(ALL_WELL, hard_grounds=1),
    "not an investment": replace(ALL_WELL, is_investment=False),
    "no advice": replace(ALL_WELL, has_advice=False),
    "no calculation": replace(ALL_WELL, has_calculation=False),
    "no charges": replace(ALL_WELL, has_charges=False),
    "no reference": replace(ALL_WELL, has_reference=False),
    "not funded": replace(ALL_WELL, is_funded=False),
    "no saved money": replace(ALL_WELL, has_saved_money=False),
    "no words": replace(ALL_WELL, is_explained=False),
    "proposer does not agree": replace(ALL_WELL, proposer_agrees=False),
}


def after(step, state, actor, situation):
    try:
        return ROUTE_LIFE.take(step, state, {actor}, situation)
    except StepRefused:
        return None


@pytest.mark.parametrize(("actor", "name"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor, name):
    found = {
        (str(state), str(step)): after(step, state, actor, SITUATIONS[name])
        for state, step in product(RouteState, RouteStep)
    }
    assert {place: state for place, state in found.items() if state is not None} == EXPECTED[actor, name]


@pytest.mark.parametrize("state", ["credit_granted", "in_execution", "delivered", "other_budget", "withdrawn"])
def test_nothing_leads_back_from_money_that_is_granted(state):
    leads_to = {row.target for row in ROUTE_LIFE.rows if row.source == state}
    assert not leads_to & {"flagged", "confirmed", "released", "withdrawn", "saving"}


def test_every_state_step_and_role_has_a_word_of_its_own():
    codes = [code for code, _ in ROUTE_LIFE.words]
    assert sorted(codes) == sorted([*RouteState, *RouteStep, *RouteBy])
