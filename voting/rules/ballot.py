"""A ballot as bytes of one length for the whole round, and the rules that make its choices valid.

For the act of casting, the count and whoever checks afterwards: the same bytes, the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from lives.messages import Euros, Message, msg
from lives.refused import Refused

VERSION = 1
SPEC_HASH_BYTES = 32
CHECK_CODE_BYTES = 8
TRACKER_BYTES = 32
SIGNED_TAG = b"leve-de-buurt/v1"
_NO_DIGITS = 0xFFFF


class BallotType(StrEnum):
    """APPROVAL: any number of plans. KNAPSACK: as many as fit the pot. CHOOSE_1: one plan."""

    APPROVAL = "approval"
    KNAPSACK = "knapsack"
    CHOOSE_1 = "choose_1"


@dataclass(frozen=True)
class BallotForm:
    """What the frozen spec says about every ballot of the round: areas in spec order, with their number of plans."""

    spec_hash: bytes
    plans_per_area: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.spec_hash) != SPEC_HASH_BYTES:
            raise ValueError("a spec hash has 32 bytes")

    @property
    def slots(self) -> int:
        """Numbers in every ballot: enough for the area with the most plans."""
        return max(self.plans_per_area)

    @property
    def length(self) -> int:
        return 1 + SPEC_HASH_BYTES + 2 + self.slots + CHECK_CODE_BYTES + 2


@dataclass(frozen=True)
class Ballot:
    """One ballot: the area's place in the spec, a 1 or 0 for every plan of that area in spec order, the
    64 random bits of the check code, and four digits of the voter's own ("0042") or none."""

    area: int
    choices: tuple[int, ...]
    check_code: bytes
    digits: str | None = None

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the chosen plans."""
        return tuple(place for place, choice in enumerate(self.choices) if choice)


class BallotUnreadable(Refused):
    """These bytes are no ballot of this round."""


def mark_choices(chosen: set[int], plans: int) -> tuple[int, ...]:
    """A 1 for each chosen place of so many plans. Raises BallotUnreadable for a place that is not there."""
    if any(not 0 <= place < plans for place in chosen):
        raise BallotUnreadable(msg("One of these plans is not on the ballot of this area."))
    return tuple(int(place in chosen) for place in range(plans))


def encode_ballot(form: BallotForm, ballot: Ballot) -> bytes:
    """The bytes of a ballot: version, spec hash, area, one byte per plan, check code, digits.

    Every ballot of a round has the same length, whatever is chosen. Raises ValueError for a ballot that
    does not fit the form: its rules are checked before (faults_of_ballot).
    """
    if len(ballot.choices) != form.plans_per_area[ballot.area] or not set(ballot.choices) <= {0, 1}:
        raise ValueError("these choices do not fit the area")
    if len(ballot.check_code) != CHECK_CODE_BYTES:
        raise ValueError("a check code has 64 bits")
    return b"".join(
        (
            bytes([VERSION]),
            form.spec_hash,
            ballot.area.to_bytes(2),
            bytes(ballot.choices).ljust(form.slots, b"\0"),
            ballot.check_code,
            _digits_number(ballot.digits).to_bytes(2),
        )
    )


def decode_ballot(form: BallotForm, data: bytes) -> Ballot:
    """The ballot in these bytes. Raises BallotUnreadable with the first thing that is not as it should be."""
    if len(data) != form.length:
        raise BallotUnreadable(msg("The ballot has the wrong length."))
    if data[0] != VERSION:
        raise BallotUnreadable(msg("The ballot has an unknown version."))
    if data[1:33] != form.spec_hash:
        raise BallotUnreadable(msg("The ballot belongs to another round or another list of plans."))
    area = int.from_bytes(data[33:35])
    if area >= len(form.plans_per_area):
        raise BallotUnreadable(msg("The ballot belongs to an unknown area."))
    numbers, tail = data[35 : 35 + form.slots], data[35 + form.slots :]
    plans = form.plans_per_area[area]
    if max(numbers, default=0) > 1 or any(numbers[plans:]):
        raise BallotUnreadable(msg("The ballot holds a choice that does not exist."))
    return Ballot(area, tuple(numbers[:plans]), tail[:CHECK_CODE_BYTES], _digits_text(tail[CHECK_CODE_BYTES:]))


def tracker_of(ballot: bytes) -> bytes:
    """The 32 bytes by which a ballot is followed: the SHA-256 of what lies in the urn."""
    return sha256(ballot).digest()


def signed_bytes(round_id: int, area: int, sequence: int, tracker: bytes) -> bytes:
    """What the voting key signs, all of fixed width (66 bytes): tag 16, round 8, area 2, sequence 8, tracker 32."""
    if len(tracker) != TRACKER_BYTES or sequence < 1:
        raise ValueError("a signed ballot has a tracker of 32 bytes and a sequence from 1 on")
    return b"".join((SIGNED_TAG, round_id.to_bytes(8), area.to_bytes(2), sequence.to_bytes(8), tracker))


@dataclass(frozen=True)
class SpecArea:
    """What the frozen spec says about ballots of one area; costs in spec order, `most_choices` None for no limit."""

    ballot_type: BallotType
    costs_cents: tuple[int, ...]
    pot_cents: int
    most_choices: int | None = None


def faults_of_ballot(choices: tuple[int, ...], spec_area: SpecArea) -> tuple[Message, ...]:
    """Everything that makes these choices invalid, at once; empty for a valid ballot. Blank is valid.

    On a knapsack of EUR 28,784.00 plans of exactly 28,784.00 together fit.
    """
    if len(choices) != len(spec_area.costs_cents) or not set(choices) <= {0, 1}:
        return (msg("This is not a ballot of this area. Start again."),)
    return tuple(fault for fault in (_too_many(choices, spec_area), _too_dear(choices, spec_area)) if fault)


def cost_of_choices(choices: tuple[int, ...], costs_cents: tuple[int, ...]) -> int:
    """What the chosen plans cost together, in cents."""
    return sum(cost for choice, cost in zip(choices, costs_cents, strict=True) if choice)


def _too_many(choices: tuple[int, ...], spec_area: SpecArea) -> Message | None:
    chosen = sum(choices)
    most = 1 if spec_area.ballot_type is BallotType.CHOOSE_1 else spec_area.most_choices
    if most is None or chosen <= most:
        return None
    if most == 1:
        return msg("You chose %(chosen)s plans. You may choose one.", chosen=chosen)
    return msg("You chose %(chosen)s plans. You may choose at most %(most)s.", chosen=chosen, most=most)


def _too_dear(choices: tuple[int, ...], spec_area: SpecArea) -> Message | None:
    cost = cost_of_choices(choices, spec_area.costs_cents)
    if spec_area.ballot_type is not BallotType.KNAPSACK or cost <= spec_area.pot_cents:
        return None
    return msg(
        "Your plans cost %(cost)s together. That is %(over)s more than the %(pot)s there is.",
        cost=Euros(cost),
        over=Euros(cost - spec_area.pot_cents),
        pot=Euros(spec_area.pot_cents),
    )


def _digits_number(digits: str | None) -> int:
    if digits is None:
        return _NO_DIGITS
    if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("four digits, or none")
    return int(digits)


def _digits_text(data: bytes) -> str | None:
    number = int.from_bytes(data)
    if number == _NO_DIGITS:
        return None
    if number > 9999:
        raise BallotUnreadable(msg("The ballot holds digits that do not exist."))
    return f"{number:04d}"
