"""From bytes to rows of cells with their line numbers, section by section; notes what is not text."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lives.messages import msg
from voting.rules.pabulib.faults import Faults

SECTIONS = ("META", "PROJECTS", "VOTES")
MOST_LINES_IN_A_CELL = 100
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Row = tuple[int, list[str]]


@dataclass(slots=True)
class Section:
    """One section: the line of its title, its header row, and where its own lines begin and end."""

    title_line: int
    header: list[str] = field(default_factory=list)
    header_line: int = 0
    first: int = 0
    end: int = 0


class Rows:
    """A file as lines; gives the header and the rows of each section."""

    def __init__(self, data: bytes, faults: Faults) -> None:
        self._faults = faults
        text = self._decode(data).removeprefix("\ufeff")
        self.ends_in_a_line_end = text.endswith(("\n", "\r"))
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if _CONTROL.search(text):
            self._note_control_characters()
        self.sections = self._find_sections()

    def of(self, name: str) -> Iterator[Row]:
        """The rows of a section below its header, each with the line on which it begins."""
        section = self.sections.get(name)
        if section is None:
            return
        place = section.first
        while place < section.end:
            line = self._lines[place]
            if '"' in line:
                cells, used = self._quoted(place, section.end)
                yield place + 1, cells
                place += used
                continue
            if line.strip():
                yield place + 1, line.split(";")
            place += 1

    def _decode(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            for number, line in enumerate(data.split(b"\n"), start=1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    excerpt = line.decode("utf-8", errors="replace").strip()
                    self._faults.add(number, "", excerpt, msg("text in UTF-8"))
            return data.decode("utf-8", errors="replace")

    def _note_control_characters(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            if _CONTROL.search(line):
                excerpt = _CONTROL.sub("�", line)
                self._faults.add(number, "", excerpt, msg("no control characters"))

    def _find_sections(self) -> dict[str, Section]:
        titles = [
            (place, line.strip().upper())
            for place, line in enumerate(self._lines)
            if len(line) < 12 and line.strip().upper() in SECTIONS
        ]
        sections: dict[str, Section] = {}
        for turn, (place, name) in enumerate(titles):
            if name in sections:
                self._faults.add(place + 1, "", name, msg("each section once"))
                continue
            end = titles[turn + 1][0] if turn + 1 < len(titles) else len(self._lines)
            sections[name] = self._headed(place, end)
        found = list(sections)
        if missing := [name for name in SECTIONS if name not in sections]:
            expected = msg("the sections META, PROJECTS and VOTES; missing: %(names)s", names=", ".join(missing))
            self._faults.add(0, "", "", expected)
        elif found != list(SECTIONS):
            self._faults.add(0, "", "", msg("the sections in the order META, PROJECTS, VOTES"))
        for place in range(titles[0][0] if titles else 0):
            if self._lines[place].strip():
                self._faults.add(place + 1, "", self._lines[place], msg("the title META first"))
        return sections

    def _headed(self, title: int, end: int) -> Section:
        for place in range(title + 1, end):
            if self._lines[place].strip():
                header = [name.strip() for name in self._quoted(place, end)[0]]
                return Section(title + 1, header, place + 1, place + 1, end)
        self._faults.add(title + 1, "", self._lines[title], msg("a row of column names below it"))
        return Section(title + 1, [], title + 1, end, end)

    def _quoted(self, place: int, end: int) -> tuple[list[str], int]:
        """Cells with RFC 4180 quotes, which may hold line ends; and how many lines they took."""
        joined = self._lines[place]
        for used in range(1, MOST_LINES_IN_A_CELL):
            try:
                return next(csv.reader([joined], delimiter=";", strict=True)), used
            except csv.Error as error:
                is_open = "unexpected end" in str(error)
                if not is_open:
                    return joined.split(";"), self._refuse_quotes(place)
                if place + used >= end:
                    break
                joined += "\n" + self._lines[place + used]
        return self._lines[place].split(";"), self._refuse_quotes(place)

    def _refuse_quotes(self, place: int) -> int:
        expected = msg("quotes that close, and double quotes inside quotes")
        self._faults.add(place + 1, "", self._lines[place], expected)
        return 1
