"""Who may add, show, close, take away and read the attachments of a request, and when.

For applicants, whoever acts for an organisation, staff and everyone else. Private means: the applicant and who handles
the request. A scan of signatures has names of others in it, so it is always private (AVG art. 5 and 25).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from challenges.rules.states import RequestState
from lives.messages import Message, msg
from lives.texts import TextLimit

TITLE = TextLimit(3, 120)
CLOSING = TextLimit(3, 500, has_lines=True)

_S = RequestState


class Shows(StrEnum):
    """What an attachment is there for."""

    SUPPORT = "support"
    SIGNATURES = "signatures"
    """The scan of a list of signatures."""
    COSTS = "costs"
    OTHER = "other"


SHOWS_WORDS: dict[str, Message] = {
    Shows.SUPPORT: msg("That people support it"),
    Shows.SIGNATURES: msg("A list of signatures"),
    Shows.COSTS: msg("What it costs"),
    Shows.OTHER: msg("Something else"),
}


class Relation(StrEnum):
    """What somebody is to a request; no relation is everybody else."""

    APPLICANT = "applicant"
    """Who asks, or represents the organisation that asks."""
    WRITER = "writer"
    """Who may only write drafts for the organisation that asks."""
    COORDINATOR = "coordinator"
    COLLEGE_CLERK = "college_clerk"
    ADVISER = "adviser"
    """A reviewer of the area."""


Relations = Set[Relation]
_ASKS = frozenset({Relation.APPLICANT, Relation.WRITER})
_HANDLES = frozenset({Relation.COORDINATOR, Relation.COLLEGE_CLERK})

# after the advice the decision stands on what is there
OPEN_FOR_EVIDENCE = frozenset({
    _S.SUBMITTED, _S.ACKNOWLEDGED, _S.ADMISSIBILITY_CHECK, _S.AWAITING_COMPLETION, _S.DIALOGUE, _S.ASSESSMENT,
})  # fmt: skip
OPEN_FOR_SUPPORT = OPEN_FOR_EVIDENCE | {_S.ADVISED, _S.COUNCIL_REQUIRED}


@dataclass(frozen=True)
class Facts:
    """What the rules ask about one attachment."""

    shows: str = Shows.OTHER
    is_private: bool = True
    is_closed: bool = False
    """Staff do not show it to everyone."""
    is_removed: bool = False


def may_add(relations: Relations, state: RequestState) -> bool:
    """Whoever writes the draft adds to it; what was sent only by who may send it, and until the advice is in."""
    if state is _S.DRAFT:
        return bool(relations & _ASKS)
    return Relation.APPLICANT in relations and state in OPEN_FOR_EVIDENCE


def may_take_away(relations: Relations, state: RequestState, facts: Facts) -> bool:
    """The same people and the same days as adding."""
    return may_add(relations, state) and not facts.is_removed


def may_make_private(relations: Relations, state: RequestState, facts: Facts) -> bool:
    """The applicant can always take back that everyone reads it."""
    asks = relations & (_ASKS if state is _S.DRAFT else {Relation.APPLICANT})
    return bool(asks) and not facts.is_private and not facts.is_removed


def may_make_public(relations: Relations, state: RequestState, facts: Facts) -> bool:
    """Only the applicant's side, while one may add; never a scan of signatures."""
    return may_take_away(relations, state, facts) and facts.is_private and facts.shows != Shows.SIGNATURES


def may_close(relations: Relations, state: RequestState, facts: Facts) -> bool:
    """Staff who handle the request take from everyone's sight what the applicant made public."""
    handles = bool(relations & _HANDLES) and state is not _S.DRAFT
    return handles and not (facts.is_private or facts.is_closed or facts.is_removed)


def may_lift(relations: Relations, state: RequestState, facts: Facts) -> bool:
    """And can undo only that: what the applicant wants private stays so."""
    return bool(relations & _HANDLES) and state is not _S.DRAFT and facts.is_closed and not facts.is_removed


def is_public(state: RequestState, facts: Facts) -> bool:
    """Everyone reads it: sent, made public by its applicant, not closed and not taken away."""
    return state is not _S.DRAFT and not (facts.is_private or facts.is_closed or facts.is_removed)


def may_read(relations: Relations, state: RequestState, facts: Facts) -> bool:
    """Who asks reads everything that is there; who handles it reads what was taken away too; an adviser reads all but
    the signatures; everyone else what is public."""
    if is_public(state, facts):
        return True
    if relations & _ASKS:
        return not facts.is_removed
    if state is _S.DRAFT:
        return False
    if relations & _HANDLES:
        return True
    return Relation.ADVISER in relations and not facts.is_removed and facts.shows != Shows.SIGNATURES
