"""Every step in every state by everyone. What is expected is written here by hand, not read from the table."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from lives.lifecycle import StepRefused
from proposals.rules.life import PLAN_LIFE, By, PlanSituation, PlanState, PlanStep

# everything that any step asks for, but for the reasons to refuse a plan
ALL_WELL = PlanSituation(
    is_complete=True,
    round_is_collecting=True,
    round_is_before_ballot=True,
    all_criteria_met=True,
    round_is_sealing=True,
    result_is_published=True,
    college_has_decided=True,
    is_explained=True,
)
TOO_LARGE = replace(ALL_WELL, hard_grounds=1)
IN_DOUBT = replace(ALL_WELL, open_soft_grounds=1)
FAILING = replace(ALL_WELL, all_criteria_met=False, unmet_have_reasons=True)

AUTHOR = {
    ("draft", "submit"): "submitted",
    ("draft", "withdraw"): "withdrawn",
    ("submitted", "withdraw"): "withdrawn",
    ("feasible", "withdraw"): "withdrawn",
    ("capital_route", "withdraw"): "withdrawn",
}
RESULT = {("on_ballot", "win"): "won", ("on_ballot", "lose"): "lost"}
COLLEGE = {("won", "decide"): "decided", ("won", "refuse_award"): "not_adopted"}
CARRYING_OUT = {("decided", "start"): "in_execution", ("in_execution", "finish"): "done"}
EXPECTED: dict[tuple[str, str], dict[tuple[str, str], str]] = {
    ("author", "all well"): AUTHOR,
    ("author", "too large"): AUTHOR,
    ("author", "in doubt"): AUTHOR,
    ("author", "failing"): AUTHOR,
    ("coordinator", "all well"): {
        ("submitted", "judge_feasible"): "feasible",
        ("capital_route", "return_to_review"): "submitted",
        **CARRYING_OUT,
    },
    ("coordinator", "too large"): {
        ("submitted", "send_to_capital_route"): "capital_route",
        ("feasible", "send_to_capital_route"): "capital_route",
        **CARRYING_OUT,
    },
    ("coordinator", "in doubt"): {
        ("submitted", "send_to_capital_route"): "capital_route",
        ("feasible", "send_to_capital_route"): "capital_route",
        **CARRYING_OUT,
    },
    ("coordinator", "failing"): {
        ("submitted", "judge_not_feasible"): "not_feasible",
        ("capital_route", "return_to_review"): "submitted",
        **CARRYING_OUT,
    },
    ("college", "all well"): COLLEGE,
    ("college", "too large"): COLLEGE,
    ("college", "in doubt"): COLLEGE,
    ("college", "failing"): COLLEGE,
    ("system", "all well"): {
        ("feasible", "put_on_ballot"): "on_ballot",
        ("capital_route", "return_to_review"): "submitted",
        **RESULT,
    },
    ("system", "too large"): {("feasible", "send_to_capital_route"): "capital_route", **RESULT},
    ("system", "in doubt"): {("feasible", "send_to_capital_route"): "capital_route", **RESULT},
    ("system", "failing"): {
        ("feasible", "put_on_ballot"): "on_ballot",
        ("capital_route", "return_to_review"): "submitted",
        **RESULT,
    },
    ("stranger", "all well"): {},
    ("stranger", "too large"): {},
    ("stranger", "in doubt"): {},
    ("stranger", "failing"): {},
}
SITUATIONS = {"all well": ALL_WELL, "too large": TOO_LARGE, "in doubt": IN_DOUBT, "failing": FAILING}


def after(step: str, state: PlanState, roles: set[str], situation: PlanSituation) -> str | None:
    try:
        return PLAN_LIFE.take(step, state, roles, situation)
    except StepRefused:
        return None


@pytest.mark.parametrize(("actor", "name"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor: str, name: str) -> None:
    found = {
        (str(state), str(step)): after(step, state, {actor}, SITUATIONS[name])
        for state, step in product(PlanState, PlanStep)
    }
    assert {place: state for place, state in found.items() if state is not None} == EXPECTED[actor, name]


@pytest.mark.parametrize(
    ("step", "state", "actor", "situation", "ground"),
    [
        ("submit", "draft", "author", replace(ALL_WELL, is_complete=False), "is_complete"),
        ("submit", "draft", "author", replace(ALL_WELL, round_is_collecting=False), "is_collecting"),
        ("submit", "draft", "coordinator", ALL_WELL, "not_by_this_role"),
        ("submit", "won", "author", ALL_WELL, "not_in_table"),
        ("withdraw", "feasible", "author", replace(ALL_WELL, round_is_before_ballot=False), "is_before_ballot"),
        ("withdraw", "on_ballot", "author", ALL_WELL, "not_in_table"),
        ("judge_feasible", "submitted", "coordinator", TOO_LARGE, "has_no_hard_ground"),
        ("judge_feasible", "submitted", "coordinator", IN_DOUBT, "has_no_open_flag"),
        ("judge_feasible", "submitted", "coordinator", FAILING, "meets_all_criteria"),
        ("judge_feasible", "submitted", "author", ALL_WELL, "not_by_this_role"),
        ("judge_not_feasible", "submitted", "coordinator", ALL_WELL, "fails_with_reasons"),
        (
            "judge_not_feasible",
            "submitted",
            "coordinator",
            replace(FAILING, unmet_have_reasons=False),
            "fails_with_reasons",
        ),
        ("send_to_capital_route", "submitted", "coordinator", ALL_WELL, "has_a_ground"),
        ("put_on_ballot", "feasible", "system", TOO_LARGE, "has_no_hard_ground"),
        ("put_on_ballot", "feasible", "system", IN_DOUBT, "has_no_open_flag"),
        ("put_on_ballot", "feasible", "system", replace(ALL_WELL, round_is_sealing=False), "is_sealing"),
        ("put_on_ballot", "capital_route", "system", ALL_WELL, "not_in_table"),
        ("put_on_ballot", "feasible", "coordinator", ALL_WELL, "not_by_this_role"),
        ("win", "on_ballot", "system", replace(ALL_WELL, result_is_published=False), "is_published"),
        ("decide", "won", "college", replace(ALL_WELL, college_has_decided=False), "is_decided"),
        ("decide", "won", "coordinator", ALL_WELL, "not_by_this_role"),
        ("decide", "lost", "college", ALL_WELL, "not_in_table"),
        ("refuse_award", "won", "college", replace(ALL_WELL, is_explained=False), "is_explained"),
        ("refuse_award", "decided", "college", ALL_WELL, "not_in_table"),
        ("start", "won", "coordinator", ALL_WELL, "not_in_table"),
        ("start", "decided", "college", ALL_WELL, "not_by_this_role"),
        ("finish", "in_execution", "coordinator", replace(ALL_WELL, is_explained=False), "is_explained"),
    ],
)
def test_a_refused_step_names_its_ground(
    step: str, state: str, actor: str, situation: PlanSituation, ground: str
) -> None:
    with pytest.raises(StepRefused) as refused:
        PLAN_LIFE.take(step, PlanState(state), {actor}, situation)
    assert refused.value.ground == ground


def test_a_plan_with_a_hard_ground_reaches_no_ballot_by_any_chain_of_steps() -> None:
    reached = {PlanState.DRAFT}
    for _ in PlanState:
        reached |= {
            PlanState(found)
            for state, step, actor in product(set(reached), PlanStep, By)
            if (found := after(step, state, {actor}, replace(TOO_LARGE, unmet_have_reasons=True)))
        }
    assert reached == {
        PlanState.DRAFT,
        PlanState.SUBMITTED,
        PlanState.CAPITAL_ROUTE,
        PlanState.WITHDRAWN,
    }


def test_every_state_step_and_role_has_a_word_of_its_own() -> None:
    codes = [code for code, _ in PLAN_LIFE.words]
    assert sorted(codes) == sorted([*PlanState, *PlanStep, *By])
