"""Reads the VOTES section. Age, sex and the like are passed over: nothing here keeps them.

The column `district` is kept only where the file's comment names areas that voted as one, and only these areas.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain, count, islice

from lives.messages import Message, msg
from voting.rules.ballot_table import MOST_POINTS
from voting.rules.election import AreaShare
from voting.rules.pabulib.areas import DISTRICT
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import BALLOT_COLUMNS, MOST_BALLOTS, POINT_TYPES
from voting.rules.pabulib.file import FileBallots, Remark, Texts
from voting.rules.pabulib.projects import check_header
from voting.rules.pabulib.rows import Piece, Rows
from voting.rules.packed import PackedBallots, packed

KEEPS_ORDER = (*POINT_TYPES, "ordinal")
BETWEEN = "\0"
"""Stands between the cells of a ballot that are understood together: no sound file has it."""


class BallotsReader:
    """Reads one VOTES section and notes its faults; equal cells of choices, points and area are understood once."""

    def __init__(
        self,
        rows: Rows,
        faults: Faults,
        places: Mapping[str, int],
        vote_type: str,
        areas: Sequence[AreaShare] = (),
    ) -> None:
        self._rows, self._faults, self._cells = rows, faults, CellReader(faults)
        self._places, self._vote_type = places, vote_type
        self._needs_points = vote_type in POINT_TYPES
        self._areas = {area.name: place for place, area in enumerate(areas)}
        self._header: list[str] = []
        self._extra: list[int] = []
        # what stands on a ballot is kept once in a piece: its choices behind each other, and how many each has
        self._choices, self._lengths, self._of_area = array("H"), array("I"), array("H")
        self._points = array("i")
        self._faulty: dict[int, str] = {}
        self._numbers, self._lines = array("I"), array("I")
        self._ids: list[str] = []
        self._id_ends, self._id_hashes = array("I"), array("q")
        self._extras: list[tuple[str, ...]] = []
        self.extra_columns: tuple[str, ...] = ()
        self.remarks: list[Remark] = []
        self.rows_seen: int | None = None
        """How many rows there are, faulty ones included; None when they were not read to the end."""

    def read(self) -> FileBallots:
        required = ("voter_id", "vote", *["points"] * self._needs_points, *[DISTRICT] * bool(self._areas))
        self._header = check_header(self._rows, "VOTES", required, self._faults)
        if any(column not in self._header for column in required):
            return FileBallots()
        self._note_unknown_columns()
        self.rows_seen = 0
        for piece in self._rows.pieces("VOTES"):
            if not self._take(piece):
                self.rows_seen = None
                break
        ids = Texts("".join(self._ids), self._id_ends)
        self._ids.clear()
        self._check_ids(ids)
        self._tell_faults()
        return FileBallots(ids, self._numbers, self._lines, self._written(), self._extras)

    def _note_unknown_columns(self) -> None:
        line = self._rows.sections["VOTES"].header_line
        self.extra_columns = tuple(column for column in self._header if column not in BALLOT_COLUMNS)
        self._extra = [self._header.index(column) for column in self.extra_columns]
        for column in self.extra_columns:
            text = msg("A column that Pabulib does not know; kept.")
            self.remarks.append(Remark(line, column, text))

    def _take(self, piece: Piece) -> bool:
        """Keep the rows of a piece; False when there are more than may be read."""
        columns, room = len(self._header), MOST_BALLOTS - len(self._lines)
        if piece.cells is None:
            cells, lines = self._sound_rows(piece)
        else:
            cells = piece.cells
            lines = array("I", range(piece.first_line, piece.first_line + len(cells) // columns))
        if len(lines) > room:
            row = cells[room * columns : (room + 1) * columns]
            self._faults.add(lines[room], "", ";".join(row), msg("at most %(most)s ballots", most=MOST_BALLOTS))
        self._keep(cells[: room * columns], lines[:room])
        if self.rows_seen is not None:
            self.rows_seen += len(lines) if piece.cells is not None else len(piece.rows)
        return len(lines) <= room

    def _sound_rows(self, piece: Piece) -> tuple[list[str], array[int]]:
        cells, lines = [], array("I")
        for line, row in piece.rows:
            if len(row) != len(self._header):
                expected = msg("%(count)s cells, as in the header", count=len(self._header))
                self._faults.add(line, "", ";".join(row), expected)
            else:
                cells += row
                lines.append(line)
        return cells, lines

    def _keep(self, cells: list[str], lines: array[int]) -> None:
        columns = len(self._header)
        written = cells[self._header.index("vote") :: columns]
        beside = ["points"] * self._needs_points + [DISTRICT] * bool(self._areas)
        if beside:
            others = [cells[self._header.index(column) :: columns] for column in beside]
            written = list(map(BETWEEN.join, zip(written, *others, strict=True)))
        # whatever is met for the first time in this piece gets the next number
        number_of: defaultdict[str, int] = defaultdict(count(len(self._lengths)).__next__)
        self._numbers.extend(map(number_of.__getitem__, written))
        self._lines.extend(lines)
        self._understand(list(number_of))
        ids = list(map(str.strip, cells[::columns]))
        self._id_hashes.extend(map(hash, ids))
        self._id_ends.extend(
            islice(accumulate(map(len, ids), initial=self._id_ends[-1] if self._id_ends else 0), 1, None)
        )
        self._ids.append("".join(ids))
        if self._extra:
            self._extras += zip(*(cells[place::columns] for place in self._extra), strict=True)

    def _check_ids(self, ids: Sequence[str]) -> None:
        import numpy as np

        hashes = np.sort(np.frombuffer(self._id_hashes, np.int64))
        if not (hashes[1:] == hashes[:-1]).any() and hash("") not in hashes:
            return
        seen: set[str] = set()
        for line, voter_id in zip(self._lines, ids, strict=True):
            if not voter_id:
                self._faults.add(line, "voter_id", "", msg("an id"))
            elif voter_id in seen:
                self._faults.add(line, "voter_id", voter_id, msg("each id once"))
            seen.add(voter_id)

    def _understand(self, written: list[str]) -> None:
        """Keep what these texts say; which of them are faulty is told once all is read."""
        first, areas = len(self._lengths), array("i")
        texts = written
        if self._areas:
            parts = [text.rpartition(BETWEEN) for text in written]
            areas = array("i", (self._areas.get(area.strip(), -1) for _, _, area in parts))
            texts = [text for text, _, _ in parts]
        points: list[tuple[int, ...] | None] = [()] * len(texts)
        if self._needs_points:
            cells = [text.split(BETWEEN) for text in texts]
            choices = [self._choices_in(text) for text, _ in cells]
            points = [self._points_in(text, chosen) for (_, text), chosen in zip(cells, choices, strict=True)]
        else:
            choices = self._choices_of_all(texts)
        faulty = {place for place in range(len(texts)) if choices[place] is None or points[place] is None}
        faulty |= {place for place, area in enumerate(areas) if area < 0}
        self._faulty |= {first + place: written[place] for place in faulty}
        for place in faulty:
            choices[place] = points[place] = ()
        self._choices.extend(chain.from_iterable(each or () for each in choices))
        self._points.extend(chain.from_iterable(each or () for each in points))
        self._lengths.extend(len(each or ()) for each in choices)
        self._of_area.extend(max(area, 0) for area in areas) if areas else self._of_area.extend([0] * len(texts))

    def _written(self) -> PackedBallots:
        import numpy as np

        voters = np.bincount(np.frombuffer(self._numbers, np.uint32), minlength=len(self._lengths))
        points = self._points if self._needs_points else None
        return packed(self._choices, self._lengths, self._of_area, voters, points)

    def _choices_of_all(self, written: list[str]) -> list[tuple[int, ...] | None]:
        """What `_choices_in` says of every text, at once where all of it is plans and nothing else."""
        place_of, nothing = (dict(self._places) | {"": -1}).__getitem__, (-1,)
        ordered: Callable[[Iterable[int]], Iterable[int]] = list if self._vote_type in KEEPS_ORDER else sorted
        try:
            places = [tuple(ordered(map(place_of, text.split(",")))) for text in written]
        except KeyError:
            return [self._choices_in(text) for text in written]
        most = 1 if self._vote_type == "choose-1" else len(self._places)
        return [
            () if each == nothing else each if -1 not in each and len(set(each)) == len(each) <= most else None
            for each in places
        ]

    def _choices_in(self, text: str) -> tuple[int, ...] | None:
        """The places of the chosen plans, in order of the ballot list on sets; None when something is wrong."""
        if not text.strip():
            return ()
        try:
            places = [self._places[id_] for id_ in text.split(",")]
        except KeyError:
            places = [self._places.get(id_.strip(), -1) for id_ in text.split(",")]
        is_wrong = min(places) < 0 or len(set(places)) < len(places)
        if is_wrong or (self._vote_type == "choose-1" and len(places) > 1):
            return None
        return tuple(places if self._vote_type in KEEPS_ORDER else sorted(places))

    def _points_in(self, text: str, choices: tuple[int, ...] | None) -> tuple[int, ...] | None:
        """The points in the order of the choices; None when something is wrong."""
        cells = [cell.strip() for cell in text.split(",")] if text.strip() else []
        if choices is None or len(cells) != len(choices):
            return None
        tried = CellReader(Faults())
        numbers = [tried.points(0, "points", cell, self._least_points) for cell in cells]
        return None if None in numbers else tuple(number or 0 for number in numbers)

    @property
    def _least_points(self) -> int:
        return 0 if self._vote_type == "cumulative" else -MOST_POINTS

    def _tell_faults(self) -> None:
        if not self._faulty:
            return
        for line, number in zip(self._lines, self._numbers, strict=True):
            if number in self._faulty:
                cells = self._faulty[number].split(BETWEEN)
                if self._areas and (area := cells.pop().strip()) not in self._areas:
                    told = msg("one of: %(names)s", names=", ".join(self._areas))
                    self._faults.add(line, DISTRICT, area, told)
                self._tell_faults_of(line, *cells)

    def _tell_faults_of(self, line: int, text: str, points: str = "") -> None:
        ids = [id_.strip() for id_ in text.split(",")] if text.strip() else []
        wrong: list[tuple[str, Message]] = [
            (id_, msg("plans that are listed under PROJECTS")) for id_ in ids if id_ not in self._places
        ]
        wrong += [(id_, msg("each plan once")) for id_ in sorted(set(ids)) if ids.count(id_) > 1]
        if self._vote_type == "choose-1" and len(ids) > 1:
            wrong.append((text, msg("one plan at most")))
        for found, expected in wrong:
            self._faults.add(line, "vote", found, expected)
        if not self._needs_points:
            return
        cells = [cell.strip() for cell in points.split(",")] if points.strip() else []
        if len(cells) != len(ids):
            self._faults.add(line, "points", points, msg("as many numbers as chosen plans (%(count)s)", count=len(ids)))
            return
        for cell in cells:
            self._cells.points(line, "points", cell, self._least_points)
