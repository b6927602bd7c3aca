"""Who may do what with an attachment, in every state of the request: the whole table, written by hand."""

from __future__ import annotations

from itertools import product

import pytest

from challenges.rules.attaching import (
    Facts,
    Relation,
    Shows,
    is_public,
    may_add,
    may_close,
    may_lift,
    may_make_private,
    may_make_public,
    may_read,
    may_take_away,
)
from challenges.rules.states import RequestState

S = RequestState
PRIVATE = Facts()
PUBLIC = Facts(is_private=False)
CLOSED = Facts(is_private=False, is_closed=True)
REMOVED = Facts(is_private=False, is_removed=True)
SCAN = Facts(Shows.SIGNATURES)
EVERY_FACT = {"private": PRIVATE, "public": PUBLIC, "closed": CLOSED, "removed": REMOVED, "scan": SCAN}
WHO = {
    "applicant": {Relation.APPLICANT},
    "writer": {Relation.WRITER},
    "coordinator": {Relation.COORDINATOR},
    "clerk": {Relation.COLLEGE_CLERK},
    "adviser": {Relation.ADVISER},
    "other": set(),
}
BEFORE_ADVICE = {
    S.SUBMITTED, S.ACKNOWLEDGED, S.ADMISSIBILITY_CHECK, S.AWAITING_COMPLETION, S.DIALOGUE, S.ASSESSMENT,
}  # fmt: skip
LATER = {
    S.ADVISED, S.COUNCIL_REQUIRED, S.GRANTED, S.PARTLY_GRANTED, S.REFUSED, S.NOT_PROCESSED, S.INADMISSIBLE,
    S.AGREEMENT_DRAFTING, S.NO_AGREEMENT, S.ACTIVE, S.EVALUATION, S.EXTENDED, S.COMPLETED, S.TERMINATED, S.WITHDRAWN,
}  # fmt: skip
TIMES = {"draft": {S.DRAFT}, "before": BEFORE_ADVICE, "later": LATER}

# may do: (who, what is there); any other combination of that time may not
ADDS = {"draft": {"applicant", "writer"}, "before": {"applicant"}, "later": set()}
TAKES_AWAY = {
    "draft": {("applicant", f) for f in ("private", "public", "closed", "scan")}
    | {("writer", f) for f in ("private", "public", "closed", "scan")},
    "before": {("applicant", f) for f in ("private", "public", "closed", "scan")},
    "later": set(),
}
MAKES_PRIVATE = {
    "draft": {("applicant", "public"), ("applicant", "closed"), ("writer", "public"), ("writer", "closed")},
    "before": {("applicant", "public"), ("applicant", "closed")},
    "later": {("applicant", "public"), ("applicant", "closed")},
}
MAKES_PUBLIC = {
    "draft": {("applicant", "private"), ("writer", "private")},
    "before": {("applicant", "private")},
    "later": set(),
}
CLOSES = {
    "draft": set(),
    "before": {("coordinator", "public"), ("clerk", "public")},
    "later": {("coordinator", "public"), ("clerk", "public")},
}
LIFTS = {
    "draft": set(),
    "before": {("coordinator", "closed"), ("clerk", "closed")},
    "later": {("coordinator", "closed"), ("clerk", "closed")},
}
_STAFF_READS = {(who, fact) for who in ("coordinator", "clerk") for fact in EVERY_FACT}
_ASKER_READS = {(who, f) for who in ("applicant", "writer") for f in ("private", "public", "closed", "scan")}
_SENT = (
    _ASKER_READS
    | _STAFF_READS
    | {("adviser", "private"), ("adviser", "public"), ("adviser", "closed")}
    | {("other", "public")}
)
READS = {"draft": _ASKER_READS, "before": _SENT, "later": _SENT}


def test_the_times_are_all_states():
    assert set().union(*TIMES.values()) == set(S)
    assert sum(len(states) for states in TIMES.values()) == len(S)


def test_adding():
    for time, states in TIMES.items():
        may = {who for who, state in product(WHO, states) if may_add(WHO[who], state)}
        assert may == ADDS[time], time
        assert all(may_add(WHO[who], state) for who, state in product(ADDS[time], states))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (may_take_away, TAKES_AWAY),
        (may_make_private, MAKES_PRIVATE),
        (may_make_public, MAKES_PUBLIC),
        (may_close, CLOSES),
        (may_lift, LIFTS),
        (may_read, READS),
    ],
)
@pytest.mark.parametrize("state", S)
def test_every_other_act(rule, expected, state):
    time = next(name for name, states in TIMES.items() if state in states)
    for who, fact in product(WHO, EVERY_FACT):
        assert rule(WHO[who], state, EVERY_FACT[fact]) == ((who, fact) in expected[time]), (who, fact)


def test_everyone_reads_what_its_applicant_made_public_once_it_is_sent():
    assert not is_public(S.DRAFT, PUBLIC)
    for state in set(S) - {S.DRAFT}:
        assert [is_public(state, fact) for fact in EVERY_FACT.values()] == [False, True, False, False, False]


def test_staff_can_never_make_public_what_the_applicant_wants_private():
    for relations, state in product(WHO.values(), S):
        if not relations & {Relation.APPLICANT, Relation.WRITER}:
            assert not may_make_public(relations, state, PRIVATE)
    assert not is_public(S.DIALOGUE, Facts(is_private=True, is_closed=False))
