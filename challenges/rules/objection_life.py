"""The life of an objection (bezwaar, Awb chapters 6 and 7) to a decision on a request.

For who objects, and for the clerk who handles it and did not prepare the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import msg


class ObjectionState(StrEnum):
    FILED = "filed"
    ADMISSIBLE = "admissible"
    OBJECTION_INADMISSIBLE = "objection_inadmissible"
    HEARING = "hearing"
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    DISMISSED = "dismissed"
    OBJECTION_WITHDRAWN = "objection_withdrawn"


class ObjectionStep(StrEnum):
    ADMIT_OBJECTION = "admit_objection"
    REJECT_AS_INADMISSIBLE = "reject_as_inadmissible"
    INVITE = "invite"
    UPHOLD = "uphold"
    UPHOLD_PARTLY = "uphold_partly"
    DISMISS = "dismiss"
    WITHDRAW_OBJECTION = "withdraw_objection"


class ObjectionBy(StrEnum):
    OBJECTOR = "objector"
    OBJECTION_CLERK = "objection_clerk"


@dataclass(frozen=True)
class ObjectionSituation:
    """What the table asks about an objection at the moment of a step."""

    is_uninvolved: bool = False
    """Who handles it did not prepare or record the decision (Awb 7:5)."""
    is_interested_party: bool = False
    """Their own interest is directly at stake in the decision (Awb 1:2 and 7:1)."""
    is_in_time_or_excused: bool = False
    """Awb 6:7 to 6:9, and 6:11 for who could not help being late."""
    had_chance_to_repair: bool = False
    """Only where something formal is missing: the objector was told and had time (Awb 6:6)."""
    has_hearing_report: bool = False
    hearing_may_be_left_out: bool = False
    """Manifestly inadmissible or unfounded, not wanted, or fully met (Awb 7:3)."""
    has_motivation: bool = False


def is_uninvolved(situation: ObjectionSituation) -> bool:
    return situation.is_uninvolved


def is_in_time_or_excused(situation: ObjectionSituation) -> bool:
    return situation.is_in_time_or_excused


def is_interested_party(situation: ObjectionSituation) -> bool:
    return situation.is_interested_party


def has_ground_for_inadmissible(situation: ObjectionSituation) -> bool:
    is_late_or_no_party = not situation.is_in_time_or_excused or not situation.is_interested_party
    return is_late_or_no_party or situation.had_chance_to_repair


def has_hearing_report(situation: ObjectionSituation) -> bool:
    return situation.has_hearing_report


def hearing_may_be_left_out(situation: ObjectionSituation) -> bool:
    return situation.hearing_may_be_left_out


def has_motivation(situation: ObjectionSituation) -> bool:
    return situation.has_motivation


_UNINVOLVED = Condition(is_uninvolved, msg("you did not prepare the decision yourself"))
_IN_TIME = Condition(is_in_time_or_excused, msg("the objection is in time, or being late is excused"))
_PARTY = Condition(is_interested_party, msg("the decision touches the objector directly"))
_REPAIR = Condition(
    has_ground_for_inadmissible,
    msg("the objection is late, does not touch the objector directly, or there was time to add what is missing"),
)
_HEARD = Condition(has_hearing_report, msg("the report of the hearing is there"))
_NO_HEARING = Condition(hearing_may_be_left_out, msg("it is written down why no hearing is needed"))
_MOTIVATION = Condition(has_motivation, msg("the reasons are written down"))

_OBJECTOR = frozenset({ObjectionBy.OBJECTOR})
_CLERK = frozenset({ObjectionBy.OBJECTION_CLERK})
_TIME = msg("Awb 6:5 to 6:12: what an objection needs, and in time")
_HEARING = msg("Awb 7:2 to 7:7: the hearing")
_NOT_HEARD = msg("Awb 7:3: no hearing")
_OUTCOME = msg("Awb 7:11 and 7:12: considered again, with reasons")
_TAKING_BACK = msg("Awb 6:21: taking an objection back")

_S, _T = ObjectionState, ObjectionStep
_OUTCOMES = ((_T.UPHOLD, _S.UPHELD), (_T.UPHOLD_PARTLY, _S.PARTLY_UPHELD), (_T.DISMISS, _S.DISMISSED))
_ROWS: tuple[Row[ObjectionState, ObjectionSituation], ...] = (
    Row(_T.ADMIT_OBJECTION, _S.FILED, _S.ADMISSIBLE, _CLERK, _TIME, (_UNINVOLVED, _IN_TIME, _PARTY)),
    Row(_T.REJECT_AS_INADMISSIBLE, _S.FILED, _S.OBJECTION_INADMISSIBLE, _CLERK, _TIME,
        (_UNINVOLVED, _REPAIR, _MOTIVATION)),
    Row(_T.INVITE, _S.ADMISSIBLE, _S.HEARING, _CLERK, _HEARING, (_UNINVOLVED,)),
    *(Row(step, _S.HEARING, state, _CLERK, _OUTCOME, (_UNINVOLVED, _HEARD, _MOTIVATION)) for step, state in _OUTCOMES),
    *(Row(step, _S.ADMISSIBLE, state, _CLERK, _NOT_HEARD, (_UNINVOLVED, _NO_HEARING, _MOTIVATION))
      for step, state in _OUTCOMES),
    *(Row(_T.WITHDRAW_OBJECTION, state, _S.OBJECTION_WITHDRAWN, _OBJECTOR, _TAKING_BACK)
      for state in (_S.FILED, _S.ADMISSIBLE, _S.HEARING)),
)  # fmt: skip

OBJECTION_WORDS = (
    (_S.FILED, msg("Objection received")),
    (_S.ADMISSIBLE, msg("We look into the objection")),
    (_S.OBJECTION_INADMISSIBLE, msg("We cannot look into the objection")),
    (_S.HEARING, msg("There is a hearing")),
    (_S.UPHELD, msg("The objection is upheld")),
    (_S.PARTLY_UPHELD, msg("The objection is partly upheld")),
    (_S.DISMISSED, msg("The objection is dismissed")),
    (_S.OBJECTION_WITHDRAWN, msg("Objection withdrawn")),
    (_T.ADMIT_OBJECTION, msg("take the objection up")),
    (_T.REJECT_AS_INADMISSIBLE, msg("declare the objection inadmissible")),
    (_T.INVITE, msg("invite to the hearing")),
    (_T.UPHOLD, msg("uphold the objection")),
    (_T.UPHOLD_PARTLY, msg("uphold the objection partly")),
    (_T.DISMISS, msg("dismiss the objection")),
    (_T.WITHDRAW_OBJECTION, msg("withdraw the objection")),
    (ObjectionBy.OBJECTOR, msg("who objects")),
    (ObjectionBy.OBJECTION_CLERK, msg("who handles the objection")),
)

OBJECTION_LIFE: Lifecycle[ObjectionState, ObjectionSituation] = Lifecycle(
    "objection",
    msg("The life of an objection"),
    ObjectionState.FILED,
    _ROWS,
    tuple((str(code), word) for code, word in OBJECTION_WORDS),
)
