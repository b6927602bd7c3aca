"""The groups of the register: every request that was sent stands in exactly one."""

from __future__ import annotations

import pytest

from challenges.rules.groups import STATES, Group, group_of
from challenges.rules.states import RequestState

WHERE = {
    "submitted": "open", "acknowledged": "open", "admissibility_check": "open", "awaiting_completion": "open",
    "dialogue": "open", "assessment": "open", "advised": "open", "council_required": "open",
    "granted": "granted", "partly_granted": "partly",
    "refused": "refused", "inadmissible": "refused", "not_processed": "refused",
    "withdrawn": "stopped", "no_agreement": "stopped",
    "active": "running", "evaluation": "running", "extended": "running",
    "completed": "ended", "terminated": "ended",
}  # fmt: skip


@pytest.mark.parametrize(("state", "group"), WHERE.items())
def test_each_state_has_the_group_that_people_look_for(state, group):
    assert group_of(RequestState(state)) == group


def test_an_agreement_that_is_being_written_stands_with_its_decision():
    drafting = RequestState.AGREEMENT_DRAFTING
    assert group_of(drafting, "granted") is Group.GRANTED
    assert group_of(drafting, "partly_granted") is Group.PARTLY
    assert group_of(drafting) is Group.GRANTED


def test_a_draft_is_in_no_register():
    with pytest.raises(ValueError, match="no register"):
        group_of(RequestState.DRAFT)


def test_no_state_stands_in_two_groups():
    listed = [state for states in STATES.values() for state in states]
    assert len(listed) == len(set(listed))
    assert set(WHERE) | {"draft", "agreement_drafting"} == set(map(str, RequestState))
