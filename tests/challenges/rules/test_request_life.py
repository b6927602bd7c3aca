"""Every step in every state by everyone. What is expected is written here by hand, not read from the table."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from challenges.rules.life import REQUEST_LIFE
from challenges.rules.states import By, RequestSituation, RequestState, RequestStep
from lives.lifecycle import StepRefused

ALL_WELL = RequestSituation(
    is_open_for_requests=True,
    is_complete=True,
    says_what_is_missing=True,
    completion_term_is_over=True,
    may_still_not_process=True,
    has_talk=True,
    advice_asked=2,
    advice_open=0,
    needs_council=False,
    council_agreed=True,
    has_decision=True,
    has_grounds=True,
    says_what_differs=True,
    objection_upheld=True,
    ended_for_objection=True,
    agreement_is_complete=True,
    both_agreed=True,
    has_evaluation=True,
    has_later_last_day=True,
    has_reason=True,
    has_offered_deal=True,
)
SITUATIONS = {
    "all well": ALL_WELL,
    "council not yet": replace(ALL_WELL, needs_council=True, council_agreed=None),
    "council no": replace(ALL_WELL, needs_council=True, council_agreed=False),
    "council yes": replace(ALL_WELL, needs_council=True, council_agreed=True),
    "nothing": RequestSituation(is_open_for_requests=False),
}
WITHDRAWING = {
    ("submitted", "withdraw"): "withdrawn",
    ("acknowledged", "withdraw"): "withdrawn",
    ("admissibility_check", "withdraw"): "withdrawn",
    ("awaiting_completion", "withdraw"): "withdrawn",
    ("dialogue", "withdraw"): "withdrawn",
    ("assessment", "withdraw"): "withdrawn",
    ("advised", "withdraw"): "withdrawn",
    ("council_required", "withdraw"): "withdrawn",
    ("granted", "withdraw"): "withdrawn",
    ("partly_granted", "withdraw"): "withdrawn",
    ("agreement_drafting", "withdraw"): "withdrawn",
}
APPLICANT = {
    ("draft", "submit"): "submitted",
    ("awaiting_completion", "complete"): "admissibility_check",
    ("dialogue", "deal_instead"): "withdrawn",
    ("assessment", "deal_instead"): "withdrawn",
    **WITHDRAWING,
}
COORDINATOR = {
    ("acknowledged", "check"): "admissibility_check",
    ("admissibility_check", "ask_completion"): "awaiting_completion",
    ("awaiting_completion", "go_on"): "admissibility_check",
    ("admissibility_check", "admit"): "dialogue",
    ("dialogue", "assess"): "assessment",
    ("assessment", "close_advice"): "advised",
    ("granted", "draft_agreement"): "agreement_drafting",
    ("partly_granted", "draft_agreement"): "agreement_drafting",
    ("agreement_drafting", "give_up"): "no_agreement",
    ("agreement_drafting", "agree"): "active",
    ("active", "evaluate"): "evaluation",
    ("extended", "evaluate"): "evaluation",
    ("evaluation", "continue"): "active",
    ("evaluation", "extend"): "extended",
    ("evaluation", "finish"): "completed",
    ("active", "terminate"): "terminated",
    ("extended", "terminate"): "terminated",
    ("evaluation", "terminate"): "terminated",
}
COORDINATOR_WITH_NOTHING = {
    ("acknowledged", "check"): "admissibility_check",
    ("admissibility_check", "admit"): "dialogue",
    ("granted", "draft_agreement"): "agreement_drafting",
    ("partly_granted", "draft_agreement"): "agreement_drafting",
    ("active", "evaluate"): "evaluation",
    ("extended", "evaluate"): "evaluation",
}
CLERK_ALWAYS = {
    ("awaiting_completion", "not_process"): "not_processed",
    ("admissibility_check", "declare_inadmissible"): "inadmissible",
    ("advised", "refuse"): "refused",
    ("granted", "decide_again"): "advised",
    ("partly_granted", "decide_again"): "advised",
    ("refused", "decide_again"): "advised",
    ("agreement_drafting", "decide_again"): "advised",
    ("no_agreement", "decide_again"): "advised",
    ("terminated", "decide_again"): "advised",
    ("not_processed", "decide_again"): "admissibility_check",
    ("inadmissible", "decide_again"): "admissibility_check",
}
FROM_ADVICE = {("advised", "grant"): "granted", ("advised", "grant_partly"): "partly_granted"}
TO_COUNCIL = {("advised", "refer_to_council"): "council_required"}
COUNCIL_SAID_YES = {
    ("council_required", "grant"): "granted",
    ("council_required", "grant_partly"): "partly_granted",
}
COUNCIL_SAID_SOMETHING = {("council_required", "refuse"): "refused"}
EXPECTED = {
    ("applicant", "all well"): APPLICANT,
    ("applicant", "council not yet"): APPLICANT,
    ("applicant", "council no"): APPLICANT,
    ("applicant", "council yes"): APPLICANT,
    ("applicant", "nothing"): WITHDRAWING,
    ("coordinator", "all well"): COORDINATOR,
    ("coordinator", "council not yet"): COORDINATOR,
    ("coordinator", "council no"): COORDINATOR,
    ("coordinator", "council yes"): COORDINATOR,
    ("coordinator", "nothing"): COORDINATOR_WITH_NOTHING,
    ("college_clerk", "all well"): {**CLERK_ALWAYS, **FROM_ADVICE, **COUNCIL_SAID_YES, **COUNCIL_SAID_SOMETHING},
    ("college_clerk", "council not yet"): {**CLERK_ALWAYS, **TO_COUNCIL},
    ("college_clerk", "council no"): {**CLERK_ALWAYS, **TO_COUNCIL, **COUNCIL_SAID_SOMETHING},
    ("college_clerk", "council yes"): {
        **CLERK_ALWAYS,
        **TO_COUNCIL,
        **COUNCIL_SAID_YES,
        **COUNCIL_SAID_SOMETHING,
    },
    ("college_clerk", "nothing"): {},
    **{("product", name): {("submitted", "acknowledge"): "acknowledged"} for name in SITUATIONS},
    **{("stranger", name): {} for name in SITUATIONS},
}


def after(step, state, role, situation):
    try:
        return REQUEST_LIFE.take(step, state, {role}, situation)
    except StepRefused:
        return None


def test_every_actor_stands_in_every_situation_of_the_table():
    assert set(EXPECTED) == set(product([*map(str, By), "stranger"], SITUATIONS))


@pytest.mark.parametrize(("actor", "name"), EXPECTED)
def test_every_step_in_every_state_is_as_expected(actor, name):
    found = {
        (str(state), str(step)): after(step, state, actor, SITUATIONS[name])
        for state, step in product(RequestState, RequestStep)
    }
    assert {place: state for place, state in found.items() if state is not None} == EXPECTED[actor, name]


@pytest.mark.parametrize(
    ("actor", "state", "step", "change", "ground"),
    [
        ("applicant", "draft", "submit", {"is_open_for_requests": False}, "is_open_for_requests"),
        ("applicant", "draft", "submit", {"is_complete": False}, "is_complete"),
        ("coordinator", "admissibility_check", "ask_completion", {"says_what_is_missing": False},
         "says_what_is_missing"),
        ("applicant", "awaiting_completion", "complete", {"is_complete": False}, "is_complete"),
        ("coordinator", "awaiting_completion", "go_on", {"completion_term_is_over": False}, "completion_term_is_over"),
        ("college_clerk", "awaiting_completion", "not_process", {"completion_term_is_over": False},
         "completion_term_is_over"),
        ("college_clerk", "awaiting_completion", "not_process", {"may_still_not_process": False},
         "may_still_not_process"),
        ("college_clerk", "awaiting_completion", "not_process", {"has_decision": False}, "has_decision"),
        ("college_clerk", "admissibility_check", "declare_inadmissible", {"has_decision": False}, "has_decision"),
        ("coordinator", "dialogue", "assess", {"has_talk": False}, "has_talk"),
        ("coordinator", "assessment", "close_advice", {"advice_open": 1}, "advice_is_in"),
        ("coordinator", "assessment", "close_advice", {"advice_asked": 0}, "advice_is_in"),
        ("college_clerk", "advised", "refer_to_council", {}, "needs_council"),
        ("college_clerk", "advised", "grant", {"has_decision": False}, "has_decision"),
        ("college_clerk", "advised", "grant", {"needs_council": True}, "needs_no_council"),
        ("college_clerk", "advised", "grant_partly", {"says_what_differs": False}, "says_what_differs"),
        ("college_clerk", "advised", "grant_partly", {"needs_council": True}, "needs_no_council"),
        ("college_clerk", "advised", "refuse", {"has_grounds": False}, "has_grounds"),
        ("college_clerk", "advised", "refuse", {"has_decision": False}, "has_decision"),
        ("college_clerk", "council_required", "grant", {"council_agreed": False}, "council_agreed"),
        ("college_clerk", "council_required", "grant", {"has_decision": False}, "has_decision"),
        ("college_clerk", "council_required", "grant_partly", {"council_agreed": None}, "council_agreed"),
        ("college_clerk", "council_required", "grant_partly", {"says_what_differs": False}, "says_what_differs"),
        ("college_clerk", "council_required", "refuse", {"council_agreed": None}, "council_decided"),
        ("college_clerk", "council_required", "refuse", {"has_grounds": False}, "has_grounds"),
        ("college_clerk", "refused", "decide_again", {"objection_upheld": False}, "objection_is_upheld"),
        ("college_clerk", "no_agreement", "decide_again", {"objection_upheld": False}, "objection_is_upheld"),
        ("college_clerk", "terminated", "decide_again", {"objection_upheld": False}, "objection_is_upheld"),
        ("college_clerk", "terminated", "decide_again", {"ended_for_objection": False}, "is_ended_for_objection"),
        ("college_clerk", "active", "decide_again", {}, "not_in_table"),
        ("college_clerk", "completed", "decide_again", {}, "not_in_table"),
        ("college_clerk", "withdrawn", "decide_again", {}, "not_in_table"),
        ("coordinator", "terminated", "decide_again", {}, "not_by_this_role"),
        ("coordinator", "agreement_drafting", "agree", {"agreement_is_complete": False}, "agreement_is_complete"),
        ("coordinator", "agreement_drafting", "agree", {"both_agreed": False}, "both_agreed"),
        ("coordinator", "agreement_drafting", "give_up", {"has_reason": False}, "has_reason"),
        ("coordinator", "evaluation", "continue", {"has_evaluation": False}, "has_evaluation"),
        ("coordinator", "evaluation", "extend", {"has_later_last_day": False}, "has_later_last_day"),
        ("coordinator", "evaluation", "extend", {"has_evaluation": False}, "has_evaluation"),
        ("coordinator", "evaluation", "finish", {"has_evaluation": False}, "has_evaluation"),
        ("coordinator", "active", "terminate", {"has_reason": False}, "has_reason"),
        ("coordinator", "advised", "grant", {}, "not_by_this_role"),
        ("applicant", "acknowledged", "check", {}, "not_by_this_role"),
        ("applicant", "active", "withdraw", {}, "not_in_table"),
        ("college_clerk", "draft", "refuse", {}, "not_in_table"),
    ],
)  # fmt: skip
def test_each_thing_that_is_missing_is_named(actor, state, step, change, ground):
    with pytest.raises(StepRefused) as refused:
        REQUEST_LIFE.take(step, RequestState(state), {actor}, replace(ALL_WELL, **change))
    assert refused.value.ground == ground


def test_every_state_step_and_role_has_a_word_of_its_own():
    codes = [code for code, _ in REQUEST_LIFE.words]
    assert sorted(codes) == sorted([*RequestState, *RequestStep, *By])


def test_every_state_can_be_reached_from_a_draft():
    reached, waiting = {RequestState.DRAFT}, [RequestState.DRAFT]
    while waiting:
        source = waiting.pop()
        for row in REQUEST_LIFE.rows:
            if row.source is source and row.target not in reached:
                reached.add(row.target)
                waiting.append(row.target)
    assert reached == set(RequestState)


def test_nothing_leads_out_of_an_end():
    ends = {"completed", "withdrawn"}
    assert {str(state) for state in RequestState} - {str(row.source) for row in REQUEST_LIFE.rows} == ends
