"""A ground: one reason why a plan may be too large for the neighbourhood budget, with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lives.messages import Message


class GroundCode(StrEnum):
    ACTIVATE = "CAP-ACTIVATE"
    AMOUNT = "CAP-AMOUNT"
    SHARE = "CAP-SHARE"
    LIFE = "CAP-LIFE"
    UPKEEP = "CAP-UPKEEP"
    KIND = "CAP-KIND"
    SPLIT = "CAP-SPLIT"
    MANUAL = "CAP-MANUAL"


class Outcome(StrEnum):
    """INVESTMENT: the financing route, the council decides. TOO_LARGE: not an investment, but too much."""

    INVESTMENT = "investment"
    TOO_LARGE = "too_large"


class Advice(StrEnum):
    """What one can do: a smaller plan, a part that is useful by itself, save, or the financing route."""

    MAKE_SMALLER = "make_smaller"
    SPLIT = "split"
    SAVE = "save"
    ROUTE = "route"


# saving never avoids the council, so it is no advice for an investment
ADVICE = {
    Outcome.INVESTMENT: (Advice.MAKE_SMALLER, Advice.SPLIT, Advice.ROUTE),
    Outcome.TOO_LARGE: (Advice.MAKE_SMALLER, Advice.SPLIT, Advice.SAVE),
}


@dataclass(frozen=True)
class Ground:
    """One ground. A hard one keeps the plan off the ballot and is never released; a soft one asks the
    coordinator. `assumptions` says what we took for granted where the answer was "I do not know"."""

    code: GroundCode
    is_hard: bool
    outcome: Outcome
    message: Message
    advice: tuple[Advice, ...]
    assumptions: tuple[Message, ...] = ()
