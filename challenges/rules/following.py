"""What follows when an objection is upheld: a new decision, first the end of an agreement, or nothing any more.

For the clerk who decides about an objection, the coordinator who ends an agreement, and everyone who reads it.
"""

from __future__ import annotations

from enum import StrEnum

from challenges.rules.states import RequestState

_S = RequestState
RUNNING = frozenset({_S.ACTIVE, _S.EVALUATION, _S.EXTENDED})
OVER = frozenset({_S.WITHDRAWN, _S.COMPLETED, _S.TERMINATED})


class FollowUp(StrEnum):
    DECIDE_NOW = "decide_now"
    """Against silence: the first decision is still to be taken."""
    DECIDE_AGAIN = "decide_again"
    """The request is ready for a new decision at once (Awb 7:11)."""
    END_AGREEMENT = "end_agreement"
    """An agreement runs: it is ended first, by its own act, and then there is a new decision."""
    NOTHING_LEFT = "nothing_left"
    """The request was taken back, or what was granted is over: there is nothing to decide again."""


def follow_up_of(state: RequestState, *, has_decision: bool) -> FollowUp:
    """What follows in this state when an objection to its decision (or, without one, to silence) is upheld.

    Refused: decided again at once. Granted and taken over (active): first the agreement ends. Ended as agreed: nothing.
    """
    if state in OVER:
        return FollowUp.NOTHING_LEFT
    if not has_decision:
        return FollowUp.DECIDE_NOW
    return FollowUp.END_AGREEMENT if state in RUNNING else FollowUp.DECIDE_AGAIN
