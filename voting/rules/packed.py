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
    """Groups of ballots: row r chooses `choices[first[r]:first[r + 1]]`, in order, and is of `voters[r]` people of area
    `areas[r]`; `points` stand beside the choices, None where ballots have none. Read one by one they are ballot groups
    like any other."""

    choices: NDArray[uint16]
    first: NDArray[intp]
    voters: NDArray[int64]
    areas: NDArray[uint16]
    points: NDArray[int32] | None = None

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
        own = slice(self.first[row], self.first[row + 1])
        given = () if self.points is None else tuple(self.points[own].tolist())
        return BallotGroup(tuple(self.choices[own].tolist()), int(self.voters[row]), given, int(self.areas[row]))

    def __iter__(self) -> Iterator[BallotGroup]:
        for start in range(0, len(self), ROWS_AT_ONCE):
            end = min(start + ROWS_AT_ONCE, len(self))
            first = (self.first[start : end + 1] - self.first[start]).tolist()
            entries = slice(self.first[start], self.first[end])
            chosen, given = self.choices[entries].tolist(), [] if self.points is None else self.points[entries].tolist()
            voters, areas = self.voters[start:end].tolist(), self.areas[start:end].tolist()
            for row, (group, area) in enumerate(zip(voters, areas, strict=True)):
                own = slice(first[row], first[row + 1])
                yield BallotGroup(tuple(chosen[own]), group, tuple(given[own]), area)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # compared by value, as a list is


def packed(
    choices: Sequence[int],
    lengths: Sequence[int],
    areas: Sequence[int],
    voters: NDArray[Any],
    points: Sequence[int] | None = None,
) -> PackedBallots:
    """Ballots out of the choices of all rows behind each other, how many each row has, and the points beside them."""
    import numpy as np

    return PackedBallots(
        np.asarray(choices, np.uint16),
        _ends(np.asarray(lengths, np.intp)),
        voters.astype(np.int64),
        np.asarray(areas, np.uint16),
        None if points is None else np.asarray(points, np.int32),
    )


def _ends(lengths: NDArray[Any]) -> NDArray[intp]:
    """Where each row begins, and behind the last where it ends."""
    import numpy as np

    return np.concatenate((np.zeros(1, np.intp), lengths.cumsum()))


def without_blank(ballots: PackedBallots) -> tuple[PackedBallots, int]:
    """The ballots with a choice, and how many people gave one without."""
    import numpy as np

    lengths = np.diff(ballots.first)
    chose = lengths > 0
    blank = int(ballots.voters[~chose].sum())
    first, voters, areas = _ends(lengths[chose]), ballots.voters[chose], ballots.areas[chose]
    return PackedBallots(ballots.choices, first, voters, areas, ballots.points), blank


def by_plan(ballots: PackedBallots) -> PackedBallots:
    """The same ballots with their choices in the order of the plans, each with its points: [3, 0] becomes [0, 3]."""
    import numpy as np

    order = np.empty(len(ballots.choices), np.int32)
    for _rows, entries, row in _pieces(ballots):
        order[entries] = np.lexsort((ballots.choices[entries], row)) + entries.start
    points = None if ballots.points is None else ballots.points[order]
    return PackedBallots(ballots.choices[order], ballots.first, ballots.voters, ballots.areas, points)


def with_default(ballots: PackedBallots, plans: int, default: int) -> PackedBallots:
    """The same ballots with every plan on them: those that a ballot does not name get so many points."""
    import numpy as np

    points = np.full((len(ballots), plans), default, np.int32)
    for rows, entries, row in _pieces(ballots):
        if ballots.points is not None:
            points[row + rows.start, ballots.choices[entries]] = ballots.points[entries]
    every = np.tile(np.arange(plans, dtype=np.uint16), len(ballots))
    first = _ends(np.full(len(ballots), plans))
    return PackedBallots(every, first, ballots.voters, ballots.areas, points.reshape(-1))


def _pieces(ballots: PackedBallots) -> Iterator[tuple[slice, slice, NDArray[intp]]]:
    """Some rows at a time, their entries, and for each entry the number of its row among these."""
    import numpy as np

    for start in range(0, len(ballots), ROWS_AT_ONCE):
        first = ballots.first[start : start + ROWS_AT_ONCE + 1]
        row = np.repeat(np.arange(len(first) - 1), np.diff(first))
        yield slice(start, start + len(first) - 1), slice(int(first[0]), int(first[-1])), row


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
    stays = np.repeat(is_kept, lengths)
    choices = ballots.choices[stays]
    points = None if ballots.points is None else ballots.points[stays]
    del stays
    voters = np.bincount(of_row, weights=ballots.voters, minlength=len(of_row))[is_kept].astype(np.int64)
    return PackedBallots(choices, _ends(lengths[is_kept]), voters, ballots.areas[is_kept], points)


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
    """A number for each row that depends on its choices, their order and points, how many they are, and its area."""
    import numpy as np

    plans, places = _scattered(MOST_PLACES, 1), _scattered(MOST_PLACES, 2) | np.uint64(1)
    sums = np.zeros(len(ballots), np.uint64)
    for rows, entries, row in _pieces(ballots):
        first = ballots.first[rows.start : rows.stop + 1] - entries.start
        chosen = plans[ballots.choices[entries]]
        if ballots.points is not None:
            chosen ^= ballots.points[entries].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        chosen *= places[np.arange(len(chosen)) - first[row]]
        told = np.concatenate((np.zeros(1, np.uint64), chosen.cumsum(dtype=np.uint64)))
        sums[rows] = told[first[1:]] - told[first[:-1]]
        sums[rows] += places[np.diff(first)] ^ plans[ballots.areas[rows]]
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
        ours, others = first[mine][spread] + place, first[of_row[mine]][spread] + place
        same = ballots.choices[ours] == ballots.choices[others]
        if ballots.points is not None:
            same &= ballots.points[ours] == ballots.points[others]
        alike[mine] = np.bincount(spread[~same], minlength=len(mine)) == 0
    return alike


def _scattered(count: int, turn: int) -> NDArray[uint64]:
    """Numbers that look like chance and are the same on every machine (splitmix64)."""
    import numpy as np

    mixed = (np.arange(count, dtype=np.uint64) + np.uint64(turn * count + 1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), np.uint64)
