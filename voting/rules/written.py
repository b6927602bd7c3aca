"""The choices of a ballot as one short text: in the counted ballots, in the hash of what was counted.

"0,3": plans 0 and 3 are chosen · "3,0": plan 3 first, then plan 0 · "0=5,3=2": five points and two.
"""

from __future__ import annotations

from voting.rules.ballot import BallotType, Marks


def write_marks(kind: BallotType, marks: Marks) -> str:
    """The text of these marks; empty for a blank ballot. {0: 2, 3: 1} as a ranking is "3,0"."""
    if kind is BallotType.POINTS:
        return ",".join(f"{place}={marks[place]}" for place in sorted(marks))
    if kind is BallotType.RANKING:
        return ",".join(str(place) for place in sorted(marks, key=marks.__getitem__))
    return ",".join(map(str, sorted(marks)))


def moved(kind: BallotType, text: str, places: int) -> str:
    """The same choices where the plans stand so many places later: "0,3" moved by 4 is "4,7"."""
    marks = read_marks(kind, text) if places else {}
    return write_marks(kind, {place + places: mark for place, mark in marks.items()}) if places else text


def read_marks(kind: BallotType, text: str) -> dict[int, int]:
    """The marks in a text that write_marks made."""
    parts = text.split(",") if text else []
    if kind is BallotType.POINTS:
        pairs = (part.split("=") for part in parts)
        return {int(place): int(points) for place, points in pairs}
    if kind is BallotType.RANKING:
        return {int(part): rank for rank, part in enumerate(parts, 1)}
    return {int(part): 1 for part in parts}
