"""From bytes to rows of cells with their line numbers, section by section; notes what is not text."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lives.messages import msg
from voting.rules.pabulib.faults import Faults

SECTIONS = ("META", "PROJECTS", "VOTES")
MOST_LINES_IN_A_CELL = 100
PIECE = 500_000
"""So many characters of a section are taken apart at once: a million ballots never lie in memory cell by cell."""
_TITLE = re.compile(rf"\n[ \t]*({'|'.join(SECTIONS)})[ \t]*(?=\n|\Z)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_ALL_BUT_ENDS = bytes(sorted(set(range(256)) - set(b";\n")))

Row = tuple[int, list[str]]


@dataclass(slots=True)
class Section:
    """One section: the line of its title, its header row, and the text below that, with the line it begins on."""

    title_line: int
    header: list[str] = field(default_factory=list)
    header_line: int = 0
    text: str = ""
    first_line: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a section. Where every line has as many cells as the header they come as one flat list."""

    first_line: int
    cells: list[str] | None
    rows: list[Row]


class Rows:
    """A file as lines; gives the header and the rows of each section."""

    def __init__(self, data: bytes, faults: Faults) -> None:
        self._faults = faults
        text = self._decode(data).removeprefix("\ufeff")
        self.ends_in_a_line_end = text.endswith(("\n", "\r"))
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(data.translate(None, _CONTROL_BYTES)) != len(data):
            self._note_control_characters(text)
        self.sections = self._find_sections(text)

    def of(self, name: str) -> Iterator[Row]:
        """The rows of a section below its header, each with the line on which it begins."""
        section = self.sections.get(name)
        if section is not None:
            yield from self._rows(section.text.split("\n"), section.first_line)

    def pieces(self, name: str) -> Iterator[Piece]:
        """The rows of a section in pieces, for sections that may have a million of them."""
        section = self.sections.get(name)
        if section is None:
            return
        if '"' in section.text:
            yield Piece(section.first_line, None, list(self.of(name)))
            return
        start, line, columns = 0, section.first_line, len(section.header)
        text = section.text.removesuffix("\n")
        while start < len(text):
            end = text.find("\n", start + PIECE)
            piece = text[start:] if end < 0 else text[start:end]
            yield self._piece(piece, line, columns)
            start += len(piece) + 1
            line += piece.count("\n") + 1

    def _piece(self, text: str, line: int, columns: int) -> Piece:
        """Every line has its semicolons and is not empty: then one split gives all cells."""
        ends = text.encode().translate(None, _ALL_BUT_ENDS)
        pattern = b";" * (columns - 1) + b"\n"
        if columns > 1 and ends + b"\n" == pattern * ((len(ends) + 1) // columns):
            return Piece(line, text.replace("\n", ";").split(";"), [])
        return Piece(line, None, list(self._rows(text.split("\n"), line)))

    def _rows(self, lines: list[str], first_line: int) -> Iterator[Row]:
        place = 0
        while place < len(lines):
            line = lines[place]
            if '"' in line:
                cells, used = self._quoted(lines, place, first_line)
                yield first_line + place, cells
                place += used
                continue
            if line.strip():
                yield first_line + place, line.split(";")
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

    def _note_control_characters(self, text: str) -> None:
        for number, line in enumerate(text.split("\n"), start=1):
            if _CONTROL.search(line):
                excerpt = _CONTROL.sub("�", line)
                self._faults.add(number, "", excerpt, msg("no control characters"))

    def _find_sections(self, text: str) -> dict[str, Section]:
        # a line end before the first line lets every title stand after one
        titles = [(found.start(), found.end() - 1, found[1].upper()) for found in _TITLE.finditer("\n" + text)]
        sections: dict[str, Section] = {}
        for turn, (start, after, name) in enumerate(titles):
            line = text.count("\n", 0, start) + 1
            if name in sections:
                self._faults.add(line, "", name, msg("each section once"))
                continue
            end = titles[turn + 1][0] if turn + 1 < len(titles) else len(text)
            sections[name] = self._headed(text[after:end].removeprefix("\n"), line)
        found = list(sections)
        if missing := [name for name in SECTIONS if name not in sections]:
            expected = msg("the sections META, PROJECTS and VOTES; missing: %(names)s", names=", ".join(missing))
            self._faults.add(0, "", "", expected)
        elif found != list(SECTIONS):
            self._faults.add(0, "", "", msg("the sections in the order META, PROJECTS, VOTES"))
        for place, line_above in enumerate(text[: titles[0][0] if titles else 0].split("\n"), start=1):
            if line_above.strip():
                self._faults.add(place, "", line_above, msg("the title META first"))
        return sections

    def _headed(self, body: str, title_line: int) -> Section:
        """The first line that is not blank is the header; what follows is the section's text."""
        line = title_line + 1
        while body:
            header, _, body = body.partition("\n")
            if header.strip():
                names = [name.strip() for name in self._quoted([header], 0, line)[0]]
                return Section(title_line, names, line, body, line + 1)
            line += 1
        self._faults.add(title_line, "", "", msg("a row of column names below it"))
        return Section(title_line, [], title_line, "", title_line + 1)

    def _quoted(self, lines: list[str], place: int, first_line: int) -> tuple[list[str], int]:
        """Cells with RFC 4180 quotes, which may hold line ends; and how many lines they took."""
        joined = lines[place]
        for used in range(1, MOST_LINES_IN_A_CELL):
            try:
                return next(csv.reader([joined], delimiter=";", strict=True)), used
            except csv.Error as error:
                is_open = "unexpected end" in str(error)
                if not is_open:
                    return joined.split(";"), self._refuse_quotes(lines[place], first_line + place)
                if place + used >= len(lines):
                    break
                joined += "\n" + lines[place + used]
        return lines[place].split(";"), self._refuse_quotes(lines[place], first_line + place)

    def _refuse_quotes(self, line: str, number: int) -> int:
        self._faults.add(number, "", line, msg("quotes that close, and double quotes inside quotes"))
        return 1
