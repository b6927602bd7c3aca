"""The account of an area for a year: its parts, and the closed list of movements between them.

For the one door of the budget, which stores the lines, and for everyone who checks that they add up:
allocated + carried in + additions = standing + saved + reserve left + ring-fenced + promised + delivered
+ paid + lapsed + carried out + available, all parts at least zero, at every moment. The same rules
hold for minutes of staff time.
"""

from __future__ import annotations

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
    DELIVERED = "delivered"
    PAID = "paid"
    LAPSED = "lapsed"
    CARRIED_OUT = "carried_out"
    AVAILABLE = "available"


SOURCES = frozenset({Part.ALLOCATED, Part.CARRIED_IN, Part.ADDITIONS})
USES = tuple(part for part in Part if part not in SOURCES)
WITH_SUBJECT = frozenset({Part.STANDING, Part.SAVED, Part.RING_FENCED, Part.PROMISED, Part.DELIVERED, Part.PAID})
"""Parts whose money is for something: a round, a plan, a deal, a charge, a purpose saved for."""


class MovementKind(StrEnum):
    """Every way in which money may move; what is not here does not happen."""

    ALLOCATE = "allocate"
    CARRY_IN = "carry_in"
    CARRY_IN_PROMISED = "carry_in_promised"
    CARRY_IN_SAVED = "carry_in_saved"
    ADD = "add"
    RESERVE = "reserve"
    FREE_RESERVE = "free_reserve"
    STAND = "stand"
    CHARGE = "charge"
    FREE_STANDING = "free_standing"
    RING_FENCE = "ring_fence"
    RELEASE = "release"
    AWARD = "award"
    COMMIT_AWARD = "commit_award"
    COMMIT = "commit"
    GRANT = "grant"
    FREE_PROMISE = "free_promise"
    PAY = "pay"
    RETURN = "return"
    DELIVER = "deliver"
    PAY_DELIVERED = "pay_delivered"
    SAVE = "save"
    USE_SAVING = "use_saving"
    LAPSE = "lapse"
    CARRY_OUT = "carry_out"
    CARRY_OUT_PROMISED = "carry_out_promised"
    CARRY_OUT_SAVED = "carry_out_saved"
    CORRECT = "correct"


@dataclass(frozen=True)
class Way:
    """From which part to which; parts that hold money for something need the subject it is for."""

    source: Part
    target: Part

    @property
    def from_subject(self) -> bool:
        return self.source in WITH_SUBJECT

    @property
    def to_subject(self) -> bool:
        return self.target in WITH_SUBJECT


_K, _P = MovementKind, Part
WAYS: dict[MovementKind, Way] = {
    _K.ALLOCATE: Way(_P.ALLOCATED, _P.AVAILABLE),
    _K.CARRY_IN: Way(_P.CARRIED_IN, _P.AVAILABLE),
    _K.CARRY_IN_PROMISED: Way(_P.CARRIED_IN, _P.PROMISED),
    _K.CARRY_IN_SAVED: Way(_P.CARRIED_IN, _P.SAVED),
    _K.ADD: Way(_P.ADDITIONS, _P.AVAILABLE),
    _K.RESERVE: Way(_P.AVAILABLE, _P.RESERVE_LEFT),
    _K.FREE_RESERVE: Way(_P.RESERVE_LEFT, _P.AVAILABLE),
    _K.STAND: Way(_P.AVAILABLE, _P.STANDING),
    _K.CHARGE: Way(_P.STANDING, _P.PAID),
    _K.FREE_STANDING: Way(_P.STANDING, _P.AVAILABLE),
    _K.RING_FENCE: Way(_P.AVAILABLE, _P.RING_FENCED),
    _K.RELEASE: Way(_P.RING_FENCED, _P.AVAILABLE),
    _K.AWARD: Way(_P.RING_FENCED, _P.RING_FENCED),
    _K.COMMIT_AWARD: Way(_P.RING_FENCED, _P.PROMISED),
    _K.COMMIT: Way(_P.AVAILABLE, _P.PROMISED),
    _K.GRANT: Way(_P.RESERVE_LEFT, _P.PROMISED),
    _K.FREE_PROMISE: Way(_P.PROMISED, _P.AVAILABLE),
    _K.PAY: Way(_P.PROMISED, _P.PAID),
    _K.RETURN: Way(_P.PAID, _P.PROMISED),
    _K.DELIVER: Way(_P.PROMISED, _P.DELIVERED),
    _K.PAY_DELIVERED: Way(_P.DELIVERED, _P.PAID),
    _K.SAVE: Way(_P.AVAILABLE, _P.SAVED),
    _K.USE_SAVING: Way(_P.SAVED, _P.AVAILABLE),
    _K.LAPSE: Way(_P.AVAILABLE, _P.LAPSED),
    _K.CARRY_OUT: Way(_P.AVAILABLE, _P.CARRIED_OUT),
    _K.CARRY_OUT_PROMISED: Way(_P.PROMISED, _P.CARRIED_OUT),
    _K.CARRY_OUT_SAVED: Way(_P.SAVED, _P.CARRIED_OUT),
}
"""A correction has no way of its own: it goes another movement's way back."""

