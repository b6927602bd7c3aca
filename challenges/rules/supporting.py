"""When people can support a request, and who may hand in and count lists of signatures.

For residents, applicants and staff. Support is open from the day it is sent until the decision.
"""

from __future__ import annotations

from challenges.rules.attaching import OPEN_FOR_SUPPORT, Relation, Relations, may_add
from challenges.rules.states import RequestState


def may_support(state: RequestState) -> bool:
    """Whether residents can say now that they support it, and take it back."""
    return state in OPEN_FOR_SUPPORT


def may_enter(relations: Relations, state: RequestState) -> bool:
    """The applicant's side as it adds attachments; the coordinator for what comes in at the desk."""
    if may_add(relations, state):
        return True
    return Relation.COORDINATOR in relations and may_support(state)


def may_count(relations: Relations, state: RequestState) -> bool:
    """Who handles the request, until the decision; that whoever handed a list in does not count it says the list."""
    return bool(relations & {Relation.COORDINATOR, Relation.COLLEGE_CLERK}) and may_support(state)


def may_remove_list(relations: Relations, state: RequestState, *, is_own: bool) -> bool:
    """The applicant's side as it takes attachments away; a coordinator only a list that this coordinator handed in."""
    return may_add(relations, state) or (is_own and may_enter(relations, state))


def may_see_lists(relations: Relations) -> bool:
    """The lists one by one: the applicant's side and who handles the request; everyone else sees the sum."""
    return bool(relations - {Relation.ADVISER})
