"""Reads the VOTES section. Age, sex and the like are passed over: nothing here keeps them."""

from collections.abc import Mapping

from lives.messages import Message, msg
from voting.rules.ballot_table import MOST_POINTS
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import BALLOT_COLUMNS, MOST_BALLOTS, POINT_TYPES
from voting.rules.pabulib.file import FileBallot, Remark
from voting.rules.pabulib.projects import check_header
from voting.rules.pabulib.rows import Row, Rows

KEEPS_ORDER = (*POINT_TYPES, "ordinal")


class BallotsReader:
    """Reads one VOTES section and notes its faults; equal cells of choices are understood once."""

    def __init__(self, rows: Rows, faults: Faults, places: Mapping[str, int], vote_type: str) -> None:
        self._rows, self._faults, self._cells = rows, faults, CellReader(faults)
        self._places, self._vote_type = places, vote_type
        self._needs_points = vote_type in POINT_TYPES
        self._understood: dict[str, tuple[int, ...]] = {"": ()}
        self._seen: set[str] = set()
        self._header: list[str] = []
        self.ballots: list[FileBallot] = []
        self.extra_columns: tuple[str, ...] = ()
        self.remarks: list[Remark] = []

    def read(self) -> "BallotsReader":
        required = ("voter_id", "vote", "points") if self._needs_points else ("voter_id", "vote")
        self._header = check_header(self._rows, "VOTES", required, self._faults)
        if any(column not in self._header for column in required):
            return self
        self._note_unknown_columns()
        places = [self._header.index(column) for column in self.extra_columns]
        vote, points = self._header.index("vote"), self._header.index(required[-1])
        for row in self._rows.of("VOTES"):
            if len(self._seen) == MOST_BALLOTS:
                expected = msg("at most %(most)s ballots", most=MOST_BALLOTS)
                self._faults.add(row[0], "", ";".join(row[1]), expected)
                break
            self._read_row(row, vote, points, places)
        return self

    def _note_unknown_columns(self) -> None:
        line = self._rows.sections["VOTES"].header_line
        self.extra_columns = tuple(column for column in self._header if column not in BALLOT_COLUMNS)
        for column in self.extra_columns:
            text = msg("A column that Pabulib does not know; kept.")
            self.remarks.append(Remark(line, column, text))

    def _read_row(self, row: Row, vote: int, points: int, extra: list[int]) -> None:
        line, cells = row
        if len(cells) != len(self._header):
            expected = msg("%(count)s cells, as in the header", count=len(self._header))
            self._faults.add(line, "", ";".join(cells), expected)
            return
        voter_id, text = cells[0].strip(), cells[vote]
        if not voter_id:
            self._faults.add(line, "voter_id", "", msg("an id"))
        elif voter_id in self._seen:
            self._faults.add(line, "voter_id", voter_id, msg("each id once"))
        self._seen.add(voter_id)
        choices = self._understood.get(text)
        if choices is None:
            choices = self._understand(line, text)
        given = self._points(line, cells[points], len(choices)) if self._needs_points else ()
        kept = tuple(cells[place] for place in extra) if extra else ()
        self.ballots.append(FileBallot(voter_id, choices, line, given, kept))

    def _understand(self, line: int, text: str) -> tuple[int, ...]:
        ids = [id_.strip() for id_ in text.split(",")] if text.strip() else []
        wrong: list[tuple[str, Message]] = [
            (id_, msg("plans that are listed under PROJECTS")) for id_ in ids if id_ not in self._places
        ]
        wrong += [(id_, msg("each plan once")) for id_ in sorted(set(ids)) if ids.count(id_) > 1]
        if self._vote_type == "choose-1" and len(ids) > 1:
            wrong.append((text, msg("one plan at most")))
        for found, expected in wrong:
            self._faults.add(line, "vote", found, expected)
        known = [self._places[id_] for id_ in ids if id_ in self._places]
        choices = tuple(known if self._vote_type in KEEPS_ORDER else sorted(known))
        if not wrong:
            self._understood[text] = choices
        return choices

    def _points(self, line: int, text: str, count: int) -> tuple[int, ...]:
        cells = [cell.strip() for cell in text.split(",")] if text.strip() else []
        if len(cells) != count:
            self._faults.add(line, "points", text, msg("as many numbers as chosen plans (%(count)s)", count=count))
            return ()
        least = 0 if self._vote_type == "cumulative" else -MOST_POINTS
        numbers = [self._cells.points(line, "points", cell, least) for cell in cells]
        return tuple(number or 0 for number in numbers)