NEW_PROMISES = frozenset({_K.RING_FENCE, _K.COMMIT, _K.GRANT, _K.SAVE})
"""What stops while standing commitments exceed the share."""

AFTER_CLOSING = frozenset({_K.PAY_DELIVERED})
"""What still happens in a closed year: what was delivered in it is paid."""

CORRECTABLE = frozenset(
    {_K.CARRY_IN, _K.ADD, _K.RESERVE, _K.FREE_RESERVE, _K.CHARGE, _K.PAY, _K.RETURN, _K.DELIVER, _K.SAVE}
)
"""What finance may take back by a new line; decisions are changed by whoever takes decisions, and what stands fixed
by a line of its own."""


@dataclass(frozen=True)
class Movement:
    """Money that is to move. Subjects are keys such as "round:7" or "plan:12"; "" where there is none."""

    kind: MovementKind
    amount_cents: int
    from_subject: str = ""
    to_subject: str = ""
    reverses: MovementKind | None = None
    """Of a correction: the kind of movement that it takes back."""

    @property
    def way(self) -> Way:
        if self.kind is not MovementKind.CORRECT:
            return WAYS[self.kind]
        if self.reverses not in CORRECTABLE:
            raise NotCorrectable(msg("This movement cannot be taken back by a correction."))
        taken_back = WAYS[self.reverses]
        return Way(taken_back.target, taken_back.source)


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


class NotCorrectable(Refused):
    """Decisions are not undone by a correction of the books."""


class YearClosed(Refused):
    """In a closed year only what was delivered in it is still paid."""


class PromisesStopped(Refused):
    """Standing commitments exceed the share, so nothing new is promised."""


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
    way = movement.way
    if bool(movement.from_subject) != way.from_subject or bool(movement.to_subject) != way.to_subject:
        raise ValueError(f"{movement.kind} has the wrong subjects")
    if (way.source, movement.from_subject) == (way.target, movement.to_subject):
        raise ValueError(f"{movement.kind} goes nowhere")
    if movement.amount_cents <= 0:
        raise AmountNotPositive(msg("The amount must be more than zero."))
    if movement.kind is not MovementKind.CORRECT and way.source in SOURCES:
        held_cents = movement.amount_cents  # a source gives what it is told to give
    if movement.amount_cents > held_cents:
        raise NotEnoughMoney(movement.amount_cents, held_cents)
    return (
        Line(movement.kind, way.source, movement.from_subject, -movement.amount_cents),
        Line(movement.kind, way.target, movement.to_subject, movement.amount_cents),
    )


def account_change(movement: Movement) -> dict[Part, int]:
    """By how many cents each part of the account row changes; an award changes none, only the subject."""
    way = movement.way
    change = dict.fromkeys((way.source, way.target), 0)
    # a source is written as the positive amount it gave, so giving makes it larger
    change[way.source] += movement.amount_cents if way.source in SOURCES else -movement.amount_cents
    change[way.target] += -movement.amount_cents if way.target in SOURCES else movement.amount_cents
    return change


def refuse_when_stopped(kind: MovementKind, *, is_closed: bool, shortfall: int, year: int) -> None:
    """Whether an account takes this kind of movement now. Raises YearClosed and PromisesStopped."""
    if is_closed and kind not in AFTER_CLOSING:
        raise YearClosed(msg("The year %(year)s is closed. Nothing in it can change any more.", year=year))
    if shortfall and kind in NEW_PROMISES:
        raise PromisesStopped(
            msg(
                "This area owes %(shortfall)s more in %(year)s than it has. Until that is solved nothing new can be "
                "promised.",
                shortfall=Euros(shortfall),
                year=year,
            )
        )
