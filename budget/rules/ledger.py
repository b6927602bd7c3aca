"""The account of an area for a year: its parts, and the closed list of movements between them.

For the one door of the budget, which stores the lines, and for everyone who checks that they add up:
allocated + carried in + additions = standing + saved + reserve left + ring-fenced + promised + paid
+ lapsed + available, all parts at least zero, at every moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lives.messages import Euros, msg
from lives.refused import Refused


class Part(StrEnum):
    """A part of an account. The first three are where money comes from, the others where it is."""

    ALLOCATED = "allocated"
    CARRIED_IN = "carried_in"
    ADDITIONS = "additions"
    STANDING = "standing"
    SAVED = "saved"
    RESERVE_LEFT = "reserve_left"
    RING_FENCED = "ring_fenced"
    PROMISED = "promised"
    PAID = "paid"
    LAPSED = "lapsed"
    AVAILABLE = "available"


SOURCES = frozenset({Part.ALLOCATED, Part.CARRIED_IN, Part.ADDITIONS})


class MovementKind(StrEnum):
    """Every way in which money may move; what is not here does not happen."""

    ALLOCATE = "allocate"
    RESERVE = "reserve"
    RING_FENCE = "ring_fence"
    RELEASE = "release"
    AWARD = "award"


@dataclass(frozen=True)
class Way:
    """From which part to which, and whether either end belongs to a subject (a round or a plan)."""

    source: Part
    target: Part
    from_subject: bool = False
    to_subject: bool = False


WAYS: dict[MovementKind, Way] = {
    MovementKind.ALLOCATE: Way(Part.ALLOCATED, Part.AVAILABLE),
    MovementKind.RESERVE: Way(Part.AVAILABLE, Part.RESERVE_LEFT),
    MovementKind.RING_FENCE: Way(Part.AVAILABLE, Part.RING_FENCED, to_subject=True),
    MovementKind.RELEASE: Way(Part.RING_FENCED, Part.AVAILABLE, from_subject=True),
    MovementKind.AWARD: Way(Part.RING_FENCED, Part.RING_FENCED, from_subject=True, to_subject=True),
}


@dataclass(frozen=True)
class Movement:
    """Money that is to move. Subjects are keys such as "round:7" or "plan:12"; "" where there is none."""

    kind: MovementKind
    amount_cents: int
    from_subject: str = ""
    to_subject: str = ""


@dataclass(frozen=True)
class Line:
    """One side of a movement. What leaves a place is negative, so all lines of an account sum to zero
    and a source stands below zero by what it gave."""

    kind: MovementKind
    part: Part
    subject: str
    cents: int


class AmountNotPositive(Refused):
    """A movement of nothing, or of less than nothing."""


class NotEnoughMoney(Refused):
    """More is asked from a place than it holds."""

    def __init__(self, asked_cents: int, held_cents: int) -> None:
        super().__init__(
            msg(
                "There is not enough money: %(asked)s is asked and %(held)s is left.",
                asked=Euros(asked_cents),
                held=Euros(held_cents),
            )
        )
        self.asked_cents = asked_cents
        self.held_cents = held_cents


def lines_of(movement: Movement, held_cents: int) -> tuple[Line, Line]:
    """The two signed lines of a movement, in cents; they sum to zero.

    `held_cents` is what its source holds now: the part, and of that only what the subject holds where
    the movement has a from-subject (see held_in); it does not matter for money that comes in. Ring-
    fencing EUR 28,784.00 for "round:1" gives available −28,784.00 and ring-fenced (round:1)
    +28,784.00. Raises AmountNotPositive and NotEnoughMoney; ValueError when a subject is missing.
    """
    way = WAYS[movement.kind]
    if bool(movement.from_subject) != way.from_subject or bool(movement.to_subject) != way.to_subject:
        raise ValueError(f"{movement.kind} has the wrong subjects")
    if movement.from_subject and movement.from_subject == movement.to_subject:
        raise ValueError(f"{movement.kind} goes nowhere")
    if movement.amount_cents <= 0:
        raise AmountNotPositive(msg("The amount must be more than zero."))
    if way.source not in SOURCES and movement.amount_cents > held_cents:
        raise NotEnoughMoney(movement.amount_cents, held_cents)
    return (
        Line(movement.kind, way.source, movement.from_subject, -movement.amount_cents),
        Line(movement.kind, way.target, movement.to_subject, movement.amount_cents),
    )


def held_in(lines: Iterable[Line], part: Part, subject: str | None = None) -> int:
    """What a part holds in cents by its lines; of one subject only when given. Sources count as positive."""
    held = sum(line.cents for line in lines if line.part is part and subject in (None, line.subject))
    return -held if part in SOURCES else held


def balances_of(lines: Iterable[Line]) -> dict[Part, int]:
    """Every part's amount in cents by its lines: what the account row must say."""
    found = tuple(lines)
    return {part: held_in(found, part) for part in Part}


def is_balanced(balances: dict[Part, int]) -> bool:
    """Whether the identity holds: what came in equals what is somewhere, and no part is below zero."""
    came_in = sum(balances[part] for part in SOURCES)
    lies = sum(cents for part, cents in balances.items() if part not in SOURCES)
    return came_in == lies and min(balances.values()) >= 0


def account_change(movement: Movement) -> dict[Part, int]:
    """By how many cents each part of the account row changes; an award changes none, only the subject."""
    way = WAYS[movement.kind]
    change = dict.fromkeys((way.source, way.target), 0)
    change[way.source] += movement.amount_cents if way.source in SOURCES else -movement.amount_cents
    change[way.target] += movement.amount_cents
    return change
