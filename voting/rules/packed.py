"""Many ballots as a few arrays: a million nearly different ones need their choices themselves, and little else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from voting.rules.election import BallotGroup

if TYPE_CHECKING:
    from numpy import bool_, int32, int64, intp, uint16, uint64
    from numpy.typing import NDArray

ROWS_AT_ONCE = 100_000
MOST_PLACES = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class PackedBallots(Sequence[BallotGroup]):
    """Groups of ballots without points: row r chooses `choices[first[r]:first[r + 1]]`, in order, and is of `voters[r]`
    people of area `areas[r]`. Read one by one they are ballot groups like any other."""

    choices: NDArray[uint16]
    first: NDArray[intp]
    voters: NDArray[int64]
    areas: NDArray[uint16]

    def __len__(self) -> int:
        return len(self.voters)

    @overload
    def __getitem__(self, row: int) -> BallotGroup: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[BallotGroup]: ...
    def __getitem__(self, row: int | slice) -> BallotGroup | Sequence[BallotGroup]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        chosen = self.choices[self.first[row] : self.first[row + 1]]
        return BallotGroup(tuple(chosen.tolist()), int(self.voters[row]), (), int(self.areas[row]))

    def __iter__(self) -> Iterator[BallotGroup]:
        for start in range(0, len(self), ROWS_AT_ONCE):
            end = min(start + ROWS_AT_ONCE, len(self))
            first = (self.first[start : end + 1] - self.first[start]).tolist()
            chosen = self.choices[self.first[start] : self.first[end]].tolist()
            voters, areas = self.voters[start:end].tolist(), self.areas[start:end].tolist()
            for row, (group, area) in enumerate(zip(voters, areas, strict=True)):
                yield BallotGroup(tuple(chosen[first[row] : first[row + 1]]), group, (), area)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # compared by value, as a list is


def packed(choices: Sequence[int], lengths: Sequence[int], areas: Sequence[int], voters: NDArray[Any]) -> PackedBallots:
    """Ballots out of the choices of all rows behind each other, and how many each row has."""
    import numpy as np

    first = np.concatenate((np.zeros(1, np.intp), np.cumsum(np.asarray(lengths, np.intp))))
    return PackedBallots(np.asarray(choices, np.uint16), first, voters.astype(np.int64), np.asarray(areas, np.uint16))


def without_blank(ballots: PackedBallots) -> tuple[PackedBallots, int]:
    """The ballots with a choice, and how many people gave one without."""
    import numpy as np

    lengths = np.diff(ballots.first)
    chose = lengths > 0
    blank = int(ballots.voters[~chose].sum())
    first = np.concatenate((np.zeros(1, np.intp), lengths[chose].cumsum()))
    return PackedBallots(ballots.choices, first, ballots.voters[chose], ballots.areas[chose]), blank


def grouped(ballots: PackedBallots) -> PackedBallots:
    """The same ballots with equal rows taken together, in the order in which each first stands.

    Rows are found alike by a sum that equal rows share, and then compared choice by choice: should two different rows
    ever share it, both stay, and nothing is counted wrong.
    """
    import numpy as np

    of_row = _first_like(ballots)
    differ = np.flatnonzero(~_alike(ballots, of_row))
    of_row[differ] = differ
    is_kept = of_row == np.arange(len(of_row), dtype=np.int32)
    lengths = np.diff(ballots.first)
    return PackedBallots(
        ballots.choices[np.repeat(is_kept, lengths)],
        np.concatenate((np.zeros(1, np.intp), lengths[is_kept].cumsum())),
        np.bincount(of_row, weights=ballots.voters, minlength=len(of_row))[is_kept].astype(np.int64),
        ballots.areas[is_kept],
    )


def _first_like(ballots: PackedBallots) -> NDArray[int32]:
    """For each row the earliest one with the same sum."""
    import numpy as np

    sums = _sums(ballots)
    order = np.argsort(sums, kind="stable").astype(np.int32)
    sums = sums[order]
    begins = np.ones(len(sums), np.bool_)
    np.not_equal(sums[1:], sums[:-1], out=begins[1:])
    of_row = np.empty(len(order), np.int32)
    of_row[order] = np.repeat(order[begins], np.diff(np.append(np.flatnonzero(begins), len(begins))))
    return of_row


def _sums(ballots: PackedBallots) -> NDArray[uint64]:
    """A number for each row that depends on its choices, their order, how many they are, and its area."""
    import numpy as np

    plans, places = _scattered(MOST_PLACES, 1), _scattered(MOST_PLACES, 2) | np.uint64(1)
    sums = np.zeros(len(ballots), np.uint64)
    for start in range(0, len(ballots), ROWS_AT_ONCE):
        rows = slice(start, min(start + ROWS_AT_ONCE, len(ballots)))
        first = ballots.first[start : rows.stop + 1]
        lengths = np.diff(first)
        chosen = ballots.choices[first[0] : first[-1]]
        place = np.arange(len(chosen)) - np.repeat(first[:-1] - first[0], lengths)
        told = np.concatenate((np.zeros(1, np.uint64), (plans[chosen] * places[place]).cumsum(dtype=np.uint64)))
        sums[rows] = told[first[1:] - first[0]] - told[first[:-1] - first[0]]
        sums[rows] += places[lengths] ^ plans[ballots.areas[rows]]
    return sums


def _alike(ballots: PackedBallots, of_row: NDArray[Any]) -> NDArray[bool_]:
    """Whether each row is choice by choice the row that it is held for."""
    import numpy as np

    first, lengths = ballots.first, np.diff(ballots.first)
    alike: NDArray[bool_] = (lengths == lengths[of_row]) & (ballots.areas == ballots.areas[of_row])
    for start in range(0, len(ballots), ROWS_AT_ONCE):
        mine = np.arange(start, min(start + ROWS_AT_ONCE, len(ballots)))
        mine = mine[alike[mine] & (of_row[mine] != mine)]
        spread = np.repeat(np.arange(len(mine)), lengths[mine])
        place = np.arange(len(spread)) - np.repeat(lengths[mine].cumsum() - lengths[mine], lengths[mine])
        same = ballots.choices[first[mine][spread] + place] == ballots.choices[first[of_row[mine]][spread] + place]
        alike[mine] = np.bincount(spread[~same], minlength=len(mine)) == 0
    return alike


def _scattered(count: int, turn: int) -> NDArray[uint64]:
    """Numbers that look like chance and are the same on every machine (splitmix64)."""
    import numpy as np

    mixed = (np.arange(count, dtype=np.uint64) + np.uint64(turn * count + 1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), np.uint64)
