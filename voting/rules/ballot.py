"""A ballot as bytes of one length for the whole round, whatever kind of ballot it is and whatever is chosen.

For the act of casting, the count and whoever checks afterwards: the same bytes, the same meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from lives.messages import msg
from lives.refused import Refused

VERSION = 1
SPEC_HASH_BYTES = 32
CHECK_CODE_BYTES = 8
TRACKER_BYTES = 32
SIGNED_TAG = b"leve-de-buurt/v1"
MOST_POINTS = 0xFFFF
MOST_PLACES = 0xFF
_NO_DIGITS = 0xFFFF

Marks = Mapping[int, int]
"""What a voter wrote behind plans: the plan's place on the ballot → 1, its points, or its rank (1 is the best)."""


class BallotType(StrEnum):
    """APPROVAL: any number of plans, or at most N. KNAPSACK: as many as fit the pot. CHOOSE_1: one plan.
    POINTS: points divided over plans. RANKING: plans in order, the best first."""

    APPROVAL = "approval"
    KNAPSACK = "knapsack"
    CHOOSE_1 = "choose_1"
    POINTS = "points"
    RANKING = "ranking"


@dataclass(frozen=True)
class BallotForm:
    """What the frozen spec says about every ballot of the round: areas in spec order, with their number of plans,
    and the largest number that may stand behind a plan (1 where one ticks plans, else points or the last rank)."""

    spec_hash: bytes
    plans_per_area: tuple[int, ...]
    kind: BallotType = BallotType.APPROVAL
    most_mark: int = 1

    def __post_init__(self) -> None:
        if len(self.spec_hash) != SPEC_HASH_BYTES:
            raise ValueError("a spec hash has 32 bytes")
        if not 1 <= self.most_mark < 256**self.mark_bytes:
            raise ValueError("numbers on this kind of ballot are not that large")

    @property
    def mark_bytes(self) -> int:
        """Points have 16 bits, ranks and ticks 8."""
        return 2 if self.kind is BallotType.POINTS else 1

    @property
    def slots(self) -> int:
        """Numbers in every ballot: enough for the area with the most plans."""
        return max(self.plans_per_area)

    @property
    def length(self) -> int:
        return 1 + SPEC_HASH_BYTES + 2 + self.slots * self.mark_bytes + CHECK_CODE_BYTES + 2


@dataclass(frozen=True)
class Ballot:
    """One ballot: the area's place in the spec, a number for every plan of that area in spec order (0: not
    chosen), the 64 random bits of the check code, and four digits of the voter's own ("0042") or none."""

    area: int
    choices: tuple[int, ...]
    check_code: bytes
    digits: str | None = None

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the chosen plans."""
        return tuple(place for place, choice in enumerate(self.choices) if choice)

    @property
    def marks(self) -> dict[int, int]:
        """The numbers that are not 0, by the place of their plan."""
        return {place: choice for place, choice in enumerate(self.choices) if choice}


class BallotUnreadable(Refused):
    """These bytes are no ballot of this round."""


def number_plans(marks: Marks, plans: int) -> tuple[int, ...]:
    """A number for each of so many plans, 0 where nothing is marked: {0: 3, 2: 1} of 3 plans is (3, 0, 1).

    Raises BallotUnreadable for a place that is not there and for a number below 1.
    """
    if any(not 0 <= place < plans or mark < 1 for place, mark in marks.items()):
        raise BallotUnreadable(msg("One of these plans is not on the ballot of this area."))
    return tuple(marks.get(place, 0) for place in range(plans))


def mark_choices(chosen: set[int], plans: int) -> tuple[int, ...]:
    """A 1 for each chosen place of so many plans. Raises BallotUnreadable for a place that is not there."""
    return number_plans(dict.fromkeys(chosen, 1), plans)


def encode_ballot(form: BallotForm, ballot: Ballot) -> bytes:
    """The bytes of a ballot: version, spec hash, area, a number of fixed width per plan, check code, digits.

    Every ballot of a round has the same length, whatever is chosen. Raises ValueError for a ballot that
    does not fit the form: its rules are checked before (faults_of_ballot).
    """
    numbers = ballot.choices
    if len(numbers) != form.plans_per_area[ballot.area] or not all(0 <= each <= form.most_mark for each in numbers):
        raise ValueError("these choices do not fit the area")
    if len(ballot.check_code) != CHECK_CODE_BYTES:
        raise ValueError("a check code has 64 bits")
    return b"".join(
        (
            bytes([VERSION]),
            form.spec_hash,
            ballot.area.to_bytes(2),
            b"".join(number.to_bytes(form.mark_bytes) for number in numbers).ljust(form.slots * form.mark_bytes, b"\0"),
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
    end = 35 + form.slots * form.mark_bytes
    numbers = _numbers(data[35:end], form.mark_bytes)
    plans = form.plans_per_area[area]
    if max(numbers, default=0) > form.most_mark or any(numbers[plans:]):
        raise BallotUnreadable(msg("The ballot holds a choice that does not exist."))
    code, digits = data[end : end + CHECK_CODE_BYTES], data[end + CHECK_CODE_BYTES :]
    return Ballot(area, numbers[:plans], code, _digits_text(digits))


def _numbers(data: bytes, width: int) -> tuple[int, ...]:
    if width == 1:
        return tuple(data)
    return tuple(int.from_bytes(data[start : start + width]) for start in range(0, len(data), width))


def tracker_of(ballot: bytes) -> bytes:
    """The 32 bytes by which a ballot is followed: the SHA-256 of what lies in the urn."""
    return sha256(ballot).digest()


def signed_bytes(round_id: int, area: int, sequence: int, tracker: bytes) -> bytes:
    """What the voting key signs, all of fixed width (66 bytes): tag 16, round 8, area 2, sequence 8, tracker 32."""
    if len(tracker) != TRACKER_BYTES or sequence < 1:
        raise ValueError("a signed ballot has a tracker of 32 bytes and a sequence from 1 on")
    return b"".join((SIGNED_TAG, round_id.to_bytes(8), area.to_bytes(2), sequence.to_bytes(8), tracker))


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
