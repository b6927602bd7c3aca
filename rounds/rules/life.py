"""The life of a round: concept, announced, sealed, closed, published. Whether it is open the clock alone says.

For the administrator who announces, seals and publishes, and for the system that closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.lifecycle import Condition, Lifecycle, Row
from lives.messages import msg
from rounds.rules.calendar import Phase


class RoundState(StrEnum):
    CONCEPT = "concept"
    ANNOUNCED = "announced"
    SEALED = "sealed"
    CLOSED = "closed"
    PUBLISHED = "published"


class RoundStep(StrEnum):
    ANNOUNCE = "announce"
    SEAL = "seal"
    CLOSE = "close"
    PUBLISH = "publish"


class RoundBy(StrEnum):
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True)
class RoundSituation:
    """What the table asks about a round; the phase is that of the database's clock.

    A reference round has no calendar of its own to wait for: whoever replays it seals and closes it.
    """

    phase: Phase
    has_faults: bool = False
    every_area_has_plans: bool = False
    year_is_fixed: bool = False
    is_counted: bool = False
    is_reference: bool = False


def has_no_faults(situation: RoundSituation) -> bool:
    return not situation.has_faults


def has_plans_everywhere(situation: RoundSituation) -> bool:
    return situation.every_area_has_plans


def has_money(situation: RoundSituation) -> bool:
    return situation.year_is_fixed or situation.is_reference


def is_reviewed(situation: RoundSituation) -> bool:
    return situation.is_reference or situation.phase is Phase.PREPARING


def is_over(situation: RoundSituation) -> bool:
    return situation.is_reference or situation.phase is Phase.CLOSED


def is_counted(situation: RoundSituation) -> bool:
    return situation.is_counted


_NO_FAULTS = Condition(has_no_faults, msg("dates, pots and rules of the round are in order"))
_PLANS = Condition(has_plans_everywhere, msg("every area has a plan that can go on"))
_MONEY = Condition(has_money, msg("the budget of the year is fixed"))
_REVIEWED = Condition(is_reviewed, msg("the review is over and the vote is not open yet"))
_OVER = Condition(is_over, msg("the vote is over, with the five minutes after it"))
_COUNTED = Condition(is_counted, msg("the votes are counted"))

_ADMINISTRATOR = frozenset({RoundBy.ADMINISTRATOR})
_SYSTEM = frozenset({RoundBy.SYSTEM})
_BOTH = _ADMINISTRATOR | _SYSTEM

_CALENDAR = msg("Calendar of the round")
_BALLOT_BOX = msg("Rules of the ballot box")

_S = RoundState
_ROUND_ROWS: tuple[Row[RoundState, RoundSituation], ...] = (
    Row(RoundStep.ANNOUNCE, _S.CONCEPT, _S.ANNOUNCED, _BOTH, _CALENDAR, (_NO_FAULTS,)),
    Row(RoundStep.SEAL, _S.ANNOUNCED, _S.SEALED, _BOTH, _BALLOT_BOX, (_REVIEWED, _MONEY, _PLANS)),
    Row(RoundStep.CLOSE, _S.SEALED, _S.CLOSED, _SYSTEM, _BALLOT_BOX, (_OVER,)),
    Row(RoundStep.PUBLISH, _S.CLOSED, _S.PUBLISHED, _BOTH, _BALLOT_BOX, (_COUNTED,)),
)

ROUND_WORDS = (
    (_S.CONCEPT, msg("Being prepared")),
    (_S.ANNOUNCED, msg("Announced")),
    (_S.SEALED, msg("Ballot fixed")),
    (_S.CLOSED, msg("Vote closed")),
    (_S.PUBLISHED, msg("Result known")),
    (RoundStep.ANNOUNCE, msg("announce the round")),
    (RoundStep.SEAL, msg("fix the ballot")),
    (RoundStep.CLOSE, msg("close the vote")),
    (RoundStep.PUBLISH, msg("publish the result")),
    (RoundBy.ADMINISTRATOR, msg("the administrator")),
    (RoundBy.SYSTEM, msg("the system")),
)

ROUND_LIFE: Lifecycle[RoundState, RoundSituation] = Lifecycle(
    "round",
    msg("The life of a round"),
    RoundState.CONCEPT,
    _ROUND_ROWS,
    tuple((str(code), word) for code, word in ROUND_WORDS),
)
