"""How the public register sorts requests: seven groups that people look for, each request in exactly one of them."""

from __future__ import annotations

from enum import StrEnum

from challenges.rules.states import RequestState

_S = RequestState


class Group(StrEnum):
    """What became of a request, as the register's filter says it."""

    OPEN = "open"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    STOPPED = "stopped"
    """Withdrawn, or no agreement was reached."""
    RUNNING = "running"
    """The task is taken over by an agreement that runs."""
    ENDED = "ended"


STATES: dict[Group, frozenset[RequestState]] = {
    Group.OPEN: frozenset({
        _S.SUBMITTED, _S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK, _S.AWAITING_COMPLETION, _S.DIALOGUE, _S.ASSESSMENT,
        _S.ADVISED, _S.COUNCIL_REQUIRED,
    }),
    Group.GRANTED: frozenset({_S.GRANTED}),
    Group.PARTLY: frozenset({_S.PARTLY_GRANTED}),
    Group.REFUSED: frozenset({_S.REFUSED, _S.INADMISSIBLE, _S.NOT_PROCESSED}),
    Group.STOPPED: frozenset({_S.WITHDRAWN, _S.NO_AGREEMENT}),
    Group.RUNNING: frozenset({_S.ACTIVE, _S.EVALUATION, _S.EXTENDED}),
    Group.ENDED: frozenset({_S.COMPLETED, _S.TERMINATED}),
}  # fmt: skip
"""While both sides write the agreement, a request belongs to the group of its decision: see `group_of`."""


def group_of(state: RequestState, newest_decision: str | None = None) -> Group:
    """The group of a request that was sent; `newest_decision` is the kind of its newest decision, if it has one.

    An agreement that is being written after a partial grant belongs to the partial grants. Raises ValueError for a
    draft, which is in no register.
    """
    if state is _S.AGREEMENT_DRAFTING:
        return Group.PARTLY if newest_decision == _S.PARTLY_GRANTED else Group.GRANTED
    for group, states in STATES.items():
        if state in states:
            return group
    raise ValueError(f"a request that is {state} is in no register")
